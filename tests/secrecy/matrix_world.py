"""One person's world in PostgreSQL, with every sort of row that the tables hold of it, and everybody who might ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Connection, Row, insert

TODAY: Final = date(2026, 11, 21)
YESTERDAY: Final = TODAY - timedelta(1)
TOMORROW: Final = TODAY + timedelta(1)
ME, PLAN_ID = uuid4(), uuid4()
OWNER, PARTY, OUTSIDER, WITHDRAWN, EXPIRED, STRANGER, ADDRESSEE = (uuid4() for _ in range(7))
LEFT = uuid4()
FINDING, MINE, RETRACTED, OVER, CLOSED = (uuid4() for _ in range(5))
HOLD, RELEASED, FORGOTTEN = uuid4(), uuid4(), uuid4()
HASH: Final = "ab" * 32
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Caller:
    """As whom a transaction acts; what is not said is not set."""

    role: str = "sip_service"
    actor: UUID | None = None
    person: UUID | None = None
    link: str = ""
    sought: str = ""
    name: str = ""
    """Of its client, and of its source unless it is somebody at work."""
    user: str = ""
    leads: str = ""
    audits: str = ""

    @property
    def self(self) -> UUID:
        """In whose name it speaks; who has none takes the owner's."""
        return self.actor or (THE_PERSON if self.person else ADDRESSEE if self.link else OWNER)


CALLERS: Final = {
    "nobody": Caller(),
    "owner": Caller(actor=OWNER, name="owner"),
    "party": Caller(actor=PARTY, name="party"),
    "outsider": Caller(actor=OUTSIDER, name="outsider"),
    "withdrawn": Caller(actor=WITHDRAWN, name="withdrawn"),
    "expired": Caller(actor=EXPIRED, name="expired"),
    "stranger": Caller(actor=STRANGER, name="stranger"),
    "addressee": Caller(actor=ADDRESSEE, name="addressee"),
    "seeker": Caller(actor=uuid4(), name="seeker", sought="01"),
    "person": Caller(person=ME, name="person"),
    "other-person": Caller(person=uuid4(), name="other-person"),
    "link": Caller(link=HASH),
    "stranger-with-link": Caller(actor=STRANGER, name="stranger-with-link", link=HASH),
    "person-with-link": Caller(person=uuid4(), name="person-with-link", link=HASH),
    "worker": Caller("sip_worker"),
    "admin": Caller("sip_admin"),
}
"""The owner of a plan; a party with the person's consent, one without (outsider), one whose consent was withdrawn, and
one whose consent is over; whoever has nothing to do with the person; whoever was only
asked; and whoever knows the person's number."""

PERSON: Final = Row(person_id=ME, id=ME, source="sip", kind="person", owner=THE_PERSON)
PLAN: Final = Row(person_id=ME, id=PLAN_ID, source="owner", kind="plan", owner=OWNER, plan_id=PLAN_ID)
PARTS: Final = {
    actor: replace(PLAN, id=uuid4(), kind="participant", named=(actor,))
    for actor in (OWNER, PARTY, OUTSIDER, WITHDRAWN, EXPIRED)
}
GONE: Final = replace(PLAN, id=uuid4(), kind="participant", named=(LEFT,))
ITEM: Final = replace(PLAN, id=uuid4(), kind="activity", category="work", source_version=2)
EARLIER: Final = replace(ITEM, source_version=1)
KEPT: Final = replace(ITEM, id=uuid4(), disclosed=False)
SICK: Final = replace(ITEM, id=uuid4(), category="health")
ELSEWHERE: Final = replace(ITEM, id=uuid4(), plan_id=None)
TAKEN_AWAY: Final = replace(ITEM, id=uuid4(), void=True)
CALL: Final = replace(ITEM, id=uuid4(), kind="call", category="work", named=(ADDRESSEE,),
                      fields={"sent": "2026-11-01", "to": str(ADDRESSEE)})  # fmt: skip
