"""What the body's pages make of a table, of an agreement and of what was typed, and the rules that a search finds."""

from typing import Any

import pytest

from app.domain.errors import FieldError
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.quarters import Quarter
from app.portal.body_tables import in_language, table_of
from app.portal.body_terms import field_of, stated, thresholds_to_set
from app.portal.rules_pages import found_by, groups_of, page_of

Q3 = Quarter(2026, 3)
COLUMNS = [{"column": "opened", "label": "öppnade"}, {"column": "median_days", "label": "dagar till lösning, median"}]


def gaps(*rows: tuple[str, str, float | None, float | None]) -> dict[str, Any]:
    return {
        "table": "gaps",
        "title": "Glapp per regel",
        "columns": COLUMNS,
        "rows": [
            {
                "row": "call-unanswered",
                "label": "Kallelse utan svar",
                "place": {"kind": kind, "code": code},
                "values": {"opened": opened, "median_days": median},
            }
            for kind, code, opened, median in rows
        ],
    }


def test_numbers_are_written_as_in_the_language_and_a_withheld_one_is_none() -> None:
    table = gaps(("body", "prov", 12345, 21.5), ("county", "06", None, None))

    swedish = table_of(in_language(table, "sv", "Provköping", Q3), "sv")
    english = table_of(in_language(table, "en", "Provköping", Q3), "en")

    assert swedish.rows[0].values == ("12\N{NO-BREAK SPACE}345", "21,5")
    assert swedish.withheld == ("Kallelse utan svar, län 06",)
    assert english.rows[0].values == ("12,345", "21.5")
    assert english.rows[0].name == f"{RULES['call-unanswered'].title_en}, Provköping"
    assert english.columns == ("Opened", "Days to resolve, median")


def test_a_body_of_one_place_does_not_repeat_it() -> None:
    shown = table_of(in_language(gaps(("body", "prov", 5, None)), "sv", "Provköping", Q3), "sv")

    assert [(row.name, row.values) for row in shown.rows] == [("Kallelse utan svar", ("5", None))]


def test_the_months_of_a_quarter_have_their_names() -> None:
    columns = [{"column": f"month-{n}", "label": "öppnade"} for n in (1, 2, 3)]
    values = {"month-1": None, "month-2": 12, "month-3": None}
    rows = [{"row": "call-unanswered", "label": "Kallelse utan svar", "values": values}]
    table = {"table": "gap-months", "columns": columns, "rows": rows}

    swedish = table_of(in_language(table, "sv", "Provköping", Q3), "sv")
    english = table_of(in_language(table, "en", "Provköping", Quarter(2026, 4)), "en")

    assert swedish.columns == ("Öppnade i juli", "Öppnade i augusti", "Öppnade i september")
    assert english.columns == ("Opened in October", "Opened in November", "Opened in December")
    assert swedish.rows[0].values == (None, "12", None)


def test_what_was_typed_is_an_agreement_and_what_was_left_empty_is_not_in_it() -> None:
    typed = {
        "start": ["2027-01-01"],
        "end": [""],
        "own_consent_from": ["16"],
        "working_days.answer": ["3"],
        "working_days.call": [""],
        "thresholds.plan-stalled.quiet": ["60"],
        "requirements": ["consent"],
    }

    assert stated(typed) == {
        "start": "2027-01-01",
        "own_consent_from": 16,
        "working_days": {"answer": 3},
        "thresholds": {"plan-stalled": {"quiet": 60}},
        "requirements": ["consent"],
        "bound": (),
    }
    with pytest.raises(FieldError) as caught:
        stated({"thresholds.plan-stalled.quiet": ["många"]})
    assert caught.value.field == "thresholds.plan-stalled.quiet"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("thresholds.plan-stalled.quiet", "thresholds.plan-stalled.quiet"),
        ("bound.3", "bound"),
        ("end", "end"),
        ("start", "start"),
        ("funding", "funding.national"),
        ("working_days.answer", "working_days.answer"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_of_the_form(said: str, field: str) -> None:
    assert field_of(said) == field


def test_no_threshold_that_the_law_sets_is_offered_for_agreeing() -> None:
    offered = {name for _, _, fields in thresholds_to_set("sv") for name, _, _ in fields}
    by_law = {
        f"thresholds.{rule.id}.{name}"
        for rule in CATALOGUE
        for name, one in rule.thresholds.items()
        if one.source == "law"
    }

    assert by_law
    assert not offered & by_law


def test_a_search_finds_the_rules_with_every_word_and_nothing_finds_all() -> None:
    assert found_by("  ", "sv") == list(CATALOGUE)
    assert RULES["call-unanswered"] in found_by("KALLELSE svar", "sv")
    assert found_by("kallelse tefat", "sv") == []
    assert [group.tone for group in groups_of(CATALOGUE, "sv")] == ["danger", "warning", "info", "neutral"]


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_every_rule_has_all_of_its_page_in_both_languages(rule: Any) -> None:
    for language in ("sv", "en"):
        page = page_of(rule, language)
        assert all(
            (page.title, page.explanation, page.remedy, page.prevention, page.owner, page.critical, page.sources)
        )
        assert len(page.thresholds) == len(rule.thresholds)
