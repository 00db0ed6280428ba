"""Who may do what with which row of which table as a role of the service: the one table that the matrix is held to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from app.domain.actors import THE_PERSON
from tests.secrecy import matrix_merged, matrix_protected
from tests.secrecy import matrix_world as w
from tests.secrecy.matrix_cells import Cells, Written
from tests.secrecy.worlds import Row

CALLERS: Final = {**w.CALLERS, **matrix_protected.CALLERS}
NEW: Final = {**w.NEW, **matrix_protected.NEW, **matrix_merged.NEW}
SYSTEMS: Final = "owner party outsider withdrawn expired stranger addressee seeker keeper"
ACTORS: Final = f"{SYSTEMS} handler colleague lead auditor"
LINKED: Final = "stranger-with-link"


def _item(sort: str, row: Row, select: str) -> Cells:
    return Cells("fact", sort, f"id = '{row.id}' and source_version = {row.source_version}", f"{select} person worker")


def _of(table: str, sort: str, column: str, value: UUID | str, select: str) -> Cells:
    return Cells(table, sort, f"{column} = '{value}'", select)


ME: Final = f"person_id = '{w.ME}'"
BOOKKEEPING: Final = ("worker", "worker", "worker")

MATRIX: Final = (
    _item("the person", w.PERSON, "owner party addressee"),
    _item("the plan", w.PLAN, "owner party"),
    _item("a party", w.PARTS[w.PARTY], "owner party"),
    _item("a party without consent", w.PARTS[w.OUTSIDER], "owner party outsider"),
    _item("an item", w.ITEM, "owner party"),
    _item("an earlier version", w.EARLIER, "owner party"),
    _item("what is kept to oneself", w.KEPT, "owner"),
    _item("of another category", w.SICK, "owner"),
    _item("outside every plan", w.ELSEWHERE, "owner party"),
    _item("what was taken away", w.TAKEN_AWAY, "owner"),
    _item("a question", w.CALL, "owner party addressee link"),
    _item("a message", w.MESSAGE, "owner party"),
    _item("the person's word", w.WORD, "owner party"),
    _item("the person's word about what is kept", w.SECRET, "owner"),
    _item("a consent", w.CONSENT, "owner party"),
    _item("a consent withdrawn", w.WITHDRAWN_ONE, "owner withdrawn"),
    _item("a consent that is over", w.EXPIRED_ONE, "owner expired"),
    Cells("person", "who it is", ME, "owner party addressee person", update="owner party addressee person"),
    Cells("person_identity", "the number's hash", ME, "seeker"),
    Cells("source_key", "the owner's", ME, "owner"),
    Cells("access_grant", "own", f"{ME} and kind = 'own'", "owner person worker"),
    Cells("access_grant", "consent", f"{ME} and reader = '{w.PARTY}' and owner = '{w.OWNER}' and kind = 'consent'",
          "owner party person worker"),
    Cells("access_grant", "addressee", f"{ME} and kind = 'addressee'", "owner addressee person worker"),
    Cells("finding", "the owner's", f"id = '{w.FINDING}'", "owner worker", "worker", "worker"),
    Cells("finding", "the person's", f"id = '{w.MINE}'", "person worker", "worker", "worker"),
    Cells("finding", "retracted", f"id = '{w.RETRACTED}'", *BOOKKEEPING),
    Cells("finding", "closed", f"id = '{w.CLOSED}'", "owner worker", "worker", "worker"),
    Cells("finding", "over", f"id = '{w.OVER}'", *BOOKKEEPING),
    Cells("finding_work", "the owner's", ME, "owner worker"),
    Cells("admission", "the owner's", ME, "owner worker"),
    Cells("escalation", "to the owner", ME, "owner person worker"),
    Cells("answer_link", "to the question", ME),
    Cells("correction", "of the owner's", ME, "owner person"),
    Cells("dirty", "to look at", ME, *BOOKKEEPING),
    Cells("watch", "to look at some day", ME, *BOOKKEEPING),
    Cells("recheck", "to look at again", ME, *BOOKKEEPING),
    Cells("event", "of an item", f"item_id = '{w.ITEM.id}' and type = 'changed'", "owner party person"),
    _of("event", "of no version", "type", "about", ""),
    _of("event", "of a version that is not seen", "type", "later", ""),
    _of("event", "of what is kept", "item_id", w.KEPT.id, "owner person"),
    _of("event", "of a finding", "type", "found", ""),
    Cells("audit", "the owner's reading", f"{ME} and actor = '{w.OWNER}'", "person"),
    Cells("idempotency", "the owner's request", "client = 'owner'", "owner"),
    _of("plan_version", "frozen", "plan_id", w.PLAN_ID, "owner party person"),
    _of("plan_version_item", "an item", "item_id", w.ITEM.id, "owner party person"),
    _of("plan_version_item", "what is kept", "item_id", w.KEPT.id, "owner person"),
    _of("plan_acceptance", "the owner's", "acceptor", w.OWNER, "owner party person"),
    _of("plan_acceptance", "of a party without consent", "acceptor", w.OUTSIDER, "owner party person"),
    _of("plan_acceptance", "of a party that left", "acceptor", w.LEFT, ""),
    _of("paper_acceptance", "of a party that left", "acceptor", w.LEFT, ""),
    _of("paper_acceptance", "recorded by a party that left", "recorded_by", w.LEFT, ""),
    _of("paper_acceptance", "for a party", "acceptor", w.OUTSIDER, "owner party person"),
    _of("acceptance_contradiction", "by a party", "acceptor", w.OUTSIDER, "owner party person"),
    Cells("destroyed_key", "whose key is gone", f"person_id = '{w.FORGOTTEN}'",
          f"{ACTORS} {LINKED} person other-person protected person-with-link link nobody"),
    *matrix_protected.MATRIX,
    *matrix_merged.MATRIX,
    _of("legal_hold", "the owner's", "id", w.HOLD, "owner person"),
    _of("legal_hold_release", "the owner's", "hold_id", w.RELEASED, "owner person"),
)  # fmt: skip

INSERTED: Final = {
    "acceptance_contradiction": ("", "party"),
    "access_grant": ("", ""),
    "admission": ("worker", "worker"),
    "answer_link": ("", ""),
    "audit": ("owner", f"{ACTORS} person other-person protected nobody link {LINKED} person-with-link"),
    "correction": ("", ""),
    "destroyed_key": ("", ""),
    "dirty": ("worker", "worker"),
    "escalation": ("worker", "worker"),
    "event": ("owner", f"{ACTORS} person link {LINKED} worker"),
    "fact": ("owner", f"{ACTORS} person link"),
    "finding": ("worker", "worker"),
    "finding_work": ("owner", "owner"),
    "idempotency": ("owner", f"{ACTORS} person other-person protected {LINKED} person-with-link"),
    "legal_hold": ("owner", "owner"),
    "legal_hold_release": ("owner", "owner"),
    "paper_acceptance": ("owner", "owner party"),
    "person": (f"{ACTORS} {LINKED}", f"{ACTORS} {LINKED}"),
    "person_identity": ("", "seeker"),
    "plan_acceptance": ("owner", "owner party person"),
    "plan_version": ("owner", "owner"),
    "plan_version_item": ("", ""),
    "recheck": ("worker", "worker"),
    "source_key": ("owner", f"{SYSTEMS} {LINKED} person"),
    "watch": ("worker", "worker"),
    **matrix_protected.INSERTED,
    **matrix_merged.INSERTED,
}
"""For each table who may write a row into it in the owner's name, and who in its own.

