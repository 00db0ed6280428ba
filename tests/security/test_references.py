"""What is named inside a body leads to nothing that its sender may not know, and then as if it led nowhere."""

import re
from typing import Any, Final
from uuid import uuid4

import pytest

from tests.security.askers import ACTORS
from tests.security.cells import NO_ONE
from tests.security.matrix import Matrix
from tests.security.people import ANY, DAY
from tests.security.sight import ID, words_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
TASK: Final = {
    "actor": "00000000-0000-4000-8000-000000000001",
    "what": "Ringa",
    "planned_start": "2027-02-01",
    "need": "#",
}
MANDATE: Final = {"form": "proxy", "powers": ["read"], "start": DAY, "end": "2027-11-22"}
CONSENT: Final = {"start": DAY, "end": "2027-11-22", "categories": ["work"]}
REPORT: Final = {"done": "Allt", "reached": ["#"]}
AT: Final = "/plans/@plan"
STRANGERS: Final = f"PUT /sources/{ACTORS['stranger']}"
REFERENCES: Final[list[tuple[str, str, str, dict[str, Any]]]] = [
    # Who sends it, where, the thing of somebody else or out of sight that it names (`#` in the body), and the body.
    ("owner", f"POST {AT}/activities", "their need_work", {"need": "#", "planned_start": DAY}),
    ("owner", f"POST {AT}/ownerships", "their need_work", {"need": "#", "start": DAY}),
    ("owner", f"POST {AT}/referrals", "their need_work", {"need": "#", "to": "&", "sent": DAY}),
    ("party", f"POST {AT}/referrals", "my ref_sent", {"need": "@need_work", "to": "&", "sent": DAY, "previous": "#"}),
    ("party", f"POST {AT}/calls", "my appt", {"to": "&", "form": "invitation", "sent": DAY, "appointment": "#"}),
    ("owner", f"POST {AT}/messages", "my act_planned", {"text": "Hej", "about": "#"}),
    ("owner", f"POST {AT}/messages", "their message", {"text": "Hej", "about": "#"}),
    ("owner", f"POST {AT}/end-reports", "their goal", {"done": "Allt", "reached": ["#"]}),
    ("owner", "POST /follow-ups/@fu_bare/goal-outcomes", "their goal", {"goal": "#", "outcome": "met"}),
    ("owner", "POST /follow-ups/@follow_up/holding", "their goal", {"goals": [{"goal": "#", "outcome": "met"}]}),
    ("owner", f"POST {AT}/closing", "their goal", {"reason": "goals-met", "end_report": REPORT}),
    ("owner", "POST /minutes/@minutes/amendment", "their need_work", {"text": "Hej", "reason": "Fel", "tasks": [TASK]}),
    ("owner", "POST /persons/@person/legal-holds", "their plan", {"reason": "Prövas", "plan": "#"}),
    ("party", "POST /messages/@message_party/answers", "my draft", {"text": "Hej", "addressed_to": ["#"]}),
    ("owner", f"POST {AT}/participants", "their person", {"actor": "#"}),
    ("owner", f"POST {AT}/convenings", "their plan", {"on": "2026-12-11", "to": ["#"]}),
    ("owner", f"POST {AT}/mandates", "their appt", {**MANDATE, "proxy": "#"}),
    ("person", f"POST {AT}/consents", "their need_work", {**CONSENT, "actors": ["#"]}),
    ("anna at owner", "POST /persons/@person/corrections", "my fact_own", {"item": "#", "reason": "number-mistaken"}),
    ("owner", "POST /appointments/@appt_bare/minutes", "their need_work", {"text": "Hej", "tasks": [TASK]}),
    ("owner", "POST /findings/@finding/resolution", "my fact_own", {"code": "wrong-fact", "fact": "#"}),
    ("anna at owner", "POST /caseload-transfers", "my closed", {"to": "bo", "note": "Hej", "plans": [{"plan": "#"}]}),
    ("owner", f"PUT /sources/{ACTORS['owner']}/goals/x", "their plan", {"plan": "#", "on": DAY}),
    ("stranger", f"{STRANGERS}/needs/x", "my plan", {"plan": "#", "category": "work", "start": DAY}),
    ("stranger", f"{STRANGERS}/ownerships/x", "my need_work", {"need": "#", "start": DAY}),
]  # fmt: skip


@pytest.mark.parametrize(("by", "operation", "thing", "body"), REFERENCES)
async def test_a_reference_to_what_is_out_of_sight_is_a_reference_to_nothing(
    matrix: Matrix, by: str, operation: str, thing: str, body: dict[str, Any]
) -> None:
    me, them = (next(w.me for w in matrix.worlds if w.consent == consent) for consent in ("none", "full"))
    whose, name = thing.split(" ")
    hidden = (me if whose == "my" else them).ids[name]
    method, path = re.sub(r"@(\w+)", lambda found: me.ids[found[1]], operation).split(" ")

    def filled(value: Any, reference: str) -> Any:
        match value:
            case "#":
                return reference
            case "&":
                return me.actor("stranger")
            case str() if value.startswith("@"):
                return me.ids[value[1:]]
            case list():
                return [filled(one, reference) for one in value]
            case dict():
                return {key: filled(one, reference) for key, one in value.items()}
        return value

    told = []
    with matrix.witness.nothing_changes():
        for reference in (hidden, NO_ONE, str(uuid4())):
            sent = filled(body, reference)
            if method == "PUT":
                sent |= {"person_id": me.person, "source_version": 1}
            answer = await me.at[by].request(method, path, json=sent, headers=ANY)
            assert answer.status_code in (404, 422), answer.text
            assert not words_in(answer.text)
            told.append((answer.status_code, ID.sub("…", answer.text), answer.headers["content-type"]))
    assert told[0] == told[1] == told[2]
    assert {404: "not-found", 422: "unknown-reference"}[told[0][0]] in told[0][1]
