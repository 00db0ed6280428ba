"""Sets a page as PDF/UA-1, from standard input to standard output: `python -m app.adapters.documents.pdf`."""

import contextlib
import sys
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
    """Say of every head in a table whether it is a column's or a row's (PDF/UA-1, 7.5)."""
    by_number = {f"{number} 0 R": found for number, found in enumerate(pdf.objects)}
    for found in pdf.objects:
        if isinstance(found, dict) and found.get("S") == "/TH":
            row = by_number[_text(found["P"])]
            of_columns = by_number[_text(row["P"])].get("S") == "/THead"
            found["A"]["Scope"] = "/Column" if of_columns else "/Row"


def _text(reference: bytes | str) -> str:
    return reference.decode() if isinstance(reference, bytes) else reference


if __name__ == "__main__":
    bounded()
    try:
        import weasyprint  # noqa: F401 - whether it can be
    except (ImportError, OSError):
        sys.exit(NOT_INSTALLED)
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode()))
