"""Which words an answer holds: those of the items that it tells of, as far as the one who asks may see them."""

from collections.abc import Callable, Sequence
from typing import Final

from tests.secrecy.worlds import Row
from tests.security.askers import Asker
from tests.security.cells import Cell
from tests.security.oracle.row import SENT
from tests.security.people import NAMED
from tests.security.sight import World

Says = Callable[[World, Asker, str], set[str]]


def of_plan(world: World, asker: Asker, plan: str) -> list[Row]:
    """What the asker sees of the plan, messages too."""
    return [row for row in world.seen(asker) if str(row.plan_id) == world.me.ids[plan]]


def _kinds(*kinds: str) -> Says:
    def says(world: World, asker: Asker, plan: str) -> set[str]:
        return world.words(row for row in of_plan(world, asker, plan) if row.kind in kinds)

    return says


def _it(world: World, _: Asker, thing: str) -> set[str]:
    row = world.row(thing)
    return world.words([row]) if row else set()


def _place(world: World, asker: Asker, thing: str) -> set[str]:
    """Of a protected person's meeting no calendar learns where it is."""
    if world.me.protection != "none":
        return set()
    return {word for word in _it(world, asker, thing) if word.endswith("_place")}


def _plan(world: World, asker: Asker, plan: str) -> set[str]:
    return world.words(row for row in of_plan(world, asker, plan) if row.kind != "message")


def _agreed(world: World, asker: Asker, plan: str) -> set[str]:
    """What was noted of the version, and of the paper on which it was accepted, if there is one."""
    noted = {world.me.word(f"version_{plan}")}
    return noted | ({world.me.word("kept"), world.me.word("witness")} if plan == "plan" else set())


def _version(world: World, asker: Asker, plan: str) -> set[str]:
    return _agreed(world, asker, plan) | world.words(
        row for row in of_plan(world, asker, plan) if row.kind not in ("message", "consent", "emergency-access")
    )


def _timeline(world: World, asker: Asker, _: str) -> set[str]:
    return world.words(world.seen(asker)) | {world.me.word("name")}


def _path(world: World, asker: Asker, thing: str) -> set[str]:
    """The referrals of one need; of whoever was only asked, the one that it asks about."""
    row = world.row(thing)
    if row is None or not world.sees_by_right(asker, row):
        return _it(world, asker, thing)
    need = row.fields["need"]
    return world.words(one for one in world.seen(asker) if one.kind == "referral" and one.fields.get("need") == need)


def _stands(world: World, asker: Asker, thing: str) -> set[str]:
    name = thing.removesuffix(" in plan")
    return _it(world, asker, name) | ({world.me.word("crisis_contact")} if name == "crisis" else set())


def _named(world: World, asker: Asker, at_hand: bool) -> set[str]:
    found = world.findings.get(world.reader(asker), [])
    if not world.opens(asker):
        return set()
    cards = [one for one in found if one["status"] in ("open", "critical") and not one["inhibited"]]
    return {world.me.word("name")} if (cards if at_hand else found) and world.knows(asker) else set()


def _evidence(world: World, asker: Asker, _: str) -> set[str]:
    found = world.findings[world.reader(asker)]
    (one,) = [one for one in found if str(one["id"]) == world.me.ids["finding"]]
    return world.words(row for row in world.seen(asker) if str(row.id) in one["evidence"])


def _own(world: World, asker: Asker, plan: str) -> set[str]:
    """What is the asker's own, unsealed; the crisis plan is the party's."""
    unsealed = {world.me.word("crisis_contact")} if asker.actor == "party" and plan == "plan" else set()
    return unsealed | world.words(row for row in of_plan(world, asker, plan) if row.owner == world.reader(asker))


def _kept(world: World, asker: Asker, _: str) -> set[str]:
    return {world.me.word("hold")} if asker.actor == "owner" or world.is_me(asker) else set()


def _protection(world: World, asker: Asker, _: str) -> set[str]:
    """Why, as the owner stated it: to its own handlers and the person."""
    told = world.me.protection != "none" and (asker.actor == "owner" or world.is_me(asker))
    return {world.me.word("protection")} if told else set()


def _everything(world: World, asker: Asker, _: str) -> set[str]:
    agreed = _agreed(world, asker, "plan") | _agreed(world, asker, "other")
    return (
        world.words(world.rows)
        | agreed
        | _protection(world, asker, "person")
        | {world.me.word(name) for name in ("name", "contact", "crisis_contact", "hold")}
    )


def _costs(world: World, asker: Asker, plan: str) -> set[str]:
    return world.words(
        row for row in of_plan(world, asker, plan) if row.kind == "activity" and "weekly_cost" in row.fields
    )


SAYS: Final[dict[str, Says]] = {
    "nothing": lambda *_: set(),
    "the log": lambda *_: set(),
    "who waits": lambda *_: set(),
    "the protection": _protection,
    "what was sent": lambda *_: {SENT},
    "it": _it,
    "its place": _place,
    "its path": _path,
    "its consents": lambda world, asker, _: world.words(row for row in world.seen(asker) if row.kind == "consent"),
    "the plan": _plan,
    "its costs": _costs,
    "its own items": _own,
    "why it is kept": _kept,
    "everything": _everything,
    "its history": lambda world, asker, plan: (
        world.words(of_plan(world, asker, plan)) | _agreed(world, asker, plan)
    ),
    "what came since": _kinds("consent"),
    "its messages": _kinds("message"),
    "its outcome": _kinds("goal", "goal-outcome", "ladder-step", "questionnaire"),
    "its versions": _agreed,
    "its version": _version,
    "what stands": _stands,
    "the name": lambda world, *_: {world.me.word("name"), world.me.word("contact")},
    "the name by a finding": lambda world, asker, _: _named(world, asker, at_hand=False),
    "the timeline": _timeline,
    "its evidence": _evidence,
    "the transfer": lambda world, *_: {world.me.word("transfer"), world.me.word("assignment_draft")},
}  # fmt: skip


def _caseload(world: World, asker: Asker) -> set[str]:
    """The name and the plan, for the one who has it in hand; a title that the actor does not see is left out."""
    plan = world.row("plan")
    if asker.role != "caseworker" or asker.actor not in ("owner", "party") or plan is None or not world.opens(asker):
        return set()
    return {world.me.word("name")} | (world.words([plan]) if world.sees(asker, plan) else set())


def takes_batch(cell: Cell) -> bool:
    """Whether what is reported in the batch is taken: from a source, of somebody whom it knows."""
    return "write" in cell.asker.may and cell.own_source is not None and cell.asker.person != "another"


def said_of_all(says: str, worlds: Sequence[World], cell: Cell) -> set[str]:
    """What an answer holds that is about nothing in the address."""
    match says:
        case "what was taken":
            return {SENT} if takes_batch(cell) else set()
        case "the caseload":
            return {word for world in worlds for word in _caseload(world, cell.asker)}
        case "the names by findings at hand":
            return {word for world in worlds for word in _named(world, cell.seen_from(world), at_hand=True)}
    return SAYS[says](cell.world, cell.asker, "")


def who_waits(worlds: Sequence[World], asker: Asker) -> set[str]:
    """The ids of the protected persons of whom the asker's actor has something and whom nobody there may open."""
    return {
        world.me.person
        for world in worlds
        if world.me.protection != "none" and asker.actor not in NAMED[world.me.protection] and world.knows(asker)
    }
