"""An attacker with every published table: whether two worlds publish the same and differ in a withheld cell.

It knows nothing of how cells were chosen to be withheld; it only searches for numbers that fit all that is told.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.statistics.suppression import Cell, Sum

World = Mapping[Cell, int]


def fits(world: World, told: Mapping[Cell, int | None], sums: Sequence[Sum]) -> bool:
    """Whether the world publishes this: every told number is its own, every sum adds up, and nothing is below zero."""
    return (
        all(world[cell] == count for cell, count in told.items() if count is not None)
        and all(world[each.total] == sum(world[part] for part in each.parts) for each in sums)
        and min(world.values(), default=0) >= 0
    )


def could_be(
    cell: Cell, count: int, told: Mapping[Cell, int | None], sums: Sequence[Sum], *, most: int = 60
) -> World | None:
    """A world that publishes this, in which the cell has that count; None when there is none in which the totals that
    nobody tells are below `most`."""
    if told.get(cell) is not None and told[cell] != count:
        return None
    fixed = {one: value for one, value in told.items() if value is not None} | {cell: count}
    return next(_complete(fixed, list(sums), most), None)


def _complete(fixed: dict[Cell, int], sums: list[Sum], most: int) -> Iterator[dict[Cell, int]]:
    """Every way to fill in what is missing; the sum with the fewest unknowns first, since it has the fewest ways."""
    unfinished = [each for each in sums if any(cell not in fixed for cell in each.cells)]
    if any(fixed[each.total] != sum(fixed[part] for part in each.parts) for each in sums if each not in unfinished):
        return
    if not unfinished:
        yield fixed
        return
    each = min(unfinished, key=lambda each: sum(cell not in fixed for cell in each.cells))
    missing = [part for part in each.parts if part not in fixed]
    known = sum(fixed[part] for part in each.parts if part in fixed)
    if each.total in fixed:
        for parts in _splits(fixed[each.total] - known, len(missing)):
            yield from _complete({**fixed, **dict(zip(missing, parts, strict=True))}, sums, most)
    else:
        for total in range(known, most) if missing else (known,):
            yield from _complete({**fixed, each.total: total}, sums, most)


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if total < 0 or (parts == 0 and total > 0):
        return
    if parts < 2:
        yield (total,) * parts
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)
