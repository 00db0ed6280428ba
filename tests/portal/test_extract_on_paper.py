"""What a person takes out in the portal: as a page every row of the log, as PDF what a paper can bear."""

from dataclasses import replace

import httpx
import pytest

from app.portal.asking import SESSION
from app.settings import Settings
from tests.county import PERSON, County
from tests.portal.conftest import serving
from tests.portal.lives_of_mine import with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def as_it_is(html: str) -> bytes:
    """Sets nothing, so that what would be set can be read."""
    return html.encode()


async def test_the_pdf_is_drawn_for_paper_and_the_page_whole(
    portal: Portal, county: County, settings: Settings
) -> None:
    life = await with_a_plan(county, activities=0)
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": life.number}
    mine = await portal.signed_in(county.token(PERSON, "my-plan", "p", **claim), "Elias Nord")
    service = replace(
        county.service, typeset=as_it_is, draw_export=lambda _: "whole", draw_export_for_paper=lambda _: "for paper"
    )
    async with serving(settings, service) as address, httpx.AsyncClient(base_url=address) as http:
        http.headers["Cookie"] = f"{SESSION}={mine}"
        files = [await http.get(f"/min-plan/utdrag/uppgifter-om-mig.{form}") for form in ("pdf", "html")]
    assert [file.text for file in files] == ["for paper", "whole"]
