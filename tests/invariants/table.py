"""A person and those around the table: what every machine does with an answer, and what it holds the service to."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from app.domain.actors import THE_PERSON
from tests.api.answers import KNOWN
from tests.invariants.house import House
from tests.invariants.record import Record
from tests.secrecy.worlds import Row

OWNER, HEALTH, STATE, PARTNER, STRANGER = "social-services", "psychiatry", "employment-service", "association", "union"
AGENCIES: Final = (OWNER, HEALTH, STATE, PARTNER, STRANGER)
ANNA: Final = "anna"
"""A caseworker of the owner's, beside its system."""
BERIT: Final = "berit"
"""Her colleague, who does nothing but have plans."""
DESKS: Final = (OWNER, ANNA, HEALTH, STATE, PARTNER, STRANGER, "person")
BOUND: Final = (OWNER, HEALTH)
"""Who has to answer a call: municipality and region."""
WORD: Final = re.compile(r"Kanarie-\d+")

WHO: Final = st.sampled_from(DESKS)
PICK: Final = st.integers(0, 199)
BACK: Final = st.integers(0, 60)
"""Days before today."""


@dataclass(frozen=True)
class Expected:
    """An item that has to be there after what was done, whatever its id."""

    row: Row
    words: frozenset[str]
    again: int = 0
    """How often the same act has changed it after it came about."""


@dataclass(frozen=True)
class Sent:
    """A request that was acknowledged, to be sent again."""

    who: str
    path: str
    body: dict[str, Any]
    version: str | None
    key: str
    status: int
    location: str | None
    item: str | None


Report = tuple[str, str, dict[str, Any]]
"""Who reported, where, and what."""


