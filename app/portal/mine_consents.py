"""What the person has agreed to: every consent in plain words, to give the one that waits and to take one back."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import NotFound
from app.domain.moves import move_of
from app.portal.forms import Posted, carried_out
from app.portal.mine_asking import Mine, MineOf, PostedToMine
from app.portal.mine_consent_view import Agreed, agreed_to, others_that_cover
from app.usecases import consent_ledger, consents, planning
from app.usecases.planning import Contribution

router = APIRouter()
ConsentId = Annotated[UUID, Path(alias="consent")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
DONE: Final = ("given", "replaced", "withdrawn")
WITHDRAWAL: Final = move_of("consent", "withdrawal")
SAID: Final = ("end", "actors", "categories", "purpose")
"""What a draft says and the consent that is given says too; how and by whom it was given are told by giving it."""


@router.get("/samtycken")
async def my_consents(mine: MineOf, done: Done = None) -> Response:
    agreed = await _ledger(mine)
    return await mine.shown(
        "mine_consents",
        waiting=[one for one in agreed if one.state == "draft"],
        holding=[one for one in agreed if one.state in ("in-force", "upcoming")],
        ended=[one for one in agreed if one.state in ("expired", "withdrawn", "replaced")],
        done=done if done in DONE else None,
    )


@router.get("/samtycken/{consent}/aterkalla")
async def withdrawal(mine: MineOf, consent: ConsentId) -> Response:
    return await _about(mine, consent, "mine_withdrawal")


@router.post("/samtycken/{consent}/aterkalla")
async def withdraw(posted: PostedToMine, mine: MineOf, consent: ConsentId) -> Response:
    async def act() -> object:
        return await planning.move(
            mine.visit.service.store,
            posted.caller,
            item_id=consent,
            version=posted.version,
            the_move=WITHDRAWAL,
            command=planning.MakeMove(),
        )

    return await _done(posted, mine, act, "withdrawn", consent, "mine_withdrawal")


@router.get("/samtycken/{consent}/ge")
async def giving(mine: MineOf, consent: ConsentId) -> Response:
    return await _about(mine, consent, "mine_giving")


@router.post("/samtycken/{consent}/ge")
async def give(posted: PostedToMine, mine: MineOf, consent: ConsentId) -> Response:
    async def act() -> object:
        service, draft = mine.visit.service, (await _one(mine, consent))[0].item
        start = max(draft["start"], iso(posted.caller.today))
        return await consents.replace_consent(
            service.store,
            service.new_id,
            posted.caller,
            consent_id=consent,
            version=posted.version,
            header=Contribution(disclosure=draft["disclosure"]),
            fields={"start": start, **{name: draft[name] for name in SAID if name in draft}},
        )

    return await _done(posted, mine, act, "given", consent, "mine_giving")


async def _done(posted: Posted, mine: Mine, act: Any, word: str, consent: UUID, template: str) -> Response:
    return await carried_out(
        posted,
        "mine_consents",
        act,
        done=f"{mine.base}/samtycken?klart={word}",
        again=lambda status: _about(mine, consent, template, status),
    )


async def _about(mine: Mine, consent: UUID, template: str, status: int = 200) -> Response:
    one, agreed = await _one(mine, consent)
    others = others_that_cover(one, agreed)
    return await mine.shown("mine_consents", template=template, status=status, one=one, others=others)


async def _one(mine: Mine, consent: UUID) -> tuple[Agreed, list[Agreed]]:
    agreed = await _ledger(mine)
    for one in agreed:
        if one.id == str(consent):
            return one, agreed
    raise NotFound("there is no such consent for you")


async def _ledger(mine: Mine) -> list[Agreed]:
    visit = mine.visit
    return agreed_to(await consent_ledger.read_consents(visit.service.views, visit.caller, mine.person))
