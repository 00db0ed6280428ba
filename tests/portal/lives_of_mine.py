"""A life to open one's own pages with: a plan with needs, activities, meetings and consents, told over REST."""

from datetime import date
from typing import Any

from tests.county import County
from tests.secrecy.lives import Life

US, THEM = "social-services", "psychiatry"


async def somebody(county: County, born: date = date(2007, 3, 1)) -> Life:
    """Somebody known, of whom nothing is told yet."""
    number = county.number(born)
    return Life(county, number, await county.person(number))


async def with_a_plan(
    county: County, born: date = date(2007, 3, 1), *, activities: int = 2, consents: bool = True, **named: str
) -> Life:
    """A plan of two parties, a consent between them, and things that are going to happen."""
    life = await somebody(county, born)
    await life.plan(US, THEM)
    if named:
        details = {"contact": "brev", **named}
        answer = await county.system(US).put(f"/persons/{life.person}/details", json=details, headers={"If-Match": "*"})
        assert answer.is_success, answer.text
    await life.tell(US, "main-responsible", "main", plan="plan", start="2026-01-01")
    await life.tell(US, "need", "work", plan="plan", start="2026-01-01", category="work", title="Komma ut i arbete")
    await life.tell(US, "ownership", "owns", need="work", start="2026-01-01")
    await life.tell(US, "activity", "training", plan="plan", need="work", planned_start="2026-09-01",
                    start="2026-09-01", planned_end="2026-11-27", title="Arbetsträning i butik")  # fmt: skip
    await life.tell(US, "activity", "late", plan="plan", planned_start="2026-11-02", title="Egen kontaktperson")
    for number in range(activities):
        await life.tell(THEM, "activity", f"talk-{number}", plan="plan", planned_start=f"2026-12-{number % 28 + 1:02}",
                        title=f"Samtalsbehandling hos öppenvårdsmottagningen {number + 1}")  # fmt: skip
    await life.tell(US, "follow-up", "follow-up", plan="plan", due="2026-12-15")
    await life.tell(US, "status", "support", code="income-support", start="2026-01-01", end="2026-12-31")
    if consents:
        await life.consent("yes", [US, THEM], ["work", "social", "health"])
    return life


async def put_down(county: County, life: Life, kind: str, **said: Any) -> str:
    """What Anna at social services contributes to the plan."""
    answer = await county.caseworker().post(f"/plans/{life.ids['plan']}/{kind}", json=said)
    assert answer.is_success, answer.text
    made: str = answer.json()["id"]
    return made


async def draft_of(county: County, life: Life) -> str:
    """A consent that waits for the person's yes."""
    actors = [county.actor(US), county.actor("primary-care")]
    return await put_down(
        county, life, "consents", tentative=True, start="2026-11-20", end="2027-11-20", actors=actors,
        categories=["health"], purpose="Så att vårdcentralen kan hjälpa till med sömnen.",
    )  # fmt: skip
