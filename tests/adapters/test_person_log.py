"""The log in what a person takes out: whole as a page; on paper each row is told of too, the older ones counted."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from app.adapters.documents import person_page
from app.adapters.documents.pdf import typeset
from app.adapters.documents.person_log import IN_FULL, log_on_paper, whole_log
from tests.adapters.paper_plan import PERSON, TODAY
from tests.adapters.pdf_ua import breaches

SOC, OTHERS = {"id": "soc", "name": "Eksjö, socialtjänsten"}, {"id": "psyk", "name": "Höglandets psykiatri"}
NAMES = {one["id"]: one["name"] for one in (SOC, OTHERS)}
START = datetime(2024, 1, 31, 23, 30, tzinfo=UTC)
"""The first of February in Stockholm."""
SUMMARY = re.compile(r"(läste|gjorde något|försökte men fick inte) (en gång|([\d\u00a0]+) gånger)")


def row(at: datetime, outcome: str = "read", actor: str | None = "soc", by: str = "caseworker") -> dict[str, Any]:
    words = f"Rad {at.isoformat()}"
    return {"at": at.isoformat(), "outcome": outcome, "actor": actor, "by": by, "words": words}


def followed(*older: dict[str, Any]) -> list[dict[str, Any]]:
    """A log of these, and after them as many as stand one by one."""
    return [*older, *(row(START + timedelta(days=400, minutes=n)) for n in range(IN_FULL))]


def counted(log: list[dict[str, Any]]) -> Iterator[int]:
    for _, _, often in next(log_on_paper(log, NAMES)).rows:
        for _, times, many in SUMMARY.findall(often):
            yield 1 if times == "en gång" else int(many.replace("\u00a0", ""))


def export(log: list[dict[str, Any]]) -> dict[str, Any]:
    empty = ("items", "plan_versions", "findings", "sharing", "holds", "corrections", "protection", "delivered")
    person = {"id": PERSON, "name": "Elias Nord"}
    return {"made": TODAY.isoformat(), "person": person, "actors": [SOC, OTHERS], "log": log} | {n: [] for n in empty}


@pytest.mark.parametrize("many", [0, 1, IN_FULL])
def test_a_log_that_fits_stands_whole_on_paper(many: int) -> None:
    log = [row(START + timedelta(minutes=n)) for n in range(many)]
    assert [*log_on_paper(log, NAMES)] == [*whole_log(log, NAMES)]


def test_of_a_long_one_the_newest_stand_one_by_one_and_the_older_by_reader_and_month() -> None:
    day = timedelta(days=1)
    older = [
        row(START),
        row(START + 3 * day),
        row(START + 4 * day, "done"),
        row(START + 5 * day, "refused", "psyk"),
        row(START + 40 * day, actor=None, by="person"),
        row(START + 40 * day, "refused", actor=None, by="unknown"),
        row(START + 40 * day, "done", actor="soc", by="system"),
    ]
    before, newest = log_on_paper(followed(*older), NAMES)
    assert before.rows == [
        ("Eksjö, socialtjänsten", "1–5 februari 2024", "läste 2 gånger, gjorde något en gång"),
        ("Höglandets psykiatri", "6 februari 2024", "försökte men fick inte en gång"),
        ("Du", "12 mars 2024", "läste en gång"),
        ("Eksjö, socialtjänsten", "12 mars 2024", "gjorde något en gång"),
        ("Någon som inte visat vem det är", "12 mars 2024", "försökte men fick inte en gång"),
    ]
    assert len(newest.rows) == IN_FULL
    assert newest.rows[0][1] == f"Rad {(START + timedelta(days=400)).isoformat()}"
    assert f"de 7 äldsta månad för månad, och de {IN_FULL} senaste" in before.lead
    assert "Varje rad för sig står i webbsidan och i JSON-filen" in before.lead
    assert "på sidan Vem har läst om dig" in before.lead


def test_every_row_of_a_very_long_one_is_counted_once() -> None:
    actors = [("soc", "caseworker"), ("psyk", "system"), (None, "person"), ("nobody", "link"), (None, "proxy")]
    older = [
        row(START + timedelta(hours=n), ("read", "done", "refused")[n % 3], *actors[n % len(actors)])
        for n in range(9_000)
    ]
    assert sum(counted(followed(*older))) == len(older)
    assert len(next(log_on_paper(followed(*older), NAMES)).rows) < 100


def test_two_agencies_of_one_name_are_told_of_apart() -> None:
    before, _ = log_on_paper(followed(row(START), row(START, actor="psyk")), dict.fromkeys(NAMES, "Vård"))
    assert [(who, often) for who, _, often in before.rows] == [("Vård", "läste en gång")] * 2


def test_the_page_has_every_row_and_the_paper_says_where_they_stand() -> None:
    log = export(followed(row(START)))
    page, paper = (unescape(draw(log)) for draw in (person_page.render, person_page.render_for_paper))
    first = f"Rad {START.isoformat()}"
    assert (first in page, "månad för månad" in page) == (True, False)
    assert (first in paper, "månad för månad" in paper) == (False, True)
    assert "Vem som läst eller gjort vad: de äldsta" in paper


def test_a_paper_with_a_long_log_can_be_read_by_anybody() -> None:
    assert breaches(typeset(person_page.render_for_paper(export(followed(row(START)))))) == []
