"""Meetings: booked, called to, moved, held, called off, written down, and tasks that become activities."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.facts.codes import DECLINE_REASONS
from tests.invariants.contributing import CATEGORY, DISCLOSURE
from tests.invariants.moving import Moving
from tests.invariants.table import AGENCIES, ANNA, BOUND, OWNER, PICK, WHO, Expected

AHEAD: Final = st.integers(0, 20)
ASKED: Final = ("sent", "coming", "new-time")
"""The states of a question that a moved meeting changes."""


class Meeting(Moving):
    """The rules around meetings, each of which changes several items at once."""

    @precondition(lambda self: self.items("plan"))
    @rule(pick=PICK, who=WHO, days=AHEAD, disclosure=DISCLOSURE)
    def book(self, pick: int, who: str, days: int, disclosure: str) -> None:
        plan, word, place = self.plan(pick), self.word(), self.word()
        assert plan is not None
        body = {"title": word, "disclosure": disclosure, "on": self.ahead(days), "at": "13:00", "place": place}
        answer = self.post(who, f"/plans/{plan}/appointments", body)
        row = self.row("appointment", self.actor(who), plan_id=UUID(plan), disclosed=disclosure == "parties")
        self.settle(*[Expected(row, frozenset({word, place}))] * answer.is_success)

    @precondition(lambda self: self.items("appointment"))
    @rule(pick=PICK, to=st.sampled_from((*AGENCIES, "person")), other=WHO, by_right=st.integers(0, 5))
    def call_to_it(self, pick: int, to: str, other: str, by_right: int) -> None:
        booked = self.items("appointment")[-1 - pick % len(self.items("appointment"))]
        who = self.desk_of(booked["owner"]) if by_right else other
        body = {"to": self.actor(to), "form": "call" if to in BOUND else "invitation", "sent": self.today.isoformat(),
                "appointment": booked["id"], "title": self.word()}  # fmt: skip
        answer = self.post(who, f"/plans/{booked['plan_id']}/calls", body)
        if booked["state"] in ("called", "rescheduled") and self.actor(who) == booked["owner"] != self.actor(to):
            assert answer.is_success, answer.text
        named = () if to == "person" else (UUID(self.actor(to)),)
        row = self.row("call", booked["owner"], plan_id=UUID(booked["plan_id"]), named=named)
        words = self.record.words(booked["id"]) & {booked.get("place", "")} | {body["title"]}
        self.settle(*[Expected(row, frozenset(words))] * answer.is_success)

    @precondition(lambda self: self.items("appointment"))
    @rule(pick=PICK, noun=st.sampled_from(("rebooking", "holding", "cancellation")), days=AHEAD,
          stale=st.integers(0, 7), other=WHO, by_right=st.integers(0, 3))  # fmt: skip
    def change(self, pick: int, noun: str, days: int, stale: int, other: str, by_right: int) -> None:
        booked = self.items("appointment")[-1 - pick % len(self.items("appointment"))]
        who, word = self.desk_of(booked["owner"]) if by_right else other, self.word()
        bodies: dict[str, dict[str, Any]] = {
            "rebooking": {"on": self.ahead(days), "reason": word},
            "holding": {"on": self.today.isoformat(), "outcome": ("plan", "no-plan", "pending")[days % 3]},
            "cancellation": {"reason": word},
        }
        version = "0.7" if stale == 0 else booked["version"]
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

    @precondition(lambda self: self.items("appointment"))
    @rule(pick=PICK, other=WHO, by_right=st.integers(0, 5), category=CATEGORY, pick_need=PICK,
          to=st.lists(st.sampled_from((*AGENCIES[:-1], "person")), max_size=2))  # fmt: skip
    def write_minutes(self, pick: int, other: str, by_right: int, category: str, pick_need: int, to: list[str]) -> None:
        held = [item for item in self.items("appointment") if item["state"] == "held"] or self.items("appointment")
        booked = held[-1 - pick % len(held)]
        who = self.desk_of(booked["owner"]) if by_right else other
        body, expected = self._minutes(booked, who, category, pick_need, to)
        answer = self.post(who, f"/appointments/{booked['id']}/minutes", body)
        written = any(one["appointment"] == booked["id"] for one in self.items("minutes"))
        if answer.is_success:
            assert (booked["state"], booked["owner"], written) == ("held", self.actor(who), False)
        self.seen["minutes written"] += answer.is_success
        self.settle(*expected if answer.is_success else ())

    @precondition(lambda self: self.items("minutes"))
    @rule(pick=PICK, other=WHO, by_right=st.integers(0, 5), category=CATEGORY, pick_need=PICK)
    def amend_minutes(self, pick: int, other: str, by_right: int, category: str, pick_need: int) -> None:
        older = self.items("minutes")[-1 - pick % len(self.items("minutes"))]
        who, word = self.desk_of(older["owner"]) if by_right else other, self.word()
        body, expected = self._minutes(older, who, category, pick_need, [])
        answer = self.try_to(who, older, "amendment", {**body, "reason": word}, version=older["version"])
        if not answer.is_success:
            self.settle()
            return
        new = replace(expected[0], words=expected[0].words | {word})
        self.settle(new, **{older["id"]: {"words": [word]}})

    def _minutes(
        self, of: dict[str, Any], who: str, category: str, pick_need: int, to: Iterable[str]
    ) -> tuple[dict[str, Any], list[Expected]]:
        """What is written, and what has to come of it: minutes, tasks, and what the writer takes on itself."""
        word, plan, disclosed = self.word(), UUID(of["plan_id"]), of["disclosure"] == "parties"
        needs = [need for need in self.items("need") if need["plan_id"] == of["plan_id"]]
        need = needs[pick_need % len(needs)] if needs and pick_need % 2 else None
        covered = need["category"] if need else category
        row = self.row("minutes", self.actor(who), plan_id=plan, disclosed=disclosed, category=category)
        expected = [Expected(row, frozenset({word}))]
        tasks = []
        for whom in to:
            what = self.word()
            asked = {"actor": self.actor(whom), "what": what, "planned_start": self.today.isoformat()}
            tasks.append(asked | ({"need": need["id"]} if need else {}))
            named = () if whom == "person" else (UUID(self.actor(whom)),)
            task = replace(row, kind="task", category=covered, named=named)
            expected.append(Expected(task, frozenset({what})))
            if self.actor(whom) == self.actor(who):
                expected.append(Expected(replace(task, kind="activity", named=()), frozenset({what})))
        return {"text": word, "category": category, "tasks": tasks}, expected

    @precondition(lambda self: self.items("task"))
    @rule(pick=PICK, other=WHO, by_right=st.integers(0, 4), no=st.integers(0, 2), stale=st.integers(0, 7))
    def answer_a_task(self, pick: int, other: str, by_right: int, no: int, stale: int) -> None:
        task = self.items("task")[-1 - pick % len(self.items("task"))]
        who = self.desk_of(task["to"]) if by_right else other
        why = DECLINE_REASONS[pick % len(DECLINE_REASONS)]
        body = {"answer": "accepted"} if no else {"answer": "declined", "reason": why}
        version = "0.7" if stale == 0 else task["version"]
        answer = self.try_to(who, task, "answer", body, version=version)
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
