"""What a reader was given to see, read once: names, days and titles, and the window they are cut to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.actors import THE_PERSON
from app.domain.gaps.catalogue import RULES
from app.domain.locale import SWEDISH, Locale
from app.usecases.chart_shapes import Piece, Tone

PERSON = "person"  # the key of the person's own row
OTHER = "other"  # the row of a party that this reader is given no name for

Item = Mapping[str, Any]


def capital(text: str) -> str:
    """The text with its first letter as a capital, and the rest as it was."""
    return text[:1].upper() + text[1:]


def day_of(item: Item, *fields: str) -> date | None:
    """The first of the fields that holds a day."""
    for field in fields:
        if item.get(field):
            return date.fromisoformat(str(item[field])[:10])
    return None


@dataclass(frozen=True, slots=True)
class Scene:
    """The view and its window; `first` and `last` are both included."""

    view: Item
    actors: Mapping[str, Item]
    items: Mapping[str, Item]
    today: date
    first: date
    last: date
    locale: Locale = SWEDISH

    def say(self, swedish: str, english: str) -> str:
        """The one of the two that is in the reader's language."""
        return self.locale.say(swedish, english)

    def word(self, code_list: str, code: str | None) -> str:
        """The word for a code."""
        return self.locale.word(code_list, code)

    def row_of(self, actor: object) -> str:
        """The row an actor's things are drawn in; without an actor, or as the person, the person's own."""
        if actor is None or str(actor) in (str(self.view["person"]), str(THE_PERSON), PERSON):
            return PERSON
        known = self.actors.get(str(actor))
        if known is None:
            return OTHER
        return PERSON if known.get("function") == PERSON else str(actor)

    def name_of(self, actor: object) -> str:
        row = self.row_of(actor)
        if row == PERSON:
            return str(self.view.get("name") or self.say("personen själv", "the person"))
        if row == OTHER:
            return self.say("en part som du inte ser namnet på", "a party whose name you do not see")
        return str(self.actors[row]["name"])

    def title_of(self, item: Item) -> str:
        """What people call it: its own title, or else the word for its code, category or kind."""
        title = item.get("title")
        if title:
            return " ".join(str(title).split())
        kind = str(item["kind"])
        if kind in ("status", "decision", "agency-plan"):
            return capital(self.word(kind, item.get("code")))
        if kind in ("need", "activity") and item.get("category"):
            return f"{capital(self.word('kind', kind))}: {self.word('category', item['category'])}"
        return capital(self.word("kind", kind))

    def title_of_finding(self, finding: Item) -> str:
        """The title of the rule that found it."""
        rule = RULES.get(str(finding["rule"]))
        return rule.title_en if rule and self.locale.language == "en" else str(finding["title"])

    def of_kind(self, *kinds: str) -> Iterable[Item]:
        return (item for item in self.items.values() if item["kind"] in kinds)

    def pieces(self, *runs: tuple[date | None, date | None, Tone]) -> tuple[Piece, ...]:
        """The runs of days cut to the window, less the empty ones; no first or last day = beyond it."""
        cut = (
            (max(start or self.first, self.first), min(end or self.last, self.last), tone) for start, end, tone in runs
        )
        return tuple(Piece(start, end, tone) for start, end, tone in cut if start <= end)

    def split_today(self, start: date | None, end: date | None, before: Tone, after: Tone) -> tuple[Piece, ...]:
        """One period in two pieces: until and with today, and from tomorrow on."""
        tomorrow = self.today + timedelta(days=1)
        until_today = self.today if end is None else min(end, self.today)
        from_tomorrow = tomorrow if start is None else max(start, tomorrow)
        return self.pieces((start, until_today, before), (from_tomorrow, end, after))

    def shows(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def running_until(activity: Item) -> date | None:
    """Last day of a begun activity: its end, else its planned end when that is not before its start."""
    end, start, planned = (day_of(activity, name) for name in ("end", "start", "planned_end"))
    if end or (planned and start and planned < start):
        return end
    return planned


def never_began(activity: Item) -> bool:
    """Whether the activity came to an end without having been started."""
    return not activity.get("start") and bool(activity.get("outcome") or activity.get("end"))
