"""Makes frozen, slotted dataclasses by the million, in a fifth of the time that their own `__init__` takes.

Theirs has to go round its own refusal to be assigned to, field by field. What is compiled here, once per class as
dataclasses compile theirs, fills in a twin that refuses nothing, and lets it become one of the class at the end.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def making(of: type[T]) -> Callable[..., T]:
    """Makes one from the values of all of its fields, in their order; none of them is checked."""
    names = [field.name for field in fields(of)]  # type: ignore[arg-type]  # a dataclass, as every caller's is
    return compiled(of, names, dict(zip(names, names, strict=True)), {})


def compiled(
    of: type[T], arguments: Iterable[str], values: Mapping[str, str], scope: Mapping[str, object], then: str = "made"
) -> Callable[..., T]:
    """A function of these arguments that makes one; `values` has an expression for each of its fields.

    What the expressions name is an argument or in the scope. `then` is what it gives: `made`, or what becomes of it.
    """
    assigned = [f"made.{name} = {value}" for name, value in values.items()]
    body = "\n    ".join(["made = new(twin)", *assigned, "made.__class__ = of", f"return {then}"])
    known: dict[str, Any] = {**scope, "new": object.__new__, "twin": _twin(of), "of": of}
    exec(f"def make({', '.join(arguments)}):\n    {body}\n", known)  # noqa: S102 - of the program's own words alone
    make: Callable[..., T] = known["make"]
    return make


def _twin(of: type) -> type:
    """A class with the same places for the same fields, so that what is one can become the other."""
    free = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(of.__name__, of.__bases__, {"__slots__": of.__dict__["__slots__"], **free})
