"""What people say in a plan: messages in threads, and the words of which the newest that one sees stands."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.actors import THE_PERSON
from app.domain.facts.codes import CONTACT_CHANNELS
from tests.invariants.contributing import CATEGORY, DISCLOSURE
from tests.invariants.moving import Moving
from tests.invariants.table import AGENCIES, PICK, WHO, Expected
from tests.secrecy.meaning import When, holding, may_see, opened
from tests.secrecy.worlds import Row

STANDS: Final = {"crisis-plan": "crisis-plan", "voice": "voice", "contact-wish": "contact-wishes"}
ACTS: Final = ("stand", "write", "answer", "close")


@dataclass(frozen=True)
class Saying:
    """Somebody says something."""

    act: str
    pick: int
    of: int
    who: str
    to: list[str]
    category: str
    disclosure: str


SAYING: Final = st.builds(
    Saying, st.sampled_from((*ACTS, "write")), PICK, PICK, WHO,
    st.lists(st.sampled_from((*AGENCIES[:-1], "person")), max_size=2, unique=True), CATEGORY, DISCLOSURE,
)  # fmt: skip


class Writing(Moving):
    """The rules around what people say."""

    @precondition(lambda self: self.items("plan"))
    @rule(sayings=st.lists(SAYING, min_size=2, max_size=6))
    def talk(self, sayings: list[Saying]) -> None:
        for one in sayings:
            {"stand": self._stand, "write": self._say, "answer": self._reply, "close": self._reply}[one.act](one)

    def _say(self, one: Saying) -> None:
        """About whatever one sees by owning it or by a consent, to whoever may read it."""
        plan, word = self.plan(one.pick), self.word()
        of_it = [item for item in self.items_of(plan) if item["kind"] not in ("message", "consent")]
        about = self.record.now()[of_it[one.of % len(of_it)]["id"]]
        body = {"about": str(about.id), "addressed_to": [self.actor(to) for to in one.to], "text": word}
        row = self.row("message", self.actor(one.who), plan_id=about.plan_id, category=about.category,
                       fields={"about": str(about.id)})  # fmt: skip
        rightly = self._by_right(about, one.who) and self._readable(row, one) and not self.ended(one.who, plan)
        answer = self.post(one.who, f"/plans/{plan}/messages", body)
        assert answer.is_success == rightly, (one, about, answer.text)
        self.seen["message contributed" if rightly else "not message"] += 1
        self.settle(*[Expected(row, frozenset({word}))] * rightly)

    def items_of(self, plan: str | None) -> list[dict[str, Any]]:
        return [item for item in self.view.values() if item.get("plan_id") == plan]

    def _by_right(self, about: Row, who: str) -> bool:
        """Whether the desk may see it otherwise than by having been asked."""
        rows, reader = list(self.record.now().values()), self.reader(who)
        return who == "person" or about.owner == reader or opened(about, reader, rows, When(self.today))

    def _readable(self, message: Row, one: Saying) -> bool:
        """Whether all to whom it is addressed may read it, and none of them has written it."""
        rows = holding([*self.record.now().values(), message])
        return self.actor(one.who) not in map(self.actor, one.to) and all(
            to == "person" or may_see(message, self.reader(to), rows, When(self.today)) for to in one.to
        )

    def _reply(self, one: Saying) -> None:
        """Until somebody has said that the thread needs no answer, as far as one sees it."""
        messages = self.items("message")
        if not messages:
            return
        held, word, me = messages[-1 - one.pick % len(messages)], self.word(), self.actor(one.who)
        first, may, closes = held.get("thread", held["id"]), self.may_see(one.who), one.act == "close"
        about = self.record.now().get(held["about"])
        thread = [item for item in messages if item.get("thread", item["id"]) == first and item["id"] in may]
        takes_part = any(me in (said["owner"], *said.get("addressed_to", ())) for said in thread)
        may_answer = about is not None and self._by_right(about, one.who) and held["id"] in may
        rightly = may_answer and not any(said.get("closes") for said in thread) and (takes_part or not closes)
        noun = "closing" if closes else "answers"
        answer = self.post(one.who, f"/messages/{held['id']}/{noun}", {"text": word})
        assert answer.is_success == rightly, (one, held, answer.text)
        self.seen[f"message {noun}" if rightly else f"not message {noun}"] += 1
        if not rightly or about is None:
            self.settle()
            return
        row = self.row("message", me, plan_id=about.plan_id, category=about.category, fields={"about": held["about"]})
        self.settle(Expected(row, frozenset({word})))

    def _stand(self, one: Saying) -> None:
        """By whoever takes part, and instead of what stands as far as one sees it."""
        kind = sorted(STANDS)[one.of % 3]
        plan, word, agency = self.plan(one.pick), self.word(), one.who != "person"
        party = {part["actor"] for part in self.items("participant") if part["plan_id"] == plan}
        before = self._standing(kind, plan, one.who)
        read = ("*", before[0] if before else "*", str(THE_PERSON))[one.of // 3 % 3]
        bodies: dict[str, dict[str, Any]] = {
            "crisis-plan": {"what_helps": [word], "contacts": [{"name": word, "phone": "070-174 06 05"}]},
            "voice": {"text": word}, "contact-wish": {"channels": [CONTACT_CHANNELS[one.pick % 3]], "note": word},
        }  # fmt: skip
        body = {**bodies[kind], "disclosure": one.disclosure}
        if kind != "contact-wish":
            body["category"] = one.category
        if agency and kind != "crisis-plan":
            body["on_paper"] = ("yes", "no")[one.pick % 2]
        rightly = (not agency or self.actor(one.who) in party) and read != str(THE_PERSON)
        rightly = rightly and not self.ended(one.who, plan)
        answer = self.ask(one.who, "PUT", f"/plans/{plan}/{STANDS[kind]}", body, **{"If-Match": f'"{read}"'})
        assert answer.is_success == rightly, (one, kind, read, answer.text)
        self.seen[f"{kind} contributed" if rightly else f"not {kind}"] += 1
        row = self.row(kind, self.actor(one.who), plan_id=UUID(plan), disclosed=one.disclosure == "parties",
                       category=body.get("category", "plan"))  # fmt: skip
        self.settle(*[Expected(row, frozenset({word}))] * rightly)

    def _standing(self, kind: str, plan: str | None, who: str) -> list[str]:
        """Those of the kind that the desk sees, the newest first."""
        may = self.may_see(who)
        known = dict.fromkeys(str(one.row.id) for one in reversed(self.record.told))
        of_it = {item["id"] for item in self.items_of(plan) if item["kind"] == kind}
        return [item for item in known if item in of_it & may]

    def at_the_end(self) -> None:
        """Everybody reads the threads, and what stands."""
        super().at_the_end()
        for plan in self.items("plan"):
            for who in self.at:
                may = self.may_see(who)
                answer = self.ask(who, "GET", f"/plans/{plan['id']}/messages?limit=100")
                assert answer.status_code == (200 if plan["id"] in may else 404), answer.text
                told = {said["id"] for thread in answer.json().get("threads", ()) for said in thread["messages"]}
                if plan["id"] in may:
                    assert told == {one["id"] for one in self.items_of(plan["id"]) if one["kind"] == "message"} & may
                for kind, address in STANDS.items():
                    self._reads_what_stands(who, kind, plan["id"], address)

    def _reads_what_stands(self, who: str, kind: str, plan: str, address: str) -> None:
        stands = self._standing(kind, plan, who)
        answer = self.ask(who, "GET", f"/plans/{plan}/{address}?limit=100")
        assert answer.status_code == (200 if stands else 404), answer.text
        if stands:
            found = answer.json()
            assert [one["id"] for one in (found["current"], *found["former"])] == stands, who
