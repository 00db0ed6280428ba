"""Versions of a plan: frozen, accepted, and the same for ever after."""

from collections import Counter
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.actors import THE_PERSON
from tests.invariants.moving import Moving
from tests.invariants.table import PICK, WHO

OPEN = ("draft", "active")


class Agreeing(Moving):
    """The rules around versions."""

    def __init__(self, *given: Any) -> None:
        self.frozen: dict[str, list[dict[str, str]]] = {}
        self.accepted: set[tuple[str, int, str]] = set()
        self.papers: set[tuple[str, int, str]] = set()
        self.contradicted: set[tuple[str, int, str]] = set()
        self.acts: Counter[tuple[str, int]] = Counter()
        """How much has been done with each version."""
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
            self.acts[plan, len(versions)] += 1
        self.settle()

    @precondition(lambda self: self.frozen)
    @rule(pick=PICK, who=WHO)
    def accept(self, pick: int, who: str) -> None:
        plan, n = self._version(pick)
        answer = self.ask(who, "POST", f"/plans/{plan}/versions/{n}/acceptance", {})
        assert answer.is_success == self._acceptable(plan, n, who), answer.text
        if answer.is_success:
            self.acts[plan, n] += (plan, n, self.actor(who)) not in self.accepted
            self.accepted.add((plan, n, self.actor(who)))
        self.settle()

    @precondition(lambda self: self.frozen)
    @rule(pick=PICK, who=WHO)
    def sign_on_paper(self, pick: int, who: str) -> None:
        """The person, before an agency's eyes, unless it stands behind the version already."""
        plan, n = self._version(pick)
        signed = (plan, n, str(THE_PERSON))
        rightly = who != "person" and self._acceptable(plan, n, who) and signed not in self.accepted | self.papers
        paper = {"witness": "Vera", "kept": "Akten"}
        answer = self.ask(who, "POST", f"/plans/{plan}/versions/{n}/paper-acceptance", paper)
        assert answer.is_success == rightly, answer.text
        if rightly:
            self.papers.add(signed)
            self.acts[plan, n] += 1
        self.seen["signed on paper"] += rightly
        self.settle()

    @precondition(lambda self: self.frozen)
    @rule(pick=PICK, who=WHO)
    def contradict(self, pick: int, who: str) -> None:
        """In whose name the paper is says that it is not so, once, however often it is said."""
        plan, n = self._version(pick)
        signed = (plan, n, self.actor(who))
        answer = self.ask(who, "POST", f"/plans/{plan}/versions/{n}/contradiction", {"reason": "nej"})
        assert answer.is_success == (signed in self.papers), answer.text
        if answer.is_success:
            self.acts[plan, n] += signed not in self.contradicted
            self.contradicted.add(signed)
        self.settle()

    def _version(self, pick: int) -> tuple[str, int]:
        """The newest version of a plan, or the one before it."""
        plan = sorted(self.frozen, key=list(self.view).index)[pick % len(self.frozen)]
        newest = len(self.frozen[plan])
        return plan, max(1, newest - pick % 2)

    def _acceptable(self, plan: str, n: int, who: str) -> bool:
        """Whether the desk may stand behind the version, or say that somebody does."""
        party = who == "person" or any(
            (part["plan_id"], part["actor"]) == (plan, self.actor(who)) for part in self.items("participant")
        )
        stands = self.view[plan]["state"] in OPEN and n == len(self.frozen[plan])
        return party and stands and plan in self.may_see(who)

    def at_the_end(self) -> None:
        super().at_the_end()
        for plan, versions in self.frozen.items():
            for n, items in enumerate(versions, start=1):
                told = self.ask("person", "GET", f"/plans/{plan}/versions/{n}").json()
                assert {item["id"]: item["version"] for item in told["items"]} == items
                behind = {(plan, n, one["acceptor"]) for one in told["acceptances"]}
                assert behind == {one for one in self.accepted | self.papers if one[:2] == (plan, n)}
            past = self.ask("person", "GET", f"/plans/{plan}/history?limit=100").json()
            numbers = Counter(entry["n"] for entry in past["entries"] if "n" in entry)
            stated = Counter({n: self.acts[plan, n] for n in range(1, len(versions) + 1)})
            assert numbers == stated or past["more"], "each is told once when it is frozen, accepted, contradicted"
