"""One life is told twice, in order, and late, shuffled and with slips that are taken back: the same is found."""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.invariants.house import House
from tests.invariants.running import run
from tests.secrecy.lives import Life, begin

EXAMPLES, STEPS = 8, 16
OWNER, HEALTH, STATE = "social-services", "psychiatry", "employment-service"
READERS: Final = (OWNER, HEALTH, STATE, "union", "person")
CATEGORIES: Final = ("work", "health", "economy")
NEEDS: Final = ("job", "sleep")
FIRST: Final = date(2026, 2, 1)

REPORTED: Final[dict[str, dict[str, Any]]] = {
    "seeker": {"who": STATE, "kind": "status", "code": "job-seeker"},
    "support": {"who": OWNER, "kind": "status", "code": "income-support", "detail": "social"},
    "sick": {"who": HEALTH, "kind": "status", "code": "sickness-benefit"},
    "able": {"who": STATE, "kind": "assessment", "outcome": "able"},
    "unable": {"who": HEALTH, "kind": "assessment", "outcome": "unable"},
    "visit": {"who": HEALTH, "kind": "contact", "outcome": "missed"},
    "work": {"who": STATE, "kind": "activity", "need": "job"},
    "talks": {"who": HEALTH, "kind": "activity", "need": "sleep"},
    "mine": {"who": STATE, "kind": "ownership", "need": "job"},
    "ours": {"who": OWNER, "kind": "ownership", "need": "job"},
    "main": {"who": OWNER, "kind": "main-responsible", "plan": "plan"},
    "other main": {"who": HEALTH, "kind": "main-responsible", "plan": "plan"},
    "onward": {"who": OWNER, "kind": "referral", "need": "job", "to": STATE},
    "review": {"who": OWNER, "kind": "follow-up", "plan": "plan"},
    "share": {"who": "person", "kind": "consent", "actors": [OWNER, HEALTH]},
    "share with all": {"who": "person", "kind": "consent", "actors": [OWNER, HEALTH, STATE]},
}
DAYS: Final = {"decision": "on", "contact": "on", "activity": "planned_start", "referral": "sent", "follow-up": "due"}
ENDS: Final = ("status", "assessment", "ownership", "main-responsible", "consent")


@dataclass(frozen=True)
class Saying:
    """One version of a fact, as its source says it."""

    who: str
    kind: str
    key: str
    version: int
    fields: dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """Something is to be told."""

    what: str
    version: int
    lasts: int | None
    disclosed: int
    void: int
    """0: it takes the fact away."""
    slip: int
    """0: it is told to the second alone, by mistake."""
    categories: list[str]


WISH: Final = st.builds(
    Wish, st.sampled_from(sorted(REPORTED)), st.integers(1, 4), st.none() | st.integers(0, 200), st.integers(0, 3),
    st.integers(0, 4), st.integers(0, 3), st.lists(st.sampled_from(CATEGORIES), unique=True),
)  # fmt: skip


