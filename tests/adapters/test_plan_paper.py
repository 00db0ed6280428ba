"""A plan on paper is a document for everybody: tagged, named, in order, and with no more than its reader may see."""

import asyncio
import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf
import pytest

from app.adapters.documents import plan_paper
from app.adapters.documents.pdf import NOT_INSTALLED, typeset
from app.adapters.documents.typesetting import Typesetter, surroundings
from app.domain.errors import NotPrintable
from app.domain.locale import ENGLISH, SWEDISH
from tests.adapters.paper_plan import PLAN, a_plan
from tests.adapters.pdf_ua import breaches, elements

HOSTILE = "<img src=http://127.0.0.1:{port}/title> <script>alert(1)</script> & {{{{ 7 * 7 }}}}"
ELSEWHERE = """<style>@import "http://127.0.0.1:{port}/css"; p {{ background: url(http://127.0.0.1:{port}/ground) }}
@font-face {{ font-family: x; src: url(file:///etc/hostname) }}</style><p style="font-family: x">Text</p>
<img src="http://127.0.0.1:{port}/img" alt="a"><img src="file:///etc/hostname" alt="b"><object data="/etc/hostname">
</object><link rel=attachment href="file:///etc/hostname">"""


@pytest.fixture(scope="module")
def document() -> bytes:
    """A plan of sixty activities."""
    return typeset(plan_paper.render(a_plan(60), SWEDISH))


def words(document: bytes) -> list[str]:
    """The tags in reading order."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return [str(element.S) for element, _ in elements(pdf)]


def test_a_plan_of_sixty_activities_keeps_what_a_program_can_see_of_the_standard(document: bytes) -> None:
    assert breaches(document) == []


@pytest.mark.parametrize("activities", [0, 1, 7])
@pytest.mark.parametrize("locale", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_so_does_a_plan_of_few_or_none_in_both_languages(activities: int, locale: Any) -> None:
    made = typeset(plan_paper.render(a_plan(activities), locale))
    assert breaches(made) == []
    with pikepdf.open(BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == locale.language


def test_its_title_names_nobody(document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as pdf:
        assert pdf.docinfo["/Title"] == "Samordnad individuell plan"


def test_what_goes_on_over_pages_has_its_heads_again_on_each(document: bytes) -> None:
    tags = words(document)
    assert tags.count("/THead") >= tags.count("/Table") - 1, "only the table of facts has no head of its own"
    assert tags.count("/Table") > len(re.findall("<table", plan_paper.render(a_plan(60), SWEDISH)))


def test_every_picture_says_who_holds_the_person(document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as pdf:
        told = [str(element.Alt) for element, _ in elements(pdf) if str(element.S) == "/Figure"]
    assert len(told) > 1, "sixty activities have no room in one picture on a sheet"
    assert all("I dag: " in one and "Tabellen efter bilden säger samma sak" in one for one in told)


@pytest.fixture
def elsewhere() -> Any:
    """A server that nothing ought to ask, and what it was asked."""
    asked: list[str] = []

    class Heard(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Heard)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    thread.join()
    server.server_close()


async def test_what_people_write_is_only_ever_text(elsewhere: Any) -> None:
    port, asked = elsewhere
    written = HOSTILE.format(port=port)
    plan = a_plan(3, name=written)
    plan["items"] = [{**item, **({"title": written} if "title" in item else {})} for item in plan["items"]]
    plan["items"] = [{**item, **({"text": written} if "text" in item else {})} for item in plan["items"]]
    plan["actors"] = [{**actor, "name": written} for actor in plan["actors"]]
    page = plan_paper.render(plan, SWEDISH)
    assert not re.search(r"<(?:script|img src=.?http)", page)
    assert "{{ 7 * 7 }}" in page
    assert breaches(await Typesetter()(page)) == []
    assert asked == []


async def test_a_document_fetches_nothing_from_the_net_and_no_file(elsewhere: Any) -> None:
    port, asked = elsewhere
    made = await Typesetter()(f"<html lang=sv><title>x</title>{ELSEWHERE.format(port=port)}")
    with pikepdf.open(BytesIO(made)) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert not [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    assert asked == []


async def test_a_document_that_is_too_large_or_takes_too_long_is_told_so() -> None:
    with pytest.raises(NotPrintable, match="too large"):
        await Typesetter(largest=10)("<p>eleven letters")
    with pytest.raises(NotPrintable, match="takes too long"):
        await Typesetter(seconds=0.001)("<p>quick")


async def test_who_waits_for_a_turn_that_does_not_come_is_told_so_and_the_turn_is_given_back() -> None:
    setter, slow = Typesetter(at_once=1, seconds=30), Typesetter(at_once=1, seconds=0.5)
    slow._turns = setter._turns
    page = f"<html lang=sv><title>x</title>{'<p>Ord</p>' * 2000}"
    first = asyncio.create_task(setter(page))
    await asyncio.sleep(0.1)
    with pytest.raises(NotPrintable, match="takes too long"):
        await slow("<p>x")
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert not setter._turns.locked()


def test_where_the_libraries_of_the_system_are_missing_the_process_says_so(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    told = {**surroundings(), "PYTHONPATH": f"{tmp_path}{os.pathsep}{surroundings()['PYTHONPATH']}"}
    program = [sys.executable, "-m", "app.adapters.documents.pdf"]
    ended = subprocess.run(program, input=b"<p>x", env=told, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (NOT_INSTALLED, b"", b"")


def test_what_sets_documents_is_told_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIP_MASTER_KEY", "SIP_AUDIT_KEYS", "DATABASE_URL", "PGPASSWORD"):
        monkeypatch.setenv(name, "secret")
    assert "secret" not in surroundings().values()
    assert "PATH" in surroundings()


def test_the_paper_says_whose_sight_it_shows_and_what_is_not_shared() -> None:
    page = plan_paper.render(a_plan(7), SWEDISH)
    assert "Utskriven 22 november 2026 av Eksjö kommun, socialtjänstens försörjningsstödsenhet." in page
    assert f"Planens nummer, för arkivet: {PLAN}" in page
    assert page.count("delas inte med de andra") == 1
    assert "<td>Åsa Öberg, 08-465 004 50</td>" in page
    assert "<td>08-465 004 51</td>" in page, "an agency is called also where nobody is named"
    mine = plan_paper.render(a_plan(7, reader={"id": a_plan()["person"], "name": "Elias"}), SWEDISH)
    assert "delas inte med de andra" not in mine, "the person is no party that keeps something from the others"
    assert "Står inte på papper utan läses i tjänsten: krisplan." in page
    assert "I planen: 1 kritiskt glapp." in page, "of other gaps a paper says nothing"
