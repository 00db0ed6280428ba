"""Every move of the plan's items: by whoever may and whoever may not, from every state, and on versions long gone."""

from dataclasses import dataclass
from typing import Any, Final

import httpx
from hypothesis import strategies as st

from app.domain.facts.codes import CALL_REFUSALS, PLAN_REFUSALS, REFERRAL_FAILURES, REFERRAL_REFUSALS
from app.domain.moves import MOVES
from tests.invariants.contributing import COLLECTIONS
from tests.invariants.table import DESKS, PICK, WHO, Table

ELSEWHERE: Final = {("appointment", "rebooking"), ("appointment", "holding"), ("appointment", "cancellation")} | {
    ("minutes", "amendment"),
    ("task", "answer"),
    ("plan", "closing"),
    ("follow-up", "holding"),
    ("legal-basis", "withdrawal"),
    ("mandate", "acceptance"),
    ("mandate", "withdrawal"),
}
"""Moves that change more than one item, and so have rules of their own; and those of what opens without a consent,
which the machines' model does not know."""
NOUNS: Final = {
    kind: [move.noun for move in MOVES if move.kind == kind and (kind, move.noun) not in ELSEWHERE]
    for kind in COLLECTIONS
}
BY: Final = {
    ("call", "answer"): "addressee",
    ("referral", "answer"): "addressee",
    ("referral", "start"): "addressee",
    ("referral", "completion"): "addressee",
    ("referral", "failure"): "addressee",
    ("task", "answer"): "addressee",
    ("consent", "withdrawal"): "named",
    ("plan", "refusal"): "person",
    ("activity", "acceptance"): "owner-or-person",
}
"""Who may, where it is not the owner of the item; the person may what is done in the person's name."""
TAKEN_AWAY: Final = ("message", "crisis-plan", "voice", "contact-wish")
"""What people have said: whoever said it takes it away, and nothing is left of it but its trace."""
TOLD: Final = ("goal-outcome", "ladder-step", "questionnaire", "end-report")
SAYS_WHY: Final = {
    *((kind, "withdrawal") for kind in (*TOLD, *TAKEN_AWAY)), ("plan", "reopening"),
    ("need", "closing"), ("ownership", "closing"), ("handler", "closing"),
    ("main-responsible", "closing"), ("activity", "interruption"), ("activity", "dropout"),
    ("activity", "cancellation"), ("call", "cancellation"),
    ("referral", "withdrawal"), ("appointment", "cancellation"), ("minutes", "amendment"),
    ("legal-basis", "withdrawal"),
}  # fmt: skip
"""The moves that end something, and say why in words."""
STATE_FORBIDS: Final = "urn:sip:problem:illegal-transition"


@dataclass(frozen=True)
class Try:
    """Somebody tries to move something."""

    pick: int
    noun: int
    """Two of three go a way that is open, where there is one."""
    said: int
    who: str
    by_right: int
    """0: by `who`, whoever that is; else by somebody who may."""
    fresh: int
    """0: on a version that is long gone."""


TRY: Final = st.builds(Try, PICK, PICK, PICK, WHO, st.integers(0, 4), st.integers(0, 9))


