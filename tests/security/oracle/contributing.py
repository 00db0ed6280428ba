"""Who adds what: the parties of a plan to the plan, each agency's own system to what it knows of a person."""

from collections.abc import Mapping
from typing import Any, Final

from tests.security.askers import Asker
from tests.security.oracle.row import SENT, Row, add, move, report, tell
from tests.security.people import DAY, Somebody

ANSWERS: Final = dict.fromkeys(("heard", "my_goals", "who_does_what", "whom_to_call", "better_off"), "4")


def consenting(me: Somebody, asker: Asker) -> dict[str, Any]:
    """A consent: an agency says how it was given, the person does not."""
    actors = [me.actor("owner"), me.actor("party")]
    said = {"title": SENT, "start": DAY, "actors": actors, "categories": ["work"]}
    return said if asker.kind == "person" else {**said, "given_as": "orally", "witness": "Tolken"}


def disclosing(me: Somebody, _: Asker) -> dict[str, Any]:
    """A provision by which whoever asks discloses to others."""
    actors = [me.actor("owner"), me.actor("party")]
    said = {"provision": "disclosure-duty", "actors": actors, "categories": ["economy"], "note": SENT}
    return {**said, "start": DAY, "end": "2027-02-22"}


def mandating(me: Somebody, _: Asker) -> dict[str, Any]:
    """Somebody else, to act for the person when the person has accepted it."""
    said = {"form": "proxy", "proxy": me.ids["friend"], "powers": ["read"], "kept": SENT}
    return {**said, "start": DAY, "end": "2027-02-22"}


def answering(me: Somebody, asker: Asker) -> dict[str, Any]:
    """The answers to the questionnaire: the person's own, or written down."""
    return {**ANSWERS, "words": SENT, "written_down": asker.kind != "person"}


def speaking(**said: Any) -> Any:
    """The person's words: an agency says whether there is a yes on paper."""

    def sends(_: Somebody, asker: Asker) -> Mapping[str, Any]:
        return said if asker.kind == "person" else {**said, "on_paper": "yes"}

    return sends


