"""Every page of the portal is measured: one without a row in the benchmark, or a row without a page, is named."""

import pytest
from fastapi import FastAPI

from app.portal.pages import create_portal
from benchmarks.page_rows import NO_PAGES, PAPERS, ROWS, Row, refuse_missing

KNOWN = [*ROWS, *PAPERS]


@pytest.fixture
def application() -> FastAPI:
    return create_portal(lambda: False)


def test_every_page_is_measured(application: FastAPI) -> None:
    refuse_missing(application, KNOWN, NO_PAGES)


def test_a_page_without_a_row_is_named(application: FastAPI) -> None:
    application.add_api_route("/nytt/{plan}", lambda: None)
    with pytest.raises(LookupError, match=r"no row in benchmarks/page_rows.py for /nytt/\{plan\}; add"):
        refuse_missing(application, KNOWN, NO_PAGES)


def test_a_row_without_a_page_is_named(application: FastAPI) -> None:
    with pytest.raises(LookupError, match="no page for the rows /gammalt"):
        refuse_missing(application, [*KNOWN, Row("/gammalt", None)], NO_PAGES)


def test_a_row_has_the_address_of_what_it_is_about() -> None:
    ids = {"plan": "p", "consent": "c", "draft": "d"}
    row = Row("/min-plan/samtycken/{consent}/ge", "person", {"consent": "{draft}"})
    assert (row.address(ids), row.title) == ("/min-plan/samtycken/d/ge", row.route)
    row = Row("/planer/{plan}/nytt/{what}", "caseworker", {"what": "mal"}, "?visa=nu")
    assert (row.address(ids), row.title) == ("/planer/p/nytt/mal?visa=nu", "/planer/{plan}/nytt/mal?visa=nu")
