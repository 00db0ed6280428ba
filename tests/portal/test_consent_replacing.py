"""A consent is replaced by a narrower or a wider one, after a look at who sees no more and who sees anew."""

import re
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest

from tests.api.witness import witness_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import THEM, US, put_down, somebody, with_a_plan
from tests.portal.people import Portal
from tests.portal.test_plan_over_http import client_of
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
CARE = "primary-care"


async def agreed(county: County, *, born: date = date(2007, 3, 1), **said: Any) -> Life:
    """A plan of three, and a consent in it between two of them about work and health, given on paper."""
    life = await with_a_plan(county, born, activities=1, consents=False, name="Nora Prov")
    await life.invite(US, CARE)
    life.ids["consent"] = await put_down(
        county, life, "consents", start="2026-01-01", actors=[county.actor(US), county.actor(THEM)],
        categories=["work", "social", "health"], given_as="orally", **said,
    )  # fmt: skip
    return life


def ticked(page: httpx.Response) -> dict[str, list[str]]:
    """What a browser would send of the form in the page's main part, as it stands."""
    form, sent = page.text.partition("<main")[2].partition("<form")[2].partition("</form>")[0], dict[str, list[str]]()
    for field in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', field))
        if said["type"] not in ("checkbox", "radio") or re.search(r"\bchecked\b", field):
            sent.setdefault(said["name"], []).append(unescape(said["value"]))
    return sent


async def states(county: County, life: Life) -> list[str]:
    """Of the person's consents, in alphabetical order."""
    ledger = (await county.myself(life.number).get(f"/persons/{life.person}/consents")).json()["consents"]
    return sorted(one["state"] for one in ledger)


async def test_the_person_makes_a_consent_narrower(portal: Portal, county: County) -> None:
    life = await agreed(county)
    assert "talk-0" in await life.seen(US)
    window = await portal.myself(life.number)
    page = window.page
    await window.go("/min-plan/samtycken")
    await page.get_by_role("link", name="Ändra samtycket").click()
    await look(page, "consent-change", heard=window.heard)
    assert await page.get_by_role("checkbox", name="Sociala frågor").is_checked()
    await page.get_by_role("checkbox", name="Sociala frågor").uncheck()
    await page.get_by_role("button", name="Se vad som ändras").click()

    assert "Ser inte längre" in await page.locator("h2").all_inner_texts()
    assert "ser inte längre: sociala frågor" in await page.locator("main").inner_text()
    await look(page, "consent-change-preview", heard=window.heard)
    assert "talk-0" in await life.seen(US), "nothing is done before it is said"
    await page.get_by_role("button", name="Ändra valet").click()
    assert not await page.get_by_role("checkbox", name="Sociala frågor").is_checked()
    assert await page.get_by_role("alert").count() == 0
    await page.get_by_role("button", name="Se vad som ändras").click()
    await page.get_by_role("button", name="Ja, ändra samtycket").click()

    assert await page.get_by_role("status").inner_text() == "Samtycket är ändrat."
    assert "talk-0" not in await life.seen(US)
    assert await states(county, life) == ["in-force", "replaced"]


async def test_it_is_said_in_english_too(portal: Portal, county: County) -> None:
    life = await agreed(county)
    mine = await portal.myself_over_http(life.number, "en")
    at = f"/min-plan/samtycken/{life.ids['consent']}/andra"
    assert "Change the consent" in (await mine.get("/min-plan/samtycken")).text
    form = await mine.get(at)
    assert all(words in form.text for words in ("Social matters", "See what changes"))

    seen = await mine.post(at, data=ticked(form) | {"categories": ["work", "health"]})

    for words in ("See no more", "no longer sees: social matters", "Choose anew", "Yes, change the consent"):
        assert words in seen.text
    done = await mine.post(f"{at}/beslut", data=ticked(seen))
    assert "The consent is changed." in (await mine.get(done.headers["location"])).text


async def test_the_person_lets_somebody_in_and_sees_what_that_one_comes_to_see(portal: Portal, county: County) -> None:
    life = await agreed(county)
    mine = await portal.myself_over_http(life.number)
    at = f"/min-plan/samtycken/{life.ids['consent']}/andra"
    form = await mine.get(at)
    own = ticked(form)
    three = [*own["actors"], county.actor(CARE)]
    seen = await mine.post(at, data=own | {"actors": three, "start": ["2026-12-01"]})

    assert f"{CARE} får se: planen i stort, arbete, hälsa, sociala frågor." in seen.text
    assert "ser inte längre" not in seen.text
    assert "Till dess gäller det nuvarande." in seen.text
    assert (await mine.post(f"{at}/beslut", data=ticked(seen))).status_code == 303
    assert await states(county, life) == ["in-force", "upcoming"]


