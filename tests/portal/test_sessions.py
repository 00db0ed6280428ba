"""A session is good for as long as it lasts, for whom it is, and while that one is let in."""

import httpx
import psycopg
import pytest

from app.usecases.registering import issuer_id
from app.usecases.sessions import Keeping, Lasting
from tests.county import WORKFORCE, County
from tests.portal.browser import look
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("lasting", [Lasting(0, 600), Lasting(600, 0)])
async def test_a_session_that_has_lasted_leads_to_sign_in(portal: Portal, county: County, lasting: Lasting) -> None:
    token = county.token(WORKFORCE, "portal", "anna", roles=["caseworker"])
    window = await portal.window(secret=await portal.signed_in(token, "Anna Ek", lasting))

    await window.go("/arbetslista")

    assert window.page.url.endswith("/logga-in?till=/arbetslista")


async def test_a_secret_of_another_kind_opens_no_session(portal: Portal, county: County) -> None:
    service, secret = county.service, await portal.anna_signed_in()

    assert await Keeping(service.sessions, service.boxes, "session").look(secret) is not None
    assert await Keeping(service.sessions, service.boxes, "typed").look(secret) is None


async def test_what_the_database_holds_of_a_session_names_nobody(portal: Portal, database_url: str) -> None:
    secret = await portal.anna_signed_in()

    with psycopg.connect(database_url) as connection:
        rows = connection.execute("select hash, box from sip.portal_session").fetchall()

    assert rows
    assert not any(word in part for row in rows for part in row for word in (b"anna", b"Anna Ek", secret.encode()))


@pytest.mark.parametrize("table", ["client", "issuer"])
async def test_whose_client_or_issuer_is_stopped_is_out_at_the_next_page_and_told_so(
    portal: Portal, county: County, database_url: str, table: str
) -> None:
    window = await portal.anna()
    assert await window.go("/arbetslista") == 200
    where = {"client": "client_id = 'portal' and issuer_id = ", "issuer": "id = "}[table]
    change = f"update sip.{table} set active = %s where {where} %s"
    issuer = issuer_id(county.issuers + WORKFORCE)

    with psycopg.connect(database_url, autocommit=True) as connection:
        assert connection.execute(change.encode(), [False, issuer]).rowcount == 1
        try:
            assert await window.go("/arbetslista") == 403
            assert "Du har inte tillgång längre" in await window.page.locator("main").inner_text()
            await look(window.page, "stopped", heard=window.heard)
        finally:
            connection.execute(change.encode(), [True, issuer])
    county.read_registry_anew()


async def test_a_made_up_cookie_is_nobodys(portal: Portal) -> None:
    async with httpx.AsyncClient() as http:
        for value in ("x", "x" * 4000, "'; drop table portal_session"):
            answer = await http.get(portal.address + "/arbetslista", headers={"Cookie": f"__Host-sip={value}"})
            assert answer.status_code == 303
