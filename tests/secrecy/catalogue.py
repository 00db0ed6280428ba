"""What PostgreSQL's catalogue says of the schema's protection, as questions whose answer is a list of faults."""

from typing import Any

import psycopg

PERSON_BEARING = frozenset(
    {"person", "person_identity", "fact", "source_key", "access_grant", "finding", "finding_work", "admission"}
    | {"answer_link", "escalation", "dirty", "watch", "recheck", "event", "audit", "idempotency"}
    | {"plan_version", "plan_version_item", "plan_acceptance"}
    | {"paper_acceptance", "acceptance_contradiction", "protection", "named_handler", "destroyed_key"}
    | {"legal_hold", "legal_hold_release", "correction", "merge", "same_person"}
)
BEARS_NOBODY = frozenset(
    {"actor", "issuer", "client", "coordination_body", "body_escalation", "rules_in_use", "pace", "key_mark"}
    | {"proof_seen", "portal_session", "key_store", "index_key"}
    | {"offer", "offer_place", "colleague", "deputyship", "caseload_transfer", "digest"}
    | {"statistics", "audit_block", "alembic_version", "administered", "registration", "administration_request"}
    | {"agreement_preview", "finding_count", "retention_start"}
)

KEYED_OTHERWISE = {
    "person_identity": "the way from a number to a person: whoever asks has no person yet",
    "audit": "one sequence, sealed in its order; some rows are about nobody",
    "idempotency": "a caller's own keys; a request may be about nobody",
}
"""The tables whose key does not begin with the person, and why."""

APPEND_ONLY = (
    *("fact", "event", "audit", "access_grant", "finding", "finding_work", "source_key", "idempotency"),
    *("admission", "answer_link", "person_identity", "plan_version", "plan_version_item", "plan_acceptance"),
    *("escalation", "body_escalation", "offer", "offer_place", "paper_acceptance", "acceptance_contradiction"),
    *("colleague", "deputyship", "caseload_transfer", "statistics", "audit_block", "protection", "named_handler"),
    *("correction", "merge", "same_person"),
    *("registration", "administered", "key_store", "index_key", "destroyed_key"),
    *("legal_hold", "legal_hold_release", "finding_count"),
)

RUN_BY = {
    "sip_service": {"me", "myself", "today", "the_person", "is_person", "frame", "still_seen"}
    | {"sees", "sees_by_right", "knows", "discloses"}
    | {"issue_answer_link", "linked", "linked_call", "is_member_of", "log_clock", "spend_proof", "sought"}
    | {"open_session", "use_session", "see_session", "end_session"}
    | {"said", "opens", "unhandled"}
    | {"moment", "mandate_of", "acts_for", "let_in", "represented", "seal_status"}
    | {"correct", "renumber"}
    | {"same", "mine", "readers", "records", "may_be_one"},
    "sip_worker": {"lock_sight"},
    "sip_admin": {"me", "let_in", "reach", "log_clock"},
    "sip_sealer": {"log_clock"},
    "sip_keeper": {"log_clock", "reseal", "sealed_facts", "sealed_by_one_key", "plans_of", "same"},
    "sip_retention": {"me", "myself", "today", "the_person", "lock_sight", "log_clock", "held", "may_go", "same"},
}
"""The functions that each role may run. Those that run as the owner and change something are in none."""

Connection = psycopg.Connection[tuple[Any, ...]]


def unguarded_tables(connection: Connection) -> list[str]:
    """Tables that bear a person, or that nobody has said bear none, without row-level security, forced."""
    rows = connection.execute(
        """select relname, relrowsecurity and relforcerowsecurity from pg_class
            where relnamespace = 'sip'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')"""
    )
    return sorted(name for name, guarded in rows if name not in BEARS_NOBODY and not guarded)


def keyed_without_person(connection: Connection) -> list[str]:
    """Tables that bear a person and whose primary key does not begin with it."""
    rows = connection.execute(
        """select c.relname from pg_class c
            where c.relnamespace = 'sip'::regnamespace and c.relkind in ('r', 'p')
              and coalesce((select a.attname from pg_index i
                              join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                             where i.indrelid = c.oid and i.indisprimary), '') <> 'person_id'"""
    )
    return sorted(name for (name,) in rows if name not in BEARS_NOBODY)


def mighty_roles(connection: Connection) -> list[str]:
    """Roles of the service that could step over the policies, or that own anything."""
    rows = connection.execute(
        """select rolname from pg_roles r
             where rolname in ('sip_service', 'sip_worker', 'sip_admin', 'sip_sealer', 'sip_keeper',
                               'sip_retention')
              and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin
                   or exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass
                                 and d.refobjid = r.oid and d.deptype = 'o')
                   or exists (select from pg_auth_members m where m.member = r.oid)
                   or has_schema_privilege(r.rolname, 'sip', 'create'))"""
    )
    return sorted(name for (name,) in rows)


def erasers(connection: Connection) -> list[str]:
    """What the service could change or remove in what is only ever appended to, or kept by others."""
    return sorted(
        f"{privilege} {table}"
        for table in APPEND_ONLY
        for privilege in ("update", "delete", "truncate")
        for (may,) in connection.execute(
            """select has_table_privilege('sip_service', %(t)s, %(p)s)
                      or %(p)s = 'update' and has_any_column_privilege('sip_service', %(t)s, 'update')""",
            {"t": f"sip.{table}", "p": privilege},
        )
        if may
    )


def loose_functions(connection: Connection) -> list[str]:
    """Functions that run as their owner with a search path that others can get in front of."""
    rows = connection.execute(
        """select proname from pg_proc where pronamespace = 'sip'::regnamespace and prosecdef
              and coalesce(not 'search_path=sip, pg_temp' = any (proconfig), true)"""
    )
    return sorted(name for (name,) in rows)


def runnable(connection: Connection, role: str) -> set[str]:
    """The names of the schema's functions that the role may run."""
    rows = connection.execute(
        """select proname from pg_proc
            where pronamespace = 'sip'::regnamespace and has_function_privilege(%s, oid, 'execute')""",
        (role,),
    )
    return {name for (name,) in rows}


def owners_views(connection: Connection) -> list[str]:
    """Views that show what their owner may see, and not what their reader may."""
    rows = connection.execute(
        """select relname from pg_class where relnamespace = 'sip'::regnamespace and relkind in ('v', 'm')
              and coalesce(not 'security_invoker=true' = any (reloptions), true)"""
    )
    return sorted(name for (name,) in rows)
