"""What a person's page is made of, without a page: what comes, whom to call, and which consents cover the same."""

from typing import Any

from app.domain.actors import THE_PERSON
from app.portal import mine_view
from app.portal.mine_consent_view import agreed_to, others_that_cover
from app.portal.mine_item_lines import about_what, lines_by_owner
from app.portal.mine_log_days import by_day

US, THEM = "a", "b"
AREAS = ["work", "housing", "health"]


def item(number: str, kind: str, state: str, owner: str = US, **fields: Any) -> dict[str, Any]:
    return {"id": number, "kind": kind, "state": state, "owner": owner, **fields}


def timeline(*items: dict[str, Any]) -> dict[str, Any]:
    actors = [{"id": US, "name": "Soc", "phone": "+46 8-465 004 00"}, {"id": THEM, "name": "Psyk"}]
    return {"today": "2026-11-21", "items": list(items), "actors": actors, "findings": []}


def test_what_comes_is_told_from_today_on_in_the_order_of_its_days() -> None:
    found = timeline(
        item("1", "activity", "planned", planned_start="2026-12-01", title="samtal"),
        item("2", "appointment", "called", on="2026-11-21", at="13:00"),
        item("3", "appointment", "cancelled", on="2026-11-25"),
        item("4", "activity", "planned", planned_start="2026-11-20", title="Försenad"),
        item("5", "consent", "in-force", owner=str(THE_PERSON), end="2026-11-30", categories=AREAS),
        item("6", "activity", "ongoing", start="2026-01-01"),
    )
    told = [(one.day, one.what, one.title) for one in mine_view.coming(found, "sv")]
    assert told == [
        ("2026-11-21", "meeting", "Bokat möte"),
        ("2026-11-30", "consent_ends", "arbete, boende och hälsa"),
        ("2026-12-01", "begins", "Samtal"),
    ]
    assert [one.id for one in mine_view.overdue(found, "sv")] == ["4"]
    assert [one.title for one in mine_view.going_on(found, "en")] == ["Activity"]


def test_somebody_can_be_asked_what_comes_when_all_that_goes_on_has_an_end_and_nothing_follows() -> None:
    training = item("1", "activity", "ongoing", owner=THEM, start="2026-09-01", planned_end="2026-11-27")
    holder = item("2", "main-responsible", "current", owner=US)

    assert mine_view.to_ask_what_then(timeline(training)) == "Psyk"
    assert mine_view.to_ask_what_then(timeline(training, holder)) == "Soc"
    assert mine_view.to_ask_what_then(timeline(training, item("3", "activity", "ongoing", start="2026-09-01"))) is None
    assert mine_view.to_ask_what_then(timeline(training, item("3", "activity", "planned"))) is None
    assert mine_view.to_ask_what_then(timeline(holder)) is None


def test_whoever_holds_the_plan_is_called_first_and_nothing_is_said_twice() -> None:
    found = timeline(
        item("n", "need", "current", title="Bostad"),
        item("1", "ownership", "current", owner=THEM, need="n"),
        item("2", "ownership", "current", owner=THEM, need="n"),
        item("3", "ownership", "current", owner=THEM, need="unseen"),
        item("4", "main-responsible", "current", owner=US),
    )
    called = mine_view.to_call(found, "sv")
    assert [(one.who, one.about) for one in called] == [
        ("Soc", (("holds_plan", ""),)),
        ("Psyk", (("holds_need", "Bostad"),)),
    ]
    assert [(one.phone, one.dialled) for one in called] == [("+46 8-465 004 00", "+46846500400"), (None, "")]


def test_only_what_stands_in_a_plan_and_is_anothers_can_be_said_to_be_wrong() -> None:
    inside = item("1", "activity", "planned", plan_id="p", planned_start="2026-12-01")
    assert about_what(inside, "sv").objectable
    assert not about_what({**inside, "plan_id": None}, "sv").objectable
    assert not about_what({**inside, "owner": str(THE_PERSON)}, "sv").objectable
    owners = lines_by_owner(timeline(inside, item("2", "voice", "written", str(THE_PERSON), text="x" * 300)), "sv")
    assert [one.name for one in owners] == ["Soc", None]
    assert owners[1].lines[0].text == "x" * 200 + " …"


def test_what_is_written_stands_by_its_day_the_latest_first() -> None:
    found = timeline(
        item("1", "contact", "current", on="2026-03-01"),
        item("2", "activity", "planned", planned_start="2026-12-01"),
        item("3", "contact", "current", on="2026-10-01"),
        item("4", "need", "current"),
    )

    assert [line.id for line in lines_by_owner(found, "sv")[0].lines] == ["2", "3", "1", "4"]


def test_what_is_written_says_more_than_its_kind() -> None:
    lines = lines_by_owner(
        timeline(
            item("n", "need", "current", title="Bostad"),
            item("1", "participant", "current", actor=THEM, start="2026-01-01"),
            item("2", "ownership", "current", actor=US, need="n", start="2026-01-01"),
            item("3", "ladder-step", "current", on="2026-02-01", step="seeking"),
            item("4", "meeting", "plan", on="2026-02-01", outcome="plan"),
            item("5", "participant", "current", actor="018f2f6e-0000-7000-8000-000000000001", start="2026-01-01"),
        ),
        "sv",
    )[0].lines
    said = {line.id: dict(line.said) for line in lines}

    assert said["1"] == {"Aktör": "Psyk"}
    assert said["2"] == {"Aktör": "Soc", "Behov": "Bostad"}
    assert said["3"] == {"Steg mot arbete": "söker arbete"}
    assert (said["5"], said["n"]) == ({}, {})
    assert next(line.state for line in lines if line.id == "4") == "ledde till plan"


def consent(number: str, state: str, actors: list[str], categories: list[str]) -> dict[str, Any]:
    said = {"start": "2026-01-01", "purpose": "x", "version": "1.0"}
    return {"id": number, "state": state, "actors": actors, "categories": categories, **said}


def test_another_consent_covers_the_same_when_two_of_them_still_share_an_area() -> None:
    ledger = {
        "actors": [],
        "consents": [
            consent("it", "in-force", [US, THEM, "c"], ["health"]),
            consent("covers", "in-force", [US, THEM], ["health", "work"]),
            consent("one-of-them", "in-force", [US, "d"], ["health"]),
            consent("other-area", "in-force", [US, THEM], ["work"]),
            consent("over", "withdrawn", [US, THEM], ["health"]),
        ],
    }
    agreed = agreed_to(ledger)
    assert [one.id for one in others_that_cover(agreed[-1], agreed)] == ["covers"]


def test_the_log_is_told_by_the_day_in_stockholm_and_what_others_did_by_itself() -> None:
    def entry(at: str, by: str, words: str) -> dict[str, str]:
        return {"at": at, "by": by, "words": words}

    days = by_day(
        [
            entry("2026-11-21T23:30:00+00:00", "caseworker", "Anna läste."),
            entry("2026-11-21T09:30:00+00:00", "caseworker", "Anna läste."),
            entry("2026-11-21T09:20:00+00:00", "person", "Du läste."),
            entry("2026-11-21T09:10:00+00:00", "caseworker", "Anna läste."),
        ]
    )
    assert [str(day.day) for day in days] == ["2026-11-22", "2026-11-21"]
    assert [(one.words, one.times) for one in days[1].others] == [("Anna läste.", 2)]
    assert [one.words for one in days[1].own] == ["Du läste."]
