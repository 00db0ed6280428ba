"""What is made quickly is what its class would have made."""

from dataclasses import FrozenInstanceError, fields
from uuid import UUID

import pytest

from app.domain.disclosure import Grant, Sight
from app.domain.facts import ITEM_KINDS
from app.domain.findings import Finding, Span
from app.domain.making import making


@pytest.mark.parametrize("of", [Grant, Sight, Span, Finding, *ITEM_KINDS.values()])
def test_it_is_equal_of_the_same_class_and_frozen(of: type) -> None:
    names = [field.name for field in fields(of)]
    made: object = making(of)(*names)
    usual = of(**dict(zip(names, names, strict=True)))
    assert (made, hash(made), repr(made), type(made)) == (usual, hash(usual), repr(usual), of)
    with pytest.raises(FrozenInstanceError):
        setattr(made, names[-1], "other")
    with pytest.raises(FrozenInstanceError):
        delattr(made, names[0])


def test_the_values_go_where_they_belong() -> None:
    span = making(Span)(1, 2, 3, UUID(int=4), ("a",))
    assert span == Span(opens=1, critical=2, closes=3, owner=UUID(int=4), inhibited_by=("a",))
