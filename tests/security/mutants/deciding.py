"""Mutants of who sees what: what is disclosed, what a consent opens and hides, what is found for whom."""

from functools import partial
from typing import Final

from app.adapters.postgres.detector import PostgresBatch
from app.domain.facts.json import read_fields
from app.domain.holders import Shared
from app.usecases import planning, reporting
from app.usecases.dossiers import places_seen
from app.usecases.judging import Judge
from tests.secrecy import test_horizon
from tests.security.mutants import probes, rows
from tests.security.mutants.seeds import Code, Function, Mutant, Policy, Schema, View
from tests.usecases import test_detecting, test_holders

MUTANTS: Final = {
    "a report goes to everybody": Mutant(
        "R2",
        Code(reporting.build, "kind not in REPORTED_KINDS if", "True if"),
        probes.a_report_is_its_owners_and_a_contribution_the_parties,
    ),
    "a contribution is kept to oneself": Mutant(
        "R2",
        Code(reporting.build, "kind not in REPORTED_KINDS if", "False if"),
        probes.a_report_is_its_owners_and_a_contribution_the_parties,
    ),
    "a field that nobody knows is passed over": Mutant(
        "R3",
        Code(
            read_fields,
            "raise FactError(name, f\"is not a field of {kind}; it has {', '.join(known)}\")",
            "continue",
        ),
        probes.by_itself(probes.a_facts_fields_are_a_closed_list),
    ),
    "a consent without the frame": Mutant(
        "R9",
        Function("sip.grants_due(uuid)", "SELECT 'plan'::text) k(category)", "SELECT 'work'::text) k(category)"),
        probes.a_consent_shows_the_frame,
    ),
    "the plan beside the question": Mutant(
        "R13",
        View("item", "'plan_id', case when case when", "'plan_id', case when true or case when"),
        probes.the_addressee_sees_the_question_alone,
    ),
    "the need beside the question": Mutant(
        "R13",
        View("item", "not s.basis = 'named' and s.kind in (", "true or s.kind in ("),
        probes.the_addressee_sees_the_question_alone,
    ),
    "the plan beside the answer": Mutant(
        "R13",
        Code(planning._as_asked, "replace(item, plan_id=None, content=as_asked(item.content))", "item"),
        probes.the_addressee_sees_the_question_alone,
    ),
    "cards outlive the consent": Mutant(
        "R15",
        Function(
            "sip.forget_findings(uuid,uuid[])",
            "(finding.reader = ANY (forget_findings.readers))",
            "(finding.reader <> ALL (forget_findings.readers))",
        ),
        probes.a_withdrawal_takes_the_cards_with_it,
    ),
    "what was under way is written all the same": Mutant(
        "R16",
        Code(
            PostgresBatch.save,
            "if not stale.isdisjoint({verdict.person_id} | rests_on.get(verdict.person_id, set())):",
            "if False:",
        ),
        probes.what_was_worked_out_before_a_withdrawal_is_not_written,
    ),
    "a withdrawal is taken back": Mutant(
        "R17",
        Function("sip.check_granting()", "held.fields ? 'withdrawn_on' and not new.fields ? 'withdrawn_on')", "false)"),
        probes.by_rows(rows.a_consent_that_has_ended_stays_so),
    ),
    "statistics can be worked out anew": Mutant(
        "R19",
        Schema(
            "select not has_table_privilege('sip_worker', 'sip.statistics', 'update')",
            "grant update on sip.statistics to sip_worker",
            "revoke update on sip.statistics from sip_worker",
        ),
        probes.by_rows(rows.statistics_are_not_worked_out_anew),
    ),
    "a person on the list of a body": Mutant(
        "R20",
        Schema(
            "select not exists (select from pg_attribute where attrelid = 'sip.body_escalation'::regclass"
            " and attname = 'person_id' and not attisdropped)",
            "alter table sip.body_escalation add column person_id uuid",
            "alter table sip.body_escalation drop column person_id",
        ),
        probes.by_rows(rows.a_bodys_list_has_no_person),
    ),
    "whoever leads sees everybody": Mutant(
        "R23",
        Policy(
            "fact",
            "seen",
            "WHEN void THEN false",
            "WHEN NULLIF(current_setting('sip.leads', true), '') IS NOT NULL THEN true WHEN void THEN false",
        ),
        probes.by_rows(rows.whoever_leads_sees_no_more),
    ),
    "rules run on everything": Mutant(
        "R24",
        Code(places_seen, "if may[id(sight)]]", "if may]"),
        probes.by_the_county(test_horizon.test_what_a_party_keeps_to_itself_changes_nothing_for_another),
    ),
    "a gap of a municipality that is not seen": Mutant(
        "R26",
        Code(Judge._owner, "*(unit for unit in municipal if unit.id in seen),", ""),
        probes.by_itself(test_detecting.test_the_municipality_that_stands_in_is_one_that_is_seen),
    ),
    "a holder by what a reader cannot know": Mutant(
        "R70",
        Code(Shared._by, "both = str(actor) in consent.actors and", "both ="),
        probes.by_itself(partial(test_holders.test_a_reader_only_counts_on_what_others_do_see, range(40))),
    ),
    "a card for each of those who see alike": Mutant(
        "R70",
        Code(Shared.holder, "first if reader is None or place(first) < place(reader) else None", "None"),
        probes.by_itself(partial(test_holders.test_of_those_who_see_the_very_same_one_at_most_holds, range(40))),
    ),
    "everything is certain": Mutant(
        "R27",
        Code(Judge._view, "horizon is not None and horizon.leaves_open(", "False and horizon.leaves_open("),
        probes.by_the_county(test_horizon.test_an_owner_that_the_consent_does_not_open_may_be_there_all_the_same),
    ),
}
