"""What is asked of an issuer's tokens beside a good signature, in words, for whoever decides to save it."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from app.domain.identity import Issuer, IssuerKind

WORDS: Final = {
    "sv": {
        "organisation": "organisationsnumret står i {}",
        "unit": "enhetens HSA-id står i {}",
        "units": "användarna hör, enligt det, till {}",
        "assurance": "inloggningen ska ha tillitsnivå {}",
        "nothing": "INGEN: hur någon än loggar in där räcker det",
        "or": " eller ",
        "beside": "och för {} {}",
        "proof": "token ska vara bundna till en nyckel, med bevis (DPoP)",
        "role": "rollen {} där är vår {}",
    },
    "en": {
        "organisation": "the organisation number is in {}",
        "unit": "the unit's HSA id is in {}",
        "units": "its users belong, as that says, to {}",
        "assurance": "a sign-in has to assure {}",
        "nothing": "NOTHING: however somebody signs in there, it is enough",
        "or": " or ",
        "beside": "and for {} {}",
        "proof": "tokens have to be bound to a key, with a proof (DPoP)",
        "role": "its role {} is our {}",
    },
}


def asked(issuer: Issuer, names: Mapping[UUID, str], tongue: str = "en") -> Iterator[str]:
    """What is asked, a line each; `names` are those of the actors."""
    words = WORDS[tongue]
    if issuer.organisation_claim:
        yield words["organisation"].format(issuer.organisation_claim)
    if issuer.unit_claim:
        yield words["unit"].format(issuer.unit_claim)
    if issuer.unit_ids:
        yield words["units"].format(", ".join(names.get(one, str(one)) for one in issuer.actors))
    if issuer.kind is not IssuerKind.SYSTEM:
        yield words["assurance"].format(words["or"].join(issuer.assurance) or words["nothing"])
    for scope, levels in issuer.assurance_for.items():
        yield words["beside"].format(scope, words["or"].join(levels))
    if issuer.proof_required:
        yield words["proof"]
    for theirs, ours in issuer.role_names.items():
        yield words["role"].format(theirs, ours)
