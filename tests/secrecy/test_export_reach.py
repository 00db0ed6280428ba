"""Every table that bears a person is in what the person takes out, or somebody has said why it is not."""

from app.adapters.postgres.export_reads import EXPORT_VIEWS
from tests.secrecy.catalogue import PERSON_BEARING

LEFT_OUT = {
    "finding_work": "what an agency's caseworker does with the agency's own card; it is asked of the agency",
    "admission": "when an agency's list took in a card; it is of the list",
    "escalation": "whom an agency's silence was told; what the person sees of it is in the findings",
    "source_key": "an agency's own name for its item, which is told under the id of the service",
    "plan_version_item": "which version of an item is in which version of the plan; both are told",
    "answer_link": "the hash of a link that is used once",
    "idempotency": "requests that came twice, by the caller",
    "person_identity": "a hash of the number, which is told itself",
    "destroyed_key": "that who it was cannot be read any more, which what is taken out shows by itself",
    "merge": "what an agency has said of two records being one; the person reads it under merges, by itself",
    "same_person": "which records are one, which is told by the other records in what is taken out",
    "dirty": "that the detector is to look",
    "watch": "when the detector is to look",
    "recheck": "that the detector is to look",
}


def missing(statement: str) -> set[str]:
    return {table for table in PERSON_BEARING - LEFT_OUT.keys() if f" {table} " not in statement}


def test_what_the_person_takes_out_reaches_every_table_that_bears_a_person() -> None:
    assert LEFT_OUT.keys() <= PERSON_BEARING
    assert missing(EXPORT_VIEWS["person-export"]) == set()


def test_a_table_that_was_forgotten_is_found() -> None:
    assert missing(EXPORT_VIEWS["person-export"].replace(" legal_hold ", " nothing ")) == {"legal_hold"}
