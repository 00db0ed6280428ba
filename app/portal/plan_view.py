"""A plan as it is shown: needs with their goals and activities, who takes part, and what waits, for one reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.domain.actors import THE_PERSON
from app.domain.labels import LABELS_SV
from app.domain.locale import Locale

Item = Mapping[str, Any]
TONES: Final = {
    **dict.fromkeys(("ongoing", "active", "current", "in-force", "coming", "accepted", "started"), "success"),
    **dict.fromkeys(("proposed", "draft", "sent", "put", "new-time", "pending", "called", "rescheduled"), "warning"),
    "planned": "info",
    **dict.fromkeys(("interrupted", "dropout", "declined", "rejected", "failed"), "danger"),
}
"""The colour beside the words of a state; neutral for all others."""
STATES: Final = {"meeting": "meeting-outcome"}
"""The list of words of a kind's states, where it is not named after the kind."""
WAITING: Final = {
    "call": ("sent", "new-time"),
    "referral": ("sent", "accepted", "started"),
    "task": ("put",),
    "follow-up": ("current",),
}
"""What is open of each kind that somebody waits for."""
AGREED: Final = ("in-force", "upcoming", "draft")
"""How a consent stands that somebody has to know of, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item, on one line: what, who answers for it, on which days, and how it stands."""

    id: str
    kind: str
    title: str
    who: str
    to: str | None
    first: str | None
    last: str | None
    state: str
    tone: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A need with what is to be reached and what is done; None in place of `line`: what belongs to no need."""

    line: Line | None
    held_by: tuple[str, ...]
    self_handled: bool
    goals: tuple[Line, ...]
    activities: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who takes part: its contact in the plan, and whether it has the main responsibility."""

    name: str
    contact: str | None
    main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A consent that holds, will, or waits for the person's yes: between whom, about what, from when and until when."""

    id: str
    state: str
    actors: tuple[str, ...]
    categories: str
    start: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """The items of a document as its reader sees them, and the words for them in one language."""

    items: Sequence[Item]
    names: Mapping[str, str]
    me: str | None
    person: str
    locale: Locale

    def of(self, *kinds: str) -> Iterator[Item]:
        """The items of these kinds, as they came about."""
        return (item for item in self.items if item["kind"] in kinds)

    def name(self, actor: str | None) -> str:
        """Who that is; the person by name, or as such."""
        return self.person if actor == str(THE_PERSON) else self.names.get(actor or "", "")

    def holder(self, item: Item) -> str:
        """Whom it is about, or else whose it is."""
        return self.name(item.get("actor") or item["owner"])

    def line(self, item: Item) -> Line:
        """The item on one line."""
        kind = item["kind"]
        return Line(
            id=item["id"],
            kind=kind,
            title=item.get("title") or self.called(item),
            who=self.holder(item),
            to=self.name(item["to"]) if "to" in item else None,
            first=next((item[n] for n in ("start", "planned_start", "on", "sent", "due") if n in item), None),
            last=next((item[n] for n in ("end", "planned_end", "by", "meeting_on") if n in item), None),
            state=self.state(item),
            tone=TONES.get(item["state"], "neutral"),
            ours=item["owner"] == self.me,
        )

    def called(self, item: Item) -> str:
        """What an item without a title of its own is called."""
        words = self.locale.word("category" if item["kind"] == "need" else "kind", _sort(item))
        return words[:1].upper() + words[1:]

    def state(self, item: Item) -> str:
        """How it stands, in words."""
        own = STATES.get(item["kind"], f"{item['kind']}-state")
        known = item["state"] in LABELS_SV.get(own, {})
        return self.locale.word(own if known else "item-state", item["state"])


def scene_of(document: Mapping[str, Any], me: str | None, person: str, locale: Locale) -> Scene:
    """The scene of what was read; `person` is what whoever it is about is called."""
    names = {str(actor["id"]): actor["name"] for actor in document["actors"]}
    return Scene(document["items"], names, me, person, locale)


def needs_of(scene: Scene) -> list[Need]:
    """The needs that have not ended, then those that have, each with its goals and activities; last what has none."""
    needs = sorted(scene.of("need"), key=lambda need: need["state"] != "current")
    shown = {need["id"] for need in needs}
    made = [_need(scene, need) for need in needs]
    goals = tuple(scene.line(g) for g in scene.of("goal") if g.get("need") not in shown)
    activities = tuple(scene.line(a) for a in scene.of("activity") if a.get("need") not in shown)
    if goals or activities:
        made.append(Need(line=None, held_by=(), self_handled=False, goals=goals, activities=activities))
    return made


def _need(scene: Scene, need: Item) -> Need:
    def of(kind: str) -> Iterator[Item]:
        return (item for item in scene.of(kind) if item.get("need") == need["id"])

    return Need(
        line=scene.line(need),
        held_by=tuple(scene.holder(one) for one in of("ownership") if one["state"] == "current"),
        self_handled=bool(need.get("self_handled")),
        goals=tuple(scene.line(goal) for goal in of("goal")),
        activities=tuple(scene.line(activity) for activity in of("activity")),
    )


def parties_of(scene: Scene) -> list[Party]:
    """Who takes part, in the order in which they came."""
    holding = {
        kind: {scene.holder(one): one.get("title") for one in scene.of(kind) if one["state"] == "current"}
        for kind in ("handler", "main-responsible")
    }
    names = [scene.holder(one) for one in scene.of("participant")]
    return [Party(name=n, contact=holding["handler"].get(n), main=n in holding["main-responsible"]) for n in names]


def waiting_of(scene: Scene, kind: str) -> list[Line]:
    """The open items of a kind that somebody waits for, the one that is due first before the others."""
    open_ = [scene.line(item) for item in scene.of(kind) if item["state"] in WAITING[kind]]
    return sorted(open_, key=lambda line: line.last or line.first or "")


def agreed_of(scene: Scene) -> list[Agreed]:
    """The consents that the reader knows of: those that hold, those that are to, and those that wait for a yes."""
    known = [one for one in scene.of("consent") if one["state"] in AGREED]
    return [
        Agreed(
            id=one["id"],
            state=one["state"],
            actors=tuple(scene.name(actor) for actor in one["actors"]),
            categories=", ".join(scene.locale.word("category", code) for code in one["categories"]),
            start=one["start"],
            until=one.get("end"),
        )
        for one in sorted(known, key=lambda one: AGREED.index(one["state"]))
    ]


def taking_part(scene: Scene) -> dict[str, str]:
    """Those who take part today, as far as the reader sees, by id with their names."""
    inside = (one.get("actor") or one["owner"] for one in scene.of("participant") if one["state"] == "current")
    return {actor: scene.name(actor) for actor in inside if scene.name(actor)}


def _sort(item: Item) -> str:
    return str(item["category"] if item["kind"] == "need" else item["kind"])
