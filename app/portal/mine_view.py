"""What a person meets on the own page: what comes, what is going on, whom to call about what, and the own words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Final

from app.domain.actors import THE_PERSON
from app.domain.labels import LABELS_EN, LABELS_SV
from app.portal.worklist_cards import title_of

Item = Mapping[str, Any]
AT_WORK: Final = ("draft", "active")
OPEN: Final = ("critical", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something with a day: `what` says in which words it is told."""

    day: str
    what: str
    title: str
    who: str
    id: str
    at: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCall:
    """An agency with its number, and what to call it about: the word for how it has to do with it, and what it is
    about."""

    who: str
    phone: str | None = None
    about: tuple[tuple[str, str], ...]

    @property
    def dialled(self) -> str:
        """The number without what only makes it easier to read."""
        return "".join(sign for sign in self.phone or "" if sign not in " -")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A plan, and what the person has said in it."""

    id: str
    title: str | None
    state: str
    at_work: bool
    voice: Item | None
    wish: Item | None
    crisis: Item | None
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an agency proposes to begin on a day; `written` when the person has written to it about that."""

    id: str
    title: str
    who: str
    day: str
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Something that somebody has to see to, and who."""

    title: str
    who: str


def title_for(item: Item, language: str) -> str:
    """What the item is called: its title, the words of its code, or of its kind."""
    labels = LABELS_EN if language == "en" else LABELS_SV
    kind = item["kind"]
    words = item.get("title") or labels.get(kind, {}).get(item.get("code", "")) or labels["kind"][kind]
    return words[:1].upper() + words[1:]


def names_in(found: Mapping[str, Any]) -> dict[str, str]:
    """The names of the actors of a document, by id."""
    return {actor["id"]: actor["name"] for actor in found["actors"]}


def coming(found: Mapping[str, Any], language: str) -> list[Coming]:
    """What is going to happen, the nearest first, from today on."""
    names, today = names_in(found), found["today"]
    return sorted(_coming(found["items"], names, today, language), key=attrgetter("day"))


def _coming(items: Iterable[Item], names: Mapping[str, str], today: str, language: str) -> Iterator[Coming]:
    for item in items:
        for what, day in _days_of(item):
            if day >= today:
                consent = what == "consent_ends"
                yield Coming(
                    day=day,
                    what=what,
                    title=_areas(item, language) if consent else title_for(item, language),
                    who="" if consent else names.get(item["owner"], ""),
                    id=item["id"],
                    at=item.get("at"),
                    place=item.get("place"),
                )


def _areas(consent: Item, language: str) -> str:
    """What the consent is about, in words."""
    words = (LABELS_EN if language == "en" else LABELS_SV)["category"]
    told = [words[category] for category in consent.get("categories") or ("plan",)]
    return (" and " if language == "en" else " och ").join(filter(None, (", ".join(told[:-1]), told[-1])))


def _days_of(item: Item) -> Iterator[tuple[str, str]]:
    """The days on which something happens with the item, each with how it is told."""
    match item["kind"], item["state"]:
        case "appointment", "called" | "rescheduled":
            yield "meeting", item["on"]
        case "activity", "planned":
            yield "begins", item["planned_start"]
        case "activity", "ongoing" if "planned_end" in item:
            yield "ends", item["planned_end"]
        case "follow-up", "current":
            yield "follow_up", item["due"]
        case "consent", "in-force" if "end" in item:
            yield "consent_ends", item["end"]
        case "status", "current" if "end" in item:
            yield "status_ends", item["end"]
        case "pause", "current":
            yield "pause_ends", item["end"]


def going_on(found: Mapping[str, Any], language: str) -> list[Coming]:
    """What has begun and goes on, and until when that is known."""
    names = names_in(found)
    return [
        Coming(
            day=item.get("planned_end") or item["start"],
            what="until" if item.get("planned_end") else "since",
            title=title_for(item, language),
            who=names.get(item["owner"], ""),
            id=item["id"],
        )
        for item in found["items"]
        if item["kind"] == "activity" and item["state"] == "ongoing"
    ]


def to_ask_what_then(found: Mapping[str, Any]) -> str | None:
    """Whom to ask what comes when all that goes on has ended, where nothing else is booked: whoever holds the plan,
    else whoever has what ends last. None where there is nothing to ask about."""
    activities = [item for item in found["items"] if item["kind"] == "activity"]
    ends = [item for item in activities if item["state"] == "ongoing"]
    if not ends or any("planned_end" not in item for item in ends) or any(i["state"] == "planned" for i in activities):
        return None
    holds = [i for i in found["items"] if i["kind"] == "main-responsible" and i["state"] == "current"]
    asked = holds[0] if holds else max(ends, key=lambda item: str(item["planned_end"]))
    return names_in(found).get(asked.get("actor") or asked["owner"], "")


def overdue(found: Mapping[str, Any], language: str) -> list[Coming]:
    """What should have begun, as far as anybody has said."""
    names, today = names_in(found), found["today"]
    return [
        Coming(
            day=item["planned_start"],
            what="late",
            title=title_for(item, language),
            who=names.get(item["owner"], ""),
            id=item["id"],
        )
        for item in found["items"]
        if item["kind"] == "activity" and item["state"] == "planned" and item["planned_start"] < today
    ]


def to_call(found: Mapping[str, Any], language: str) -> list[ToCall]:
    """Whom to call about what: whoever holds the plan first."""
    actors = {actor["id"]: actor for actor in found["actors"]}
    needs = {one["id"]: one for one in found["items"] if one["kind"] == "need"}
    about: dict[str, dict[tuple[str, str], None]] = {}
    for item in sorted(found["items"], key=lambda one: one["kind"] != "main-responsible"):
        if said := _responsible(item, needs, language):
            about.setdefault(item.get("actor") or item["owner"], {})[said] = None
    return [
        ToCall(who=actors[actor]["name"], phone=actors[actor].get("phone"), about=tuple(said))
        for actor, said in about.items()
        if actor in actors
    ]


def _responsible(item: Item, needs: Mapping[str, Item], language: str) -> tuple[str, str] | None:
    match item["kind"], item["state"]:
        case "main-responsible", "current":
            return "holds_plan", ""
        case "ownership", "current" if item.get("need") in needs:
            return "holds_need", title_for(needs[item["need"]], language)
        case "activity", "ongoing" | "planned":
            return "has_activity", title_for(item, language)
        case "handler", "current":
            return "has_handler", ""
    return None


def own_plans(found: Mapping[str, Any]) -> list[Own]:
    """The person's plans with what the person has said in each, those at work first."""
    items: Sequence[Item] = found["items"]
    made = [
        Own(
            id=plan["id"],
            title=plan.get("title"),
            state=plan["state"],
            at_work=plan["state"] in AT_WORK,
            voice=_newest(items, plan["id"], "voice"),
            wish=_newest(items, plan["id"], "contact-wish"),
            crisis=_newest(items, plan["id"], "crisis-plan"),
            goals=tuple(
                goal["title"]
                for goal in items
                if goal["kind"] == "goal" and goal.get("plan") == plan["id"] and goal.get("title")
            ),
        )
        for plan in items
        if plan["kind"] == "plan"
    ]
    return sorted(made, key=lambda plan: not plan.at_work)


