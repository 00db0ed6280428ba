"""`sip rules` as somebody at a terminal meets it."""

from pathlib import Path

from app.bootstrap.handbook import handbook
from tests.cli.test_gaps import sip


def test_the_handbook_is_written_whole_and_leaves_what_else_is_there(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("ours", encoding="utf-8")

    done = sip("rules", "handbook", "--out", tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"202 files in {tmp_path}\n", "")
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")}
    assert written == {*handbook().pages(), "notes.md"}


def test_a_file_is_no_folder_to_write_in(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("ours", encoding="utf-8")

    done = sip("rules", "handbook", "--out", tmp_path / "page")

    assert (done.returncode, done.stderr) == (1, f"out: {tmp_path / 'page'} is a file; name a folder\n")


def test_the_command_helps_with_an_example() -> None:
    assert "Example: sip rules handbook" in sip("rules", "handbook", "--help").stdout
