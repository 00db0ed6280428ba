"""Mutants of who asks: tokens and proofs, registrations and roles, mandates and emergencies."""

from functools import partial
from typing import Final

from app.adapters.identity import proofs, tokens
from app.adapters.identity.keys import IssuerKeys
from app.adapters.identity.proofs import ProofChecker
from app.adapters.identity.tokens import TokenVerifier
from app.adapters.postgres.registry import PostgresRegistry
from app.domain import acting
from app.usecases import granting, planning, reporting
from tests.adapters import test_proofs, test_token_verification
from tests.api import test_callers, test_forged_tokens, test_granting
from tests.domain import test_acting
from tests.security.mutants import probes, rows
from tests.security.mutants.seeds import Both, Code, Function, Mutant, Schema
from tests.service import test_accepting_proposals as proposals

MUTANTS: Final = {
    "whatever organisation a token names": Mutant(
        "R28",
        Code(
            acting._means,
            "organisation_digits(claims.organisation) != organisation_digits(actor.organisation_number)",
            "False",
        ),
        probes.claims_only_narrow,
    ),
    "whatever unit a token names": Mutant(
        "R28",
        Code(
            acting._means,
            "claims.unit is None or (actor.hsa_id is not None and claims.unit.upper() == actor.hsa_id.upper())",
            "True",
        ),
        probes.claims_only_narrow,
    ),
    "another's source": Mutant(
        "R29",
        Code(reporting.report, "source != caller.principal.source", "False"),
        probes.by_the_county(test_forged_tokens.test_a_client_that_claims_anothers_actor_in_the_body_acts_for_its_own),
    ),
    "a client of whichever issuer": Mutant(
        "R29",
        Both(
            Code(
                PostgresRegistry.principal,
                "snapshot.clients.get((claims.issuer.id, claims.client_id))",
                "next((one for (_, name), one in snapshot.clients.items() if name == claims.client_id), None)",
            ),
            Function("sip.let_in(text)", "i.url = split_part(reference, '#', 1) and", ""),
        ),
        probes.by_the_county(test_forged_tokens.test_a_client_of_one_issuer_is_none_of_another),
    ),
    "roles that do not count": Mutant(
        "R30",
        Code(PostgresRegistry.principal, "allowed & by_role", "allowed"),
        probes.by_the_witness(test_callers.test_a_manager_reads_and_writes_nothing),
    ),
    "scopes that do not count": Mutant(
        "R30",
        Code(PostgresRegistry.principal, "claims.scopes & set(client.scopes)", "set(client.scopes)"),
        probes.by_the_county(test_callers.test_a_role_never_gives_more_than_the_scopes_of_the_token),
    ),
    "a system that reads the log": Mutant(
        "R31",
        Code(PostgresRegistry.principal, "may=allowed & SYSTEM_MAY", "may=allowed"),
        probes.no_system_reads_the_log,
    ),
    "a caseworker's own number": Mutant(
        "R32",
        Code(tokens._identity_number, "issuer.kind is not IssuerKind.PERSON", "issuer.identity_claim not in said"),
        probes.by_tokens(test_token_verification.test_an_identity_number_is_read_for_persons_and_never_for_caseworkers),
    ),
    "whoever acts for somebody writes": Mutant(
        "R33",
        Schema(
            "select exists (select from pg_trigger where tgrelid = 'sip.fact'::regclass and tgname = 'a_proxy')",
            "drop trigger a_proxy on sip.fact",
            "create trigger a_proxy before insert on sip.fact for each row"
            " when (nullif(current_setting('sip.proxy', true), '') is not null) execute function sip.check_proxy()",
        ),
        probes.by_rows(rows.by_a_mandate_nothing_but_consents),
    ),
    "accepted by whoever recorded it": Mutant(
        "R34",
        Function("sip.check_granting()", "coalesce(new.person_id = any (mine()), false) and", ""),
        probes.by_rows(rows.a_mandate_is_accepted_by_the_person),
    ),
    "a yes that says more": Mutant(
        "R89",
        Function("sip.admit()", "or new.fields - answers <> held.fields - answers", ""),
        probes.by_rows(rows.a_yes_changes_nothing_else),
    ),
    "a yes to what is called off": Mutant(
        "R89",
        Function("sip.admit()", "not held.fields ?| array['start', 'outcome']", "true"),
        probes.by_rows(rows.a_yes_is_to_what_waits_for_one),
    ),
    "a yes in a plan that has ended": Mutant(
        "R89",
        Function("sip.admit()", "(p.fields ->> 'end')::date <= today()", "false"),
        probes.by_rows(rows.a_yes_is_said_in_a_plan_at_work),
    ),
    "a yes that is not asked how the plan stands": Mutant(
        "R89",
        Code(planning.move, "mover != held.owner", "False"),
        probes.by_the_witness(
            partial(
                proposals.test_in_a_plan_that_has_ended_the_person_is_asked_for_no_yes_and_an_agency_goes_on_with_its_own,
                **proposals.CLOSED,
            )
        ),
    ),
    "any type of token": Mutant(
        "R35",
        Code(tokens._check_header, "kind.lower() not in _TYPES", "False"),
        probes.refused("an ID token"),
    ),
    "no type of token": Mutant(
        "R35",
        Code(tokens._check_header, "not isinstance(kind, str) or kind.lower() not in _TYPES", "kind == 'JWT'"),
        probes.refused("no type"),
    ),
    "an issuer that is nearly one": Mutant(
        "R37",
        Code(
            TokenVerifier._verify, 'self._issuers(_text(said, "iss"))', 'self._issuers(_text(said, "iss").rstrip("/"))'
        ),
        probes.refused("an issuer with a slash more"),
    ),
    "any sign-in": Mutant(
        "R86",
        Code(TokenVerifier._check_claims, "issuer.assurance and claims.assurance not in issuer.assurance", "False"),
        probes.by_tokens(
            test_token_verification.test_assurance_is_read_from_the_registered_claim_and_has_to_be_one_that_does
        ),
    ),
    "any sign-in for whatever is to be done": Mutant(
        "R86",
        Code(acting.assured, "levels and claims.assurance not in levels", "False"),
        probes.by_itself(partial(test_acting.test_what_asks_a_stronger_sign_in_says_which, "loa3")),
    ),
    "an algorithm of another issuer": Mutant(
        "R36",
        Code(TokenVerifier._verify, "algorithm not in issuer.algorithms", "False"),
        probes.by_tokens(probes.an_algorithm_that_is_not_registered),
    ),
    "a header that brings its own key": Mutant(
        "R36",
        Code(tokens._check_header, "_REFUSED_HEADERS & header.keys()", "False"),
        probes.refused("an unencoded payload"),
    ),
    "any signature": Mutant(
        "R37",
        Code(TokenVerifier._verify, "not signature_holds(token, key)", "False"),
        probes.refused("changed claims"),
    ),
    "a key of another issuer": Mutant(
        "R37",
        Code(
            IssuerKeys.find,
            "held.keys.get(kid)",
            "next((one.keys[kid] for one in self._held.values() if kid in one.keys), None)",
        ),
        probes.by_tokens(probes.a_key_of_another_issuer),
    ),
    "any audience": Mutant(
        "R38",
        Code(TokenVerifier._check_claims, "issuer.audience not in _audiences(said)", "False"),
        probes.refused("another audience"),
    ),
    "for ever": Mutant(
        "R38",
        Code(TokenVerifier._check_claims, "now >= expires + self._leeway", "False"),
        probes.refused("expired"),
    ),
    "before its time": Mutant(
        "R38",
        Code(TokenVerifier._check_claims, '"nbf" in said and', "False and"),
        probes.refused("not yet valid"),
    ),
    "a bound token as a plain one": Mutant(
        "R39",
        Code(TokenVerifier.verify, "if claims.bound_to is None:", "if claims.bound_to is None or proof is None:"),
        probes.refused("bound to a key by DPoP"),
    ),
    "a proof that is spent again": Mutant(
        "R40",
        Code(ProofChecker._spend_once, "not await self._spend(mark, until)", "await self._spend(mark, until) is None"),
        probes.by_tokens(test_proofs.test_a_proof_is_good_for_one_request_though_the_token_is_held),
    ),
    "a proof for another token": Mutant(
        "R40",
        Code(ProofChecker._examined, "digest != _digest(token)", "False"),
        probes.refused_proof("for another token"),
    ),
    "a proof for another request": Mutant(
        "R40",
        Code(ProofChecker._examined, "not _same_address(url, proof.url)", "False"),
        probes.refused_proof("another path"),
    ),
    "a proof by another's key": Mutant(
        "R40",
        Code(proofs._bound_key, "key.thumbprint() != bound_to", "False"),
        probes.refused_proof("another's key"),
    ),
    "an emergency of a system": Mutant(
        "R41",
        Code(granting.open_in_emergency, "user_of(caller.principal) is None", "False"),
        probes.by_the_witness(test_granting.test_nobody_but_a_caseworker_of_a_party_opens_a_plan_in_an_emergency),
    ),
    "an emergency of ten days": Mutant(
        "R42",
        Function("sip.check_granting()", "interval '24 hours'", "interval '240 hours'"),
        probes.by_rows(rows.an_emergency_lasts_a_day_and_stands),
    ),
    "an emergency that never was": Mutant(
        "R42",
        Function("sip.check_granting()", "held.id is not null or new.void or", ""),
        probes.by_rows(rows.an_emergency_lasts_a_day_and_stands),
    ),
    "an emergency that nobody is told of": Mutant(
        "R43",
        Code(granting.added, 'await work.log(f"{item.content.kind}-add", item.person_id, [item])', "pass"),
        probes.an_emergency_is_told_to_the_person,
    ),
}
