"""The path of a need from hand to hand: told to whoever asks, and before a referral would close it to a ring."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from app.domain.days import Day, iso
from app.domain.errors import GoesRound
from app.domain.facts import MainResponsible, Referral
from app.domain.facts.json import decode_stored, fields_of
from app.domain.facts.references import always_leading
from app.domain.item import Item
from app.domain.referrals import Link, Told, goes_round, path_of, responsible
from app.domain.timeline import holds_on
from app.usecases.ports import Caller, Views, Work
from app.usecases.reading import Document, read_view


async def round_of(work: Work, caller: Caller, item: Item) -> GoesRound | None:
    """Why the new item would not be sent: it takes the need back to an actor that let it go, as the caller sees it.

    What is told of the path is logged as read. None for anything else, and when `despite` says why.
    """
    new = item.content
    if not isinstance(new, Referral) or new.despite is not None:
        return None
    before = await work.referrals.path(item.person_id, new.need, new.previous)
    told = [(one.content, one.title, one.reason) for one in before if isinstance(one.content, Referral)]
    if not goes_round(new, [referral for referral, *_ in told]):
        return None
    await work.log("read-referral-path", item.person_id, before)
    return GoesRound([_link(link) for link in path_of(told, caller.today)])


async def read_path(views: Views, caller: Caller, referral_id: UUID) -> Document:
    """The referrals that hang together with this one, as the reader sees them, and who answers for the need today."""
    read = await read_view(views, "referral-path", caller, "referral", referral_id=referral_id)
    document = read["document"]
    told = [_told(item) for item in document["referrals"]]
    path = path_of(told, caller.today)
    today = responsible(path, _main(document["main"], caller.today))
    return {
        "referral": str(referral_id),
        "links": [_link(link) for link in path],
        "responsible": {"actor": today.actor, "because": today.because},
        "actors": document["actors"],
    }


def _told(item: Mapping[str, Any]) -> Told:
    fields = {name: item[name] for name in fields_of("referral") if name in item}
    referral = decode_stored("referral", {**fields, "actor": item["owner"]})
    assert isinstance(referral, Referral)  # noqa: S101 - the kind that was asked for
    return referral, item.get("title"), item.get("reason")


def _main(items: Sequence[Mapping[str, Any]], today: Day) -> str | None:
    fields = fields_of("main-responsible").keys() - {"category"}
    facts = [
        decode_stored(
            "main-responsible", {**always_leading("main-responsible"), **{n: item[n] for n in fields & item.keys()}}
        )
        for item in items
    ]
    holding = [fact for fact in facts if isinstance(fact, MainResponsible) and holds_on(fact, today)]
    return max(holding, key=lambda fact: (fact.start, fact.id)).actor if holding else None


def _link(link: Link) -> Document:
    referral = link.referral
    said = {
        "referral": referral.id,
        "sender": referral.actor,
        "to": referral.to,
        "asked": link.asked,
        "sent": iso(referral.sent),
        "state": link.state,
        "answered": None if referral.answered is None else iso(referral.answered),
        "closed": None if referral.closed is None else iso(referral.closed),
        "code": referral.failure or referral.refusal,
        "reason": link.reason,
        "despite": referral.despite,
        "days_waited": link.waited,
        "days_held": link.held,
    }
    return {name: value for name, value in said.items() if value is not None}
