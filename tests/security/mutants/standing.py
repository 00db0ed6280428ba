"""The mutants that other tests seed already, by the rule that each breaks, and how such a test is found again."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import product
from typing import Any, Final

GATES: Final = "tests/secrecy/test_three_gates.py"
POLICY: Final = f"{GATES}::test_a_policy_that_is_broken_is_found"
STATEMENT: Final = f"{GATES}::test_a_statement_that_is_broken_is_found"
PROJECTION: Final = f"{GATES}::test_a_projection_that_is_broken_is_found"
DOMAIN: Final = f"{GATES}::test_a_domain_that_is_broken_is_found"
MATRIX: Final = "tests/secrecy/test_access_matrix.py"
NOTICED: Final = "tests/security/test_matrix_notices.py"
TOLD_APART: Final = "tests/security/test_protected_notices.py"
MANDATE: Final = "tests/secrecy/test_mandates.py::test_a_projection_of_mandates_that_is_broken_is_found"
PROTECTED: Final = "tests/secrecy/test_protected.py"
GUARD: Final = f"{PROTECTED}::test_a_table_s_guard_holds_whatever_else_opens_it_and_nothing_holds_without"
REMOVED: Final = "tests/secrecy/test_retention.py::test_a_broken_schema_is_found"
SEALED: Final = "tests/adapters/test_sealed_log.py"
FOUR_EYES: Final = "tests/service/test_four_eyes.py::test_a_rule_that_is_broken_is_noticed"
MERGE: Final = "tests/secrecy/test_merges.py::test_each_guard_is_needed"
MERGED_WORLDS: Final = "tests/secrecy/test_merged_worlds.py"
MERGED: Final = f"{MERGED_WORLDS}::test_what_a_merge_does_wrong_is_noticed"
KEPT: Final = "tests/secrecy/test_merges_kept.py::test_what_is_forgotten_is_noticed"

LETTERS: Final = "tests/secrecy/test_digest.py::test_each_half_of_the_guard_is_needed"


def _all(test: str, *names: str) -> list[str]:
    return [f"{test}[{name}]" for name in names]


STANDING: Final[Mapping[str, list[str]]] = {
    "R1": _all(POLICY, "undisclosed too") + _all(STATEMENT, "undisclosed too"),
    "R4": [
        *_all(POLICY, "any owner", "past its hours", "its owner as the reader"),
        *_all(STATEMENT, "any owner", "past its hours", "taken away"),
        *_all(DOMAIN, "any day", "past its hours", "anything of anybody", "no legal basis", "no emergency"),
    ],
    "R5": [
        *_all(f"{MATRIX}::test_a_right_that_is_granted_is_found", "sip_service"),
        *_all(PROJECTION, "a plan taken away"),
    ],
    "R6": [
        f"{MATRIX}::test_a_policy_that_lets_everything_through_is_found",
        *_all(
            "tests/secrecy/test_catalogue.py::test_a_table_whose_guard_is_taken_away_is_found",
            "disable row level security-fact",
            "no force row level security-audit",
        ),
        f"{NOTICED}::test_the_policies_and_the_statements_both_open",
    ],
    "R7": _all(POLICY, "not even one's own"),
    "R8": [
        *_all(POLICY, "any day", "any category", "any owner", "any plan"),
        *_all(STATEMENT, "any day", "any category", "any owner", "any plan"),
        *_all(PROJECTION, "not only its parties"),
        f"{NOTICED}::test_a_category_that_no_consent_names",
    ],
    "R10": _all(POLICY, "consents as other items") + _all(STATEMENT, "consents as other items"),
    "R11": _all(PROJECTION, "a draft"),
    "R12": _all(PROJECTION, "a stranger's consent"),
    "R13": _all(POLICY, "nobody's question", "whatever it is about"),
    "R14": [
        *_all(PROJECTION, "the day of withdrawal", "the day after the end"),
        *_all(POLICY, "hidden since"),
        f"{NOTICED}::test_a_consent_that_lasts_for_ever_once_both_gates_forget_its_days",
    ],
    "R18": _all(
        PROJECTION,
        "another owner's legal basis",
        "a legal basis for every category",
        "a legal basis the other way round",
    ),
    "R21": [
        f"{NOTICED}::test_something_hidden_that_is_not_answered_as_what_there_is_not",
        f"{NOTICED}::test_a_hint_of_what_is_hidden",
        "tests/alike/test_alike_notices.py::test_a_look_at_the_database_more_where_something_is_hidden",
        "tests/secrecy/test_orders_of_lists.py::test_a_list_in_no_order_is_found[select jsonb_agg(item) from seen]",
        *_all(
            "tests/alike/test_alike_notices.py::test_a_statement_that_lets_it_show",
            "a total that counts what is hidden",
            "an order that follows what is hidden",
            "a version of the plan that others move",
        ),
        *_all(
            "tests/alike/test_alike_notices.py::test_a_write_that_touches_what_others_have",
            "an item that gets a new version",
        ),
    ],
    "R22": [*_all(POLICY, "not even about oneself"), f"{NOTICED}::test_a_person_who_sees_every_person"],
    "R25": [f"{NOTICED}::test_a_card_that_others_see"],
    "R30": [f"{NOTICED}::test_a_permission_that_nobody_checks", f"{NOTICED}::test_a_person_who_may_what_agencies_may"],
    "R31": _all(f"{NOTICED}::test_a_role_that_may_more", "analyst", "auditor", "administrator"),
    "R33": [
        *_all(MANDATE, "past its date", "taken back", "any power", "of age", "by somebody who has nothing in a plan"),
        "tests/secrecy/test_mandates.py::test_a_mandate_that_is_asked_of_no_day_is_found",
    ],
    "R34": _all(MANDATE, "never accepted"),
    "R41": _all(
        PROJECTION,
        "an emergency of who is no party",
        "an emergency of who has not joined",
        "an emergency that opens who has not joined",
    ),
    "R42": [*_all(PROJECTION, "an emergency without a last day"), *_all(POLICY, "past its hours")],
    "R44": [
        *_all(GUARD, "fact", "access_grant", "person"),
        *_all(
            f"{TOLD_APART}::test_it_is_noticed",
            "whoever is named, at whichever actor",
            "anybody of an actor at which somebody is named",
        ),
    ],
    "R45": [
        *_all(GUARD, "finding", "finding_work", "escalation", "event", "person"),
        *_all(
            f"{TOLD_APART}::test_it_is_noticed",
            "a person who is there to start a plan for",
            "who waits, whoever is named",
        ),
        f"{TOLD_APART}::test_a_route_that_says_that_there_is_one",
    ],
    "R46": [f"{MATRIX}::test_a_policy_that_is_gone_is_found", f"{MATRIX}::test_a_condition_that_is_gone_is_found"],
    "R49": _all(MERGE, "ever protected", "said to be protected", "asked when it is applied"),
    "R51": [
        f"{NOTICED}::test_a_reading_that_leaves_no_trace",
        *_all(
            "tests/invariants/test_the_machines_notice.py::test_the_machine_at_work_notices_that",
            "a write leaves no trace",
            "a read leaves no trace",
        ),
    ],
    "R52": [
        f"{NOTICED}::test_a_refusal_that_leaves_no_trace",
        f"{NOTICED}::test_a_refusal_that_is_logged_of_somebody_else",
        f"{NOTICED}::test_a_refusal_that_changes_something",
    ],
    "R54": [
        *_all(f"{SEALED}::test_one_line_says_what_is_wrong", "edit who-changed", "delete-removed", "insert-inserted"),
        *_all(f"{SEALED}::test_one_line_says_what_is_wrong", "cut blocks off-cut-off", "edit a block-seal"),
        f"{SEALED}::test_without_the_head_a_tail_that_is_cut_off_cleanly_is_not_found",
    ],
    "R55": [f"{SEALED}::test_a_cut_that_does_not_wait_lets_a_row_in_behind_it"],
    "R56": [
        "tests/secrecy/test_audit_policies.py::test_a_policy_that_forgot_to_ask_whether_one_is_an_auditor_is_found"
    ],
    "R58": [
        "tests/leaks/test_runs.py::test_every_way_by_which_something_can_get_out_fails_the_run_of_several_processes",
        "tests/leaks/test_ways.py::test_a_row_that_holds_content_is_found_in_each_table",
        *_all("tests/secrecy/test_server_log.py::test_a_server_that_writes_more_is_noticed", "a RAISE that says it"),
    ],
    "R59": ["tests/secrecy/test_stopped_clients.py::test_what_a_process_remembers_would_let_it_through_alone"],
    "R60": ["tests/api/test_administration_refusals.py::test_without_the_rule_one_would_register_for_another"],
    "R62": ["tests/secrecy/test_administrators.py::test_an_administrator_who_could_read_would_be_found"],
    "R64": [
        "tests/domain/test_retention.py::test_rules_that_forget_the_exempt_births_are_found",
        *_all(REMOVED, "a hold that is forgotten"),
    ],
    "R65": _all(REMOVED, "whose it is, forgotten", "grants that are not worked out anew"),
    "R69": _all(
        "tests/secrecy/test_corrected_worlds.py::test_what_a_correction_forgets_is_noticed",
        *("the grants of the wrong one", "one's own grant", "who was asked", "the earlier versions"),
    ),
    "R74": [
        "tests/adapters/test_issuer_keys.py"
        "::test_without_the_look_at_where_a_name_leads_the_service_would_ask_what_only_it_reaches"
    ],
    "R73": _all(REMOVED, "a key that is forgotten"),
    "R72": [
        *_all(
            "tests/secrecy/test_checked_views.py::test_a_view_that_shows_too_much_is_not_sent",
            *("the plan", "the item", "an earlier version of what it sees now", "cards of others"),
        ),
        "tests/secrecy/test_checked_views.py::test_a_protected_person_whom_nothing_guards_any_more_is_held_back_too",
    ],
    "R84": _all(
        "tests/secrecy/test_referring.py::test_a_statement_that_refers_to_more_is_found",
        *(
            "the plan all the same",
            "the need all the same",
            "what others have made of it",
            "the goals that were reached",
        ),
    ),
    "R75": _all(MERGE, "four eyes", "who coordinates", "proposed first", "the same actor", "knows both", "held"),
    "R76": [
        *_all(MERGED, "whoever knows the other one", "whoever knows this one", "not the person"),
        f"{MERGED_WORLDS}::test_a_policy_that_lets_whoever_knows_one_record_see_the_other_is_noticed",
    ],
    "R77": [*_all(MERGE, "in time"), *_all(MERGED, "never two again"), *_all(KEPT, "what was found by both")],
    "R78": _all(KEPT, "one record alone is closed", "nobody opens the other"),
    "R79": _all(KEPT, "whoever acts has both", "what rests on both is shown"),
    "R82": _all(LETTERS, "whichever actor", "whichever caseworker"),
    "R83": _all(FOUR_EYES, "nobody looks who proposed", "another client is another person"),
}
"""Tests by rule; each makes the change that its name says, and fails unless that is found."""


def absent(nodes: Iterable[str]) -> Iterator[str]:
    """The nodes that no default run comes to: there is no such test or no such case of it, or it is skipped."""
    for node in nodes:
        test, _, case = node.removesuffix("]").partition("[")
        path, _, name = test.partition("::")
        try:
            function = getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)
        except (ImportError, AttributeError):
            yield node
            continue
        marks = getattr(function, "pytestmark", [])
        sorts = [[_id(value) for value in mark.args[1]] for mark in marks if mark.name == "parametrize"]
        cases = {"-".join(one) for one in product(*sorts)} if sorts else set()
        if ((case or cases) and case not in cases) or any(mark.name.startswith("skip") for mark in marks):
            yield node


def _id(value: Any) -> str:
    """What pytest calls the case, where it is text or number or a few of them."""
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)
