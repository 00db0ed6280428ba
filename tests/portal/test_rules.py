"""The handbook of rules, as a caseworker and a person read it."""

import pytest

from app.domain.gaps.catalogue import CATALOGUE
from tests.api.test_casework import card_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_caseworker_finds_the_rule_behind_a_card(portal: Portal, county: County) -> None:
    card, window = await card_of(county), await portal.anna()
    await window.go(f"/arbetslista/{card.id}/varfor")

    await window.page.get_by_role("link", name="Läs hela regeln").click()

    assert window.page.url.endswith("/regler/need-unowned")
    said = await window.page.locator("main").inner_text()
    for words in ("Behov utan ansvarig aktör", "Vad som stänger glappet", "Lag och källa", "14 dagar", "Exempel"):
        assert words in said
    assert await window.page.locator("svg.sip-timeline").count() == 2
    await look(window.page, "rule", heard=window.heard)


async def test_a_person_reads_them_too_and_finds_one_by_a_word_without_scripts(portal: Portal, county: County) -> None:
    number = county.number()
    await county.person(number)
    window = await portal.myself(number, scripts=False)
    page = window.page
    await window.go("/regler")
    assert await page.locator(".rules > li").count() == len(CATALOGUE)

    await page.get_by_role("searchbox").fill("SJUKSKRIVNING")
    await page.get_by_role("button", name="Sök").click()

    assert "sjukskrivning" in (await page.locator(".rules").first.inner_text()).lower()
    assert 0 < await page.locator(".rules > li").count() < 15
    await page.get_by_role("searchbox").fill("flygande tefat")
    await page.get_by_role("button", name="Sök").click()
    assert "Ingen regel har de orden" in await page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_index_stands_up_to_the_look(portal: Portal, language: str) -> None:
    window = await portal.anna(language=language)

    await window.go("/regler")

    await look(window.page, f"rules-{language}", heard=window.heard)
    await window.go("/regler?sok=tefat")
    await look(window.page, f"rules-none-{language}", heard=window.heard)


async def test_every_rule_has_its_page_in_english_with_no_swedish_but_its_sources(portal: Portal) -> None:
    window = await portal.anna(language="en")

    await window.go("/regler/youth-duty-late-registration")

    await look(window.page, "rule-en", heard=window.heard)
    for rule in CATALOGUE:
        answer = await window.page.request.get(f"{portal.address}/regler/{rule.id}")
        assert (answer.status, rule.title_en in await answer.text()) == (200, True), rule.id


async def test_a_rule_that_there_is_not_is_missing(portal: Portal) -> None:
    window = await portal.anna()

    assert await window.go("/regler/no-such-rule") == 404
