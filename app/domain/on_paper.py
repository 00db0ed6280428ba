"""What was given or agreed to before somebody's eyes: how, who saw it, and where the paper is."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import Consent

ABOUT_PAPER: Final = ("given_as", "witness", "second_witness", "kept")
"""The fields of a consent that say how it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """That the acceptor signed a version on that day, on a paper that is `kept` somewhere, before a witness or two.

    FactError without a witness, and when the second is the first again.
    """

    acceptor: UUID
    on: Day
    witness: str | None
    second_witness: str | None = None
    kept: str

    def __post_init__(self) -> None:
        _check_witnesses(self.witness, self.second_witness)


def check_given(consent: Consent, *, by_person: bool, by_caseworker: bool, draft: bool = False) -> None:
    """FactError unless the consent says how it was given, where it has to: when a caseworker records it.

    What the person says here is said by the person, and needs no witness. On paper, the paper is somewhere. A draft
    has not been given in any way; it is an agency that prepares one.
    """
    said = [name for name in ABOUT_PAPER if getattr(consent, name) is not None]
    if draft:
        if by_person:
            raise FactError("tentative", "is for what an agency prepares; leave it out, your consent is your word")
        if said:
            raise FactError(said[0], "goes with a consent that was given; leave it out of a draft")
        return
    if by_person and said:
        raise FactError(said[0], "goes with a consent that an agency records; leave it out, this is your own")
    if consent.given_as is None:
        if by_caseworker:
            raise FactError("given_as", "is missing; say how the person gave it: on-paper, orally or electronically")
        if said:
            raise FactError(said[0], "goes with given_as; say how the person gave it")
        return
    _check_witnesses(consent.witness, consent.second_witness)
    if consent.given_as == "on-paper" and consent.kept is None:
        raise FactError("kept", "is missing; say where the paper is")
    if consent.given_as != "on-paper" and consent.kept is not None:
        raise FactError("kept", "goes with on-paper only; leave it out")


def _check_witnesses(witness: str | None, second: str | None) -> None:
    if witness is None:
        raise FactError("witness", "is missing; say who saw it")
    if second is not None and second.strip().casefold() == witness.strip().casefold():
        raise FactError("second_witness", "is the first one again; leave it out, or name the other")
