"""A first consent in a plan without a browser: what is recorded, what makes no sense, and who may."""

from datetime import date
from typing import Any

import httpx
import pytest

from tests.api.witness import witness_of
from tests.county import County
from tests.portal.lives_of_mine import THEM, US, put_down, somebody, with_a_plan
from tests.portal.people import Portal
from tests.portal.test_consent_replacing import ticked
from tests.portal.test_plan_over_http import client_of
from tests.secrecy.lives import Life
from tests.service.meeting_story import four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def no_consent(county: County, born: date = date(2007, 3, 1)) -> tuple[Life, str]:
    """A plan of two parties in which nobody has consented to anything, and where its consents are put down."""
    life = await with_a_plan(county, born, activities=1, consents=False, name="Nora Prov")
    return life, f"/planer/{life.ids['plan']}/samtycken/nytt"


async def known(county: County, life: Life) -> list[dict[str, Any]]:
    """The person's consents."""
    ledger = await county.myself(life.number).get(f"/persons/{life.person}/consents")
    found: list[dict[str, Any]] = ledger.json()["consents"]
    return found


async def test_a_yes_that_was_given_is_recorded_and_opens_at_once(portal: Portal, county: County) -> None:
    life, at = await no_consent(county)
    anna = await client_of(portal)
    form = ticked(await anna.get(at)) | {"given_as": ["on-paper"], "kept": ["Akten, arkivskåp 2"]}
    seen = await anna.post(at, data=form | {"categories": ["social", "work"]})
    assert "Samtycket gäller från 21 november 2026, tills det återkallas." in seen.text
    areas = "planen i stort, arbete, sociala frågor"
    assert f"social-services får se: {areas}. Från: Provköping, psychiatry. Tills det återkallas." in seen.text
    assert "talk-0" not in await life.seen(US), "nothing is done before it is said"
    done = [await anna.post(f"{at}/beslut", data=ticked(seen)) for _ in range(2)]

    assert [one.status_code for one in done] == [303, 303]
    assert done[1].headers["location"] == done[0].headers["location"] + "&redan=1"
    page = (await anna.get(done[0].headers["location"])).text
    assert "Samtycket är sparat." in page
    assert "Gäller tills det återkallas." in page
    (made,) = await known(county, life)
    assert (made["state"], made["given_as"], made["kept"]) == ("in-force", "on-paper", "Akten, arkivskåp 2")
    assert "talk-0" in await life.seen(US)
    assert "Ingen ser mer än nu" in (await anna.post(at, data=form | {"categories": ["work"]})).text


async def test_one_that_begins_later_is_told_with_its_day(portal: Portal, county: County) -> None:
    _, at = await no_consent(county)
    anna = await client_of(portal)
    said = {"given_as": ["orally"], "start": ["2026-12-01"], "categories": ["work"]}
    done = await anna.post(f"{at}/beslut", data=ticked(await anna.get(at)) | said)
    assert "Börjar gälla 1 december 2026." in (await anna.get(done.headers["location"])).text
    assert "Det här finns redan" in (await anna.get(at)).text


async def test_the_card_of_a_consent_that_ran_out_leads_here(portal: Portal, county: County) -> None:
    life, at = await no_consent(county)
    actors = [county.actor(US), county.actor(THEM)]
    days = {"start": "2026-10-01", "end": "2026-11-10"}
    await put_down(county, life, "consents", **days, actors=actors, categories=["work"], given_as="orally")
    await county.detect()
    found = (await county.caseworker().get(f"/persons/{life.person}/findings", params={"limit": 100})).json()
    (card,) = [one["id"] for one in found["findings"] if one["rule"] == "consent-expired"]
    page = (await (await client_of(portal)).get(f"/arbetslista/{card}")).text
    assert (f'href="{at}"' in page, "Lägg till ett nytt samtycke" in page) == (True, True)


async def test_it_is_said_in_english_too_and_what_was_chosen_can_be_chosen_anew(portal: Portal, county: County) -> None:
    life, at = await no_consent(county)
    anna = portal.over_http(await portal.anna_signed_in(), "en")
    assert "There is no consent yet that you may see." in (await anna.get(f"/planer/{life.ids['plan']}")).text
    form = ticked(await anna.get(at)) | {"categories": ["work"], "start": ["2026-12-01"]}
    seen = await anna.post(at, data=form)
    for words in (
        "It opens nothing until Nora Prov says yes",
        "comes to see: ",
        "Until it is withdrawn.",
        "Choose anew",
    ):
        assert words in seen.text
    anew = await anna.post(f"{at}/val", data=ticked(seen))
    assert {name: said for name, said in ticked(anew).items() if name[0] != "_"} == {
        name: [text for text in said if text] or [""] for name, said in form.items() if name[0] != "_"
    }
    done = await anna.post(f"{at}/beslut", data=ticked(seen))
    assert "Nora Prov can now say yes in My plan" in (await anna.get(done.headers["location"])).text
    assert [one["state"] for one in await known(county, life)] == ["draft"]


