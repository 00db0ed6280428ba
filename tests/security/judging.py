"""What is to be answered in a cell, by the table and by what is stored: in the order in which a row says it."""

from typing import Final, Literal

from tests.security.cells import Cell

Because = Literal["no token", "no scope", "not for these", "hidden", "not theirs", "done"]
MEMBERS: Final = ("owner", "party")
"""Who takes part in the coordination body."""


def judge(cell: Cell) -> tuple[Because, int]:
    """Why, and with which status."""
    row = cell.row
    if row.needs != "nothing" and cell.asker.kind == "nobody":
        return "no token", 401
    if not _allowed(cell):
        return "no scope", 403
    if not _is_for(cell):
        return "not for these", 403
    if not exists(cell):
        return "hidden", row.hidden
    if not _may(cell):
        return "not theirs", row.refused
    if row.read_back:
        return "done", 404
    return "done", (row.answers_in or {}).get(cell.world.consent, row.answers)


def _allowed(cell: Cell) -> bool:
    match cell.row.needs:
        case "nothing" | "a token":
            return True
        case "write and unit":
            return cell.asker.may >= {"write", "unit"}
        case "write or unit":
            return bool({"write", "unit"} & cell.asker.may)
        case scope:
            return scope in cell.asker.may


def _is_for(cell: Cell) -> bool:
    match cell.row.only:
        case "agencies":
            return cell.asker.actor is not None
        case "caseworkers":
            return cell.asker.kind == "caseworker"
        case "its source":
            return cell.source == cell.own_source
    return True


def there(cell: Cell) -> bool:
    """Whether there is a person behind the question for the asker, whom nobody else can tell from one who is not there
    when that one is protected."""
    if not cell.is_there or cell.row.protected == "everybody" or cell.world.opens(cell.asker):
        return cell.is_there
    row, source = cell.world.row(cell.thing), cell.asker.source
    return source is not None and (cell.row.protected == "its source" or (row is not None and row.source == source))


def exists(cell: Cell) -> bool:
    """Whether there is such a thing for the asker."""
    asker, world, known = cell.asker, cell.world, cell.row.known
    row = world.row(cell.thing.removesuffix(" in plan"))
    if known == "agencies and the person":
        return asker.actor is not None or (cell.is_there and world.is_me(asker))
    if not there(cell) or known == "nobody":
        return False
    match known:
        case "agencies, if there is such a person, and that one":
            return asker.actor is not None or world.is_me(asker)
        case "its readers":
            return row is not None and world.sees(asker, row)
        case "its readers by right":
            return row is not None and world.sees_by_right(asker, row)
        case "its readers and those of what stands":
            plan = world.row("plan")
            return row is not None and plan is not None and world.sees(asker, plan) and world.sees(asker, row)
        case "who takes part":
            return world.takes_part(asker, cell.thing)
        case "who knows the person":
            return world.knows(asker)
        case "who has something of the person":
            return any(row.owner == world.reader(asker) for row in world.rows)
        case "the person":
            return world.is_me(asker)
        case "its administrators":
            return asker.actor == "owner"
        case "its members":
            return asker.actor in MEMBERS
        case "its own actor":
            return asker.actor == "owner" and cell.thing in world.me.ids
    return True


def _may(cell: Cell) -> bool:
    asker, world = cell.asker, cell.world
    row = world.row(cell.thing)
    owns = asker.actor == "owner" if row is None else bool(world.owns(asker, row))
    match cell.row.by:
        case "its owner":
            return owns
        case "its owner if it sees it":
            return owns and world.opens(asker)
        case "whom it was put to":
            return row is not None and asker.actor is not None and world.reader(asker) in row.named
        case "the person or its owner":
            return owns or world.is_me(asker)
        case "the person or whom it names":
            return world.is_me(asker) or (row is not None and world.reader(asker) in row.named)
        case "who takes part":
            return world.takes_part(asker, cell.thing if row else "plan")
        case "the person":
            return world.is_me(asker)
        case "the operator":
            return False
        case "members":
            return asker.actor in MEMBERS
        case "whoever is away or the unit":
            return "unit" in asker.may or asker.name.startswith("caseworker")
        case "whoever has plans in hand":
            return asker.actor in MEMBERS and asker.name.startswith("caseworker")
    return True
