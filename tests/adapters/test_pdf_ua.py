"""The check of documents finds each thing that breaks a rule."""

from collections.abc import Callable
from io import BytesIO
from operator import delitem, setitem
from typing import Any

import pikepdf
import pytest

from app.adapters.documents import plan_paper
from app.adapters.documents.pdf import typeset
from app.domain.locale import SWEDISH
from tests.adapters.paper_plan import a_plan
from tests.adapters.pdf_ua import RULES, breaches, catalogue, elements


@pytest.fixture(scope="module")
def document() -> bytes:
    return typeset(plan_paper.render(a_plan(7), SWEDISH))


def test_it_finds_nothing_in_a_document_that_is_whole(document: bytes) -> None:
    assert breaches(document) == []


def broken(change: Callable[[pikepdf.Pdf], None], document: bytes) -> list[str]:
    with pikepdf.open(BytesIO(document)) as pdf:
        change(pdf)
        saved = BytesIO()
        pdf.save(saved)
    return breaches(saved.getvalue())


def first(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(element for element, _ in elements(pdf) if str(element.S) == tag)


def _paint_more(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"0 0 10 10 re f")


def _without_name(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def _fonts_elsewhere(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            for name in ("/FontFile2", "/FontFile3"):
                if name in one:
                    del one[name]


BROKEN: list[tuple[str, Callable[[pikepdf.Pdf], None]]] = [
    ("it is not marked as tagged", lambda pdf: delitem(catalogue(pdf), "/MarkInfo")),
    ("there is no tree of its structure", lambda pdf: delitem(catalogue(pdf), "/StructTreeRoot")),
    ("it has no language", lambda pdf: delitem(catalogue(pdf), "/Lang")),
    ("its title is not shown", lambda pdf: delitem(catalogue(pdf), "/ViewerPreferences")),
    ("it does not say that it keeps PDF/UA-1", _without_name),
    ("the first heading is no H1", lambda pdf: setitem(first(pdf, "/H1"), "/S", pikepdf.Name("/H2"))),
    ("H4 comes right after H2", lambda pdf: setitem(first(pdf, "/H3"), "/S", pikepdf.Name("/H4"))),
    ("a table's head has no scope", lambda pdf: delitem(first(pdf, "/TH").A, "/Scope")),
    ("a table's rows are not of one length", lambda pdf: setitem(first(pdf, "/TD").A, "/ColSpan", 2)),
    ("a cell names a head that is not there", lambda pdf: delitem(first(pdf, "/TH"), "/ID")),
    ("/TD stands in /P", lambda pdf: setitem(first(pdf, "/TR"), "/S", pikepdf.Name("/P"))),
    ("a picture has no words", lambda pdf: delitem(first(pdf, "/Figure"), "/Alt")),
    ("is not inside", _fonts_elsewhere),
    ("paints what is not tagged", _paint_more),
    ("is not in the tree", lambda pdf: setitem(first(pdf, "/Document"), "/K", pikepdf.Array())),
]


@pytest.mark.parametrize(("found", "change"), BROKEN, ids=[found for found, _ in BROKEN])
def test_the_check_sees_a_document_that_breaks_a_rule(
    document: bytes, found: str, change: Callable[[pikepdf.Pdf], Any]
) -> None:
    assert [one for one in broken(change, document) if found in one]


def test_every_rule_has_been_seen_to_break() -> None:
    assert len(BROKEN) >= len(RULES)
