"""What agencies' systems report by their own keys: late, again, corrected, kept to themselves, and taken away."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.invariants.contributing import DISCLOSURE
from tests.invariants.record import category_of
from tests.invariants.table import AGENCIES, BACK, PICK, Table
from tests.secrecy.worlds import Row

REPORTED: Final[dict[str, dict[str, Any]]] = {
    "seeker": {"kind": "status", "code": "job-seeker"},
    "support": {"kind": "status", "code": "income-support"},
    "sick": {"kind": "status", "code": "sickness-benefit"},
    "able": {"kind": "assessment", "outcome": "able"},
    "visit": {"kind": "contact", "outcome": "missed"},
    "course": {"kind": "activity"},
}
DAY_FIELD: Final = {"contact": "on", "activity": "planned_start"}


@dataclass(frozen=True)
class Saying:
    """An agency reports one version of a fact."""

    who: str
    key: str
    version: int
    back: int
    disclosure: str
    void: int
    """0: it takes the fact away."""
    pick: int


SAYING: Final = st.builds(
    Saying,
    st.sampled_from(AGENCIES[:3]),
    st.sampled_from(sorted(REPORTED)),
    st.integers(1, 5),
    BACK,
    DISCLOSURE,
    st.integers(0, 4),
    PICK,
)


class Reporting(Table):
    """The rules by which agencies report, and what becomes of each report by its source's own count."""

    @rule(report=SAYING)
    def report(self, report: Saying) -> None:
        who, key, version = report.who, report.key, report.version
        kind, word = REPORTED[key]["kind"], self.word()
        fields = {name: value for name, value in REPORTED[key].items() if name != "kind"}
        fields[DAY_FIELD.get(kind, "start")] = self.ago(report.back)
        plan = self.plan(report.pick) if kind == "activity" else None
        body = {
            "person_id": self.me,
            "source_version": version,
            "disclosure": report.disclosure,
            "title": word,
            **fields,
        }
        body |= {"void": True} if report.void == 0 else {}
        body |= {"plan": plan} if plan else {}
        if kind != "activity":
            body["kind"] = kind
        known = next(
            (one.row for one in self.record.told if one.row.source == who and one.row.fields.get("key") == key), None
        )
        collection = "activities" if kind == "activity" else "facts"
        answer = self.ask(who, "PUT", f"/sources/{who}/{collection}/{self.me}.{key}", body)
        held = self.record.versions(known.id) if known else []
        sent_before = any(row.source_version == version for row in held)
        if sent_before:
            assert answer.status_code == 409 or (plan and answer.status_code == 422), answer.text
        if not answer.is_success:
            assert sent_before or plan is not None, answer.text
            self.settle()
            return
        newest = max((row.source_version for row in held), default=-1)
        result = "created" if known is None else "changed" if version > newest else "superseded"
        assert answer.json()["result"] == result
        self.seen[f"report {result}"] += 1
        row = Row(
            person_id=UUID(self.me), id=UUID(answer.json()["id"]), source=who, source_version=version, kind=kind,
            owner=UUID(self.actor(who)), category=category_of(kind, body, None),
            disclosed=report.disclosure == "parties", plan_id=UUID(plan) if plan else None,
            fields={"key": key}, void=report.void == 0,
        )  # fmt: skip
        self.record.add(row, {word})
        self.settle()
        self.reports.append((who, f"/sources/{who}/{collection}/{self.me}.{key}", body))

    @precondition(lambda self: self.reports)
    @rule(pick=PICK)
    def report_again(self, pick: int) -> None:
        """A replay from the beginning changes nothing."""
        who, path, body = self.reports[pick % len(self.reports)]
        answer = self.ask(who, "PUT", path, body)
        taken = self.plan_left(who, body)
        assert (answer.status_code, answer.json().get("result")) == (200, "unchanged") or taken, answer.text
        self.settle()

    def plan_left(self, who: str, body: dict[str, Any]) -> bool:
        """Whether what it was tied to may not be tied to any more."""
        return "plan" in body and body["plan"] not in self.view