CONTRIBUTING: Final[dict[str, Row]] = {
    # A number leads to an id, as it does for a number that is new.
    "POST /person-lookups": Row(
        needs="lookup", protected="everybody", sends=lambda me, _: {"identity_number": me.number}
    ),
    "PUT /persons/{person}/details": Row(
        needs="write", of=("person",), known="who knows the person", sends=lambda *_: {"name": "Någon"}
    ),
    # The number that is said to have been the person's is somebody else's: whoever comes so far is told that.
    "PUT /persons/{person}/identity-number": Row(
        needs="lookup", only="agencies", of=("person",), known="who knows the person", answers=422,
        sends=lambda *_: {"former_number": "19900577-9807", "identity_number": "19900517-9800"},
    ),
    "POST /persons/{person}/death": Row(
        needs="write", only="agencies", of=("person",), known="who knows the person", sends=lambda *_: {"on": DAY},
        answers=204,
    ),
    "POST /persons/{person}/legal-bases": Row(
        needs="write", only="agencies", of=("person",), protected="its source", sends=disclosing, answers=201,
        says="what was sent",
    ),
    "POST /persons/{person}/legal-holds": Row(
        needs="write", only="agencies", of=("person",), known="who has something of the person",
        sends=lambda *_: {"reason": "Ärendet prövas"}, says="why it is kept",
    ),
    # One of the two is held: there are no two records that can be made one, whoever asks.
    "POST /persons/{person}/merges": Row(
        needs="lookup", only="caseworkers", of=("person",), known="nobody",
        sends=lambda me, _: {"other": me.ids["friend"], "evidence": "confirmed-by-person"},
    ),
    "POST /persons/{person}/named-handlers": Row(
        needs="unit", only="agencies", of=("person",), protected="everybody", sends=lambda *_: {"user": "anna"}
    ),
    "POST /persons/{person}/protection": Row(
        needs="write", only="caseworkers", of=("person",), known="who has something of the person",
        sends=lambda *_: {"level": "marked", "reason": "Skatteverkets besked"}, says="the protection",
    ),
    "POST /plans": Row(
        needs="write", known="agencies, if there is such a person, and that one", protected="its source",
        sends=lambda me, _: {"person_id": me.person, "title": SENT}, answers=201, says="what was sent",
    ),
    "POST /plans/{plan}/activities": add(need="@need_work", planned_start="2027-01-01"),
    "POST /plans/{plan}/appointments": add(on="2026-12-11"),
    "POST /plans/{plan}/assignments": add(
        "other", only="caseworkers", says="nothing", sends=lambda *_: {}
    ),
    "POST /plans/{plan}/calls": add(
        to="&stranger", form="invitation", sent=DAY, meeting_on="2026-12-11"
    ),
    "POST /plans/{plan}/convenings": add(
        sends=lambda me, _: {"title": SENT, "on": "2026-12-11", "to": [me.actor("stranger")]}
    ),
    "POST /plans/{plan}/consents": add(needs="consent", protected="named handlers", sends=consenting),
    "PUT /plans/{plan}/contact-wishes": add(sends=speaking(channels=["phone"], note=SENT), answers=200),
    "PUT /plans/{plan}/crisis-plan": add(sends=lambda *_: {"what_helps": [SENT]}, answers=200),
    "PUT /plans/{plan}/voice": add(sends=speaking(text=SENT), answers=200),
    "POST /plans/{plan}/emergency-accesses": add(only="caseworkers", sends=lambda *_: {"why": SENT}),
    "POST /plans/{plan}/mandates": add(only="agencies", protected="named handlers", sends=mandating),
    "POST /plans/{plan}/end-reports": tell("plan", done=SENT),
    "POST /plans/{plan}/follow-ups": add(due="2027-01-20"),
    "POST /plans/{plan}/goals": add(on=DAY),
    "POST /plans/{plan}/handlers": add(start=DAY),
    "POST /plans/{plan}/main-responsible": add(start=DAY),
    "POST /plans/{plan}/meetings": add(on=DAY, outcome="plan"),
    "POST /plans/{plan}/messages": add(
        known="its readers by right", protected="named handlers", sends=lambda *_: {"text": SENT}
    ),
    "POST /plans/{plan}/needs": add(category="social", start=DAY),
    "POST /plans/{plan}/ownerships": add(need="@need_work", start=DAY),
    "POST /plans/{plan}/participants": add(by="its owner if it sees it", actor="&addressee"),
    "POST /plans/{plan}/referrals": add(need="@need_work", to="&stranger", sent=DAY),
    "POST /plans/{plan}/versions": move("plan", note=SENT, read_back=True),
    "POST /appointments/{appointment}/minutes": tell("appt_bare", text=SENT),
    "POST /minutes/{minutes}/amendment": tell("minutes", text=SENT, reason="Fel dag"),
    "POST /follow-ups/{followup}/goal-outcomes": tell("fu_bare", goal="@goal", outcome="met", note=SENT),
    "POST /follow-ups/{followup}/ladder-steps": tell("fu_bare", step="seeking", note=SENT),
    "POST /follow-ups/{followup}/questionnaires": tell(
        "fu_bare", by="the person or its owner", sends=answering
    ),
    "POST /messages/{message}/answers": tell(
        "message", "message_party", "message_person", by="whoever sees it", text=SENT
    ),
    "POST /messages/{message}/closing": tell("message", "message_party", "message_person", text=SENT),
    "POST /facts": Row(
        needs="a token", protected="everybody", sends=lambda me, _: {"facts": [{
            "id": "matrix", "kind": "contact", "on": DAY, "outcome": "reached", "person_id": me.person,
            "source_version": 1, "title": SENT,
        }]}, says="what was taken",
    ),
    "PUT /sources/{source}/activities/{key}": report(by="who takes part", plan="@plan", planned_start="2027-01-01"),
    "PUT /sources/{source}/calls/{key}": report(
        by="who takes part", plan="@plan", to="&stranger", form="call", sent=DAY
    ),
    "PUT /sources/{source}/consents/{key}": report(
        protected="named handlers", start=DAY, actors=["&owner", "&party"], categories=["work"]
    ),
    "PUT /sources/{source}/facts/{key}": report(kind="contact", on=DAY, outcome="reached"),
    "PUT /sources/{source}/follow-ups/{key}": report(by="who takes part", plan="@plan", due="2027-01-20"),
    "PUT /sources/{source}/goals/{key}": report(by="who takes part", plan="@plan", on=DAY),
    "PUT /sources/{source}/handlers/{key}": report(by="who takes part", plan="@plan", start=DAY),
    "PUT /sources/{source}/main-responsible/{key}": report(by="who takes part", plan="@plan", start=DAY),
    "PUT /sources/{source}/meetings/{key}": report(on=DAY, outcome="plan"),
    "PUT /sources/{source}/needs/{key}": report(by="who takes part", plan="@plan", category="social", start=DAY),
    "PUT /sources/{source}/ownerships/{key}": report(by="who takes part", need="@need_work", start=DAY),
    "PUT /sources/{source}/plans/{key}": report(start=DAY),
    "PUT /sources/{source}/referrals/{key}": report(
        by="who takes part", need="@need_work", to="&stranger", sent=DAY
    ),
}  # fmt: skip
