"""Who acts for a person: put down by an agency, said yes to and taken back by the person, and by nobody else."""

from datetime import date

import pytest

from tests.api.witness import witness_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import put_down, somebody, with_a_plan
from tests.portal.people import Portal
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
GROWN, NOBODY = date(1981, 10, 3), "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


async def state_of(county: County, life: Life) -> list[str]:
    """Of the person's mandates, as the person reads them over REST."""
    found = (await county.myself(life.number).get(f"/persons/{life.person}/timeline")).json()["items"]
    return [one["state"] for one in found if one["kind"] == "mandate"]


async def test_a_caseworker_puts_a_proxy_down_the_person_says_yes_and_takes_it_back(
    portal: Portal, county: County
) -> None:
    eva, sister = await with_a_plan(county, GROWN, activities=0, name="Eva Prov"), await somebody(county, GROWN)
    anna = await portal.anna()
    page = anna.page
    await anna.go(f"/planer/{eva.ids['plan']}")
    await page.get_by_role("link", name="Vem som företräder personen").click()
    await look(page, "plan-mandates-empty", heard=anna.heard)
    await page.get_by_label("ombud med fullmakt").check()
    await page.get_by_label("Vem det är").fill("Systern Maria")
    await page.get_by_label("Företrädarens personnummer").fill(eva.number)
    await page.get_by_label("Läsa").check()
    await page.get_by_label("Till och med", exact=True).fill("2026-11-01")
    await page.get_by_role("button", name="Skriv in", exact=True).click()
    assert "sista dag" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Läsa").is_checked()
    await look(page, "plan-mandates-wrong", heard=anna.heard)
    await page.get_by_label("Till och med", exact=True).fill("2027-11-01")
    await page.get_by_role("button", name="Skriv in", exact=True).click()
    assert "Personen kan inte företräda sig själv" in await page.get_by_role("alert").inner_text()
    await page.get_by_label("Företrädarens personnummer").fill(sister.number)
    await page.get_by_role("button", name="Skriv in", exact=True).click()
    assert "Det är inskrivet." in await page.get_by_role("status").inner_text()
    assert sister.number not in await page.content()
    await look(page, "plan-mandates-done", heard=anna.heard)
    await page.get_by_role("link", name="Systern Maria").click()
    assert "läsa" in await page.locator("dl.facts").inner_text()
    assert await state_of(county, eva) == ["awaiting"]

    mine = await portal.myself(eva.number)
    await mine.go("/min-plan")
    assert "Någon vill företräda dig." in await mine.page.locator("main").inner_text()
    await mine.page.get_by_role("link", name="Läs och svara").click()
    await look(mine.page, "mine-mandates", heard=mine.heard)
    await mine.page.get_by_role("link", name="Läs och svara").click()
    assert "Systern Maria" in await mine.page.locator("main").inner_text()
    await look(mine.page, "mine-mandate-yes", heard=mine.heard)
    await mine.page.get_by_role("button", name="Ja, jag vill bli företrädd").click()
    assert await mine.page.get_by_role("status").inner_text() == "Klart. Du är nu företrädd."
    assert await state_of(county, eva) == ["in-force"]
    proxy = await portal.myself(sister.number)
    assert await proxy.go(f"/foretrader/{eva.person}") == 200
    assert await proxy.go(f"/foretrader/{eva.person}/ombud") == 404, "nobody says in the person's place who may"

    await mine.page.get_by_role("link", name="Ta tillbaka").click()
    await look(mine.page, "mine-mandate-no", heard=mine.heard)
    await mine.page.get_by_role("button", name="Ja, ta tillbaka det nu").click()
    assert await mine.page.get_by_role("status").inner_text() == "Klart. Det gäller inte."
    assert await proxy.go(f"/foretrader/{eva.person}") == 404
    await anna.go(f"/planer/{eva.ids['plan']}/foretradare")
    assert "återkallad" in await page.locator("ul.lines").inner_text()
    await look(page, "plan-mandates", heard=anna.heard)


