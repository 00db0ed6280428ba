"""Everybody looks, in every way there is, and sees what they may and nothing else; the worker looks, and days pass."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.actors import THE_PERSON
from tests.invariants.contributing import COLLECTIONS
from tests.invariants.table import DESKS, OWNER, PICK, WHO, Table

OF_THE_PLAN: Final = {"followup-missing", "followup-overdue", "plan-stalled", "single-actor-plan", "need-unowned"}
"""The rules whose gaps are up to the main responsible of the plan, else to whoever made it."""
WAYS: Final = ("timeline", "plan", "item", "person", "findings", "worklist", "history", "others")


class Looking(Table):
    """The rules by which nothing changes, but what is seen of it."""

    looked_at: tuple[date, int] | None = None

    @rule(days=st.integers(1, 15))
    def days_pass(self, days: int) -> None:
        self.county.today += timedelta(days=days)
        self.settle()

    @rule()
    def the_worker_looks(self) -> None:
        self.house.do(self.county.detect())
        self.looked_at = self._moment()

    def _moment(self) -> tuple[date, int]:
        """Changes whenever something has changed that findings may rest on."""
        return self.today, len(self.record.told)

    @rule(who=WHO, way=st.sampled_from(WAYS), pick=PICK)
    def look(self, who: str, way: str, pick: int) -> None:
        ways: dict[str, Callable[[str, int], None]] = {
            "timeline": self._timeline, "plan": self._plan, "item": self._item, "person": self._person,
            "findings": self._findings, "worklist": self._worklist, "history": self._history, "others": self._others,
        }  # fmt: skip
        ways[way](who, pick)

    def at_the_end(self) -> None:
        self.the_worker_looks()
        super().at_the_end()
        for who in DESKS:
            self._timeline(who, 0)
            self._findings(who, 0)
        for number, _ in enumerate(self.items("plan")):
            for who in DESKS:
                self._plan(who, number)
                self._history(who, number)

    def _timeline(self, who: str, _: int) -> None:
        seen = self.may_see(who)
        answer = self.ask(who, "GET", f"/persons/{self.me}/timeline")
        assert answer.status_code == (200 if seen else 404), answer.text
        self._as_it_stands(who, answer.json().get("items", []), seen)

    def _plan(self, who: str, pick: int) -> None:
        if (plan := self.plan(pick)) is None:
            return
        seen = self.may_see(who)
        of_it = {item for item in seen if self.view[item].get("plan_id") == plan
                 and self.view[item]["kind"] != "message"}  # fmt: skip
        answer = self.ask(who, "GET", f"/plans/{plan}")
        assert answer.status_code == (200 if plan in seen else 404), answer.text
        self._as_it_stands(who, answer.json().get("items", []), of_it if plan in seen else set())

    def _as_it_stands(self, who: str, items: list[dict[str, Any]], meant: set[str]) -> None:
        """The reader sees these items, all of them, and of each what the person sees."""
        assert {item["id"] for item in items} == meant, who
        for item in items:
            whole = self.view[item["id"]]
            for name in ("version", "state", "possible"):
                assert item[name] == whole[name], (who, item, whole)

    def _item(self, who: str, pick: int) -> None:
        item = list(self.view.values())[pick % len(self.view)]
        answer = self.ask(who, "GET", f"/{COLLECTIONS.get(item['kind'], 'facts')}/{item['id']}")
        there = item["kind"] != "person" and item["id"] in self.may_see(who)
        assert answer.status_code == (200 if there else 404), answer.text

    def _person(self, who: str, _: int) -> None:
        answer = self.ask(who, "GET", f"/persons/{self.me}")
        assert answer.status_code == (200 if self.me in self.may_see(who) else 404), answer.text

    def _findings(self, who: str, pick: int) -> None:
        answer = self.ask(who, "GET", f"/persons/{self.me}/findings?limit=100")
        found = answer.json()["findings"]
        self._one_owner_each(who, found)
        if found:
            one = found[pick % len(found)]
            self._rests_on_what_is_seen(who, self.ask(who, "GET", f"/findings/{one['id']}/explanation").json())

    def _one_owner_each(self, who: str, found: list[dict[str, Any]]) -> None:
        """Each gap is there once, with one owner, and rests on nothing that the reader may not see."""
        may, days = self.may_see(who) | self._own(who), [(one["rule"], one["subject"], span["opens"])
                                                         for one in found for span in one["spans"]]  # fmt: skip
        assert len(days) == len(set(days)), days
        self.seen["findings"] += len(found)
        for one in found:
            assert {*one["evidence"], one["subject"]} <= may | {"person"}, (who, one)
            assert {span["opens"]: span["owner"] for span in one["spans"]}[one["opens"]] == one["owner"]
            if one["rule"] in OF_THE_PLAN and self.looked_at == self._moment():
                assert one["owner"] == self._answers_for(who, one), (who, one)

    def _rests_on_what_is_seen(self, who: str, explained: dict[str, Any]) -> None:
        assert {item["id"] for item in explained["items"]} <= self.may_see(who), who

    def _own(self, who: str) -> set[str]:
        """What the reader has said itself, also what it has taken back."""
        owner = self.actor(who)
        return {str(one.row.id) for one in self.record.told if who == "person" or str(one.row.owner) == owner}

    def _answers_for(self, who: str, finding: dict[str, Any]) -> str:
        """Who answers for the plan that the gap is about on the day on which it opens, by what the reader sees: the one
        main responsible that there is at most, begun last, or whoever made the plan; never the person."""
        subject = self.view[finding["subject"]]
        plan = subject["id"] if subject["kind"] == "plan" else subject["plan"]
        on, seen = finding["opens"], self.may_see(who)
        mains = [one for one in self.items("main-responsible") if one["id"] in seen and one["plan_id"] == plan
                 and one["start"] <= on < self._day_after(one.get("end"))]  # fmt: skip
        holding = sorted(mains, key=lambda one: (one["start"], one["id"]))[-1:]
        makers = [self.view[plan]] if plan in seen else []
        owners = [*(one["actor"] for one in holding), *(one["owner"] for one in makers)]
        return next((one for one in owners if one != str(THE_PERSON)), self.actor(OWNER))

    def _day_after(self, end: str | None) -> str:
        return (date.fromisoformat(end) + timedelta(days=1)).isoformat() if end else "9999-12-31"

    def _worklist(self, who: str, _: int) -> None:
        """A card for each gap that the reader sees and that nothing explains; its own are those that it owns."""
        if who == "person":
            return
        cards = self._cards(who, "")
        found = self.ask(who, "GET", f"/persons/{self.me}/findings?limit=100").json()["findings"]
        at_hand = {one["id"] for one in found if one["status"] in ("open", "critical") and not one["inhibited_by"]}
        assert {card["id"] for card in cards} == at_hand, who
        mine = {card["id"] for card in self._cards(who, "&mine=true")}
        assert mine == {card["id"] for card in cards if card["owner"] == self.actor(who)}

    def _cards(self, who: str, also: str) -> list[dict[str, Any]]:
        found: dict[str, Any] = self.ask(who, "GET", f"/findings?limit=100{also}").json()
        assert not found["more"]
        assert len({card["id"] for card in found["findings"]}) == len(found["findings"])
        self._one_owner_each(who, found["findings"])
        return list(found["findings"])

    def _history(self, who: str, pick: int) -> None:
        if (plan := self.plan(pick)) is None:
            return
        may = self.may_see(who)
        entries, page = [], 1
        while page:
            answer = self.ask(who, "GET", f"/plans/{plan}/history?limit=100&page={page}")
            assert answer.status_code == (200 if plan in may else 404), answer.text
            entries += answer.json().get("entries", [])
            page = page + 1 if answer.json().get("more") else 0
        for entry in entries:
            assert entry["item"] in may | self._own(who), (who, entry)
            self._says_who_when_and_why(who, entry)
        if who == "person":
            of_it = {str(one.row.id) for one in self.record.told if str(one.row.plan_id) == plan}
            # Beside the changes of items it tells of its versions, by their number.
            told = {item: sum(entry["item"] == item and "n" not in entry for entry in entries) for item in of_it}
            known = {item: self.record.changes(item) for item in of_it}
            assert told == known, [(self.view.get(item), told[item], known[item]) for item in of_it
                                   if told[item] != known[item]]  # fmt: skip

    def _says_who_when_and_why(self, who: str, entry: dict[str, Any]) -> None:
        """An actor and a time for every change; the user for one's own; and where it ends something, a reason."""
        assert entry["actor"] and entry["at"] and entry["type"], entry  # noqa: PT018 - one thing, in three words
        if who != "person" and entry["actor"] == self.actor(who):
            assert entry.get("user"), entry
        kind, _, noun = entry["type"].partition(f"{entry['kind']}-")
        assert not kind
        if noun in ENDINGS.get(entry["kind"], ()):
            assert entry.get("reason"), entry
        coded = {change["field"]: change["new"] for change in entry["changes"]}
        if entry["type"] in ("referral-failure", "plan-refusal"):
            assert coded.get("failure") or entry.get("reason"), entry
        if coded.get("answer") in ("declined", "rejected"):
            assert coded.get("refusal") or entry.get("reason"), entry

    def _others(self, who: str, pick: int) -> None:
        """What is put together of several items."""
        plan = self.plan(pick)
        if plan is not None:
            for path in ("completeness", "versions", "outcome", "costs", "deadlines"):
                answer = self.ask(who, "GET", f"/plans/{plan}/{path}")
                assert answer.status_code == (200 if plan in self.may_see(who) else 404), answer.text
            told = self.ask(who, "GET", f"/plans/{plan}/outcome").json().get("goals", [])
            assert {one["goal"]["id"] for one in told} <= self.may_see(who), "of a goal that is hidden nothing is told"
        for referral in self.items("referral")[-2:]:
            answer = self.ask(who, "GET", f"/referrals/{referral['id']}/path")
            assert answer.status_code == (200 if referral["id"] in self.may_see(who) else 404), answer.text
            assert {link["referral"] for link in answer.json().get("links", [])} <= self.may_see(who)
        silent = self.ask(who, "GET", "/escalations?limit=100").json()["escalations"]
        assert {one["subject"] for one in silent if one["person_id"] == self.me} <= self.may_see(who)


ENDINGS: Final = {
    "plan": ("closing", "reopening", "refusal"), "need": ("closing",), "ownership": ("closing",),
    "main-responsible": ("closing",), "handler": ("closing",), "appointment": ("cancellation",),
    "activity": ("interruption", "dropout", "cancellation"), "call": ("cancellation",), "referral": ("withdrawal",),
    "minutes": ("amendment",), "goal-outcome": ("withdrawal",), "ladder-step": ("withdrawal",),
    "questionnaire": ("withdrawal",), "end-report": ("withdrawal",),
    **dict.fromkeys(("message", "crisis-plan", "voice", "contact-wish"), ("voided",)),
}  # fmt: skip
"""The changes that end something."""