class Arrival(RuleBasedStateMachine):
    """The two persons, what the second has not been told of yet, and what it has been told by mistake."""

    def __init__(self, house: House, seen: Counter[str]) -> None:
        super().__init__()
        self.house, self.county, self.seen = house, house.county, seen
        self.told, self.late = [house.do(self._begun()) for _ in range(2)]
        self.said: set[tuple[str, int]] = set()
        self.waiting: list[Saying] = []
        self.slips: list[Saying] = []
        self.days = 0

    async def _begun(self) -> Life:
        """A plan with two needs, of which no party knows of all."""
        life = await begin(self.county)
        await life.plan(OWNER, HEALTH, STATE)
        await life.consent("for-all", [OWNER, HEALTH, STATE], ["social"])
        for need, category in zip(NEEDS, ("work", "health"), strict=True):
            await life.tell(OWNER, "need", need, plan="plan", start="2026-03-01", category=category)
        return life

    @rule(wishes=st.lists(WISH, min_size=1, max_size=3))
    def say(self, wishes: list[Wish]) -> None:
        for wish in wishes:
            self._say(wish)

    def _say(self, wish: Wish) -> None:
        fields = dict(REPORTED[wish.what])
        who, kind, key, start = fields.pop("who"), fields.pop("kind"), wish.what.replace(" ", "-"), self._day()
        fields[DAYS.get(kind, "start")] = start.isoformat()
        if wish.lasts is not None and kind in ENDS:
            fields["end"] = (start + timedelta(days=wish.lasts)).isoformat()
        if kind == "consent":
            fields["categories"] = wish.categories
        fields["disclosure"] = "parties" if wish.disclosed else "own"
        if wish.slip == 0:
            self._slip(Saying(who, kind, f"slip-{key}-{self.days}", 1, fields))
        elif (key, wish.version) not in self.said:
            self.said.add((key, wish.version))
            saying = Saying(who, kind, key, wish.version, {**fields, **({"void": True} if wish.void == 0 else {})})
            self._tell(self.told, saying)
            self.waiting.append(saying)

    def _slip(self, saying: Saying) -> None:
        self._tell(self.late, saying)
        self.slips.append(saying)

    @precondition(lambda self: self.waiting)
    @rule(pick=st.integers(0, 99))
    def hear(self, pick: int) -> None:
        self._tell(self.late, self.waiting.pop(pick % len(self.waiting)))

    @precondition(lambda self: self.slips)
    @rule(pick=st.integers(0, 99))
    def take_back(self, pick: int) -> None:
        slip = self.slips.pop(pick % len(self.slips))
        self._tell(self.late, Saying(slip.who, slip.kind, slip.key, 2, {**slip.fields, "void": True}))

    @rule(days=st.integers(1, 40))
    def look_later(self, days: int) -> None:
        self.county.today += timedelta(days=days)
        self.house.do(self.county.detect())

    @rule()
    def look(self) -> None:
        self.house.do(self.county.detect())

    def _day(self) -> date:
        """A day on which nothing else begins: of two things that begin at once the greater id counts, and ids are
        given in the order of arrival."""
        self.days += 1
        return FIRST + timedelta(days=self.days * 37 % 300)

    def _tell(self, life: Life, saying: Saying) -> None:
        fields = dict(saying.fields)
        self.house.do(life.tell(saying.who, saying.kind, saying.key, version=saying.version, **fields))

    def found(self, life: Life, who: str) -> list[dict[str, Any]]:
        """What the reader is told of, in the words of the teller."""
        client, _ = life.voice(who)
        words = {item: key for key, item in life.ids.items()}
        timeline = self.house.do(client.get(f"persons/{life.person}/timeline")).json()
        seen = {item["id"] for item in timeline.get("items", [])}
        answer = self.house.do(client.get(f"persons/{life.person}/findings", params={"limit": 100}))
        left_out = (
            "id",
            "person_id",
            "plan_id",
            "version",
            "state",
            "possible",
            "origin",
            "explains",
            "work",
            "person_name",
        )
        found = [
            {name: value for name, value in one.items() if name not in left_out} for one in answer.json()["findings"]
        ]
        for one in found:
            one["subject"] = words.get(one["subject"], one["subject"])
            # Of facts that each prove a gap alone one is named, and which one may be as they came.
            proving = set(one.pop("evidence"))
            assert proving, (who, one)
            assert proving <= seen, (who, one)
        return sorted(found, key=repr)

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self._compare()
        finally:
            self.house.leave([self.told.person, self.late.person])

    def _compare(self) -> None:
        """When the second has been told all, the newest first, and no slip is left, the same is found in both."""
        while self.waiting:
            self.hear(len(self.waiting) - 1)
        while self.slips:
            self.take_back(0)
        self.look()
        for who in READERS:
            told, late = self.found(self.told, who), self.found(self.late, who)
            self.seen["findings"] += len(told)
            assert told == late, who


def test_in_whatever_order_a_life_is_told_the_same_is_found(house: House) -> None:
    seen: Counter[str] = Counter()
    run(lambda: Arrival(house, seen), examples=EXAMPLES, steps=STEPS)
    assert seen["findings"] > 100, "there has to be something to compare"
