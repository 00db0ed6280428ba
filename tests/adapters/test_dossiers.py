"""What PostgreSQL put together about a person becomes a dossier; what cannot be read makes it unreadable."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.adapters.postgres.dossiers import KnownColumns, dossier_of
from app.domain.actors import THE_PERSON
from app.domain.disclosure import Grant, Sight
from app.domain.facts import decode
from app.domain.findings import Finding, Span
from app.domain.findings_work import Act

PERSON, OWNER, PLAN, ITEM, OTHER = (UUID(int=number) for number in range(1, 6))
DAY = date(2025, 11, 21).toordinal()
SIGHTS = (
    f"plan|{OWNER}|plan|t|{PLAN}|-",
    f"consent|{THE_PERSON}|plan|f|{{{OWNER},{OTHER}}}",
    f"need|{OWNER}|work|t|{PLAN}|-",
    f"ownership|{OWNER}|work|t|{PLAN}|-",
)
FIELDS: tuple[dict[str, Any], ...] = (
    {"start": "2025-11-21"},
    {"start": "2025-11-21", "actors": [str(OWNER), str(OTHER)], "categories": ["work"]},
    {"start": "2025-11-21", "plan": str(PLAN)},
    {"start": "2025-11-21", "need": str(ITEM), "actor": str(OTHER)},
)
IDS = (str(PLAN), str(OTHER), str(ITEM), str(PERSON))
SPAN: dict[str, Any] = {
    "opens": "2025-11-21", "critical": None, "closes": "2025-12-01", "owner": str(OWNER), "inhibited_by": ["x"],
}  # fmt: skip
FINDING = (
    *(str(OWNER), str(ITEM), "plan-stalled", "s", "open", "2025-11-21", [SPAN], ["x"], False, ["f"]),
    *("0001-01-01", None, "2025-11-30", None, str(OTHER), 3),
)
GRANT = (str(OWNER), str(OTHER), "consent", str(PLAN), "work", "2025-11-21", "2201-01-01", str(ITEM))
ACT = (str(ITEM), 1, "snoozed", "2025-11-21", None, "holiday", "2025-11-30", None)


def row(
    ids: Any = IDS,
    sights: Any = SIGHTS,
    fields: Any = FIELDS,
    grants: Any = (GRANT,),
    findings: Any = (FINDING,),
    acts: Any = (ACT,),
    guarded: bool | None = None,
) -> list[Any]:
    said = ",".join(json.dumps(one) for one in fields)
    return [PERSON, ",".join(ids), "\n".join(sights), said, *map(json.dumps, (grants, findings, acts)), None, guarded]


def test_all_that_is_known_is_in_it() -> None:
    dossier = dossier_of(row())
    assert (dossier.person_id, dossier.unreadable) == (PERSON, None)
    (of_plan, plan), (of_consent, consent), (_, need), (_, ownership) = dossier.facts
    assert of_plan == Sight(
        kind="plan", owner=OWNER, category="plan", disclosed=True, plan_id=PLAN, named=()
    )  # fmt: skip
    assert of_consent == Sight(
        kind="consent", owner=THE_PERSON, category="plan", disclosed=False, plan_id=None, named=(OWNER, OTHER)
    )
    assert plan == decode("plan", {"id": str(PLAN), "actor": str(OWNER), **FIELDS[0]})
    assert consent == decode("consent", {"id": str(OTHER), "actor": str(THE_PERSON), **FIELDS[1]})
    assert need == decode("need", {"id": str(ITEM), "actor": str(OWNER), "category": "work", **FIELDS[2]})
    assert ownership == decode("ownership", {"id": str(PERSON), "category": "work", **FIELDS[3]})
    assert dossier.grants == [
        Grant(
            owner=OWNER, reader=OTHER, kind="consent", plan_id=PLAN, category="work", start=DAY, basis=ITEM,
            end=date(2201, 1, 1).toordinal(),
        )
    ]  # fmt: skip
    span = Span(opens=DAY, closes=DAY + 10, owner=OWNER, inhibited_by=("x",))
    finding = Finding(
        id=ITEM, rule="plan-stalled", subject="s", status="open", now=span, spans=(span,), inhibited_by=("x",),
        evidence=("f",), valid_until=1, prevented_until=DAY + 9, holder=OTHER, version=3,
    )  # fmt: skip
    assert dossier.findings == {OWNER: [finding]}
    assert dossier.acts == {ITEM: [Act(version=1, state="snoozed", on=DAY, reason="holiday", until=DAY + 9)]}


def test_what_more_columns_than_are_remembered_say_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    said = dossier_of(row()).facts
    known = KnownColumns()
    monkeypatch.setattr("app.adapters.postgres.dossiers.KNOWN_COLUMNS", known)
    monkeypatch.setattr("app.adapters.postgres.dossiers.MOST", 3)
    for _ in range(3):
        assert dossier_of(row()).facts == said
        assert 0 < len(known) <= 3


def test_of_whom_nothing_is_known_it_is_empty() -> None:
    dossier = dossier_of([PERSON, *[None] * 8])
    assert (dossier.facts, dossier.grants, dossier.findings, dossier.acts) == ([], [], {}, {})


def test_a_protected_person_is_known_as_one() -> None:
    assert [dossier_of(row(guarded=said)).guarded for said in (True, False, None)] == [True, False, False]


def test_the_interval_that_counts_is_the_one_whose_first_day_the_finding_has() -> None:
    later = {**SPAN, "opens": "2025-12-10", "closes": None}
    (found,) = dossier_of(row(findings=[[*FINDING[:5], "2025-12-10", [SPAN, later], *FINDING[7:]]])).findings[OWNER]
    assert found.now == found.spans[1]


BAD = {
    "a kind that there is not": row(sights=("rumour" + SIGHTS[0][4:], *SIGHTS[1:])),
    "a category that there is not": row(sights=(SIGHTS[0].replace("|plan|", "|money|"), *SIGHTS[1:])),
    "a separator within a column": row(sights=(SIGHTS[0].replace("|plan|", "|pl|an|"), *SIGHTS[1:])),
    "a line's end within a column": row(sights=(SIGHTS[0].replace("|plan|", "|pl\nan|"), *SIGHTS[1:])),
    "a fact without fields": row(fields=FIELDS[1:]),
    "fields that are none": row(fields=([], *FIELDS[1:])),
    "a field that it needs": row(fields=({}, *FIELDS[1:])),
    "a day that there is not": row(fields=({"start": "2025-02-30"}, *FIELDS[1:])),
    "an unknown field": row(fields=({**FIELDS[0], "x": 1}, *FIELDS[1:])),
    "a grant without its days": row(grants=[GRANT[:5]]),
    "a finding without intervals": row(findings=[[*FINDING[:6], [], *FINDING[7:]]]),
    "an interval without owner": row(findings=[[*FINDING[:6], [{"opens": "2025-11-21"}], *FINDING[7:]]]),
    "an act on no day": row(acts=[[*ACT[:3], None, *ACT[4:]]]),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_noticed_and_not_repeated(what: str) -> None:
    dossier = dossier_of(BAD[what])
    assert dossier.unreadable in ("FactError", "ValidationError", "ValueError", "IndexError", "KeyError", "TypeError")
    assert dossier.person_id == PERSON
