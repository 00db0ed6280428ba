"""What parties and others add to a plan: plans, participants, consents, and every kind of item that is contributed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.invariants.record import category_of
from tests.invariants.table import AGENCIES, ANNA, BACK, BOUND, OWNER, PICK, WHO, Expected, Table

COLLECTIONS: Final = {
    "need": "needs", "goal": "goals", "activity": "activities", "ownership": "ownerships", "handler": "handlers",
    "main-responsible": "main-responsible", "referral": "referrals", "follow-up": "follow-ups", "meeting": "meetings",
    "call": "calls", "consent": "consents", "plan": "plans", "appointment": "appointments", "minutes": "minutes",
    "task": "tasks", "participant": "participants", "goal-outcome": "goal-outcomes", "ladder-step": "ladder-steps",
    "questionnaire": "questionnaires", "end-report": "end-reports", "message": "messages",
    "crisis-plan": "crisis-plans", "voice": "voices", "contact-wish": "contact-wishes", "assignment": "assignments",
}  # fmt: skip
FOR_A_NEED: Final = ("goal", "activity", "ownership", "referral", "call")
KINDS: Final = st.sampled_from(
    (
        *("need", "need", "goal", "activity", "activity", "ownership", "handler", "main-responsible"),
        *("main-responsible", "referral", "referral", "follow-up", "meeting", "call"),
    )
)
CATEGORIES: Final = ("work", "health", "social")
CATEGORY: Final = st.sampled_from(CATEGORIES)
DISCLOSURE: Final = st.sampled_from(("parties", "parties", "parties", "own"))


@dataclass(frozen=True)
class Wish:
    """Somebody wants to add something to a plan."""

    kind: str
    who: str
    by_right: int
    """0: by `who`, whoever that is; else by somebody who takes part."""
    pick: int
    of: int
    category: str
    disclosure: str
    back: int
    to: str


WISH: Final = st.builds(
    Wish, KINDS, WHO, st.integers(0, 5), PICK, PICK, CATEGORY, DISCLOSURE, BACK, st.sampled_from((*AGENCIES, "person"))
)


class Contributing(Table):
    """The rules by which items come about."""

    @initialize(parties=st.lists(st.sampled_from(AGENCIES[1:-1]), unique=True, max_size=3), draft=st.booleans(),
                categories=st.lists(CATEGORY, unique=True), wishes=st.lists(WISH, min_size=3, max_size=8))  # fmt: skip
    def sit_down(self, parties: list[str], draft: bool, categories: list[str], wishes: list[Wish]) -> None:
        """The owner has a plan with these parties, the person lets them share some of it, and it says something."""
        self.start_a_plan(who=OWNER, back=40, draft=draft)
        for party in parties:
            self.take_in(pick=0, whom=party, by_owner=1, other=OWNER)
        if parties:
            self.consent(pick=0, who="person", actors=[OWNER, *parties], categories=categories, back=30, lasts=None)
        for wish in wishes:
            self.contribute(wish)

    @rule(who=WHO, back=BACK, draft=st.booleans())
    def start_a_plan(self, who: str, back: int, draft: bool) -> None:
        if len(self.items("plan")) >= 2:
            return
        word, start = self.word(), self.ago(back)
        body = {"person_id": self.me, "start": start, "draft": draft, "title": word}
        answer = self.post(who, "/plans", body)
        assert answer.status_code == 201, answer.text
        plan = UUID(answer.json()["id"])
        first = self.row("participant", self.actor(who), plan_id=plan, named=(UUID(self.actor(who)),))
        others = () if who == "person" else (Expected(first, frozenset()),)
        self.settle(Expected(self.row("plan", self.actor(who)), frozenset({word})), *others)

    @precondition(lambda self: self.items("plan"))
    @rule(pick=PICK, whom=st.sampled_from(AGENCIES[:-1]), by_owner=st.integers(0, 9), other=WHO)
    def take_in(self, pick: int, whom: str, by_owner: int, other: str) -> None:
        plan = self.plan(pick)
        assert plan is not None
        owner = self.view[plan]["owner"]
        who = next((desk for desk in self.at if self.actor(desk) == owner), other) if by_owner else other
        already = [part for part in self.items("participant")
                   if (part["plan_id"], part["actor"]) == (plan, self.actor(whom))]  # fmt: skip
        answer = self.post(who, f"/plans/{plan}/participants", {"actor": self.actor(whom)})
        able = self.actor(who) == owner and (bool(already) or not self.ended(who, plan))
        assert answer.is_success == able, answer.text
        if answer.is_success and already:
            self.sent.pop()  # it takes part already: nothing was done, and so nothing is kept by the key
        named = self.row("participant", owner, plan_id=UUID(plan), named=(UUID(self.actor(whom)),))
        self.settle(*[Expected(named, frozenset())] * (answer.is_success and not already))

    def contribute(self, wish: Wish) -> None:
        plan, word, kind = self.plan(wish.pick), self.word(), wish.kind
        assert plan is not None
        parties = [part["actor"] for part in self.items("participant") if part["plan_id"] == plan]
        able = [desk for desk in self.at if desk == "person" or self.actor(desk) in parties]
        who = able[wish.pick % len(able)] if wish.by_right else wish.who
        needs = [item for item in self.items("need") if item["plan_id"] == plan]
        need = needs[wish.of % len(needs)] if needs and kind in FOR_A_NEED and wish.of % 4 else None
        body: dict[str, Any] = {"title": word, "disclosure": wish.disclosure, **self._said(wish)}
        if need is not None:
            body["need"] = need["id"]
        elif kind == "ownership":
            return
        if kind == "referral" and wish.of % 3:
            body["despite"] = self.word()
        answer = self.post(who, f"/plans/{plan}/{COLLECTIONS[kind]}", body)
        self.seen[f"{kind} contributed" if answer.is_success else f"{kind} refused"] += 1
        if not answer.is_success:
            self.settle()
            return
        assert who in able, f"{who} takes no part in the plan"
        assert not self.ended(who, plan) or kind == "meeting", "what is told of a plan that has ended has been before"
        named = (UUID(body["to"]),) if "to" in body and wish.to != "person" else ()
        covered = category_of(kind, body, need["category"] if need else None)
        row = self.row(kind, self.actor(who), plan_id=UUID(plan), category=covered,
                       disclosed=wish.disclosure == "parties", named=named)  # fmt: skip
        self.settle(Expected(row, frozenset({word, *filter(None, [body.get("despite")])})))

    def _said(self, wish: Wish) -> dict[str, Any]:
        """The fields of the kind."""
        day, to, soon = self.ago(wish.back), wish.to, (self.today + timedelta(days=wish.of % 20)).isoformat()
        match wish.kind:
            case "need":
                return {"category": wish.category, "start": day}
            case "goal":
                return {"on": day}
            case "activity":
                return {"planned_start": day, "tentative": wish.of % 2 == 0}
            case "referral":
                return {"to": self.actor(to), "sent": day}
            case "call":
                return {"to": self.actor(to), "form": "call" if to in BOUND else "invitation", "sent": day}
            case "follow-up":
                return {"due": soon}
            case "meeting":
                return {"on": day, "outcome": ("pending", "plan", "no-plan")[wish.of % 3]}
            case _:
                return {"start": day}

    @precondition(lambda self: self.items("plan"))
    @rule(pick=PICK, who=st.sampled_from(("person", "person", "person", OWNER, *AGENCIES)),
          actors=st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=4, unique=True),
          categories=st.lists(CATEGORY, max_size=2, unique=True), back=BACK,
          lasts=st.none() | st.integers(0, 25))  # fmt: skip
    def consent(self, pick: int, who: str, actors: list[str], categories: list[str], back: int,
                lasts: int | None) -> None:  # fmt: skip
        plan = self.plan(pick)
        body: dict[str, Any] = {"start": self.ago(back), "actors": [self.actor(one) for one in actors]}
        body["categories"] = categories
        if who == ANNA:
            body["given_as"] = "orally"
        if lasts is not None:
            body["end"] = (self.today + timedelta(days=lasts)).isoformat()
        answer = self.post(who, f"/plans/{plan}/consents", body)
        self.seen["consent contributed"] += answer.is_success
        if not answer.is_success:
            self.settle()
            return
        fields = {name: value for name, value in body.items() if name != "actors"}
        row = self.row("consent", self.actor(who), plan_id=UUID(plan), fields=fields,
                       named=tuple(UUID(self.actor(one)) for one in actors))  # fmt: skip
        self.settle(Expected(row, frozenset()))

    @rule(who=WHO)
    def say_how_to_reach_the_person(self, who: str) -> None:
        word = self.word()
        answer = self.ask(who, "PUT", f"/persons/{self.me}/details", {"name": word}, **{"If-Match": "*"})
        assert answer.is_success == (self.me in self.may_see(who)), answer.text
        if answer.is_success:
            self.record.name(word)