async def test_what_makes_no_sense_is_said_and_kept_and_changes_nothing(
    portal: Portal, county: County, database_url: str
) -> None:
    life, at = await no_consent(county)
    anna = await client_of(portal)
    whole = ticked(await anna.get(at)) | {"categories": ["work"], "purpose": ["Så att alla vet"]}
    bad: list[tuple[dict[str, list[str]], str]] = [
        ({"actors": []}, "Välj minst två"),
        ({"actors": [county.actor(US)]}, "Välj minst två"),
        ({"actors": [county.actor(US), county.actor("union")]}, "deltar inte i planen"),
        ({"actors": [county.actor(US), "nobody"]}, "deltar inte i planen"),
        ({"categories": ["everything"]}, "Välj bland områdena här"),
        ({"start": [""]}, "Ange en dag"),
        ({"start": ["snart"]}, "Ange en dag"),
        ({"start": ["2027-01-01"], "end": ["2026-12-01"]}, "inte före den första"),
        ({"end": ["2026-01-02"]}, "inte har varit"),
        ({"end": ["12026-01-02"]}, "inte har varit"),
        ({"end": ["9999-12-31"]}, "Lämna fältet tomt om det inte finns någon sista dag"),
        ({"given_as": []}, "Välj hur personen gav"),
        ({"given_as": ["dream"]}, "Välj hur personen gav"),
        ({"witness": ["Bo"]}, "Ett förslag har inte fått något ja än"),
        ({"guardian": ["Maria Prov"]}, "Ett förslag har inte fått något ja än"),
        ({"given_as": ["on-paper"]}, "Skriv var papperet finns"),
        ({"given_as": ["orally"], "witness": [f"Anna {life.number}"]}, "utan personnummer"),
        ({"given_as": ["orally"], "witness": ["Bo"], "second_witness": ["bo"]}, "någon annan än den första"),
    ]
    with witness_of(database_url) as witness, witness.nothing_changes():
        for change, words in bad:
            for end in ("", "/beslut"):
                answer = await anna.post(at + end, data=whole | change)
                assert (answer.status_code, words in answer.text) == (422, True), (change, end)
                assert 'value="Så att alla vet"' in answer.text
        assert (await anna.post(f"{at}/beslut", data=whole | {"_csrf": ["0" * 64]})).status_code == 403
    assert await known(county, life) == []


async def test_somebody_too_young_needs_a_guardian_who_is_named(portal: Portal, county: County) -> None:
    life, at = await no_consent(county, date(2015, 3, 1))
    anna = await client_of(portal)
    form = ticked(await anna.get(at)) | {"given_as": ["orally"], "purpose": ["Så att alla vet"]}
    refused = await anna.post(f"{at}/beslut", data=form)
    assert (refused.status_code, "för ung för att samtycka ensam" in refused.text) == (409, True)
    assert 'value="Så att alla vet"' in refused.text
    done = await anna.post(f"{at}/beslut", data=form | {"guardian": ["Maria Prov"]})
    assert done.status_code == 303
    assert [one["guardian"] for one in await known(county, life)] == ["Maria Prov"]


async def test_a_plan_of_one_and_a_plan_that_has_ended_say_what_to_do(portal: Portal, county: County) -> None:
    anna = await client_of(portal)
    alone = await somebody(county)
    await alone.plan(US)
    said = (await anna.get(f"/planer/{alone.ids['plan']}/samtycken/nytt")).text
    assert "Lägg till en deltagare först" in said
    assert "Se vad samtycket öppnar" not in said

    around = await four_agencies(county)
    plan = f"/planer/{around.plan}"
    at = f"{plan}/samtycken/nytt"
    assert at in (await anna.get(plan)).text
    await around.done(US, f"/plans/{around.plan}/closing", reason="goals-met", end_report={"done": "Allt"})
    assert at not in (await anna.get(plan)).text
    page = await anna.get(at)
    assert "Planen är avslutad. Samtycket öppnar det som redan står i den." in page.text
    two = [county.actor(US), county.actor(THEM)]
    done = await anna.post(f"{at}/beslut", data=ticked(page) | {"actors": two})
    assert "Förslaget är sparat" in (await anna.get(done.headers["location"])).text


async def test_who_may_not_gets_what_there_is_not(portal: Portal, county: County) -> None:
    life, at = await no_consent(county)
    theirs = await somebody(county)
    await theirs.plan(THEM, "primary-care")
    leader = portal.over_http(await portal.anna_signed_in(roles=("manager",)))
    plan = await leader.get(f"/planer/{life.ids['plan']}")
    assert (plan.status_code, at in plan.text) == (200, False), "who leads reads the plan, and puts down nothing in it"
    mine: httpx.AsyncClient = await portal.myself_over_http(life.number)
    anna = await client_of(portal)
    for client, path in (
        (leader, at),
        (mine, at),
        (anna, f"/planer/{theirs.ids['plan']}/samtycken/nytt"),
        (anna, "/planer/0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11/samtycken/nytt"),
    ):
        assert (await client.get(path)).status_code == 404, path
