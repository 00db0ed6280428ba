"""What bears no person: the service itself, the catalogue of activities, and what a coordination body is told."""

from typing import Final

from tests.security.oracle.row import Row, read

OPEN: Final = Row(needs="nothing")
BODY: Final = ("a body",)
NO_PERSON: Final = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
OFFERED: Final = {"title": "Yrkeskurs", "category": "education", "capacity": 12}

OF_NOBODY: Final[dict[str, Row]] = {
    "GET /api-info": OPEN,
    "GET /code-lists": OPEN,
    "GET /health/live": OPEN,
    "GET /health/ready": OPEN,
    "GET /rules": OPEN,
    "POST /answer-links/question": Row(needs="nothing", sends=lambda me, _: {"token": me.ids["link"]}),
    "POST /answer-links/answer": Row(
        needs="nothing", sends=lambda me, _: {"token": me.ids["link"], "answer": "coming"}
    ),
    # The log of one's own actor: about whom, by ids, and nothing of what was read.
    "GET /audit": Row(needs="audit", only="agencies", says="the log"),
    "GET /audit/samples": Row(needs="audit", only="agencies", says="the log"),
    "GET /audit/seal": Row(needs="audit", only="agencies"),
    # Of somebody about whom nothing is logged: the log says whose reading is known.
    "GET /audit/persons": Row(
        needs="audit", only="agencies", answers=404, asks=f"?reference={NO_PERSON}&reason=sample"
    ),
    "GET /actors": Row(needs="a token"),
    "GET /coordination-bodies": Row(needs="a token"),
    "GET /pace": read(only="agencies", known="nobody", says="nothing"),
    "GET /rule-outcomes": read(only="agencies", known="everybody", says="nothing"),
    "GET /coordination-bodies/{body}/escalations": read(*BODY, known="everybody", by="members", says="nothing"),
    "GET /coordination-bodies/{body}/offers": read(*BODY, known="everybody", says="nothing"),
    "POST /coordination-bodies/{body}/offers": Row(
        needs="write", of=BODY, by="members", sends=lambda *_: OFFERED, read_back=True
    ),
    # There is no quarter as yet: its members are told that.
    "GET /coordination-bodies/{body}/statistics": Row(needs="statistics", of=BODY, by="members", answers=404),
    "GET /offers/{offer}": read("an offer", known="everybody", says="nothing"),
    "PUT /offers/{offer}": Row(needs="write", of=("an offer",), by="its owner", sends=lambda *_: OFFERED),
    "POST /offers/{offer}/withdrawal": Row(
        needs="write", of=("an offer",), by="its owner", sends=lambda *_: {"reason": "Ges inte"}
    ),
}
