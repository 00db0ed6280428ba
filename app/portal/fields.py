"""A form as it is shown: what stands in its fields, and what is wrong with them."""

from dataclasses import dataclass


@dataclass(kw_only=True)
class Form:
    """A form as it is shown: what stands in its fields, and what is wrong with them.

    `id` tells it from the others of its page, `page` is where that is; `version` is the item's that it was made of,
    "*" when there is none. `changed` says that somebody else has changed the item since it was read, `trouble` why it
    cannot be done, and `kept` that it was typed in a session that ended meanwhile. `who` is a mark of who types.
    """

    id: str
    page: str
    who: str
    csrf: str
    key: str
    version: str
    values: dict[str, list[str]]
    errors: dict[str, str]
    trouble: str | None = None
    changed: bool = False
    kept: bool = False

    def value(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def has(self, name: str, value: str) -> bool:
        return value in self.values.get(name, ())

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def field(self, name: str) -> str:
        """The field's id on the page."""
        return f"{self.id}-{name.replace('.', '-')}"
