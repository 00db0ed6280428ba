"""Every code has words in both languages, in the order of the code lists."""

from collections.abc import Sequence
from datetime import date

import pytest

from app.domain import correcting, merging, offers, protection
from app.domain.actors import LEVELS
from app.domain.escalation import STEPS
from app.domain.facts import ITEM_KINDS, codes, outcome_kinds
from app.domain.labels import LABELS_EN, LABELS_SV, day_sv, days_sv, label_sv
from app.domain.moves import MOVES, By, Move
from app.domain.referrals import BECAUSE


@pytest.mark.parametrize(
    ("code_list", "known"),
    [
        ("function", codes.ACTOR_FUNCTIONS),
        ("level", LEVELS),
        ("category", (*codes.CATEGORIES, codes.FRAME)),
        ("kind", tuple(ITEM_KINDS)),
        ("status", codes.STATUS_CODES),
        ("income-support-detail", codes.INCOME_SUPPORT_DETAILS),
        ("decision", codes.DECISION_CODES),
        ("assessment-outcome", codes.ASSESSMENT_OUTCOMES),
        ("contact-outcome", codes.CONTACT_OUTCOMES),
        ("agency-plan", codes.AGENCY_PLAN_CODES),
        ("activity-outcome", codes.ACTIVITY_OUTCOMES),
        ("referral-answer", codes.REFERRAL_ANSWERS),
        ("referral-refusal", codes.REFERRAL_REFUSALS),
        ("referral-failure", codes.REFERRAL_FAILURES),
        ("responsible-because", BECAUSE),
        ("escalation-step", STEPS),
        ("consent-form", codes.CONSENT_FORMS),
        ("mover", (*By, "reader")),
        ("plan-refusal", codes.PLAN_REFUSALS),
        ("call-refusal", codes.CALL_REFUSALS),
        ("call-form", codes.CALL_FORMS),
        ("call-answer", codes.CALL_ANSWERS),
        ("meeting-outcome", codes.MEETING_OUTCOMES),
        ("payer", codes.PAYERS),
        ("target-group", offers.TARGET_GROUPS),
        ("offer-scope", offers.SCOPES),
        ("offer-state", offers.STATES),
        ("plan-closing", codes.PLAN_CLOSINGS),
        ("goal-outcome", outcome_kinds.GOAL_OUTCOMES),
        ("ladder-step", outcome_kinds.LADDER),
        ("questionnaire-statement", outcome_kinds.STATEMENTS),
        ("questionnaire-answer", outcome_kinds.ANSWERS),
        ("contact-channel", codes.CONTACT_CHANNELS),
        ("paper-answer", codes.PAPER_ANSWERS),
        ("protection", protection.LEVELS),
        ("correction-reason", correcting.REASONS),
        ("correction-outcome", correcting.OUTCOMES),
        ("correction-obstacle", correcting.OBSTACLES),
        ("merge-evidence", merging.EVIDENCE),
        ("merge-state", merging.STATES),
        ("merge-reason", merging.REASONS),
    ],
)
def test_every_code_has_words_in_both_languages_and_in_order(code_list: str, known: Sequence[str]) -> None:
    assert list(LABELS_SV[code_list]) == list(known)
    assert list(LABELS_EN[code_list]) == list(known)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.kind}-{move.noun}")
def test_every_state_that_a_move_leaves_or_leads_to_has_words_of_its_kind_or_those_of_any(move: Move) -> None:
    own = {"meeting": "meeting-outcome"}.get(move.kind, f"{move.kind}-state")
    words = LABELS_SV.get(own, LABELS_SV["item-state"])
    assert {*move.from_states, *(move.answers or (move.to_state,))} <= words.keys()


def test_no_label_is_empty_and_no_list_exists_in_one_language_only() -> None:
    assert LABELS_SV.keys() == LABELS_EN.keys()
    assert all(words for labels in (LABELS_SV, LABELS_EN) for entry in labels.values() for words in entry.values())


def test_a_code_without_words_is_shown_as_it_is_rather_than_hidden() -> None:
    assert label_sv("status", "a-new-code") == "a-new-code"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 14), date(2026, 3, 14), "14 mars 2026"),
        (date(2026, 3, 14), date(2026, 3, 20), "14–20 mars 2026"),
        (date(2026, 7, 11), date(2026, 8, 10), "11 juli–10 augusti 2026"),
        (date(2026, 12, 1), date(2027, 1, 7), "1 december 2026–7 januari 2027"),
    ],
)
def test_days_are_written_as_people_write_them(first: date, last: date, said: str) -> None:
    assert days_sv(first, last) == said
    assert day_sv(last) == said.split("–")[-1]
