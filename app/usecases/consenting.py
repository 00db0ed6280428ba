"""Whether a consent that is put down was given by somebody who may give it, by the local agreement's age."""

from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.agreements import consents_alone_from
from app.domain.consenting import check_consent
from app.domain.errors import NotFound
from app.domain.facts import Consent, Mandate
from app.domain.item import Item
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.ports import Work


async def check_guardian(work: Work, item: Item) -> None:
    """GuardianNeeded and FactError as in `check_consent`, for what is a consent that holds; the caller's transaction
    is undone by them. It is asked after the consent is stored, when whoever recorded it may see who the person is.

    The agreement is that of the recorder's municipality, else of the only body that coordinates where those are whom
    the consent names.
    """
    consent = item.content
    if not isinstance(consent, Consent) or item.void or item.tentative or _over(consent):
        return
    refuse_numbers("guardian", consent.guardian)
    person = await work.persons.load(item.person_id)
    if person is None:
        whose = "plan for you" if item.plan_id else "person; look the person up by identity number first"
        raise NotFound(f"there is no such {whose}")
    bodies = await work.bodies_of({item.owner, *item.named} - {THE_PERSON})
    only = next(iter(bodies.values())) if len({body.key for body in bodies.values()}) == 1 else None
    alone_from = consents_alone_from(bodies.get(item.owner, only), consent.start)
    check_consent(
        consent,
        by_person=item.owner == THE_PERSON,
        by_guardian=await _by_guardian(work, consent),
        birth_date=person.birth_date,
        alone_from=alone_from,
    )


async def _by_guardian(work: Work, consent: Consent) -> bool:
    mandate = await work.items.load(UUID(consent.mandate)) if consent.mandate is not None else None
    return mandate is not None and isinstance(mandate.content, Mandate) and mandate.content.form == "guardian"


def _over(consent: Consent) -> bool:
    return consent.withdrawn_on is not None or consent.replaced_on is not None
