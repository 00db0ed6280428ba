"""What was acknowledged is sent again, and keys are used for something else; and now and then no log can be written."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.invariants.house import no_log
from tests.invariants.table import PICK, WHO, WORD, Table


class Again(Table):
    """The rules by which nothing may happen twice, and nothing without a trace."""

    @precondition(lambda self: self.sent)
    @rule(pick=PICK)
    def send_again(self, pick: int) -> None:
        """The same status and address, if the caller may still see it; and nothing is done once more."""
        sent = self.sent[-1 - pick % len(self.sent)]
        headers = {"If-Match": f'"{sent.version}"'} if sent.version else {}
        answer = self.ask(sent.who, "POST", sent.path, sent.body, **headers, **{"Idempotency-Key": sent.key})
        self.seen["sent again"] += answer.is_success
        if sent.item in self.view and sent.item not in self.may_see(sent.who):
            assert answer.status_code == 404, answer.text
        elif sent.item in self.view:
            assert (answer.status_code, answer.headers.get("location")) == (sent.status, sent.location), answer.text
            assert answer.json()["id"] == sent.item
        self.settle()

    @precondition(lambda self: self.sent)
    @rule(pick=PICK)
    def use_a_key_for_something_else(self, pick: int) -> None:
        sent = self.sent[-1 - pick % len(self.sent)]
        body = {**sent.body, "title": "något annat"}
        headers = {"If-Match": f'"{sent.version}"'} if sent.version else {}
        answer = self.ask(sent.who, "POST", sent.path, body, **headers, **{"Idempotency-Key": sent.key})
        assert answer.status_code == 422, answer.text
        self.settle()

    @precondition(lambda self: self.items("plan"))
    @rule(who=WHO, pick=PICK, way=st.integers(0, 6))
    def nobody_can_write_the_log(self, who: str, pick: int, way: int) -> None:
        """Then there is no answer, and nothing has happened."""
        plan, item = self.plan(pick), list(self.view)[pick % len(self.view)]
        asked: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
            ("GET", f"/persons/{self.me}/timeline", None),
            ("GET", f"/plans/{plan}", None),
            ("GET", f"/plans/{plan}/history", None),
            ("GET", f"/persons/{self.me}/findings", None),
            ("POST", f"/plans/{plan}/goals", {"on": self.today.isoformat(), "title": self.word()}),
            ("POST", f"/plans/{plan}/closing", {"reason": "other", "note": self.word()}),
            ("GET", f"/needs/{item}", None),
        )
        method, path, body = asked[way]
        with no_log(self.house.database):
            answer = self.house.do(self.at[who].request(method, path, json=body, headers={"If-Match": "*"}))
        # A wish that cannot be granted as things stand may be answered: that tells of nothing but the state.
        assert answer.status_code in (500, 503) or (method, answer.status_code) == ("POST", 409), answer.text
        assert not WORD.search(answer.text)
        self.settle()