ANSWER: Final = replace(CALL, revision=1, fields={**CALL.fields, "answered": "2026-11-21", "answer": "coming"})
MESSAGE: Final = replace(ITEM, id=uuid4(), kind="message", fields={"about": str(ITEM.id)})
WORD: Final = replace(MESSAGE, id=uuid4(), source="person", owner=THE_PERSON)
SECRET: Final = replace(WORD, id=uuid4(), fields={"about": str(KEPT.id)})


def _consent(party: UUID, **fields: str) -> Row:
    said = {"start": "2026-01-01", "categories": ["work"], **fields}
    return replace(PLAN, id=uuid4(), kind="consent", source="person", owner=THE_PERSON, plan_id=None,
                   named=(OWNER, party), fields=said)  # fmt: skip


CONSENT: Final = _consent(PARTY)
WITHDRAWN_ONE: Final = _consent(WITHDRAWN, withdrawn_on="2026-11-21")
EXPIRED_ONE: Final = _consent(EXPIRED, end="2026-11-20")

ROWS: Final = (PERSON, PLAN, *PARTS.values(), GONE, replace(GONE, source_version=2, void=True), CONSENT, WITHDRAWN_ONE,
               EXPIRED_ONE, EARLIER, ITEM, KEPT, SICK, ELSEWHERE, replace(TAKEN_AWAY, source_version=1, void=False),
               TAKEN_AWAY, CALL, MESSAGE, WORD, SECRET)  # fmt: skip


def of_the_plan(n: int, **more: Any) -> dict[str, Any]:
    """What is said of a version of the plan."""
    return {"person_id": ME, "plan_id": PLAN_ID, "n": n, "on_day": TODAY, "client": "c", "user": "u", **more}


def signed(n: int, by: UUID, recorded_by: UUID = OWNER) -> dict[str, Any]:
    """A paper on which somebody accepted a version."""
    return of_the_plan(n, acceptor=by, recorded_by=recorded_by, witness="w", kept="k")


def finding(of: UUID, reader: UUID = OWNER, **more: Any) -> dict[str, Any]:
    """A finding of the reader's."""
    return {"person_id": ME, "id": of, "reader": reader, "rule": "r", "subject": str(ITEM.id), "owner": OWNER,
            "status": "open", "opens": TODAY, "spans": Jsonb([]), **more}  # fmt: skip


def event(**more: Any) -> dict[str, Any]:
    """Something that happened to the item."""
    return {
        "person_id": ME,
        "id": uuid4(),
        "type": "changed",
        "actor": OWNER,
        "item_id": ITEM.id,
        "version": "2.0",
        **more,
    }


def work(reader: UUID = OWNER, version: int = 1) -> dict[str, Any]:
    """An act on the finding."""
    return {"person_id": ME, "finding_id": FINDING, "version": version, "reader": reader, "rule": "r",
            "state": "acknowledged", "on_day": TODAY, "client": "c", "user": "u"}  # fmt: skip


def escalation() -> dict[str, Any]:
    """An escalation to the owner."""
    return {"person_id": ME, "reader": OWNER, "rule": "r", "subject": "s", "step": "reminded", "owner": OWNER,
            "opens": TODAY, "due": TODAY, "taken": TODAY}  # fmt: skip


def audit(actor: UUID | None = OWNER) -> dict[str, Any]:
    """Somebody has read the plan."""
    return {"request_id": "r", "action": "read-plan", "outcome": "read", "person_id": ME, "actor": actor}


def correction(owner: UUID) -> dict[str, Any]:
    """That something of that owner's was not about the person."""
    return {"person_id": ME, "item_id": uuid4(), "owner": owner, "kind": "activity", "reason": "number-mistaken",
            "outcome": "moved", "on_day": TODAY, "client": "c", "user": "u"}  # fmt: skip


