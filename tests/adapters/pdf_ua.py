"""What a program can see of whether a document keeps PDF/UA-1 (ISO 14289-1), rule by rule, each finding in words."""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

PAINTS: Final = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "Do", "sh"))
PARENTS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("/TH", "/TD"), ("/TR",)),
    **dict.fromkeys(("/THead", "/TBody", "/TFoot"), ("/Table",)),
    **dict.fromkeys(("/Lbl", "/LBody"), ("/LI",)),
    "/TR": ("/Table", "/THead", "/TBody", "/TFoot"),
    "/LI": ("/L",),
}
Rule = Callable[[pikepdf.Pdf], Iterator[str]]


def breaches(document: bytes) -> list[str]:
    """All that breaks a rule; empty when nothing that these rules look at does."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return [found for rule in RULES for found in rule(pdf)]


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Every structure element that can be reached from the root, in reading order, with its parent."""
    root = catalogue(pdf).get("/StructTreeRoot")
    waiting = [(kid, root) for kid in reversed(_kids(root))] if root is not None else []
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        waiting += [(kid, element) for kid in reversed(_kids(element))]


def _kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    found = list(held) if isinstance(held, Array) else [held]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


def catalogue(pdf: pikepdf.Pdf) -> Any:
    """The catalogue of the document."""
    return pdf.Root


def tagged(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The document says that it is tagged, and has a tree."""
    if not catalogue(pdf).get("/MarkInfo", {}).get("/Marked", False):
        yield "it is not marked as tagged"
    if not list(elements(pdf)):
        yield "there is no tree of its structure"


def named(pdf: pikepdf.Pdf) -> Iterator[str]:
    """It has a title, which is shown, a language, and says that it keeps PDF/UA-1."""
    if not str(catalogue(pdf).get("/Lang", "")):
        yield "it has no language"
    if not catalogue(pdf).get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "its title is not shown"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if not metadata.get("dc:title"):
            yield "it has no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "it does not say that it keeps PDF/UA-1"


def headed(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Headings go down one level at a time, from the first."""
    levels = [int(str(e.S)[2:]) for e, _ in elements(pdf) if str(e.S) in {f"/H{n}" for n in range(1, 7)}]
    if levels[:1] != [1]:
        yield "the first heading is no H1"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"H{below} comes right after H{above}"


def tabled(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every table has heads that say what they head, and rows of one length."""
    ids = {str(e["/ID"]) for e, _ in elements(pdf) if "/ID" in e}
    for element, _ in elements(pdf):
        tag = str(element.S)
        attributes = element.get("/A", {})
        if tag == "/TH" and str(attributes.get("/Scope")) not in ("/Row", "/Column", "/Both"):
            yield "a table's head has no scope"
        if tag == "/TD" and not {str(one) for one in attributes.get("/Headers", [])} <= ids:
            yield "a cell names a head that is not there"
        if tag == "/Table":
            rows = [row for row in _below(element) if str(row.S) == "/TR"]
            if not any(str(cell.S) == "/TH" for row in rows for cell in _kids(row)):
                yield "a table has no head"
            if len({sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in _kids(row)) for row in rows}) > 1:
                yield "a table's rows are not of one length"


def _below(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        yield kid
        yield from _below(kid)


def nested(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Parts of tables and lists stand in tables and lists."""
    for element, parent in elements(pdf):
        allowed = PARENTS.get(str(element.S))
        if allowed is not None and str(parent.get("/S")) not in allowed:
            yield f"{element.S} stands in {parent.get('/S')}"


def pictured(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every picture says in words what it shows."""
    for element, _ in elements(pdf):
        if str(element.S) == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture has no words"


def fonts_inside(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every font is in the document, and says which characters its signs are."""
    for font in {found.objgen: found for page in pdf.pages for found in _fonts(page.obj)}.values():
        for one in font.get("/DescendantFonts", [font]):
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.get("/FontDescriptor", {}).keys()):
                yield f"the font {font.get('/BaseFont')} is not inside"
        if "/ToUnicode" not in font:
            yield f"the font {font.get('/BaseFont')} does not say its characters"


def _fonts(holder: Any) -> Iterator[Any]:
    resources = holder.get("/Resources", {})
    yield from dict(resources.get("/Font", {})).values()
    for inner in dict(resources.get("/XObject", {})).values():
        if "/Resources" in inner:
            yield from _fonts(inner)


def all_tagged(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Nothing is painted but what stands in the tree of the structure, or is told to be no part of the text."""
    inside = {element.objgen for element, _ in elements(pdf)}
    numbers = _parent_tree(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        parents = numbers.get(int(page.obj.get("/StructParents", -1)), [])
        within: list[str | int | None] = []
        for one in pikepdf.parse_content_stream(page):
            match str(one.operator):
                case "BMC" | "BDC":
                    within.append(_mark(one.operands))
                case "EMC":
                    within.pop()
                case paint if paint in PAINTS and all(mark is None for mark in within):
                    yield f"page {number}: {paint} paints what is not tagged"
                    return
        for marked in _marks(page):
            if not marked < len(parents) or parents[marked] not in inside:
                yield f"page {number}: what is marked {marked} is not in the tree"
                return


def _marks(page: Any) -> Iterator[int]:
    for one in pikepdf.parse_content_stream(page):
        mark = _mark(one.operands) if str(one.operator) == "BDC" else None
        if isinstance(mark, int):
            yield mark


def _mark(operands: Any) -> str | int | None:
    """The number of what begins here; `artifact`; or None of what is only named."""
    if operands[0] == Name.Artifact:
        return "artifact"
    said = operands[1] if len(operands) > 1 else {}
    return int(said["/MCID"]) if isinstance(said, Dictionary) and "/MCID" in said else None


def _parent_tree(pdf: pikepdf.Pdf) -> dict[int, list[tuple[int, int]]]:
    held = list(catalogue(pdf).get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    pairs = zip(held[::2], held[1::2], strict=True)
    return {
        int(key): [one.objgen if isinstance(one, Dictionary) else (0, 0) for one in found]
        for key, found in pairs
        if isinstance(found, Array)
    }


RULES: Final[tuple[Rule, ...]] = (tagged, named, headed, tabled, nested, pictured, fonts_inside, all_tagged)