def _newest(items: Sequence[Item], plan: str, kind: str) -> Item | None:
    return next((one for one in reversed(items) if one["kind"] == kind and one.get("plan") == plan), None)


def unsettled(found: Mapping[str, Any], language: str) -> list[Unsettled]:
    """What somebody has to see to, each once."""
    names = names_in(found)
    told = {
        (title_of(finding["rule"], language), names.get(finding["holder"] or finding["owner"], ""))
        for finding in found["findings"]
        if finding["status"] in OPEN and finding["owner"] != str(THE_PERSON)
    }
    return [Unsettled(title=title, who=who) for title, who in sorted(told)]


def proposals(found: Mapping[str, Any], language: str) -> list[Proposal]:
    """What agencies propose in plans that are at work, the nearest first."""
    items, names = found["items"], names_in(found)
    over = {one["id"] for one in items if one["kind"] == "plan" and one["state"] not in AT_WORK}
    written = {one.get("about") for one in items if one["kind"] == "message" and one["owner"] == str(THE_PERSON)}
    proposed = [one for one in items if one["kind"] == "activity" and one["state"] == "proposed"]
    return [
        Proposal(
            id=one["id"],
            title=title_for(one, language),
            who=names[one["owner"]],
            day=one["planned_start"],
            written=one["id"] in written,
        )
        for one in sorted(proposed, key=itemgetter("planned_start"))
        if one["owner"] in names and one.get("plan_id") not in over
    ]


def waiting_consents(found: Mapping[str, Any]) -> int:
    """How many consents wait for the person's yes."""
    return sum(item["kind"] == "consent" and item["state"] == "draft" for item in found["items"])


def waiting_mandates(found: Mapping[str, Any]) -> int:
    """How many would act for the person, and wait for the person's yes."""
    return sum(item["kind"] == "mandate" and item["state"] == "awaiting" for item in found["items"])
