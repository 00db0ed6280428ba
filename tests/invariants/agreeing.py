"""Versions of a plan: frozen, accepted, and the same for ever after."""

from collections import Counter
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.invariants.moving import Moving
from tests.invariants.table import PICK, WHO

OPEN = ("draft", "active")


class Agreeing(Moving):
    """The rules around versions."""

    def __init__(self, *given: Any) -> None:
        self.frozen: dict[str, list[dict[str, str]]] = {}
        self.accepted: set[tuple[str, int, str]] = set()
        super().__init__(*given)

    @precondition(lambda self: self.items("plan"))
    @rule(pick=PICK, other=WHO, by_right=st.integers(0, 5))
    def freeze(self, pick: int, other: str, by_right: int) -> None:
        plan = self.plan(pick)
        assert plan is not None
        who = (
            next((desk for desk in self.at if self.actor(desk) == self.view[plan]["owner"]), other)
            if by_right
            else other
        )
        rightly = self.actor(who) == self.view[plan]["owner"] and self.view[plan]["state"] in OPEN
        key = {"Idempotency-Key": uuid4().hex}
        answers = [self.ask(who, "POST", f"/plans/{plan}/versions", {}, **key) for _ in range(2)]
        assert [answer.is_success for answer in answers] == [rightly] * 2, answers[0].text
        if rightly:
            versions = self.frozen.setdefault(plan, [])
            versions.append({item["id"]: item["version"] for item in self.view.values()
                             if item.get("plan_id") == plan and item["kind"] != "message"})  # fmt: skip
            assert [answer.json()["n"] for answer in answers] == [len(versions)] * 2
        self.settle()

    @precondition(lambda self: self.frozen)
    @rule(pick=PICK, who=WHO)
    def accept(self, pick: int, who: str) -> None:
        plan = sorted(self.frozen, key=list(self.view).index)[pick % len(self.frozen)]
        newest = len(self.frozen[plan])
        n = max(1, newest - pick % 2)
        answer = self.ask(who, "POST", f"/plans/{plan}/versions/{n}/acceptance", {})
        party = who == "person" or any(
            (part["plan_id"], part["actor"]) == (plan, self.actor(who)) for part in self.items("participant")
        )
        sees, stands = plan in self.may_see(who), self.view[plan]["state"] in OPEN and n == newest
        assert answer.is_success == (sees and party and stands), answer.text
        if answer.is_success:
            self.accepted.add((plan, n, self.actor(who)))
        self.settle()

    def at_the_end(self) -> None:
        super().at_the_end()
        for plan, versions in self.frozen.items():
            for n, items in enumerate(versions, start=1):
                told = self.ask("person", "GET", f"/plans/{plan}/versions/{n}").json()
                assert {item["id"]: item["version"] for item in told["items"]} == items
                behind = {(plan, n, one["acceptor"]) for one in told["acceptances"]}
                assert behind == {one for one in self.accepted if one[:2] == (plan, n)}
            past = self.ask("person", "GET", f"/plans/{plan}/history?limit=100").json()
            numbers = Counter(entry["n"] for entry in past["entries"] if "n" in entry)
            stated = Counter(n for of, n, _ in self.accepted if of == plan) + Counter(range(1, len(versions) + 1))
            assert numbers == stated or past["more"], "each is told once when it is frozen, and when it is accepted"