class Table(RuleBasedStateMachine):
    """One person, and the agencies and the person as they speak to the service. After every act the person's own
    timeline is exactly what was acknowledged; no answer holds a word that its reader may not know; every answer about
    the person is in the log."""

    def __init__(self, house: House, seen: Counter[str]) -> None:
        super().__init__()
        self.house, self.county, self.seen = house, house.county, seen
        number = self.county.number()
        self.me = house.do(self.county.person(number))
        self.record = Record(UUID(self.me))
        self.record.add(Row(person_id=UUID(self.me), id=UUID(self.me), source="sip", kind="person", owner=THE_PERSON))
        self.at = {agency: self.county.system(agency) for agency in AGENCIES}
        self.at |= {ANNA: self.county.caseworker(), "person": self.county.myself(number)}
        self.at[BERIT] = self.county.caseworker(sub=BERIT)
        self.sent: list[Sent] = []
        self.reports: list[Report] = []
        self.view: dict[str, dict[str, Any]] = {}
        """The person's own timeline, as it was read last."""
        self.settle()

    # ── Who is who ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def today(self) -> date:
        return self.county.today

    def actor(self, who: str) -> str:
        """The actor that the desk speaks for, as it owns items."""
        return str(THE_PERSON) if who == "person" else self.county.actor(OWNER if who in (ANNA, BERIT) else who)

    def reader(self, who: str) -> UUID:
        return UUID(self.me) if who == "person" else UUID(self.actor(who))

    def may_see(self, who: str) -> set[str]:
        return self.record.seen(self.reader(who), self.today)

    def word(self) -> str:
        return f"Kanarie-{next(self.house.numbers)}"

    def ago(self, days: int) -> str:
        """So many days before today."""
        return (self.today - timedelta(days=days)).isoformat()

    def items(self, *kinds: str) -> list[dict[str, Any]]:
        """What the person's timeline holds of those kinds."""
        return [item for item in self.view.values() if item["kind"] in kinds]

    def plan(self, pick: int) -> str | None:
        plans = self.items("plan")
        return str(plans[pick % len(plans)]["id"]) if plans else None

    def ended(self, who: str, plan: str | None) -> bool:
        """Whether the desk sees that the plan has ended, and so can add nothing new to it."""
        return plan in self.may_see(who) and self.view[str(plan)]["state"] not in ("draft", "active")

    # ── Asking ─────────────────────────────────────────────────────────────────────────────────────────

    def ask(
        self, who: str, method: str, path: str, body: Any = None, *, said: Iterable[str] = (), **headers: str
    ) -> httpx.Response:
        """The answer, which hides what it has to hide and is logged; `said` are words that were said just now."""
        trace = uuid4().hex
        sent = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01", **headers}
        answer = self.house.do(self.at[who].request(method, path, json=body, headers=sent))
        assert answer.status_code < 500, (method, path, answer.text)
        if not answer.is_success:
            assert answer.json()["type"] in KNOWN
        self._hides(who, answer, [*WORD.findall(str(body)), *said])
        self._is_logged(who, method, answer, trace)
        return answer

    def _hides(self, who: str, answer: httpx.Response, said: list[str]) -> None:
        """No word of what the reader may not see is in it, but what the reader has just said itself."""
        secret = set(WORD.findall(answer.text)) - self.record.heard(self.reader(who), self.today) - set(said)
        assert not secret, f"{who} reads {secret} in {answer.request.method} {answer.request.url.path}: {answer.text}"

    def _is_logged(self, who: str, method: str, answer: httpx.Response, trace: str) -> None:
        """An answer about the person left its row, with every item of which something is told."""
        rows = self.house.database.execute(
            "select outcome, actor::text, person_id::text, items from sip.audit where request_id = %s", (trace,)
        ).fetchall()
        if answer.is_success:
            assert rows, f"{method} {answer.request.url.path} left no row in the log"
        elif answer.status_code in (401, 403, 404):
            assert [row[0] for row in rows if row[0] == "refused"], answer.text
        for outcome, actor, person, _ in rows:
            assert actor == (None if who == "person" else self.actor(who))
            assert person == self.me or (person is None and outcome in ("refused", "read")), rows
        if method == "GET" and answer.is_success:
            logged = {item["id"] for row in rows for item in row[3]}
            for word in set(WORD.findall(answer.text)):
                told = self.record.ids_of(word)
                assert not told or told & logged or told == {self.me}, f"{word} was told to {who} and not logged"

    def post(self, who: str, path: str, body: dict[str, Any], *, version: str | None = None) -> httpx.Response:
        """The answer to something that is to be done once; what is acknowledged may be sent again later."""
        key = uuid4().hex
        headers = {"If-Match": f'"{version}"'} if version else {}
        answer = self.ask(who, "POST", path, body, **headers, **{"Idempotency-Key": key})
        if answer.is_success:
            found = answer.json()
            where = answer.headers.get("location")
            self.sent.append(Sent(who, path, body, version, key, answer.status_code, where, found.get("id")))
        return answer

    # ── What has to be there now ───────────────────────────────────────────────────────────────────────

    def row(self, kind: str, owner: str, **said: Any) -> Row:
        """A first version of an item that is expected, and whose id is not known yet."""
        return Row(person_id=UUID(self.me), id=UUID(int=0), source="sip", kind=kind, owner=UUID(owner), **said)

    def settle(self, *expected: Expected, **touched: Mapping[str, Any]) -> None:
        """Read the person's timeline: it holds what was acknowledged before, `touched` one revision further (with the
        fields and words that it has got), and what is `expected` now. Nothing is lost, and nothing is there twice."""
        for item, became in touched.items():
            self.record.amend(item, **became)
        said = [word for one in expected for word in one.words]
        answer = self.ask("person", "GET", f"/persons/{self.me}/timeline", said=said)
        found = {item["id"]: item for item in answer.json()["items"]}
        left, known = list(expected), self.record.now()
        for item in found.values():
            if item["id"] not in known:
                fits = [one for one in left if self._fits(one.row, item)]
                assert fits, f"nobody asked for {item}"
                left.remove(fits[0])
                row = replace(fits[0].row, id=UUID(item["id"]))
                if row.kind == "plan":
                    row = replace(row, plan_id=row.id)
                source_version = int(item["version"].split(".")[0])
                for one in range(fits[0].again + 1):
                    self.record.add(replace(row, source_version=source_version, revision=one), fits[0].words)
        assert not left, f"acknowledged, and not there: {left}"
        held = {item: f"{row.source_version}.{row.revision}" for item, row in self.record.now().items()}
        assert {item: one["version"] for item, one in found.items()} == held, [
            one for item, one in found.items() if one["version"] != held.get(item)
        ]
        self.view = found

    def _fits(self, row: Row, item: dict[str, Any]) -> bool:
        """Whether the item is what was expected, by all that decides who may see it."""
        shown = (item["kind"], item["owner"], item["category"], item["disclosure"], item.get("plan_id"))
        plan = item["id"] if row.kind == "plan" else str(row.plan_id) if row.plan_id else None
        meant = (row.kind, str(row.owner), row.category, "parties" if row.disclosed else "own", plan)
        asked = item.get("to") or (item.get("actor") if row.kind == "participant" else None)
        named = {str(one) for one in row.named}
        return shown == meant and (asked is None or {asked} - {str(THE_PERSON)} == named)

    def teardown(self) -> None:
        """At the end everybody looks, unless something was found before."""
        try:
            if sys.exc_info()[0] is None:
                self.at_the_end()
        finally:
            self.house.leave([self.me])
            for client in self.at.values():
                self.house.do(client.aclose())

    def at_the_end(self) -> None:
        """What is looked at when everything is done."""
        self.settle()
