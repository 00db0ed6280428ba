"""The one sentence over a timeline: who is holding the person today, until when, and what happens then."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.usecases.chart_scene import Item, Scene, day_of, never_began, running_until
from app.usecases.chart_shapes import Listed

_OCCUPATIONS = ("work", "study", "parental-leave", "military-service")
OPEN_ENDED = ("tills vidare", "until further notice")


def clauses(scene: Scene) -> tuple[str, ...]:
    """Today, until when and then what, as far as each is known: worked out from what this reader may see.

    An activity that is going on holds the person; without one, a work or a study does.
    """
    say = scene.say
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
    then = say("inget nästa steg som du får se", "no next step that you may see")
    if planned:
        then = f"{_told(scene, planned[0])} {say('från', 'from')} {scene.locale.day(_start(planned[0]))}"
    today, after = say("I dag", "Today"), say("sedan", "then")
    if holding and not planned and _last_day(holding) is None:
        return (
            f"{today}: {_listed(scene, holding)}",
            f"{say(*OPEN_ENDED)}, {say('utan bestämt slut', 'without an end')}",
        )
    if holding:
        return f"{today}: {_listed(scene, holding)}", _until(scene, _last_day(holding)), f"{after} {then}"
    if not planned:
        nothing = say("ingen pågående insats och", "no activity that is going on, and")
        return (f"{today}: {nothing} {then}{_frame(scene)}",)
    nothing = say("ingen pågående insats som du får se", "no activity going on that you may see")
    until = _until(scene, _start(planned[0]) - timedelta(days=1))
    return f"{today}: {nothing}{_frame(scene)}", until, f"{after} {then}"


def state(scene: Scene, findings: Sequence[Listed]) -> str:
    """How many gaps stand open and which is expected next, counting each cause once."""
    say = scene.say
    own = [finding for finding in findings if not finding.part_of]
    critical = sum(finding.status == "critical" for finding in own)
    standing = critical + sum(finding.status == "open" for finding in own)
    expected = [finding for finding in own if finding.status == "upcoming"]
    none = say("Inget öppet glapp", "No open gap")
    if not standing and not expected:
        return none + say(", och inget väntas av det som du får se.", ", and none expected of what you may see.")
    if standing and critical == standing:
        one, many = say("1 kritiskt glapp", "1 critical gap"), say("kritiska glapp", "critical gaps")
        now = one if standing == 1 else f"{standing} {many}"
    else:
        many = f"{standing} {say('öppna glapp', 'open gaps')}"
        now = {0: none, 1: say("1 öppet glapp", "1 open gap")}.get(standing, many)
        if critical:
            worst = say("kritiskt" if critical == 1 else "kritiska", "critical")
            now += f"{say(', varav', ', of which')} {critical} {worst}"
    return f"{now}. {_awaited(scene, expected)}" if expected else f"{now}."


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
    more, also = len(holding) - len(told), scene.say(" och ", " and ")
    return f"{', '.join(told)}{also}{more} {scene.say('till', 'more')}" if more else also.join(told)


def _last_day(holding: list[Item]) -> date | None:
    """The last day of what holds the person; None when some of it has no end."""
    known = [end for item in holding if (end := running_until(item)) is not None]
    return max(known) if len(known) == len(holding) else None


def _until(scene: Scene, last: date | None) -> str:
    return scene.say(*OPEN_ENDED) if last is None else f"{scene.say('till och med', 'until')} {scene.locale.day(last)}"


def _told(scene: Scene, activity: Item) -> str:
    title, actor = scene.title_of(activity), scene.name_of(activity.get("owner"))
    return title if actor.lower() in title.lower() else f"{title} ({actor})"


def _frame(scene: Scene) -> str:
    """Who has the overall responsibility, since somebody does even when no activity is going on."""
    for item in scene.of_kind("main-responsible"):
        start, end = day_of(item, "start"), day_of(item, "end")
        if (start is None or start <= scene.today) and (end is None or end >= scene.today):
            name = scene.name_of(item.get("actor") or item.get("owner"))
            return f", {name} {scene.say('är huvudansvarig', 'has the main responsibility')}"
    return ""


def _awaited(scene: Scene, expected: Sequence[Listed]) -> str:
    first, ahead = expected[0], scene.say("väntas", "expected")
    when = first.words.removeprefix(f"{ahead} ").split(",")[0]
    return f"{len(expected)} {ahead}, {scene.say('närmast', 'first')} {first.title}: {when}."
