"""Places in the catalogue, of which there is never one too many, and plans that go from one caseworker to another."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.invariants.moving import Moving
from tests.invariants.table import ANNA, BERIT, OWNER, PICK, WHO, Expected
from tests.service.offer_story import COURSE, left, offered

ACTS: Final = ("place", "place", "take on", "hand over")
CASEWORKERS: Final = {ANNA: "anna", BERIT: "berit"}


@dataclass(frozen=True)
class Handling:
    """Somebody wants a place for the person, or the plan for themselves or a colleague."""

    act: str
    pick: int
    of: int
    who: str


HANDLING: Final = st.builds(Handling, st.sampled_from(ACTS), PICK, PICK, WHO)


class Handing(Moving):
    """The rules around places and caseloads, in which persons and plans have to do with each other."""

    def __init__(self, *given: Any) -> None:
        self.offer: dict[str, Any] = {}
        self.has: dict[str, str] = {}
        """With whom of the owner's caseworkers each plan is."""
        super().__init__(*given)

    @precondition(lambda self: self.items("plan"))
    @rule(acts=st.lists(HANDLING, min_size=2, max_size=5))
    def handle(self, acts: list[Handling]) -> None:
        for one in acts:
            {"place": self._place, "take on": self._take_on, "hand over": self._hand_over}[one.act](one)

    def _place(self, one: Handling) -> None:
        """By an agency of the plan's, while a place is left."""
        if not self.offer:
            self.offer = self.house.do(offered(self.county, capacity=1 + one.pick % 2))
        plan, word = self.plan(one.pick), self.word()
        places = int(self.offer["capacity"]) - len(self._taken())
        assert self.house.do(left(self.at[one.who], self.offer)) == places
        body = {"offer": self.offer["id"], "planned_start": self.today.isoformat(), "title": word}
        answer = self.post(one.who, f"/plans/{plan}/activities", body)
        rightly = one.who != "person" and self._takes_part(one.who, plan) and places > 0
        rightly = rightly and not self.ended(one.who, plan)
        assert answer.is_success == rightly, (one, places, answer.text)
        self.seen["place taken" if rightly else "no place taken"] += 1
        row = self.row("activity", self.actor(one.who), plan_id=UUID(plan), category=COURSE["category"])
        self.settle(*[Expected(row, frozenset({word}))] * rightly)

    def _taken(self) -> list[str]:
        """The activities that have a place: those that are neither over nor taken away."""
        held = [item for item in self.items("activity") if item.get("offer") == self.offer["id"]]
        return [item["id"] for item in held if not item.get("end") and not item.get("outcome")]

    def _takes_part(self, who: str, plan: str | None) -> bool:
        return any((part["plan_id"], part["actor"]) == (plan, self.actor(who)) for part in self.items("participant"))

    def _take_on(self, one: Handling) -> None:
        """By a caseworker, unless a colleague has the plan; that the actor has a caseworker is told to everybody."""
        plan, who = self.plan(one.pick), (ANNA, BERIT, one.who)[one.of % 3]
        assert plan is not None
        mine = [held for held in self.items("assignment") if held["plan_id"] == plan]
        handled = self._handled(plan)
        able = who in CASEWORKERS and self._takes_part(who, plan)
        free = not (mine and handled) or self.has.get(plan) == who
        rightly = able and free and not self.ended(OWNER, plan)
        answer = self.post(who, f"/plans/{plan}/assignments", {})
        assert answer.is_success == rightly, (one, who, answer.text)
        self.seen["assignment contributed" if rightly else "not assignment"] += 1
        if not rightly:
            self.settle()
            return
        if mine and handled:
            self.sent.pop()  # it is so already: nothing was done, and so nothing is kept by the key
            self.settle()
            return
        self.has[plan] = who
        kept = self.row("assignment", self.actor(OWNER), plan_id=UUID(plan), disclosed=False)
        told = Expected(replace(kept, kind="handler", disclosed=True), frozenset())
        new = [] if mine else [Expected(kept, frozenset())]
        self.settle(*new, *[told] * (not handled), **{held["id"]: {} for held in mine})

    def _handled(self, plan: str) -> bool:
        """Whether the owner has said that it has a caseworker in the plan."""
        today = self.today.isoformat()
        return any((one["plan_id"], one["owner"]) == (plan, self.actor(OWNER)) and one.get("end", "9999") > today
                   for one in self.items("handler"))  # fmt: skip

    def _hand_over(self, one: Handling) -> None:
        """One's own plans, to a colleague who is known, with a note that the person reads."""
        plan, who = self.plan(one.pick), (ANNA, BERIT)[one.of % 2]
        assert plan is not None
        to, note = (BERIT, ANNA)[one.of % 2], self.word()
        body = {"to": CASEWORKERS[to], "note": "Jag slutar", "plans": [{"plan": plan, "note": note}]}
        rightly = self.has.get(plan) == who and self._handled(plan) and not self.ended(OWNER, plan)
        key = {"Idempotency-Key": uuid4().hex}
        answers = [self.ask(who, "POST", "/caseload-transfers", body, **key) for _ in range(2)]
        assert [answer.is_success for answer in answers] == [rightly] * 2, (one, who, answers[0].text)
        self.seen["handed over" if rightly else "not handed over"] += 1
        held = [item["id"] for item in self.items("assignment") if item["plan_id"] == plan]
        if rightly:
            self.has[plan] = to
        self.settle(**{item: {"words": [note]} for item in held if rightly})