class Moving(Table):
    """How one item at a time is moved."""

    def move(self, one: Try) -> None:
        movable = [item for item in self.view.values() if NOUNS.get(item["kind"])]
        if not movable:
            return
        item = movable[-1 - one.pick % len(movable)]
        open_to = [noun for noun in item["possible"] if noun in NOUNS[item["kind"]]]
        nouns = NOUNS[item["kind"]] if one.noun % 3 == 0 or not open_to else open_to
        noun = nouns[one.noun % len(nouns)]
        able = sorted(self.who_may(item, noun))
        who = able[one.said % len(able)] if able and one.by_right else one.who
        word = self.word()
        body = said(item["kind"], noun, one.said, word)
        made = self.try_to(who, item, noun, body, version=item["version"] if one.fresh else "0.7")
        if not made.is_success:
            self.settle()
            return
        words = [word] if word in body.values() else []
        gone = {"withdrawn_on": self.today.isoformat()} if noun == "withdrawal" and item["kind"] == "consent" else {}
        self.settle(**{item["id"]: {"words": words, "void": item["kind"] in TAKEN_AWAY, **gone}})

    def try_to(
        self, who: str, item: dict[str, Any], noun: str, body: dict[str, Any], *, version: str
    ) -> httpx.Response:
        """Make the move: it is made, or refused for the very reason for which it has to be."""
        kind, name = item["kind"], f"{item['kind']}-{noun}"
        answer = self.post(who, f"/{COLLECTIONS[kind]}/{item['id']}/{noun}", body, version=version)
        problem = "" if answer.is_success else answer.json()["type"]
        may = who in self.who_may(item, noun)
        told = f"{who}: {name} of {item}: {answer.text}"
        if item["id"] not in self.may_see(who):
            assert answer.status_code == 404, told
        elif version != item["version"]:
            assert answer.status_code == 412, told
        elif not may:
            assert answer.status_code == 403, told
        elif noun not in item["possible"]:
            assert answer.status_code == 409, told
            self._says_what_is_possible(item, answer)
        elif self._is_new(who, item, noun, body) and self.ended(who, item["plan_id"]):
            assert (answer.status_code, problem) == (409, STATE_FORBIDS), told
            assert answer.json()["state"] == self.view[item["plan_id"]]["state"], told
        elif self._is_late(item, noun):
            assert (answer.status_code, problem) == (409, STATE_FORBIDS), told
            self._says_what_is_possible(item, answer)
        else:
            # What the state allows may yet lack something, or be another system's to do.
            assert answer.is_success or (answer.status_code in (409, 422) and problem != STATE_FORBIDS), told
        self.seen[name if answer.is_success else f"not {name}"] += 1
        return answer

    def _is_new(self, who: str, item: dict[str, Any], noun: str, body: dict[str, Any]) -> bool:
        """Whether the move makes something new, which a plan that has ended does not take."""
        match item["kind"], noun:
            case "appointment", "rebooking":
                return True
            case "task", "answer":
                return bool(body["answer"] == "accepted")
            case "activity", "acceptance":
                return bool(self.actor(who) != item["owner"])
        return False

    def _is_late(self, item: dict[str, Any], noun: str) -> bool:
        """Whether it answers a call after the day of its meeting."""
        today = self.today.isoformat()
        return (item["kind"], noun) == ("call", "answer") and bool(item.get("meeting_on", today) < today)

    def _says_what_is_possible(self, item: dict[str, Any], answer: httpx.Response) -> None:
        """What is said to be possible is what the view says, each by whom it is that may."""
        body = answer.json()
        if body["type"] == "urn:sip:problem:source-owned":
            assert item["id"] in self.reported
            return
        assert body["type"] == STATE_FORBIDS, body
        assert (body["state"], sorted(body["possible"])) == (item["state"], sorted(item["possible"]))
        for noun, by in body["possible_by"].items():
            assert by == BY.get((item["kind"], noun), "owner"), (item["kind"], noun, by)

    @property
    def reported(self) -> set[str]:
        """The items that agencies' own systems hold."""
        return {item for item, row in self.record.now().items() if row.source != "sip"}

    def who_may(self, item: dict[str, Any], noun: str) -> set[str]:
        """The desks that may make the move, when the state allows it."""
        match BY.get((item["kind"], noun)):
            case "addressee":
                actors = {item["to"]}
            case "named":
                actors = {*item["actors"], item["owner"], self.actor("person")}
            case "person" | "owner-or-person":
                actors = {item["owner"], self.actor("person")}
            case _:
                actors = {item["owner"]}
        return {desk for desk in DESKS if self.actor(desk) in actors}


def said(kind: str, noun: str, pick: int, word: str) -> dict[str, Any]:
    """What is sent to make the move, well-formed."""
    match kind, noun:
        case "plan", "activation":
            return {"reason": word}
        case "plan", "refusal":
            return {"reason": PLAN_REFUSALS[pick % len(PLAN_REFUSALS)]}
        case "call", "answer":
            answer = ("coming", "declined", "new-time")[pick % 3]
            why = {"code": CALL_REFUSALS[pick % len(CALL_REFUSALS)]} if answer == "declined" else {}
            return {"answer": answer, **why, **({"deputy": word} if answer == "coming" else {})}
        case "referral", "answer":
            no = {"answer": "rejected", "code": REFERRAL_REFUSALS[pick % len(REFERRAL_REFUSALS)], "reason": word}
            return no if pick % 3 == 0 else {"answer": "accepted", "reason": word}
        case "referral", "failure":
            return {"code": REFERRAL_FAILURES[pick % len(REFERRAL_FAILURES)], "reason": word}
        case "meeting", "outcome":
            return {"answer": ("plan", "no-plan")[pick % 2]}
        case _:
            return {"reason": word} if (kind, noun) in SAYS_WHY else {}
