"""The look for digits in an answer is seen to find them, and not to mind those of an id."""

from uuid import UUID

import httpx
import pytest

from tests.api.answers import untold

ID = UUID("0192e4a0-9800-7000-8000-000000009800")


def test_digits_that_are_told_are_found() -> None:
    with pytest.raises(AssertionError, match="19900517-9800"):
        untold(
            httpx.Response(422, text=f'{{"instance": "/plans/{ID}", "detail": "19900517-9800 is no title"}}'), "9800"
        )


def test_the_digits_of_an_id_are_nobodys() -> None:
    untold(httpx.Response(422, text=f'{{"instance": "/plans/{ID}", "detail": "is no title"}}'), "9800")