async def test_a_guardian_acts_at_once_and_only_for_somebody_under_age(portal: Portal, county: County) -> None:
    leo = await with_a_plan(county, date(2015, 3, 1), activities=0, consents=False)
    eva = await with_a_plan(county, GROWN, activities=0)
    mother = await somebody(county, GROWN)
    anna = await portal.anna(language="en")
    page = anna.page
    for life, status in ((eva, []), (leo, ["in-force"])):
        await anna.go(f"/planer/{life.ids['plan']}/foretradare")
        await page.get_by_label("Guardian").check()
        await page.get_by_label("Who that is").fill("The mother")
        await page.get_by_label("Identity number of").fill(mother.number)
        for power in ("Read", "Give and withdraw consents"):
            await page.get_by_label(power).check()
        await page.get_by_label("Up to and including").fill("2029-12-31")
        await page.get_by_role("button", name="Put down", exact=True).click()
        assert await state_of(county, life) == status
        await look(page, f"plan-mandates-guardian-{len(status)}-en", heard=anna.heard)
        if not status:
            assert "the day before 18" in await page.get_by_role("alert").inner_text()
    child = await portal.myself(leo.number, language="en")
    await child.go("/min-plan/ombud")
    assert "The mother" in await child.page.locator("main").inner_text()
    await look(child.page, "mine-mandates-en", heard=child.heard)


async def test_no_is_an_answer_too_and_an_old_page_changes_nothing(portal: Portal, county: County) -> None:
    eva, sister = await with_a_plan(county, GROWN, activities=0), await somebody(county, GROWN)
    asked = {"form": "proxy", "proxy": sister.person, "powers": ["read"], "start": "2026-11-01", "end": "2027-12-31"}
    mandate = await put_down(county, eva, "mandates", **asked)
    mine = await portal.myself(eva.number, scripts=False)
    await mine.go(f"/min-plan/ombud/{mandate}/ja")
    assert "Någon som Provköping, social-services har skrivit in" in await mine.page.locator("main").inner_text()
    other = await portal.myself(eva.number, scripts=False)
    await other.go(f"/min-plan/ombud/{mandate}/ja")
    await mine.page.get_by_role("button", name="Nej, det vill jag inte").click()
    assert await state_of(county, eva) == ["withdrawn"]

    await other.page.get_by_role("button", name="Ja, jag vill bli företrädd").click()

    assert "Någon annan hann före" in await other.page.get_by_role("alert").inner_text()
    assert await state_of(county, eva) == ["withdrawn"]
    assert await other.page.get_by_role("button", name="Ja, jag vill bli företrädd").count() == 0


async def test_who_may_not_gets_what_there_is_not(portal: Portal, county: County, database_url: str) -> None:
    eva, stranger = await with_a_plan(county, GROWN, activities=0), await somebody(county, GROWN)
    asked = {"form": "proxy", "proxy": stranger.person, "powers": ["read"], "start": "2026-11-01", "end": "2027-12-31"}
    mandate = await put_down(county, eva, "mandates", **asked)
    for window in (await portal.myself(stranger.number, scripts=False), await portal.anna(scripts=False)):
        for act in ("ja", "nej"):
            assert await window.go(f"/min-plan/ombud/{mandate}/{act}") == 404
    mine, anna = await portal.myself(eva.number, scripts=False), await portal.anna(scripts=False)
    for path in (f"/min-plan/ombud/{NOBODY}/ja", f"/min-plan/ombud/{mandate}/kanske"):
        assert await mine.go(path) == 404
    assert await mine.go(f"/planer/{eva.ids['plan']}/foretradare") == 404
    assert await anna.go(f"/planer/{NOBODY}/foretradare") == 404

    await anna.go(f"/planer/{eva.ids['plan']}/foretradare")
    sent = await anna.page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    whole = {**sent, "form": "proxy", "title": "Systern", "identity_number": stranger.number, "powers": "read",
             "end": "2027-01-01"}  # fmt: skip
    address = f"{portal.address}/planer/{eva.ids['plan']}/foretradare"
    with witness_of(database_url) as witness, witness.nothing_changes():
        for change, status in (
            ({"_csrf": "0" * 64}, 403),
            ({"form": ""}, 422),
            ({"form": "friend"}, 422),
            ({"powers": "steal"}, 422),
            ({"powers": ""}, 422),
            ({"title": ""}, 422),
            ({"title": f"Systern {eva.number}"}, 422),
            ({"identity_number": "19900517"}, 422),
            ({"identity_number": ""}, 422),
            ({"start": "2027-01-02"}, 422),
            ({"end": "snart"}, 422),
            ({"kept": f"Akt {eva.number}"}, 422),
        ):
            answer = await anna.page.request.post(address, form={**whole, **change})
            assert answer.status == status, change
            assert status == 403 or "ds-error-summary" in await answer.text(), change
        answer = await anna.page.request.post(address.replace(eva.ids["plan"], NOBODY), form=whole)
        assert answer.status == 404
    await mine.go(f"/min-plan/ombud/{mandate}/ja")
    sent = await mine.page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    answer = await mine.page.request.post(mine.page.url, form={**sent, "_csrf": "0" * 64})
    assert answer.status == 403
    assert await state_of(county, eva) == ["awaiting"]
