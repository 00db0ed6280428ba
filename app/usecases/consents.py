"""Consents put down in a plan: as drafts, given by whoever may give them, and replaced by later ones that name them."""

from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.errors import Conflict
from app.domain.facts import Consent
from app.domain.item import Item
from app.domain.moves import Move, make, move_of
from app.domain.on_paper import ABOUT_PAPER, check_given
from app.domain.permissions import Permission, check, user_of
from app.usecases import planning
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.planning import Contribution, Prepare
from app.usecases.ports import Caller, NewId, Store, Work

REPLACEMENT: Final[Move] = move_of("consent", "replacement")


async def record_consent(
    store: Store, new_id: NewId, caller: Caller, *, plan_id: UUID, header: Contribution, fields: dict[str, Any]
) -> Item:
    """The consent, with how it was given where an agency records it; or its draft, which opens nothing and names nobody
    to anybody. All that `contribute` raises, GuardianNeeded and FactError."""
    check(caller.principal, Permission.CONSENT)

    async def body(work: Work) -> Item:
        return await _put_down(work, new_id(), caller, plan_id, header, fields)

    return await store.transact(caller, body)


async def replace_consent(
    store: Store,
    new_id: NewId,
    caller: Caller,
    *,
    consent_id: UUID,
    version: str,
    header: Contribution,
    fields: dict[str, Any],
) -> Item:
    """The consent that takes the place of an earlier one, or makes a draft good: from the day on which it begins, today
    at the earliest, the earlier one opens nothing. All that `record_consent` and a move raise; Conflict outside a plan.
    """
    check(caller.principal, Permission.CONSENT)

    async def body(work: Work) -> Item:
        held = await planning.held_as_read(work, REPLACEMENT, consent_id, version)
        if held.plan_id is None:
            raise Conflict(
                "this consent was given outside every plan; give the new one in a plan, and withdraw this one"
            )
        item = await _put_down(work, new_id(), caller, held.plan_id, header, {**fields, "replaces": str(consent_id)})
        assert isinstance(item.content, Consent)  # noqa: S101 - what was asked to be built
        assert isinstance(held.content, Consent)  # noqa: S101 - the move is a consent's
        begins = max(item.content.start, caller.today)
        on = begins if begins > held.content.start else caller.today
        mover = caller.principal.actor or THE_PERSON
        replaced = make(held, REPLACEMENT, mover, on=on, today=max(on, caller.today))
        await planning.record(work, REPLACEMENT, held, replaced)
        return item

    return await store.transact(caller, body)


async def _put_down(
    work: Work, item_id: UUID, caller: Caller, plan_id: UUID, header: Contribution, fields: dict[str, Any]
) -> Item:
    for name in (*ABOUT_PAPER[1:], "purpose"):
        refuse_numbers(name, fields.get(name))

    def rightly(item: Item) -> None:
        assert isinstance(item.content, Consent)  # noqa: S101 - what was asked to be built
        by_person, by_caseworker = caller.principal.actor is None, user_of(caller.principal) is not None
        check_given(item.content, by_person=by_person, by_caseworker=by_caseworker, draft=item.tentative)

    added = await planning.contributed(
        work, item_id, caller, plan_id, "consent", header, fields, _seen_by(caller), rightly
    )
    assert isinstance(added, Item)  # noqa: S101 - only a referral goes round
    return added


def _seen_by(caller: Caller) -> Prepare:
    """What an agency records was seen by its own caseworker, unless it says by whom; a proxy consents by a mandate."""

    async def prepare(_: Work, __: UUID, given: dict[str, Any]) -> dict[str, Any]:
        if caller.principal.consents_by is not None:
            return {**given, "mandate": str(caller.principal.consents_by)}
        if "given_as" not in given:
            return given
        return {**given, "witness": given.get("witness") or user_of(caller.principal)}

    return prepare
