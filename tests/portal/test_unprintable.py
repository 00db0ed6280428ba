"""A paper that cannot be made is answered by a page that says so, and says what to do."""

from dataclasses import replace

import httpx
import pytest

from app.adapters.documents.typesetting import Typesetter
from app.portal.asking import SESSION
from app.settings import Settings
from tests.county import PERSON, County
from tests.portal.conftest import serving
from tests.portal.lives_of_mine import with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
TOO_LATE, TOO_LARGE = Typesetter(seconds=0.0), Typesetter(largest=10)


@pytest.mark.parametrize("setter", [TOO_LATE, TOO_LARGE], ids=["too late", "too large"])
async def test_a_paper_that_takes_too_long_or_is_too_large_says_so(
    portal: Portal, county: County, settings: Settings, setter: Typesetter
) -> None:
    life = await with_a_plan(county)
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": life.number}
    mine = await portal.signed_in(county.token(PERSON, "my-plan", "p", **claim), "Elias Nord")
    anna = await portal.anna_signed_in()
    async with (
        serving(settings, replace(county.service, typeset=setter)) as address,
        httpx.AsyncClient(base_url=address) as http,
    ):
        for secret, path in (
            (anna, f"/planer/{life.ids['plan']}/utskrift"),
            (mine, "/min-plan/utdrag/uppgifter-om-mig.pdf"),
        ):
            answer = await http.get(path, headers={"Cookie": f"{SESSION}={secret}"})

            assert (answer.status_code, answer.headers["content-type"]) == (409, "text/html; charset=utf-8")
            assert "Utskriften gick inte att göra" in answer.text
            assert "Försök igen om en stund" in answer.text
            assert "Något har hänt sedan du öppnade sidan" not in answer.text
