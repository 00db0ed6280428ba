"""A list is searched while it is short enough to be looked through."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.adapters.keys.masters import Masters
from app.adapters.keys.store import FileKeyStore
from app.adapters.keys.vault import KeyVault
from app.domain.errors import Conflict
from app.domain.permissions import Permission, Principal
from app.usecases.caseload import SearchCaseload, search_caseload
from app.usecases.ports import Caller

BO = Principal(client="portal", user="bo", actor=UUID(int=1), may=frozenset({Permission.READ}))


class Lists:
    """Views of a list that is too long, or not."""

    def __init__(self, *, too_long: bool) -> None:
        self.too_long = too_long

    async def read(self, view: str, caller: Caller, **parameters: Any) -> Mapping[str, Any]:
        named = {"plans": {}, "more": self.too_long}
        document = named if view == "caseload-names" else {"entries": [], "items": [], "more": False, "actors": []}
        return {"document": document, "details": {}}


@pytest.mark.parametrize("too_long", [True, False])
async def test_a_list_that_is_too_long_is_not_searched_in_part(*, too_long: bool, tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "keys.sqlite", Masters(lambda: [bytes(32)]))
    vault = KeyVault(store)
    caller = Caller(principal=BO, today=1, request_id="r")
    asked = search_caseload(Lists(too_long=too_long), vault, caller, SearchCaseload(name="leo"))
    if too_long:
        with pytest.raises(Conflict, match="500"):
            await asked
    else:
        assert (await asked)["plans"] == []
    store.close()