def fact_of(owner: UUID, name: str) -> Row:
    """An item of that owner, in the plan if it is the owner of that."""
    return replace(ITEM, id=uuid4(), owner=owner, source=name, plan_id=PLAN_ID if owner == OWNER else None)


def fact(row: Row) -> dict[str, Any]:
    """The row as it is written."""
    return {**vars(row), "named": list(row.named), "fields": Jsonb(row.fields), "current": True}


def hold(owner: UUID, **changed: Any) -> Values:
    """What an actor keeps although its time has come."""
    said = {"person_id": ME, "reason": "r", "on_day": TODAY, "client": "c", "user": "u"}
    return {**said, "owner": owner, "id": uuid4(), "plan_id": None, **changed}


def release(**changed: Any) -> Values:
    """That what the owner keeps is kept no longer."""
    return {"person_id": ME, "hold_id": HOLD, "reason": "r", "on_day": TODAY, "client": "c", "user": "u", **changed}


HELD: Final[tuple[tuple[str, Values], ...]] = (
    ("plan_version", of_the_plan(1, id=uuid4(), owner=OWNER)),
    ("plan_acceptance", of_the_plan(1, acceptor=OWNER)),
    ("plan_acceptance", of_the_plan(1, acceptor=OUTSIDER)),
    ("plan_acceptance", of_the_plan(1, acceptor=LEFT)),
    ("paper_acceptance", signed(1, OUTSIDER)),
    ("paper_acceptance", signed(1, LEFT)),
    ("paper_acceptance", signed(1, THE_PERSON, LEFT)),
    ("acceptance_contradiction", of_the_plan(1, acceptor=OUTSIDER, reason="never")),
    ("plan_version", of_the_plan(2, id=uuid4(), owner=OWNER)),
    ("paper_acceptance", signed(2, PARTY)),
    ("finding", finding(FINDING)),
    ("finding", finding(MINE, ME)),
    ("finding", finding(RETRACTED, status="retracted")),
    ("finding", finding(OVER, valid_until=TODAY)),
    ("finding", finding(CLOSED, status="closed")),
    ("finding_work", work()),
    ("admission", {"person_id": ME, "finding_id": FINDING, "reader": OWNER, "on_day": TODAY}),
    ("escalation", escalation()),
    ("event", event()),
    ("event", event(item_id=KEPT.id)),
    ("event", event(version=None, type="about")),
    ("event", event(version="7.0", type="later")),
    ("event", event(actor=None, reader=OWNER, type="found")),
    ("audit", audit()),
    ("watch", {"person_id": ME, "wake_on": TODAY}),
    ("recheck", {"person_id": ME}),
    ("source_key", {"person_id": ME, "id": ITEM.id, "source": "owner", "key": "k"}),
    ("person_identity", {"person_id": ME, "hash": b"\x01"}),
    ("idempotency", {"client": "owner", "key": b"\x01", "request": b"\x01", "status": 201}),
    ("legal_hold", hold(OWNER, id=HOLD)),
    ("legal_hold", hold(OWNER, id=RELEASED)),
    ("legal_hold", hold(PARTY)),
    ("legal_hold_release", release(hold_id=RELEASED)),
    ("correction", correction(OWNER)),
    ("destroyed_key", {"person_id": FORGOTTEN, "reason": "r"}),
    ("answer_link", {"person_id": ME, "call_id": CALL.id, "hash": bytes.fromhex(HASH), "until": TODAY}),
)
"""What stands in the other tables, in the order in which it can be written."""

