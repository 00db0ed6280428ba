"""Mutants of what is kept: protected identities, and the log."""

from typing import Final

from app.adapters.postgres.work import PostgresWork
from app.domain.facts.json import read_fields
from app.usecases import inviting
from app.usecases.detecting import Detector
from app.usecases.judging import Judge
from tests.api import test_nothing_else_opens, test_papers
from tests.county import TODAY
from tests.security.mutants import probes, rows
from tests.security.mutants.seeds import Bench, Code, Function, Mutant, Schema, View
from tests.usecases import test_judging

LOGGED: Final = 'insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)'


async def a_protected_letter_names_nobody(bench: Bench) -> None:
    bench.county.today = TODAY
    around, settings = await test_papers.told(bench.county), bench.county.service.settings
    await test_papers.test_a_protected_person_s_letter_tells_neither_what_it_is_about_nor_where_nor_who_asks(
        around, settings
    )


MUTANTS: Final = {
    "the place of a protected person's meeting": Mutant(
        "R47",
        Code(inviting._invitation, 'None if guarded else item.get("place")', 'item.get("place")'),
        probes.a_protected_meeting_has_no_place,
    ),
    "what a protected person's meeting is about": Mutant(
        "R47",
        Code(inviting._invitation, "A_MEETING if guarded else ABOUT", "ABOUT"),
        probes.a_protected_meeting_has_no_place,
    ),
    "who asks to a protected person's meeting": Mutant(
        "R47",
        Code(inviting.read_letter, "{} if guarded else await registry.actors()", "await registry.actors()"),
        a_protected_letter_names_nobody,
    ),
    "whoever acts for a protected person": Mutant(
        "R44",
        Function("sip.acts_for(text,text,text,text)", " AND (NOT g.guarded)", ""),
        probes.by_rows(rows.nobody_acts_for_a_protected_person),
    ),
    "a mandate that tells of a protected person": Mutant(
        "R44",
        Function("sip.mandate_of(uuid,uuid,text,date)", " AND (NOT g.guarded)", ""),
        probes.by_the_witness(
            test_nothing_else_opens.test_nobody_acts_for_a_protected_person_or_learns_that_there_is_one
        ),
    ),
    "where a protected person lives counts": Mutant(
        "R48",
        Code(Judge._evaluate, "if dossier.guarded:", "if False:"),
        probes.by_anybody(test_judging.test_where_a_register_says_that_a_protected_person_lives_opens_no_gap),
    ),
    "the log can be shortened": Mutant(
        "R50",
        Schema(
            "select exists (select from pg_trigger where tgrelid = 'sip.audit'::regclass and tgname = 'only_append')",
            "drop trigger only_append on sip.audit",
            "create trigger only_append before update or delete or truncate on sip.audit"
            " for each statement execute function sip.only_append()",
        ),
        probes.by_rows(rows.nothing_of_the_log_is_removed),
    ),
    "answered without a log": Mutant("R53", View("item", LOGGED, ""), probes.without_a_log_nothing_is_answered),
    "what was read, on no basis": Mutant(
        "R51",
        View(
            "item", "'category', category, 'basis', basis) order by", "'category', category, 'basis', 'view') order by"
        ),
        probes.the_log_says_on_what_basis,
    ),
    "a log without those who read": Mutant(
        "R87",
        View("access-log", "from audit a where a.person_id", "from audit a where a.actor is null and a.person_id"),
        probes.the_person_reads_who_has_read,
    ),
    "done without a log": Mutant(
        "R53",
        Code(PostgresWork.log, "await self._connection.execute(", "(lambda *_: None)("),
        probes.without_a_log_nothing_is_done,
    ),
    "what it says in the log": Mutant(
        "R57",
        Code(PostgresWork.log, '"category": item.category', '"category": item.title or item.category'),
        probes.the_log_holds_no_content,
    ),
    "what was sent, in an error": Mutant(
        "R58",
        Code(read_fields, "wrong(name, problem)", 'wrong(name, ValueError(f"{problem}: {fields[name]}"))'),
        probes.by_itself(probes.an_error_does_not_repeat_what_was_sent),
    ),
    "what is known of somebody, in the worker's log": Mutant(
        "R58",
        Code(Detector.judge, "type(fault).__name__", "fault"),
        probes.the_workers_log_names_the_fault_alone,
    ),
}
