"""A plan says what is to be done about its gaps, and the source of what it lacks once."""

from typing import Any

from app.domain.locale import ENGLISH, SWEDISH
from app.portal.plan_gaps import gaps_of, lacks_of
from app.portal.plan_view import scene_of

LAW = "SoL (2025:400), ska bekräftas av jurist."


def document(*findings: dict[str, Any]) -> dict[str, Any]:
    return {"actors": [{"id": "af", "name": "Arbetsförmedlingen"}], "items": [], "findings": list(findings)}


def finding(name: str, status: str, opens: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "rule": "need-unowned", "owner": "af", "status": status, "opens": opens, **more}


def lacking(key: str, provision: str, state: str = "unmet") -> dict[str, str]:
    return {"key": key, "provision": provision, "state": state}


def test_the_most_urgent_gap_stands_first_and_says_what_to_do_and_who_does_it() -> None:
    found = document(
        finding("later", "upcoming", "2026-12-01"),
        finding("open", "open", "2026-10-01", unconfirmed=True),
        finding("worst", "critical", "2026-11-01", critical="2026-11-14"),
    )

    gaps = gaps_of(found, scene_of(found, None, "Alva", SWEDISH))

    assert [(gap.id, gap.unconfirmed) for gap in gaps] == [("worst", False), ("open", True), ("later", False)]
    assert (gaps[0].to_do, gaps[0].who) == ("Hitta någon som kan svara för behovet", "Arbetsförmedlingen")
    assert (
        gaps_of(found, scene_of(found, None, "Alva", ENGLISH))[0].to_do == "Find somebody who can answer for the need"
    )


def test_a_gap_that_has_closed_or_that_another_explains_asks_for_nothing() -> None:
    found = document(
        finding("over", "closed", "2026-10-01"), finding("part", "open", "2026-10-01", inhibited_by=["plan-stalled"])
    )

    assert gaps_of(found, scene_of(found, None, "Alva", SWEDISH)) == []


def test_a_source_that_all_share_stands_once() -> None:
    both = [lacking("activities", f"Insatser: {LAW}"), lacking("others", f"Andra: {LAW}", "unconfirmed")]

    lacks = lacks_of({"requirements": [*both, lacking("follow-up", "Uppföljning: HSL", "met")]})

    assert (lacks.source, [one.source for one in lacks.of]) == (LAW, ["", ""])
    assert [one.unconfirmed for one in lacks.of] == [False, True]


def test_sources_that_differ_stand_each_at_its_place() -> None:
    told = [f"Insatser: {LAW}", "Samtycke: överenskommelsen"]

    lacks = lacks_of({"requirements": [lacking("activities", told[0]), lacking("consent", told[1])]})

    assert (lacks.source, [one.source for one in lacks.of]) == (None, told)
