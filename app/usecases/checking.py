"""Checking finished views before they are sent: a sample in operation, which is held back if it shows too much."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.checking import shown_in, too_much
from app.domain.errors import Withheld
from app.usecases.ports import Caller, CheckableViews, Store

Drawn = Callable[[], bool]
"""Whether the view that is read now is checked."""

log = logging.getLogger("sip.views")


class CheckedViews:
    """A Views, some of which are checked: the domain decides on each item once more, whatever let it through.

    A view that shows too much is an incident: it is not sent (Withheld), stands in the log of the persons, and is told
    to whoever runs the service, by ids alone. `checked` and `withheld` count since the start of the process.
    """

    def __init__(self, views: CheckableViews, store: Store, drawn: Drawn) -> None:
        self._views = views
        self._store = store
        self._drawn = drawn
        self.checked = 0
        self.withheld = 0

    async def read(self, view: str, caller: Caller, **parameters: Any) -> Mapping[str, Any] | None:
        if not self._drawn():
            return await self._views.read(view, caller, **parameters)
        read = await self._views.read_with_evidence(view, caller, shown_in, **parameters)
        self.checked += 1
        if read is None:
            return None
        found, evidence = read
        wrong = too_much(shown_in(found), evidence, caller.principal, caller.today)
        if wrong:
            self.withheld += 1
            ids = sorted(str(one) for items in wrong.values() for one in items)
            log.error(
                "incident: a view was not sent, since it showed what its reader may not see: %s to %s, request %s, "
                "items %s; %d of %d checked since the start",
                *(view, caller.principal.reader, caller.request_id, " ".join(ids), self.withheld, self.checked),
            )
            await self._store.withheld(caller, view, wrong)
            raise Withheld
        return found
