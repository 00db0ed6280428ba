"""What keeps an item on the person on whom it was written, by what it is, what goes with it and what stays."""

from dataclasses import replace
from uuid import UUID, uuid4

from app.domain.correcting import obstacles
from app.domain.facts import Call, Consent, Fact, Need, Participant, Plan
from app.domain.item import Item

OWNER, OTHER, PERSON, PLAN_ID = uuid4(), uuid4(), uuid4(), uuid4()


def item(content: Fact, plan_id: UUID | None = None) -> Item:
    return Item(
        person_id=PERSON,
        id=UUID(content.id),
        source="sip",
        source_version=1,
        owner=OWNER,
        category="work",
        disclosed=True,
        plan_id=plan_id,
        content=content,
    )


PLAN = item(Plan(id=str(PLAN_ID), actor=str(OWNER), start=739_000), PLAN_ID)
OURS = item(Participant(id=str(uuid4()), actor=str(OWNER), plan=str(PLAN_ID), start=739_000), PLAN_ID)
THEIRS = item(Participant(id=str(uuid4()), actor=str(OTHER), plan=str(PLAN_ID), start=739_000), PLAN_ID)
NEED = item(Need(id=str(uuid4()), plan=str(PLAN_ID), actor=str(OWNER), category="work", start=739_000), PLAN_ID)
CALL = item(Call(id=str(uuid4()), actor=str(OWNER), to=str(OTHER), sent=739_000, form="call"))
CONSENT = item(Consent(id=str(uuid4()), actor=str(OWNER), actors=(str(OTHER),), categories=("work",), start=739_000))


def found(one: Item, *goes: Item, resting: tuple[Item, ...] = (), moved: bool = True, agreed: bool = False) -> set[str]:
    return {o.because for o in obstacles(one, goes or (one,), resting, moved=moved, agreed=agreed)}


def test_what_stands_alone_goes_either_way() -> None:
    free = replace(NEED, plan_id=None)
    assert found(free) == found(free, moved=False) == found(CALL) == set()


def test_a_plan_goes_with_all_that_is_its_owner_s_while_nobody_else_took_part() -> None:
    assert found(PLAN, PLAN, OURS, NEED) == set()
    assert found(PLAN, PLAN, OURS, THEIRS) == {"takes-part"}
    assert found(PLAN, PLAN, OURS, replace(THEIRS, void=True), moved=False) == {"takes-part"}
    assert found(PLAN, PLAN, OURS, agreed=True) == {"agreed-on"}
    assert found(PLAN, PLAN, OURS, CALL, CONSENT) == {"never-moved"}


def test_a_part_of_a_plan_is_removed_and_not_moved_without_it() -> None:
    assert found(NEED) == {"in-a-plan"}
    assert found(NEED, moved=False) == set()
    assert found(THEIRS, moved=False) == set(), "that somebody takes part can be a mistake by itself"


def test_what_rests_on_it_keeps_it() -> None:
    assert found(replace(NEED, plan_id=None), resting=(CALL,), moved=False) == {"rests-on-it"}


def test_what_somebody_else_has_said_is_removed_and_not_moved() -> None:
    assert isinstance(CALL.content, Call)
    answered = replace(CALL, content=replace(CALL.content, answered=739_001, answer="coming"))
    assert found(answered) == {"answered"}
    assert found(answered, moved=False) == set()


def test_a_consent_is_given_anew() -> None:
    assert found(CONSENT) == {"never-moved"}
    assert found(CONSENT, moved=False) == set()
