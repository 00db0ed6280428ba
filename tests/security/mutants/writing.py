"""Mutants of what is written to somebody: letters that say more, or that tell of whom nobody is to be told."""

from collections.abc import Awaitable, Callable
from typing import Final

from app.usecases import digesting
from tests.caseload_desks import caseload_desks
from tests.mornings import Letters, letters_at
from tests.security.mutants.seeds import Bench, Code, Mutant, Probe
from tests.service import test_digest_story as story


def by_letters(asks: Callable[[Letters], Awaitable[None]]) -> Probe:
    """A test of letters that stands elsewhere, at a unit of its own."""

    async def probe(bench: Bench) -> None:
        settings = bench.county.service.settings
        async with (
            caseload_desks(bench.county, settings, 1) as desks,
            letters_at(bench.county, settings, desks) as letters,
        ):
            await asks(letters)

    return probe


MUTANTS: Final = {
    "a letter that says to whom": Mutant(
        "R80",
        Code(digesting.letter_to, "subject=SUBJECT", 'subject=f"{SUBJECT} {address}"'),
        by_letters(story.test_it_is_the_same_letter_however_much_waits_and_for_whomever),
    ),
    "a letter for whomever the handler alone sees": Mutant(
        "R81",
        Code(digesting._waits, "user=SYSTEM", 'user="anna"'),
        by_letters(story.test_a_protected_persons_card_makes_no_letter_not_even_to_the_handler),
    ),
}
