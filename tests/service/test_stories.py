"""The twelve lives, told through the service: what is found for the person, and what two readers each see."""

from datetime import date
from typing import Any

import pytest

from app.demo.stories import Story, read_stories
from app.demo.teller import Life, Voice, tell
from app.domain.gaps.catalogue import RULES
from tests.county import County
from tests.service.test_cases_through_the_service import LONG_AFTER, expected, said, told

pytestmark = pytest.mark.asyncio(loop_scope="session")

STORIES = {story.slug: story for story in read_stories()}
DAY = date(2026, 11, 21)

ONLY: dict[tuple[str, str], set[str]] = {
    ("elias", "school"): {"gymnasium"},
    ("marie", "employer"): {"job"},
    ("roger", "employment-service"): {"seeker", "af-plan", "match", "out", "consent"},
    ("linnea", "social-insurance"): {"comp"},
    ("goran", "employment-service"): {"call1", "call2"},
    ("yusuf", "primary-care"): {"hearing"},
    ("anneli", "primary-care"): {"partly"},
    ("jonna", "social-insurance"): {"comp"},
}
"""Readers outside plan and consent, and all that they see."""

SEEN_AND_UNSEEN: dict[tuple[str, str], tuple[set[str], set[str]]] = {
    ("elias", "labour-market-unit"): ({"plan", "kaa", "k1", "k9", "try", "ref"}, {"gymnasium"}),
    ("marie", "social-insurance"): ({"denied", "af-unable", "pain", "plan"}, set()),
    ("mehret", "social-services"): ({"plan", "sfi", "cafe", "permit"}, {"intro-pay"}),
    ("mehret", "adult-education"): ({"applied", "plan", "af-plan", "cafe"}, {"permit"}),
    ("roger", "social-services"): ({"support1", "support2", "k1", "k4", "judged", "consent"}, {"knee", "seeker"}),
    ("linnea", "psychiatry"): ({"plan", "ref1", "ref2", "ref3", "ref4", "housing"}, {"comp"}),
    ("goran", "labour-market-unit"): ({"plan", "trial", "physio", "call1", "call2"}, set()),
    ("yusuf", "labour-market-unit"): ({"training", "programme", "support", "fu2"}, {"hearing"}),
    ("anneli", "psychiatry"): ({"plan", "shop", "debt", "comp", "talks"}, {"partly"}),
    ("jonna", "psychiatry"): ({"plan", "eksjo", "jonkoping", "housing", "coach"}, {"comp"}),
    ("nadia", "social-insurance"): ({"af-plan", "fk-plan", "ss-plan", "training", "support", "exercise"}, set()),
    ("nadia", "employment-service"): (
        {"af-plan", "ss-plan", "training", "support"},
        {"fk-plan", "rehab-pay", "exercise", "health", "own-rehab"},
    ),
    ("mikael", "employer"): (
        {"plan", "visits", "steps", "fu5", "rtw"},
        {"stress", "sleep", "unable", "partly", "sick100", "sick50", "sick25"},
    ),
    ("mikael", "social-insurance"): ({"plan", "stress", "unable", "partly"}, set()),
    ("sara", "social-services"): ({"plan", "talks", "protected", "register2"}, set()),
    ("sara", "primary-care"): ({"plan", "calm", "talks"}, {"register1", "register2", "protected"}),
}
"""Readers within: some of what they see, and what they never do."""


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_the_person_sees_the_gaps_that_the_story_tells_of(county: County, story: Story) -> None:
    life, number = await told(county, tuple(story.facts))
    await county.detect(LONG_AFTER)
    answer = await county.myself(number).get(f"/persons/{life.person_id}/findings", params={"limit": 100})
    assert answer.status_code == 200, answer.text
    found = [
        (finding["rule"], finding["subject"], *said(span, set(RULES)))
        for finding in answer.json()["findings"]
        for span in finding["spans"]
    ]
    assert sorted(found, key=str) == sorted((expected(county, life, gap) for gap in story.gaps), key=str)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_the_two_readers_see_what_the_story_says(county: County, story: Story) -> None:
    life = await told_today(county, story)
    for reader in story.readers:
        there = seen(await view(county, life, reader), life)
        if (story.slug, reader) in ONLY:
            assert there == ONLY[story.slug, reader]
        else:
            sees, never = SEEN_AND_UNSEEN[story.slug, reader]
            assert (sees - there, never & there) == (set(), set())


async def test_who_is_called_learns_the_question_and_not_the_plan_it_is_about(county: County) -> None:
    life = await told_today(county, STORIES["goran"])
    shown = await view(county, life, "employment-service")
    calls = [item for item in shown["items"] if item["kind"] == "call"]
    assert [sorted(item.keys() & {"plan", "plan_id", "need"}) for item in calls] == [[], []]
    assert {(finding["rule"], finding["status"]) for finding in shown["findings"]} == {
        ("call-unanswered", "closed"),
        ("call-unanswered", "open"),
    }


async def test_two_readers_of_one_life_find_different_gaps(county: County) -> None:
    life = await told_today(county, STORIES["linnea"])
    psychiatry, insurance = await view(county, life, "psychiatry"), await view(county, life, "social-insurance")
    assert {finding["rule"] for finding in psychiatry["findings"]} >= {"need-unowned", "referral-rejected-unowned"}
    assert insurance["findings"] == []


async def test_when_the_consent_has_ended_each_party_sees_its_own_alone_and_no_trace_of_more(county: County) -> None:
    life = await told_today(county, STORIES["anneli"])
    await county.detect(date(2026, 12, 4))
    last = await view(county, life, "psychiatry")
    county.today = date(2026, 12, 5)
    before_the_detector = await view(county, life, "psychiatry")
    await county.detect()
    after = await view(county, life, "psychiatry")
    assert {"plan", "comp", "shop", "talks"} <= seen(last, life)
    assert [finding["rule"] for finding in last["findings"] if finding["status"] != "closed"] == ["consent-expired"]
    assert seen(before_the_detector, life) == seen(after, life) == {"talks", "own-health", "consent"}
    assert before_the_detector["findings"] == after["findings"] == []


async def told_today(county: County, story: Story) -> Life:
    """The story as it is told on its own day, for a new person."""
    number = county.number(story.born)
    myself = county.myself(number)
    county.today = DAY
    life = await tell(
        story.facts,
        person=lambda person_id: Voice(myself, f"person-{person_id}", "person"),
        agency=lambda function: Voice(county.system(function), function, county.actor(function)),
        number=number,
        today=DAY.toordinal(),
    )
    await county.detect(DAY)
    return life


async def view(county: County, life: Life, reader: str) -> dict[str, Any]:
    answer = await county.system(reader).get(f"/persons/{life.person_id}/timeline")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def seen(shown: dict[str, Any], life: Life) -> set[str]:
    """The story's own ids of what is shown; the person and the parties are in no story by themselves."""
    called = {item: name for name, item in life.ids.items()}
    return {called[item["id"]] for item in shown["items"] if item["kind"] not in ("person", "participant")}
