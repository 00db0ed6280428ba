"""What is told is found again wherever it stands as itself, and nothing else is taken for it."""

import base64
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from tests.leaks.ear import Ear

NAME, NUMBER, PHONE = "Kanariefågel Gul", "199005179800", "070-1740605"


def ear_that_was_told(said: Any) -> Ear:
    ear = Ear()
    ear.told.hear_body(json.dumps(said).encode(), "application/json", "a test")
    return ear


@pytest.fixture
def ear() -> Ear:
    return ear_that_was_told({"name": NAME, "identity_number": NUMBER, "details": [{"contact": PHONE}]})


@pytest.mark.parametrize(
    "line",
    [
        f"a goal for {NAME}.",
        f"insert into person values ('{NAME}')",
        "GET /persons?name=Kanariefågel+Gul",
        "GET /persons?name=Kanarief%C3%A5gel%20Gul",
        json.dumps({"detail": f"{NAME} is no category"}),
        f"Location: /persons/{NUMBER}",
        "the number 19900517-9800 is not known",
        "9005179800 is not known",
        "19900517+9800",
        f"sent to {PHONE}",
    ],
)
def test_what_was_told_is_found(ear: Ear, line: str) -> None:
    ear.hear("a log", line)
    assert len(ear.leaks()) == 1
    for secret in (NAME, "Gul", NUMBER, NUMBER[2:], PHONE):
        assert secret not in str(ear.leaks()[0])


@pytest.mark.parametrize(
    "line",
    [
        "a goal for Kanariefågel Gulsparv",
        "nykanariefågel Gul",
        "request 199005179801 took 3 ms",
        "0192e4a0-7c1f-7000-8000-199005179800",
        "at 2026-11-21T19:90:05.179800Z",
        "GET /sip-api/v1/persons",
    ],
)
def test_what_only_looks_like_it_is_not(ear: Ear, line: str) -> None:
    ear.hear("a log", line)
    assert ear.leaks() == []


def test_an_identity_number_for_tests_is_found_although_nobody_told_it() -> None:
    ear = Ear()
    ear.hear("a log", f"of {NUMBER}")
    assert [leak.what for leak in ear.leaks()] == ["an identity number"]


def test_ids_codes_times_and_the_services_own_words_are_nothing_that_somebody_told() -> None:
    ear = ear_that_was_told(
        {
            "person_id": "0192e4a0-7c1f-7000-8000-000000000001",
            "category": "health",
            "code": "no-such-code",
            "start": "2026-11-21",
            "at": "2026-11-21T08:00:00+01:00",
            "municipality_code": "0686",
            "quarter": "2026-Q3",
            "id": "row 4711 of the source",
            "user": "anna at the desk",
        }
    )
    assert list(ear.told.telling()) == []


def test_the_number_that_an_actor_is_registered_with_is_nobody_s() -> None:
    registered = {"name": "Gula enheten", "function": "psychiatry", "level": "region", "phone": "08-465 004 60"}
    assert list(ear_that_was_told(registered).told.telling()) == []
    assert list(ear_that_was_told({"phone": "08-465 004 60"}).told.telling()) == ["08-465 004 60"]


def test_what_stands_where_a_code_should_is_something_that_somebody_told() -> None:
    ear = ear_that_was_told({"category": NAME, "Gul fjäder": 1, "start": "i förrgår kväll"})
    assert sorted(ear.told.telling()) == ["Gul fjäder", NAME, "i förrgår kväll"]


def test_a_form_tells_as_much() -> None:
    ear = Ear()
    ear.told.hear_body(f"title={NAME.replace(' ', '+')}&x=1".encode(), "application/x-www-form-urlencoded", "a test")
    assert list(ear.told.telling()) == [NAME]


def test_a_token_tells_whose_it_is_and_is_itself_a_secret() -> None:
    claims = base64.urlsafe_b64encode(json.dumps({"number": NUMBER}).encode()).decode().rstrip("=")
    ear = Ear()
    ear.told.hear_token(f"Bearer e30.{claims}.sIgNaTuReOfSomebody", "a test")
    assert list(ear.told.numbers) == [NUMBER[2:]]
    ear.hear("a log", "refused: sIgNaTuReOfSomebody")
    assert [leak.what for leak in ear.leaks()] == ["what was told in a token"]


def test_a_log_is_heard_as_it_is_written_with_the_fault_and_what_led_to_it(ear: Ear) -> None:
    log = logging.getLogger("a log that nobody else hears")
    log.propagate = False
    log.addHandler(ear)
    try:
        raise ValueError(NAME)
    except ValueError:
        log.warning("something is wrong", exc_info=True)
    log.removeHandler(ear)
    assert len(ear.leaks()) == 1


def test_what_is_done_on_purpose_is_not_heard(ear: Ear) -> None:
    ear.deaf = True
    ear.hear("a log", NAME)
    assert ear.leaks() == []


def test_the_log_of_a_database_server_is_heard_line_by_line(ear: Ear, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text(f"2026-11-21 LOG: statement: select 1\nDETAIL: Key (title)=({NAME}) already exists.\n")
    ear.hear_log_of_server(log)
    assert [leak.way for leak in ear.leaks()] == ["the log of the database server"]
