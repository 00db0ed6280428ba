"""Meetings: booked, called to, moved, held, called off, written down, and tasks that become activities."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.facts.codes import CALL_REFUSALS
from tests.invariants.contributing import CATEGORY, DISCLOSURE
from tests.invariants.moving import Moving
from tests.invariants.table import AGENCIES, ANNA, BOUND, OWNER, PICK, WHO, Expected

AHEAD: Final = st.integers(0, 20)
ASKED: Final = ("sent", "coming", "new-time")
"""The states of a question that a moved meeting changes."""


@dataclass(frozen=True)
class Around:
    """Somebody does something about a meeting."""

    act: str
    pick: int
    of: int
    other: str
    by_right: int
    """0: by `other`, whoever that is; else by somebody who may."""
    fresh: int
    """0: on a version that is long gone."""
    days: int
    disclosure: str
    category: str
    to: list[str]


ACTS: Final = ("book", "call", "change", "write", "answer", "amend")
AROUND: Final = st.builds(
    Around, st.sampled_from(ACTS), PICK, PICK, WHO, st.integers(0, 6), st.integers(0, 9), AHEAD, DISCLOSURE, CATEGORY,
    st.lists(st.sampled_from((*AGENCIES[:-1], "person")), max_size=2),
)  # fmt: skip


class Meeting(Moving):
    """The rules around meetings, each of which changes several items at once."""

    @rule(acts=st.lists(AROUND, min_size=2, max_size=8))
    def meet(self, acts: list[Around]) -> None:
        """Several acts, in the order in which they usually follow upon each other."""
        for one in sorted(acts, key=lambda one: ACTS.index(one.act)):
            needed, act = {
                "book": ("plan", self._book), "call": ("appointment", self._call),
                "change": ("appointment", self._change), "write": ("appointment", self._write),
                "amend": ("minutes", self._amend), "answer": ("task", self._answer),
            }[one.act]  # fmt: skip
            there = self.items(needed)
            if there:
                act(one, there[-1 - one.pick % len(there)])

    def _book(self, one: Around, plan: dict[str, Any]) -> None:
        word, place, disclosed = self.word(), self.word(), one.disclosure == "parties"
        who = self.desk_of(plan["owner"]) if one.by_right else one.other
        body = {"title": word, "disclosure": one.disclosure, "on": self.ahead(one.days), "at": "13:00", "place": place}
        answer = self.post(who, f"/plans/{plan['id']}/appointments", body)
        assert not (answer.is_success and self.ended(who, plan["id"])), "a plan that has ended holds no new meetings"
        row = self.row("appointment", self.actor(who), plan_id=UUID(plan["id"]), disclosed=disclosed)
        self.settle(*[Expected(row, frozenset({word, place}))] * answer.is_success)

    def _call(self, one: Around, booked: dict[str, Any]) -> None:
        who, to = self.desk_of(booked["owner"]) if one.by_right else one.other, (*one.to, "person")[0]
        body = {"to": self.actor(to), "form": "call" if to in BOUND else "invitation", "sent": self.today.isoformat(),
                "appointment": booked["id"], "title": self.word()}  # fmt: skip
        answer = self.post(who, f"/plans/{booked['plan_id']}/calls", body)
        waits = booked["state"] in ("called", "rescheduled") and booked["on"] >= self.today.isoformat()
        ended = self.ended(who, booked["plan_id"])
        if waits and self.actor(who) == booked["owner"] != self.actor(to):
            assert answer.is_success is not ended, answer.text
        named = () if to == "person" else (UUID(self.actor(to)),)
        row = self.row("call", booked["owner"], plan_id=UUID(booked["plan_id"]), named=named)
        words = self.record.words(booked["id"]) & {booked.get("place", "")} | {body["title"]}
        self.settle(*[Expected(row, frozenset(words))] * answer.is_success)

    def _change(self, one: Around, booked: dict[str, Any]) -> None:
        noun = ("rebooking", "holding", "holding", "cancellation")[one.of % 4]
        who, word = self.desk_of(booked["owner"]) if one.by_right else one.other, self.word()
        bodies: dict[str, dict[str, Any]] = {
            "rebooking": {"on": self.ahead(one.days), "reason": word},
            "holding": {"on": self.today.isoformat(), "outcome": ("plan", "no-plan", "pending")[one.days % 3]},
            "cancellation": {"reason": word},
        }
        version = booked["version"] if one.fresh else "0.7"
        answer = self.try_to(who, booked, noun, bodies[noun], version=version)
        if not answer.is_success:
            self.settle()
            return
        questions = [call for call in self.items("call") if call.get("appointment") == booked["id"]]
        touched: dict[str, Any] = {booked["id"]: {"words": [] if noun == "holding" else [word]}}
        expected = []
        if noun == "holding":
            met = replace(self.record.now()[booked["id"]], kind="meeting")
            expected.append(Expected(met, self.record.words(booked["id"], title=booked["title"])))
        elif noun == "rebooking":
            touched |= {call["id"]: {} for call in questions if call["state"] in ASKED}
            expected += [self._anew(call) for call in questions if call["state"] in ASKED and not self._waits(call)]
        else:
            touched |= {call["id"]: {} for call in questions if call["state"] in ASKED}
        self.settle(*expected, **touched)

    def _waits(self, call: dict[str, Any]) -> bool:
        """Whether nobody has answered yet, and the day has not come: then it is the same question for another day."""
        return bool(call["state"] == "sent" and call["meeting_on"] > self.today.isoformat())

    def _anew(self, call: dict[str, Any]) -> Expected:
        return Expected(self.record.now()[call["id"]], self.record.words(call["id"]))

    def _write(self, one: Around, booked: dict[str, Any]) -> None:
        who = self.desk_of(booked["owner"]) if one.by_right else one.other
        body, expected = self._minutes(booked, who, one, one.to)
        answer = self.post(who, f"/appointments/{booked['id']}/minutes", body)
        written = any(one["appointment"] == booked["id"] for one in self.items("minutes"))
        if answer.is_success:
            assert (booked["state"], booked["owner"], written) == ("held", self.actor(who), False)
            assert not (one.to and self.ended(who, booked["plan_id"])), "nothing new is asked for after the end"
        self.seen["minutes written"] += answer.is_success
        self.settle(*expected if answer.is_success else ())

    def _amend(self, one: Around, older: dict[str, Any]) -> None:
        who, word = self.desk_of(older["owner"]) if one.by_right else one.other, self.word()
        body, expected = self._minutes(older, who, one, [])
        answer = self.try_to(who, older, "amendment", {**body, "reason": word}, version=older["version"])
        if not answer.is_success:
            self.settle()
            return
        new = replace(expected[0], words=expected[0].words | {word})
        self.settle(new, **{older["id"]: {"words": [word]}})

    def _minutes(
        self, of: dict[str, Any], who: str, one: Around, to: Iterable[str]
    ) -> tuple[dict[str, Any], list[Expected]]:
        """What is written, and what has to come of it: minutes, tasks, and what the writer takes on itself."""
        word, plan, disclosed = self.word(), UUID(of["plan_id"]), of["disclosure"] == "parties"
        needs = [need for need in self.items("need") if need["plan_id"] == of["plan_id"]]
        need = needs[one.of % len(needs)] if needs and one.of % 2 else None
        covered = need["category"] if need else one.category
        row = self.row("minutes", self.actor(who), plan_id=plan, disclosed=disclosed, category=one.category)
        expected = [Expected(row, frozenset({word}))]
        tasks = []
        for whom in to:
            what = self.word()
            asked = {"actor": self.actor(whom), "what": what, "planned_start": self.today.isoformat()}
            tasks.append(asked | ({"need": need["id"]} if need else {}))
            named = () if whom == "person" else (UUID(self.actor(whom)),)
            task = replace(row, kind="task", category=covered, named=named)
            own = self.actor(whom) == self.actor(who)
            expected.append(Expected(task, frozenset({what}), again=int(own)))  # one's own is accepted as it is put
            if own:
                expected.append(Expected(replace(task, kind="activity", named=()), frozenset({what})))
        return {"text": word, "category": one.category, "tasks": tasks}, expected

    def _answer(self, one: Around, task: dict[str, Any]) -> None:
        who, no = self.desk_of(task["to"]) if one.by_right else one.other, one.of % 3
        why = CALL_REFUSALS[one.pick % len(CALL_REFUSALS)]
        body = {"answer": "accepted"} if no else {"answer": "declined", "code": why}
        answer = self.try_to(who, task, "answer", body, version=task["version"] if one.fresh else "0.7")
        if not answer.is_success:
            self.settle()
            return
        asked = self.record.now()[task["id"]]
        taken = replace(asked, kind="activity", owner=UUID(self.actor(who)), named=())
        became = [Expected(taken, self.record.words(task["id"]))] if no else []
        self.settle(*became, **{task["id"]: {}})

    def desk_of(self, actor: str) -> str:
        """Who speaks for the actor; a caseworker now and then."""
        desks = [desk for desk in self.at if self.actor(desk) == actor]
        return ANNA if len(desks) > 1 and len(self.sent) % 2 else next(iter(desks), OWNER)

    def ahead(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()
