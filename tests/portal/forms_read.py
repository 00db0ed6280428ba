"""The forms of a page as a browser without scripts has them: what they ask for, and what they would send."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

OWN: Final = ("_csrf", "_key", "_version", "_form", "_page", "_who")
Typed = dict[str, list[str]]


@dataclass
class Control:
    """One field: everything that stands under one name. `optional` is what its label says."""

    name: str
    kind: str
    id: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    optional: bool = False


@dataclass
class PageForm:
    """One form that is posted."""

    action: str
    controls: dict[str, Control] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    """Where its other buttons send it."""

    @property
    def name(self) -> str:
        """What tells it from the others of its page."""
        own = self.controls.get("_form")
        return own.values[0] if own else ""

    @property
    def asked(self) -> list[Control]:
        """The fields that somebody fills in."""
        return [one for one in self.controls.values() if one.kind != "hidden"]

    def field_id(self, name: str) -> str:
        """The id of a field on the page."""
        return f"{self.name or 'svar'}-{name.replace('.', '-')}"

    def sent(self, given: Mapping[str, list[str]] = {}) -> Typed:
        """What is sent when it is filled in like this, and stands as it was otherwise."""
        return {name: list(given.get(name, one.values)) for name, one in self.controls.items()} | {
            name: list(values) for name, values in given.items()
        }

    def filled(self, say: Callable[[Control], list[str]]) -> Typed:
        """What is sent when each field is filled in as `say` has it."""
        return self.sent({one.name: say(one) for one in self.asked})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.form: PageForm | None = None
        self.label: str | None = None
        self.optional: set[str] = set()
        self.ids: set[str] = set()
        self.area: Control | None = None
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.ids.add(said["id"])
        if tag == "form":
            self.form = PageForm(said["action"]) if said.get("method") == "post" else None
        elif tag == "label":
            self.label = said.get("for")
        elif tag == "span" and said.get("class") == "optional" and self.label:
            self.optional.add(self.label)
        elif self.form is not None:
            self._control(tag, said)

    def _control(self, tag: str, said: dict[str, str]) -> None:
        assert self.form is not None
        if "formaction" in said:
            self.form.elsewhere.append(said["formaction"])
        if tag == "option" and self.select is not None:
            self.select.options.append(said.get("value", ""))
            if "selected" in said:
                self.select.values = [said.get("value", "")]
        elif tag in ("input", "textarea", "select") and "name" in said:
            kind = "number" if "inputmode" in said else said.get("type", "text") if tag == "input" else tag
            one = self.form.controls.setdefault(said["name"], Control(said["name"], kind, said.get("id", "")))
            if kind in ("radio", "checkbox"):
                one.options.append(said["value"])
                if "checked" in said:
                    one.values.append(said["value"])
            elif tag == "input":
                one.values.append(said.get("value", ""))
            elif tag == "textarea":
                self.area, one.values = one, [""]
            else:
                self.select, one.values = one, [""]

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.values[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            self.forms.append(self.form)
            self.form = None
        elif tag == "label":
            self.label = None
        elif tag == "textarea" and self.area is not None:
            self.area.values[0] = self.area.values[0].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None


def all_forms_of(page: str) -> list[PageForm]:
    """The forms of the page that are posted; the first is for signing out, where somebody is signed in."""
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        for one in form.controls.values():
            one.optional = one.id in reader.optional
    return reader.forms


def forms_of(page: str) -> list[PageForm]:
    """The forms of the page that are posted, but for signing out, which every page has."""
    return [form for form in all_forms_of(page) if form.action != "/logga-ut"]


def form_of(page: str, action: str, name: str) -> PageForm:
    """That form of the page."""
    return next(form for form in forms_of(page) if (form.action, form.name) == (action, name))


def ids_of(page: str) -> set[str]:
    """Every id on the page."""
    reader = _Reader()
    reader.feed(page)
    return reader.ids
