"""What of a plan asks to be done: its gaps, and what it does not say yet though it has to, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.portal.plan_view import Scene
from app.portal.words.to_do import to_do
from app.portal.worklist_cards import TONES, title_of

ORDER: Final = ("critical", "open", "upcoming")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap that stands or is expected: what to do about it, and who does it."""

    id: str
    to_do: str
    title: str
    who: str
    status: str
    tone: str
    opens: str
    critical: str | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Something that the plan has to say, with the provision that asks for it; empty where `Lacks.source` is that."""

    key: str
    unconfirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Lacks:
    """All that the plan does not say yet, and the one source of it all if there is but one."""

    of: Sequence[Lacking]
    source: str | None


def gaps_of(found: Mapping[str, Any], scene: Scene) -> list[Gap]:
    """The gaps that no other gap explains, the most urgent first."""
    standing = [one for one in found["findings"] if one["status"] in ORDER and not one.get("inhibited_by")]
    language = scene.locale.language
    return [
        Gap(
            id=str(one["id"]),
            to_do=to_do(one["rule"], language) or title_of(one["rule"], language),
            title=title_of(one["rule"], language),
            who=scene.name(str(one["owner"])),
            status=one["status"],
            tone=TONES[one["status"]],
            opens=one["opens"],
            critical=one.get("critical"),
            unconfirmed=bool(one.get("unconfirmed")),
        )
        for one in sorted(standing, key=lambda one: (ORDER.index(one["status"]), one["opens"]))
    ]


def lacks_of(found: Mapping[str, Any]) -> Lacks:
    """What the plan does not say yet; what several share as their source stands once."""
    missing = [one for one in found["requirements"] if one["state"] != "met"]
    sources = {_provision(one["provision"]) for one in missing}
    source = sources.pop() if len(missing) > 1 and len(sources) == 1 else None
    return Lacks(
        [
            Lacking(
                key=one["key"],
                unconfirmed=one["state"] == "unconfirmed",
                source="" if source else one["provision"],
            )
            for one in missing
        ],
        source,
    )


def _provision(told: str) -> str:
    """The provision by itself, without what it asks for, which the page says in its own words."""
    _, _, provision = told.partition(": ")
    return provision or told
