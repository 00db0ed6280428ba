"""What is marked of a plan beside its items: its versions and who stands behind each, and questions that wait."""

from collections.abc import Iterator
from datetime import date

from app.domain.labels import day_sv
from app.domain.messages import waited_for
from app.usecases.chart_scene import PERSON, Item, Scene, day_of
from app.usecases.chart_shapes import Mark, Shape
from app.usecases.waiting import said_in, threads_of


def plan_marks(scene: Scene) -> Iterator[tuple[str, Mark]]:
    """Each mark in the window with the key of its row: a version with the person, whose the plan is, an acceptance with
    whoever accepted, a question with whoever is waited for, since when that is."""
    yield from _versions(scene)
    yield from _questions(scene)


def _versions(scene: Scene) -> Iterator[tuple[str, Mark]]:
    for version in scene.view.get("versions", ()):
        key, called = str(version["id"]), f"version {version['n']} av planen"
        behind = [one for one in version["acceptances"] if not _contradicted(one)]
        names = ", ".join(scene.name_of(one["acceptor"]) for one in behind)
        yield from _mark(
            scene, PERSON, "version", key, day_of(version, "on"), f"Version {version['n']}", 4,
            f"{called.capitalize()}, fryst av {scene.name_of(version['owner'])}",
            f"godkänd av {names}" if names else "inte godkänd av någon än",
        )  # fmt: skip
        for one in behind:
            row = scene.row_of(one["acceptor"])
            yield from _mark(
                scene, row, "accepted", f"{key} {one['acceptor']}", day_of(one, "on"), "Godkänd", 1,
                f"{scene.name_of(one['acceptor'])} godkände {called}", *(["på papper"] if "on_paper" in one else []),
            )  # fmt: skip


def _contradicted(acceptance: Item) -> bool:
    return "contradicted" in acceptance.get("on_paper", {})


def _questions(scene: Scene) -> Iterator[tuple[str, Mark]]:
    for thread, messages in threads_of(scene.of_kind("message")).items():
        about = scene.items.get(str(messages[0]["about"]))
        subject = f" om {scene.title_of(about)}" if about else ""
        for party, since in waited_for(said_in(messages)).items():
            day = date.fromordinal(since)
            asked = next(one for one in messages if party in one["addressed_to"] and day_of(one, "on") == day)
            yield from _mark(
                scene, scene.row_of(party), "question", f"{thread} {party}", day, "Väntar på svar", 4,
                f"Fråga från {scene.name_of(asked['owner'])}{subject}", f"väntar på svar av {scene.name_of(party)}",
            )  # fmt: skip


def _mark(
    scene: Scene, row: str, shape: Shape, key: str, day: date | None, label: str, weight: int, *told: str
) -> Iterator[tuple[str, Mark]]:
    if day is not None and scene.shows(day):
        detail = " · ".join([told[0], day_sv(day), *told[1:]])
        yield row, Mark(key, shape, day, label, detail, day > scene.today, weight)
