"""The one sentence over a timeline: who is holding the person today, until when, and what happens then."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.labels import day_sv
from app.usecases.chart_scene import Item, Scene, day_of, never_began, running_until
from app.usecases.chart_shapes import Listed

_OCCUPATIONS = ("work", "study", "parental-leave", "military-service")
OPEN_ENDED, NOTHING_NEXT = "tills vidare", "inget nästa steg som du får se"


def sentence(scene: Scene) -> str:
    """Today, until when and then what: worked out from what this reader may see.

    An activity that is going on holds the person; without one, a work or a study does.
    """
    holding = [item for item in scene.of_kind("activity") if _is_running(item, scene.today)]
    holding = holding or [item for item in scene.of_kind("status") if _occupies(item, scene.today)]
    planned = sorted(
        (
            a
            for a in scene.of_kind("activity")
            if _start(a) > scene.today and not never_began(a) and not a.get("tentative")
        ),
        key=lambda a: (_start(a), str(a["id"])),
    )
    then = f"{_told(scene, planned[0])} från {day_sv(_start(planned[0]))}" if planned else NOTHING_NEXT
    if holding and not planned and _until(holding) == OPEN_ENDED:
        return f"I dag: {_listed(scene, holding)}; {OPEN_ENDED}, utan bestämt slut."
    if holding:
        return f"I dag: {_listed(scene, holding)}; {_until(holding)}; sedan {then}."
    if not planned:
        return f"I dag: ingen pågående insats och {then}{_frame(scene)}."
    until = day_sv(_start(planned[0]) - timedelta(days=1))
    return f"I dag: ingen pågående insats som du får se{_frame(scene)}; till och med {until}; sedan {then}."


def state(findings: Sequence[Listed]) -> str:
    """How many gaps stand open and which is expected next, counting each cause once."""
    own = [finding for finding in findings if not finding.part_of]
    critical = sum(finding.status == "critical" for finding in own)
    standing = critical + sum(finding.status == "open" for finding in own)
    expected = [finding for finding in own if finding.status == "upcoming"]
    if not standing and not expected:
        return "Inget öppet glapp, och inget väntas av det som du får se."
    if standing and critical == standing:
        now = "1 kritiskt glapp" if standing == 1 else f"{standing} kritiska glapp"
    else:
        now = {0: "Inget öppet glapp", 1: "1 öppet glapp"}.get(standing, f"{standing} öppna glapp")
        now += f", varav {critical} {'kritiskt' if critical == 1 else 'kritiska'}" if critical else ""
    return f"{now}. {_awaited(expected)}" if expected else f"{now}."


def _start(activity: Item) -> date:
    return day_of(activity, "start", "planned_start") or date.min


def _is_running(activity: Item, today: date) -> bool:
    start, until = day_of(activity, "start"), running_until(activity)
    return start is not None and start <= today and (until is None or until >= today)


def _occupies(status: Item, today: date) -> bool:
    start, end = day_of(status, "start"), day_of(status, "end")
    begun = start is None or start <= today
    return status.get("code") in _OCCUPATIONS and begun and (end is None or end >= today)


def _listed(scene: Scene, holding: list[Item]) -> str:
    """At most two by name, those that last the longest first."""
    ordered = sorted(holding, key=lambda a: (running_until(a) or date.max, str(a["id"])), reverse=True)
    told = [_told(scene, item) for item in ordered[:2]]
    more = len(holding) - len(told)
    return f"{', '.join(told)} och {more} till" if more else " och ".join(told)


def _until(holding: list[Item]) -> str:
    ends = [running_until(item) for item in holding]
    known = [end for end in ends if end is not None]
    return f"till och med {day_sv(max(known))}" if len(known) == len(ends) else OPEN_ENDED


def _told(scene: Scene, activity: Item) -> str:
    title, actor = scene.title_of(activity), scene.name_of(activity.get("owner"))
    return title if actor.lower() in title.lower() else f"{title} ({actor})"


def _frame(scene: Scene) -> str:
    """Who has the overall responsibility, since somebody does even when no activity is going on."""
    for item in scene.of_kind("main-responsible"):
        start, end = day_of(item, "start"), day_of(item, "end")
        if (start is None or start <= scene.today) and (end is None or end >= scene.today):
            return f", {scene.name_of(item.get('actor') or item.get('owner'))} är huvudansvarig"
    return ""


def _awaited(expected: Sequence[Listed]) -> str:
    first = expected[0]
    return f"{len(expected)} väntas, närmast {first.title}: {first.words.removeprefix('väntas ').split(',')[0]}."
