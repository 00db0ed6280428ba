"""Follow-ups held with what is told at them, and plans that end with a report: acts that write several items."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.facts.codes import PLAN_CLOSINGS
from app.domain.facts.outcome_kinds import GOAL_OUTCOMES, LADDER, STATEMENTS
from tests.invariants.contributing import CATEGORY, DISCLOSURE
from tests.invariants.meeting import Meeting
from tests.invariants.table import PICK, WHO, Expected

ACTS: Final = ("hold", "tell", "write", "close")
READY: Final = {"hold": "current", "tell": "held", "write": "active", "close": "active"}
"""The state in which each act can be done, from which it is tried four times of five."""


@dataclass(frozen=True)
class Late:
    """Somebody does something about what came of a plan."""

    act: str
    pick: int
    of: int
    other: str
    by_right: int
    """0: by `other`, whoever that is; else by somebody who may."""
    fresh: int
    """0: on a version that is long gone."""
    disclosure: str
    category: str


LATE: Final = st.builds(
    Late, st.sampled_from(ACTS), PICK, PICK, WHO, st.integers(0, 5), st.integers(0, 9), DISCLOSURE, CATEGORY
)
Said = tuple[dict[str, Any], list[Expected], bool]
"""What is sent, what has to come of it, and whether all that it names is seen by whoever sends it."""


class Ending(Meeting):
    """The rules around what came of a plan."""

    @rule(acts=st.lists(LATE, min_size=3, max_size=8))
    def come_to_an_end(self, acts: list[Late]) -> None:
        """Several acts, in the order in which they usually follow upon each other."""
        for one in sorted(acts, key=lambda one: ACTS.index(one.act)):
            needed, act = {
                "hold": ("follow-up", self._hold), "tell": ("follow-up", self._tell),
                "write": ("plan", self._write_report), "close": ("plan", self._close),
            }[one.act]  # fmt: skip
            there = self.items(needed)
            ready = [item for item in there if item["state"] == READY[one.act]]
            there = ready if ready and one.of % 5 else there
            if there:
                act(one, there[-1 - one.pick % len(there)])

    def _by(self, one: Late, item: dict[str, Any]) -> str:
        return self.desk_of(item["owner"]) if one.by_right else one.other

    def _hold(self, one: Late, review: dict[str, Any]) -> None:
        who = self._by(one, review)
        body: dict[str, Any] = {}
        expected: list[Expected] = []
        seen = True
        for part, noun in (
            ("goals", "goal-outcome"),
            ("ladder_step", "ladder-step"),
            ("questionnaire", "questionnaire"),
        ):
            if one.of % 4 and (said := self._told(noun, who, one, review)):
                body[part] = [said[0]] if part == "goals" else said[0]
                expected, seen = expected + said[1], seen and said[2]
        answer = self.try_to(who, review, "holding", body, version=review["version"] if one.fresh else "0.7")
        if one.fresh and "holding" in review["possible"] and who in self.who_may(review, "holding"):
            assert answer.is_success == seen, answer.text
        self.settle(*expected if answer.is_success else (), **{review["id"]: {}} if answer.is_success else {})

    def _tell(self, one: Late, review: dict[str, Any]) -> None:
        """Once each, by whoever held it; the person answers for itself."""
        noun, who = ("goal-outcome", "ladder-step", "questionnaire")[one.of % 3], self._by(one, review)
        if noun == "questionnaire" and one.category == "work":
            who = "person"
        said = self._told(noun, who, one, review)
        if said is None:
            return
        body, expected, seen = said
        before = [told for told in self.items(noun) if (told["follow_up"], told["owner"], told["state"])
                  == (review["id"], self.actor(who), "current") and told.get("goal") == body.get("goal")]  # fmt: skip
        own = self.actor(who) == review["owner"] or (who, noun) == ("person", "questionnaire")
        rightly = review["id"] in self.may_see(who) and review["state"] == "held" and own and seen and not before
        answer = self.post(who, f"/follow-ups/{review['id']}/{noun}s", body)
        assert answer.is_success == rightly, answer.text
        self.seen[f"{noun} told" if rightly else f"not {noun} told"] += 1
        self.settle(*expected if rightly else ())

    def _told(self, noun: str, who: str, one: Late, review: dict[str, Any]) -> Said | None:
        """What is told in that kind at the follow-up; None when there is no goal to tell it of."""
        word, disclosed = self.word(), review["disclosure"] == "parties"
        row = self.row(noun, self.actor(who), plan_id=UUID(review["plan_id"]), disclosed=disclosed)
        if noun == "goal-outcome":
            goals = [goal for goal in self.items("goal") if goal["plan_id"] == review["plan_id"]]
            if not goals:
                return None
            goal = goals[one.of % len(goals)]
            body = {"goal": goal["id"], "outcome": GOAL_OUTCOMES[one.of % len(GOAL_OUTCOMES)], "note": word}
            row = replace(row, category=goal["category"], disclosed=disclosed and goal["disclosure"] == "parties")
            return body, [Expected(row, frozenset({word}))], goal["id"] in self.may_see(who)
        if noun == "ladder-step":
            body = {"step": LADDER[one.of % len(LADDER)], "note": word}
            return body, [Expected(replace(row, category="work"), frozenset({word}))], True
        answers = dict.fromkeys(STATEMENTS, str(1 + one.of % 5))
        body = {**answers, "words": word, "disclosure": one.disclosure, "written_down": who != "person"}
        row = replace(row, category="social", disclosed=disclosed and one.disclosure == "parties")
        return body, [Expected(row, frozenset({word}))], True

    def _report(self, one: Late, who: str, plan: str) -> Said:
        """An end report, with a goal that was reached and what somebody takes on."""
        word, rest, own = self.word(), self.word(), self.word()
        goals = [goal["id"] for goal in self.items("goal") if goal["plan_id"] == plan][: one.of % 2]
        body = {"done": word, "reached": goals, "remains": rest, "actors": [self.actor(one.other)], "words": own,
                "category": one.category, "disclosure": one.disclosure}  # fmt: skip
        row = self.row("end-report", self.actor(who), plan_id=UUID(plan), category=one.category,
                       disclosed=one.disclosure == "parties")  # fmt: skip
        return body, [Expected(row, frozenset({word, rest, own}))], set(goals) <= self.may_see(who)

    def _written(self, plan: dict[str, Any]) -> list[str]:
        """The end report with which the plan has not been closed."""
        return [one["id"] for one in self.items("end-report")
                if (one["plan_id"], one["owner"], one["state"]) == (plan["id"], plan["owner"], "current")]  # fmt: skip

    def _write_report(self, one: Late, plan: dict[str, Any]) -> None:
        who = self._by(one, plan)
        body, expected, seen = self._report(one, who, plan["id"])
        rightly = self.actor(who) == plan["owner"] and plan["state"] == "active" and seen and not self._written(plan)
        answer = self.post(who, f"/plans/{plan['id']}/end-reports", body)
        assert answer.is_success == rightly, answer.text
        self.seen["end report written"] += rightly
        self.settle(*expected if rightly else ())

    def _close(self, one: Late, plan: dict[str, Any]) -> None:
        """For a coded reason; with a report when anything had begun, by what the plan's owner sees."""
        who, word, written = self._by(one, plan), self.word(), self._written(plan)
        body: dict[str, Any] = {"reason": PLAN_CLOSINGS[one.of % len(PLAN_CLOSINGS)], "note": word}
        expected: list[Expected] = []
        enough = bool(written) or not self._begun(plan)
        if one.of % 2:
            report, expected, seen = self._report(one, who, plan["id"])
            body["end_report"], enough = report, seen and not written
        answer = self.try_to(who, plan, "closing", body, version=plan["version"] if one.fresh else "0.7")
        if one.fresh and "closing" in plan["possible"] and who in self.who_may(plan, "closing"):
            assert answer.is_success == enough, answer.text
        if not answer.is_success:
            self.settle()
            return
        final = [replace(report, again=1) for report in expected]
        self.settle(*final, **{plan["id"]: {"words": [word]}}, **{report: {} for report in written})

    def _begun(self, plan: dict[str, Any]) -> bool:
        seen = self.may_see(self.desk_of(plan["owner"]))
        return any(one["plan_id"] == plan["id"] and one.get("start") and one["id"] in seen
                   for one in self.items("activity") if one.get("plan_id"))  # fmt: skip
