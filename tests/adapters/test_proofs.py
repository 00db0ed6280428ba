"""A token that is bound to a key is accepted with a proof of possession, made for this request, once."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from app.adapters.identity.tokens import TokenVerifier
from app.domain.errors import NotAuthenticated
from app.domain.identity import Refusal
from tests.adapters.hostile_tokens import US, token
from tests.adapters.proof_forge import CLIENT, ED, GOOD, HOSTILE, RSA, THIEF, made, presented
from tests.adapters.token_forge import NOW
from tests.adapters.token_world import World
from tests.adapters.token_world import server as server
from tests.adapters.token_world import world as world

BOUND = token(cnf={"jkt": CLIENT.thumbprint()})


@pytest.mark.parametrize("case", GOOD)
async def test_a_bound_token_is_accepted_with_a_good_proof(world: World, case: str) -> None:
    said = await world.accepts(BOUND, presented(GOOD[case](BOUND)))
    assert said.bound_to == CLIENT.thumbprint()


@pytest.mark.parametrize(("key", "algorithm"), [(ED, "Ed25519"), (RSA, "PS256")])
async def test_a_key_may_be_of_any_sort_that_is_published(world: World, key: object, algorithm: str) -> None:
    bound = token(cnf={"jkt": key.thumbprint()})  # type: ignore[attr-defined]  # joserfc's keys share no public type
    await world.accepts(bound, presented(made(bound, key, {"alg": algorithm})))  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_proof_is_refused_with_its_own_reason_and_leaves_no_trace(world: World, case: str) -> None:
    hostile, reason = HOSTILE[case]
    assert await world.refuses(BOUND, presented(hostile(BOUND))) == reason
    assert not world.spent, "or anybody could use up another's proofs"


def test_every_reason_to_refuse_a_proof_is_shown_by_a_hostile_one() -> None:
    shown = {reason for _, reason in HOSTILE.values()} | {Refusal.PROOF_REPLAYED}
    assert shown == {reason for reason in Refusal if reason.name.startswith("PROOF_")}


async def test_a_proof_is_good_for_one_request_though_the_token_is_held(world: World) -> None:
    proof = presented(made(BOUND))
    await world.accepts(BOUND, proof)
    assert await world.refuses(BOUND, proof) == Refusal.PROOF_REPLAYED
    await world.accepts(BOUND, presented(made(BOUND, jti="p2")))


async def test_of_many_at_once_with_the_same_proof_one_is_let_in(world: World) -> None:
    proof = presented(made(BOUND))
    answers = await asyncio.gather(*[world.verifier.verify(BOUND, proof) for _ in range(9)], return_exceptions=True)
    assert sum(isinstance(answer, NotAuthenticated) for answer in answers) == 8


async def test_another_process_refuses_the_proof_too(world: World) -> None:
    proof = presented(made(BOUND))
    await world.accepts(BOUND, proof)
    async with httpx.AsyncClient() as http:
        elsewhere = TokenVerifier(world.registered, http, world.spend, clock=lambda: world.now)
        with pytest.raises(NotAuthenticated, match=Refusal.PROOF_REPLAYED):
            await elsewhere.verify(BOUND, proof)


async def test_two_clients_may_choose_the_same_id(world: World) -> None:
    await world.accepts(BOUND, presented(made(BOUND)))
    other = token(cnf={"jkt": THIEF.thumbprint()})
    await world.accepts(other, presented(made(other, THIEF)))


async def test_a_proof_is_never_held_while_its_token_is(world: World) -> None:
    await world.accepts(BOUND, presented(made(BOUND)))
    world.now += 59
    assert await world.refuses(BOUND, presented(made(BOUND, jti="p2", iat=NOW - 2))) == Refusal.PROOF_TIME
    await world.accepts(BOUND, presented(made(BOUND, jti="p2", iat=NOW + 59)))


async def test_a_bound_token_is_no_bearer_token_also_after_it_was_accepted(world: World) -> None:
    await world.accepts(BOUND, presented(made(BOUND)))
    assert await world.refuses(BOUND) == Refusal.PROOF


async def test_a_proof_makes_no_bound_token_of_another(world: World) -> None:
    assert await world.refuses(token(), presented(made(token()))) == Refusal.UNBOUND


async def test_an_issuer_can_be_held_to_bound_tokens(world: World) -> None:
    world.issuers[US] = replace(world.issuers[US], proof_required=True)
    assert await world.refuses(token()) == Refusal.UNBOUND
    await world.accepts(BOUND, presented(made(BOUND)))