Whoever knows the id of a person may state facts of its own about it, keep keys of its own, and leave a trace in its own
name; none of it lets anybody see more.
"""


def _writes(make: Callable[..., w.Values], table: str, acceptor: Mapping[str, UUID]) -> list[Written]:
    """What is wrong with an acceptance of a plan's version, whoever of the parties signs it."""
    return [
        Written(table, "of an older version", make(1, **acceptor)),
        Written(table, "before the version", {**make(2, **acceptor), "on_day": w.YESTERDAY}),
        Written(table, "on a day to come", {**make(2, **acceptor), "on_day": w.TOMORROW}),
    ]


WRITTEN: Final = (
    *_writes(w.of_the_plan, "plan_acceptance", {"acceptor": w.PARTY}),
    *_writes(w.signed, "paper_acceptance", {"by": THE_PERSON}),
    Written("plan_acceptance", "in a party's name", w.of_the_plan(2, acceptor=w.PARTY), "party"),
    Written("plan_acceptance", "by no party", w.of_the_plan(2, acceptor=w.STRANGER)),
    Written("plan_acceptance", "in the person's name", w.of_the_plan(2, acceptor=THE_PERSON), "person"),
    Written("paper_acceptance", "of no party", w.signed(2, w.STRANGER)),
    Written("acceptance_contradiction", "in a party's name", w.of_the_plan(2, acceptor=w.PARTY, reason="r"), "party"),
    Written("acceptance_contradiction", "on another day",
            {**w.of_the_plan(2, acceptor=w.PARTY, reason="r"), "on_day": w.YESTERDAY}),
    Written("plan_version", "on another day", {**w.of_the_plan(3, id=uuid4(), owner=w.OWNER), "on_day": w.YESTERDAY}),
    Written("plan_version", "of what is no plan",
            {**w.of_the_plan(1, id=uuid4(), owner=w.OWNER), "plan_id": w.ITEM.id}),
    Written("legal_hold", "on another day", w.hold(w.OWNER, on_day=w.YESTERDAY)),
    Written("legal_hold", "of a plan", w.hold(w.OWNER, plan_id=w.PLAN_ID), "owner"),
    Written("legal_hold", "of what is no plan", w.hold(w.OWNER, plan_id=uuid4())),
    Written("legal_hold", "by whoever has nothing", w.hold(w.STRANGER)),
    Written("legal_hold_release", "on another day", w.release(on_day=w.YESTERDAY)),
    Written("finding_work", "on another day", {**w.work(version=2), "on_day": w.YESTERDAY}),
    Written("finding_work", "of what stands no longer", {**w.work(), "finding_id": w.OVER}),
    Written("finding_work", "of what is closed", {**w.work(), "finding_id": w.CLOSED}),
    Written("finding_work", "in another's name", w.work(w.PARTY, 2)),
    Written("event", "to a reader", w.event(actor=None, reader=w.OWNER), "worker"),
    Written("event", "of nobody", w.event(actor=None), "person"),
    Written("event", "to a reader in the owner's name", w.event(reader=w.OWNER), "owner"),
    Written("source_key", "of nobody", {"person_id": uuid4(), "id": uuid4(), "source": "owner", "key": "new"}),
    Written("audit", "of no person, by no actor", {**w.audit(None), "person_id": None},
            "nobody person other-person protected link person-with-link admin"),
    Written("audit", "of no person, in the owner's name", {**w.audit(), "person_id": None}, "owner"),
    Written("fact", "in the person's name", w.fact(w.fact_of(THE_PERSON, "person")), "person"),
    Written("fact", "in a plan of others", w.fact(replace(w.fact_of(w.STRANGER, "stranger"), plan_id=w.PLAN_ID))),
    Written("fact", "of a death", w.fact(replace(w.PERSON, revision=1, fields={"deceased_on": "2026-11-20"})),
            "owner party addressee person"),
    *matrix_protected.WRITTEN,
    *matrix_merged.WRITTEN,
)  # fmt: skip
