"""`sip gaps explain` as somebody at a terminal meets it."""

from pathlib import Path

import pytest

from tests.cli.test_gaps import CASES, sip

LEO = CASES / "story-leo.yaml"


def test_a_gap_is_explained_by_its_facts_days_thresholds_sources_and_what_closes_it() -> None:
    done = sip("gaps", "explain", CASES / "need-unowned-fires.yaml", "need-unowned", "sfi")

    assert (done.returncode, done.stderr) == (0, "")
    for said in (
        "Behov utan ansvarig aktör (need-unowned): sfi\nLigger på: vuxenutbildningen\n",
        "\nDagarna\n  Öppnar 24 september 2027.\n  Blir kritiskt 10 oktober 2027, 16 dagar efter att det öppnar.\n"
        "  Stänger 1 november 2027, om inget ändras.\n",
        "\nUppgifterna som gör det\n",
        "  sfi (behov): actor: adult-education, category: education, plan: plan, start: 2027-09-10, end: 2027-10-31",
        "(settling, tjänstens eget förslag): 14 dagar, räknat från 10 september 2027: det öppnar 24 september 2027.\n",
        "\nKällorna\n  lag: ",
        "\nVad som stänger det\n  Glappet stängs när ",
        "\nVad som hindrar att det öppnas\n  Glappet öppnas inte om detta sker senast 24 september 2027: en aktör ",
        "\nVad som inte syns\n  ",
    ):
        assert said in done.stdout, done.stdout


def test_every_interval_is_explained_or_the_one_of_a_day() -> None:
    every = sip("gaps", "explain", LEO, "youth-duty-no-activity", "kaa").stdout
    one = sip("gaps", "explain", LEO, "youth-duty-no-activity", "kaa", "--on", "2027-12-31").stdout

    assert every.count("Öppnar ") == 2
    assert one.count("Öppnar ") == 1
    assert "Öppnar 31 december 2027." in one
    assert "förklaras av: youth-duty-age-out" in one


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((LEO, "no-such-rule", "kaa"), "there is no rule no-such-rule; sip gaps list names them"),
        ((LEO, "youth-duty-no-activity", "x"), "youth-duty-no-activity finds no gap of x; it finds gaps of kaa"),
        ((LEO, "consent-expired", "x"), "consent-expired finds no gap of x; it finds gaps of nothing"),
        ((LEO, "youth-duty-no-activity", "kaa", "--on", "2020-01-01"), "finds no gap of kaa on 2020-01-01"),
        ((LEO, "youth-duty-no-activity", "kaa", "--on", "soon"), "--on: "),
        (("nowhere.yaml", "youth-duty-no-activity", "kaa"), "nowhere.yaml: there is no such file"),
    ],
)
def test_mistakes_are_one_line_on_standard_error(arguments: tuple[str | Path, ...], says: str) -> None:
    done = sip("gaps", "explain", *arguments)

    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_command_helps_with_an_example() -> None:
    assert "Example: sip gaps explain" in sip("gaps", "explain", "--help").stdout