NEW: Final[Mapping[str, Callable[[Caller], Values]]] = {
    "acceptance_contradiction": lambda who: of_the_plan(2, acceptor=who.self, reason="never"),
    "access_grant": lambda who: {"person_id": ME, "owner": OWNER, "reader": who.self, "days": "[,)", "kind": "consent",
                                 "category": "another"},
    "admission": lambda who: {"person_id": ME, "finding_id": uuid4(), "reader": who.self, "on_day": TODAY},
    "answer_link": lambda who: {"person_id": ME, "call_id": uuid4(), "hash": b"\x02", "until": TODAY},
    "audit": lambda who: audit(None if who.self == THE_PERSON or not (who.name or who.link) else who.self),
    "correction": lambda who: correction(who.self),
    "destroyed_key": lambda who: {"person_id": uuid4(), "reason": "r"},
    "dirty": lambda who: {"person_id": ME},
    "escalation": lambda who: escalation(),
    "event": lambda who: event(actor=None, reader=OWNER) if who.role == "sip_worker" else event(
                                actor=None if who.self == THE_PERSON else who.self,
                                item_id=CALL.id if who.link else ITEM.id),
    "fact": lambda who: fact(ANSWER if who.link else fact_of(who.self, who.name)),
    "finding": lambda who: finding(uuid4(), who.self),
    "finding_work": lambda who: work(who.self, 2),
    "idempotency": lambda who: {"client": who.name, "key": b"\x02", "request": b"\x02", "status": 201},
    "legal_hold": lambda who: hold(who.self),
    "legal_hold_release": lambda who: release(),
    "paper_acceptance": lambda who: signed(2, THE_PERSON, who.self),
    "person": lambda who: {"person_id": uuid4(), "birth_date": TODAY, "identity": b""},
    "person_identity": lambda who: {"person_id": uuid4(), "hash": bytes.fromhex(who.sought or "02")},
    "plan_acceptance": lambda who: of_the_plan(2, acceptor=who.self),
    "plan_version": lambda who: of_the_plan(3, id=uuid4(), owner=who.self),
    "plan_version_item": lambda who: {"person_id": ME, "plan_id": PLAN_ID, "n": 2, "item_id": uuid4(),
                                      "source_version": 1, "revision": 0},
    "recheck": lambda who: {"person_id": uuid4()},
    "source_key": lambda who: {"person_id": ME, "id": uuid4(), "source": who.name, "key": "new"},
    "watch": lambda who: {"person_id": uuid4(), "wake_on": TODAY},
}  # fmt: skip
"""What somebody could write anew into each table, in the name of the caller that is given."""


def write(connection: Connection, table: str, values: Values) -> int:
    """Insert the row as whoever acts; how many rows it made."""
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f"%({name})s" for name in values)
    return connection.execute(f"insert into sip.{table} ({columns}) values ({places})".encode(), values).rowcount


def built(connection: Connection) -> None:
    """Make the world, in the connection's transaction, as the superuser."""
    connection.execute(
        "insert into sip.person (person_id, birth_date, identity) values (%s, '1990-05-17', '\\x00')", (ME,)
    )
    for row in ROWS:
        assert insert(connection, row), row
    for table, values in HELD:
        write(connection, table, values)


def act(connection: Connection, caller: Caller) -> None:
    """From here on the transaction is the caller's."""
    connection.execute(
        """select set_config('role', %(role)s, true), set_config('sip.actor', %(actor)s, true),
                  set_config('sip.person', %(person)s, true), set_config('sip.today', %(today)s, true),
                  set_config('sip.source', %(source)s, true), set_config('sip.client', %(name)s, true),
                  set_config('sip.link', %(link)s, true), set_config('sip.sought', %(sought)s, true),
                  set_config('sip.user', %(user)s, true), set_config('sip.leads', %(leads)s, true),
                  set_config('sip.audits', %(audits)s, true)""",
        {
            "role": caller.role,
            "actor": str(caller.actor or ""),
            "person": str(caller.person or ""),
            "today": TODAY.isoformat(),
            "name": caller.name,
            "source": "" if caller.user else caller.name,
            "user": caller.user,
            "leads": caller.leads,
            "audits": caller.audits,
            "link": caller.link,
            "sought": caller.sought,
        },
    )