async def test_a_caseworker_records_a_wider_consent_that_was_given_on_paper(portal: Portal, county: County) -> None:
    life = await agreed(county)
    anna = await portal.anna()
    page = anna.page
    await anna.go(f"/planer/{life.ids['plan']}")
    await page.locator(f"a[href='/poster/{life.ids['consent']}']").click()
    await page.get_by_role("link", name="Ersätt samtycket med ett nytt").click()
    await page.get_by_role("checkbox", name="Ekonomi").check()
    await page.get_by_role("button", name="Se vad som ändras").click()
    assert "Välj hur personen gav samtycket." in await page.get_by_role("alert").inner_text()
    assert await page.get_by_role("checkbox", name="Ekonomi").is_checked()
    await page.get_by_label("På papper").check()
    await page.get_by_role("button", name="Se vad som ändras").click()
    assert "Skriv var papperet finns" in await page.get_by_role("alert").inner_text()
    await look(page, "consent-replacing-wrong", heard=anna.heard)
    await page.get_by_label("Var papperet finns").fill("Akten, arkivskåp 2")
    await page.get_by_role("button", name="Se vad som ändras").click()
    assert "får se: ekonomi." in await page.locator("main").inner_text()
    assert "andra samtycken som du inte får se" in await page.locator("main").inner_text()
    await look(page, "consent-replacing-preview", heard=anna.heard)
    await page.get_by_role("button", name="Spara det nya samtycket").click()

    assert "Det nya samtycket är sparat." in await page.get_by_role("status").inner_text()
    assert await states(county, life) == ["in-force", "replaced"]
    await anna.go(f"/planer/{life.ids['plan']}/samtycken/{life.ids['consent']}/ersatt")
    assert "gäller inte längre och kan inte ändras" in await page.locator("main").inner_text()


async def test_somebody_too_young_needs_a_guardian_here_too(portal: Portal, county: County) -> None:
    leo = await agreed(county, born=date(2015, 3, 1), guardian="Maria Prov")
    mine = await portal.myself_over_http(leo.number)
    at = f"/min-plan/samtycken/{leo.ids['consent']}/andra"
    seen = await mine.post(at, data=ticked(await mine.get(at)))
    assert "Ingen ser mer eller mindre än förut." in seen.text
    refused = await mine.post(f"{at}/beslut", data=ticked(seen))

    assert (refused.status_code, "för ung för att samtycka ensam" in refused.text) == (409, True)
    assert await states(county, leo) == ["in-force"]


async def test_an_old_page_and_bad_input_change_nothing(portal: Portal, county: County, database_url: str) -> None:
    life = await agreed(county)
    anna = await client_of(portal)
    at = f"/planer/{life.ids['plan']}/samtycken/{life.ids['consent']}/ersatt"
    whole = ticked(await anna.get(at)) | {"given_as": ["orally"]}
    with witness_of(database_url) as witness, witness.nothing_changes():
        for change, status in (
            ({"_csrf": ["0" * 64]}, 403),
            ({"actors": []}, 422),
            ({"actors": [county.actor(US)]}, 422),
            ({"actors": [county.actor(US), county.actor(US)]}, 422),
            ({"actors": [county.actor(US), county.actor("union")]}, 422),
            ({"actors": [county.actor(US), "nobody"]}, 422),
            ({"categories": ["everything"]}, 422),
            ({"start": [""]}, 422),
            ({"start": ["snart"]}, 422),
            ({"end": ["2026-01-02"]}, 422),
            ({"given_as": []}, 422),
            ({"given_as": ["dream"]}, 422),
            ({"kept": ["Akten"]}, 422),
            ({"witness": [f"Anna {life.number}"]}, 422),
            ({"guardian": ["Maria"], "_version": ["9.9"]}, 412),
        ):
            for end in ("", "/beslut"):
                if (status, end) == (412, ""):
                    continue
                answer = await anna.post(at + end, data=whole | change)
                assert answer.status_code == status, (change, end)
    mine = await portal.myself_over_http(life.number)
    at = f"/min-plan/samtycken/{life.ids['consent']}/andra"
    seen = await mine.post(at, data=ticked(await mine.get(at)))
    path = f"/consents/{life.ids['consent']}/withdrawal"
    assert (await county.myself(life.number).post(path, json={}, headers={"If-Match": "*"})).is_success
    assert "Någon annan hann före" in (await mine.post(f"{at}/beslut", data=ticked(seen))).text
    assert await states(county, life) == ["withdrawn"]


async def test_who_may_not_see_gets_what_there_is_not(portal: Portal, county: County) -> None:
    life, stranger = await agreed(county), await somebody(county)
    outside = await with_a_plan(county, activities=0)
    consent, plan = life.ids["consent"], life.ids["plan"]
    other, anna = await portal.myself_over_http(stranger.number), await client_of(portal)
    for client, path in (
        (other, f"/min-plan/samtycken/{consent}/andra"),
        (other, f"/foretrader/{life.person}/samtycken/{consent}/andra"),
        (other, f"/planer/{plan}/samtycken/{consent}/ersatt"),
        (anna, f"/min-plan/samtycken/{consent}/andra"),
        (anna, f"/planer/{plan}/samtycken/{plan}/ersatt"),
        (anna, f"/planer/{outside.ids['plan']}/samtycken/{consent}/ersatt"),
        (anna, f"/planer/{outside.ids['plan']}/samtycken/{outside.ids['yes']}/ersatt"),
        (await portal.myself_over_http(outside.number), f"/min-plan/samtycken/{outside.ids['yes']}/andra"),
    ):
        assert (await client.get(path)).status_code == 404, path
