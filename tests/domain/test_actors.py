"""An actor's number can be called: written as people write numbers, and nothing else that can be dialled."""

from uuid import UUID

import pytest

from app.domain.actors import Actor
from app.domain.errors import FieldError


def actor(phone: str | None) -> Actor:
    return Actor(id=UUID(int=1), name="Soc", function="social-services", level="municipality", phone=phone)


@pytest.mark.parametrize(
    "phone",
    [
        *(None, "112", "1177", "114 14", "113 13", "08-465 004 00", "+46 8 465 004 00", "0771-123456"),
        *("0" * 20, "+" + "0" * 19),
    ],
)
def test_a_number_stands_as_it_was_written(phone: str | None) -> None:
    assert actor(phone).phone == phone


@pytest.mark.parametrize(
    "phone",
    [
        *("", "+", "11", "+46", "1-2", "1   2", "0" * 21, "+" + "0" * 20, "1177a", "a", "o112"),
        *(
            "ring oss",
            "08-465 004 00 (växel)",
            "tel:0846500400",
            "08/46500400",
            "0846500400;ext=1",
            "08\u00a0465 004 00",
        ),
        *("08+46500400", "-46500400", "08-465 004 ", " 08-465 004", "08-465 004 00\n", "+ 46 8 465", "٠٨٤٦٥٠٠"),
    ],
)
def test_what_is_no_number_to_call_is_refused_by_name_with_what_to_write(phone: str) -> None:
    with pytest.raises(FieldError, match="such as 08-465 004 00") as refused:
        actor(phone)
    assert refused.value.field == "phone"
