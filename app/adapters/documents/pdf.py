"""Sets a page as PDF/UA-1, from standard input to standard output: `python -m app.adapters.documents.pdf`."""

import contextlib
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

NOT_INSTALLED: Final = 3
"""The exit code when what sets pages cannot be loaded, since the libraries of the system that it needs are not here."""
MEMORY, SECONDS = 2 * 2**30, 120
"""Bytes and seconds of processor time that one document gets."""


def refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Fetch nothing: a page brings all that it needs."""
    raise ValueError(f"a document fetches nothing: {url[:40]}")


def bounded() -> None:
    """Keep this process within its memory and its time, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def typeset(html: str) -> bytes:
    """The page as PDF/UA-1."""
    from weasyprint import HTML  # type: ignore[import-untyped]  # ships no types
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]  # ships no types

    class OwnPage(URLFetcher):  # type: ignore[misc]  # ships no types
        """Fetches what stands in the page itself, as data, and nothing else."""

        def fetch(self, url: str, headers: object = None) -> Any:
            return super().fetch(url, headers) if url.startswith("data:") else refuse(url)

    page = HTML(string=html, url_fetcher=OwnPage(allowed_protocols=("data",)))
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    return made


def finish(_document: object, pdf: Any) -> None:
    """What PDF/UA-1 asks for beside: a scope of every head in a table (7.5), and that the lines at the top and bottom
    of each page are no part of the text (7.8)."""
    found = {f"{number} 0 R": one for number, one in enumerate(pdf.objects)}
    root = found[_text(pdf.catalog["StructTreeRoot"])]
    inside = dict(_elements(found, root))
    for element in inside.values():
        if element["S"] == "/TH":
            row = found[_text(element["P"])]
            of_columns = found[_text(row["P"])]["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if of_columns else "/Row"
    numbers = found[_text(root["ParentTree"])]["Nums"]
    for number, page in enumerate(pdf.page_references):
        drawn = found[_text(found[_text(page)]["Contents"])].stream
        elements = numbers[2 * number + 1]
        for at, told in enumerate(drawn):
            if told == b"BDC" and _text(elements[drawn[at - 1]["MCID"]]) not in inside:
                elements[drawn[at - 1]["MCID"]] = "null"
                drawn[at - 2 : at] = ["/Artifact", "<</Type /Pagination>>"]


def _elements(found: Mapping[str, Any], parent: Any) -> Iterator[tuple[str, Any]]:
    """Every element under this one in the tree of the document's structure, by its reference."""
    for kid in parent["K"]:
        reference = _text(kid)
        if reference in found and "S" in found[reference]:
            yield reference, found[reference]
            yield from _elements(found, found[reference])


def _text(reference: object) -> str:
    return reference.decode() if isinstance(reference, bytes) else str(reference)


if __name__ == "__main__":
    bounded()
    try:
        import weasyprint  # noqa: F401 - whether it can be
    except (ImportError, OSError):
        sys.exit(NOT_INSTALLED)
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode()))
