"""Calls that are answered by a link, without an account: once, and by whoever was asked."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.actors import THE_PERSON
from tests.invariants.moving import Moving
from tests.invariants.table import PICK, WHO, WORD


class ByLink(Moving):
    """The rule of answer links."""

    @precondition(lambda self: self.items("call"))
    @rule(pick=PICK, other=WHO, by_right=st.integers(0, 5))
    def answer_by_link(self, pick: int, other: str, by_right: int) -> None:
        """Whoever put the question makes a link; it shows nothing of the person, and can be used once."""
        calls = self.items("call")
        call = calls[-1 - pick % len(calls)]
        who = next((desk for desk in self.at if self.actor(desk) == call["owner"]), other) if by_right else other
        made = self.ask(who, "POST", f"/calls/{call['id']}/answer-link", {})
        able = self.actor(who) == call["owner"] and call["to"] != str(THE_PERSON)
        assert made.is_success <= (able and call["state"] in ("sent", "new-time")), made.text
        self.seen["answered by link"] += made.is_success
        if not made.is_success:
            self.settle()
            return
        token, nobody = {"token": made.json()["token"]}, self.county.client(None)
        question = self.house.do(nobody.post("/answer-links/question", json=token))
        assert (question.status_code, WORD.findall(question.text)) == (200, []), question.text
        said = {**token, "answer": "coming"}
        answers = [self.house.do(nobody.post("/answer-links/answer", json=said)).status_code for _ in range(2)]
        assert answers == [200, 404]
        self.settle(**{call["id"]: {}})
