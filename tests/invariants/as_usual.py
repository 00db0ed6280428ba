"""What usually happens in a plan, in its order and by whoever may, so that every run comes to its later parts."""

from typing import Any

from hypothesis.stateful import precondition, rule

from tests.invariants.agreeing import Agreeing
from tests.invariants.by_link import ByLink
from tests.invariants.contributing import Contributing, Wish
from tests.invariants.ending import Ending, Late
from tests.invariants.handing import Handing, Handling
from tests.invariants.table import ANNA, HEALTH, OWNER, PICK
from tests.invariants.writing import Saying, Writing


class AsUsual(Agreeing, ByLink, Ending, Writing, Handing, Contributing):
    """The rule of the usual course; what may go wrong in it, goes wrong as it has to."""

    def __init__(self, *given: Any) -> None:
        self.went = False
        super().__init__(*given)

    @precondition(lambda self: self.items("plan") and not self.went)
    @rule(pick=PICK, of=PICK)
    def go_on_as_usual(self, pick: int, of: int) -> None:
        """Somebody has the plan and hands it over; a call is answered by a link, and a question; the person signs the
        plan on paper; a follow-up is held. Once in a life."""
        self.went, plan = True, self.plan(pick)
        assert plan is not None
        self._take_on(Handling("take on", pick, 0, ANNA))
        self._hand_over(Handling("hand over", pick, 0, ANNA))
        for kind in ("goal", "follow-up", "call"):
            self.contribute(Wish(kind, OWNER, 0, pick, 0, "work", "parties", 0, HEALTH))
        self.answer_by_link(0, OWNER, 1)
        self.freeze(pick, OWNER, 1)
        if self.frozen:
            self.sign_on_paper(0, OWNER)
        self._say(Saying("write", pick, of, OWNER, ["person"], "work", "parties"))
        self._reply(Saying("answer", 0, of, "person", [], "work", "parties"))
        reviews = [one for one in self.items("follow-up") if (one["plan_id"], one["state"]) == (plan, "current")]
        if reviews:
            review = reviews[-1]["id"]
            self._hold(Late("hold", 0, 4, OWNER, 1, 1, "parties", "work"), self.view[review])
            for number in range(3):
                self._tell(Late("tell", 0, number, "person", 1, 1, "parties", "work"), self.view[review])
