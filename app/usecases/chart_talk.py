"""What is marked of a plan beside its items: its versions and who stands behind each, and questions that wait."""

from collections.abc import Iterator
from datetime import date

from app.domain.messages import waited_for
from app.usecases.chart_scene import PERSON, Item, Scene, capital, day_of
from app.usecases.chart_shapes import Mark, Shape
from app.usecases.waiting import said_in, threads_of


def plan_marks(scene: Scene) -> Iterator[tuple[str, Mark]]:
    """Each mark in the window with the key of its row: a version with the person, whose the plan is, an acceptance with
    whoever accepted, a question with whoever is waited for, since when that is."""
    yield from _versions(scene)
    yield from _questions(scene)


def _versions(scene: Scene) -> Iterator[tuple[str, Mark]]:
    say = scene.say
    for version in scene.view.get("versions", ()):
        key, n = str(version["id"]), version["n"]
        called = say(f"version {n} av planen", f"version {n} of the plan")
        behind = [one for one in version["acceptances"] if not _contradicted(one)]
        names = ", ".join(scene.name_of(one["acceptor"]) for one in behind)
        accepted = say("godkänd av ", "accepted by ") + names
        yield from _mark(
            scene, PERSON, "version", key, day_of(version, "on"), f"Version {n}", 4,
            f"{capital(called)}, {say('fastställd av', 'frozen by')} {scene.name_of(version['owner'])}",
            accepted if names else say("inte godkänd av någon än", "accepted by nobody yet"),
        )  # fmt: skip
        for one in behind:
            row, name = scene.row_of(one["acceptor"]), scene.name_of(one["acceptor"])
            yield from _mark(
                scene, row, "accepted", f"{key} {one['acceptor']}", day_of(one, "on"), say("Godkänd", "Accepted"), 1,
                f"{name} {say('godkände', 'accepted')} {called}",
                *([say("på papper", "on paper")] if "on_paper" in one else []),
            )  # fmt: skip


def _contradicted(acceptance: Item) -> bool:
    return "contradicted" in acceptance.get("on_paper", {})


def _questions(scene: Scene) -> Iterator[tuple[str, Mark]]:
    say = scene.say
    for thread, messages in threads_of(scene.of_kind("message")).items():
        about = scene.items.get(str(messages[0]["about"]))
        subject = say(" om ", " about ") + scene.title_of(about) if about else ""
        for party, since in waited_for(said_in(messages)).items():
            day = date.fromordinal(since)
            asked = next(one for one in messages if party in one["addressed_to"] and day_of(one, "on") == day)
            yield from _mark(
                scene, scene.row_of(party), "question", f"{thread} {party}", day,
                say("Väntar på svar", "Waits for an answer"), 4,
                f"{say('Fråga från', 'Question from')} {scene.name_of(asked['owner'])}{subject}",
                f"{say('väntar på svar av', 'waits for an answer by')} {scene.name_of(party)}",
            )  # fmt: skip


def _mark(
    scene: Scene, row: str, shape: Shape, key: str, day: date | None, label: str, weight: int, *told: str
) -> Iterator[tuple[str, Mark]]:
    if day is not None and scene.shows(day):
        detail = " · ".join([told[0], scene.locale.day(day), *told[1:]])
        yield row, Mark(key, shape, day, label, detail, told[0], " · ".join(told[1:]), day > scene.today, weight)
