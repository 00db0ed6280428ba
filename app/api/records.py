"""Records put right: what was written on the wrong person, and a number that became another."""

from contextlib import suppress

from fastapi import APIRouter, Response

from app.api import correction_models as models
from app.api.authentication import CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.persons import PersonId
from app.api.views import answered_document
from app.usecases import correcting, renumbering
from app.usecases.ports import Replayed

router = APIRouter(tags=["persons"])


@router.post(
    "/persons/{person}/corrections",
    name="correct_item",
    **documented(
        "Correct what stands on the wrong person",
        "Den som äger en uppgift tar bort den från en person som den inte gäller, och flyttar den till rätt person om "
        "någon anges; en plan med allt i den. Kvar blir ett spår utan innehåll, och den som har läst får veta. The "
        "owner takes an item away from a person whom it is not about, to the right one if anybody is named; a plan "
        "whole. A trace without content stays, and whoever had read it is told.",
        models.Corrections,
        models.CORRECTIONS,
    ),
)
async def correct(service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: correcting.Correct) -> Response:
    with suppress(Replayed):  # it was done before: how it stands is answered anew
        await correcting.correct(service.store, service.vault, caller, person, command)
    return answered_document(await correcting.read_corrections(service.views, caller, person))


@router.get(
    "/persons/{person}/corrections",
    name="read_corrections",
    **documented(
        "List what was corrected",
        "Vad den egna aktören har tagit bort som gällde någon annan; för personen själv, alla aktörers. What one's own "
        "actor has taken away as somebody else's; to the person, every actor's.",
        models.Corrections,
        models.CORRECTIONS,
    ),
)
async def corrections(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await correcting.read_corrections(service.views, caller, person))


@router.put(
    "/persons/{person}/identity-number",
    name="change_identity_number",
    status_code=204,
    **documented(
        "Change a coordination number",
        "Personen har fått ett personnummer i stället för sitt samordningsnummer; båda hittar personen. The person has "
        "got a personal number instead of a coordination number; either finds the person.",
        None,
        None,
        status=204,
    ),
)
async def change_number(
    service: ServiceOf, caller: CallerOf, person: PersonId, command: renumbering.ChangeNumber
) -> Response:
    await renumbering.renumber(service.store, service.vault, caller, person, command)
    return Response(status_code=204)
