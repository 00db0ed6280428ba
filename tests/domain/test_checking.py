"""What a finished view shows, and whether its reader may see all of it."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.actors import THE_PERSON
from app.domain.checking import Evidence, Found, Shown, shown_in, too_much
from app.domain.disclosure import Grant, Sight
from app.domain.permissions import Principal
from app.domain.protection import NamedHandler

OURS, THEIRS, ME, PLAN, ITEM, OTHER, CONSENT, PROXY = (UUID(int=n, version=4) for n in range(11, 19))
TODAY = 739_576
WE = Principal(client="c", user="anna", actor=OURS)
SIGHT = Sight(kind="need", owner=THEIRS, category="work", disclosed=True, plan_id=PLAN, named=())
FOUND = Found(
    id=ITEM, person_id=ME, sight=SIGHT, version="2.0", current=True, void=False, guarded=False, source=str(THEIRS)
)
GRANT = Grant(owner=THEIRS, reader=OURS, kind="consent", plan_id=PLAN, category="work", basis=CONSENT)
TOLD = {Shown(ITEM, told=True, version="2.0")}


def held_back(
    *found: Found, shown: set[Shown] = TOLD, reader: Principal = WE, grants: tuple[Grant, ...] = (GRANT,)
) -> bool:
    return bool(too_much(shown, Evidence(found=found, grants={ME: grants}), reader, TODAY))


def test_a_view_shows_every_id_in_it_and_tells_of_its_items() -> None:
    document = {
        "person_id": str(ME),
        "items": [{"id": str(ITEM), "kind": "need", "version": "2.0", "need": str(OTHER), "title": "inte ett id"}],
        "entries": [{"item_id": str(PLAN), "kind": "plan", "old": None}],
        "plans": {str(CONSENT): 3},
    }
    assert shown_in(document) == {
        Shown(ME),
        Shown(ITEM, told=True, version="2.0"),
        Shown(ITEM),
        Shown(OTHER),
        Shown(PLAN, told=True),
        Shown(PLAN),
        Shown(CONSENT),
    }


def test_what_is_granted_is_shown_and_nothing_else() -> None:
    assert not held_back(FOUND)
    assert held_back(FOUND, grants=())
    assert held_back(FOUND, grants=(replace(GRANT, category="health"),))
    assert held_back(FOUND, grants=(replace(GRANT, end=TODAY),))
    assert held_back(replace(FOUND, sight=replace(SIGHT, disclosed=False)))
    assert held_back(replace(FOUND, void=True))
    assert not held_back(replace(FOUND, sight=replace(SIGHT, owner=OURS), void=True), grants=())


def test_what_is_told_and_not_to_be_found_is_held_back_but_a_mere_id_is_not() -> None:
    assert held_back()
    assert not held_back(shown={Shown(ITEM)})
    assert held_back(FOUND, shown={Shown(ITEM)}, grants=()), "what it may not see is not to be referred to either"


def test_an_item_refers_to_what_is_seen_and_the_readers_own_to_what_it_has_chosen() -> None:
    document = {"id": str(ITEM), "kind": "task", "plan_id": str(PLAN), "activity": str(OTHER)}
    shown = shown_in(document)
    assert {Shown(PLAN, referred_by=(ITEM, "plan")), Shown(OTHER, referred_by=(ITEM, "activity"))} <= shown
    referred = {Shown(PLAN, referred_by=(ITEM, "plan"))}
    assert held_back(FOUND, shown=referred), "the database has nothing of it for this reader"
    assert not held_back(FOUND, replace(FOUND, id=PLAN), shown=referred)
    ours = replace(FOUND, sight=replace(SIGHT, kind="task", owner=OURS))
    assert not held_back(ours, shown=referred)
    assert held_back(ours, shown={Shown(OTHER, referred_by=(ITEM, "activity"))}), "what others have made of it"
    assert held_back(FOUND, shown=referred, reader=Principal(client="c", user="p", person=ME))


def test_an_earlier_version_is_shown_as_far_as_it_and_the_one_that_holds_may_be_seen() -> None:
    earlier = replace(FOUND, version="1.0", current=False)
    shown = {Shown(ITEM, told=True, version="1.0")}
    secret = replace(SIGHT, disclosed=False)
    assert not held_back(FOUND, earlier, shown=shown)
    assert held_back(FOUND, replace(earlier, sight=secret), shown=shown)
    assert held_back(replace(FOUND, sight=secret), earlier, shown=shown)
    person = replace(SIGHT, kind="person", owner=THE_PERSON)
    assert not held_back(replace(FOUND, sight=person))
    assert held_back(replace(FOUND, sight=person), replace(earlier, sight=person), shown=shown)


def test_a_message_is_shown_with_what_it_is_about() -> None:
    message = replace(FOUND, id=OTHER, about=ITEM, sight=replace(SIGHT, kind="message"))
    shown = {Shown(OTHER, told=True)}
    assert not held_back(message, FOUND, shown=shown)
    assert held_back(message, shown=shown)
    assert held_back(message, replace(FOUND, void=True), shown=shown)
    assert held_back(message, replace(FOUND, sight=replace(SIGHT, category="health")), shown=shown)


def test_a_protected_person_is_shown_to_named_handlers_and_to_the_own_source() -> None:
    found = replace(FOUND, guarded=True, sight=replace(SIGHT, owner=OURS), source="ours")
    handler = NamedHandler(id=OTHER, person_id=ME, user="anna", start=TODAY, end=TODAY)
    for handlers, expected in (((), True), ((handler,), False), ((replace(handler, user="bo"),), True)):
        evidence = Evidence(found=[found], handlers={ME: handlers})
        assert bool(too_much(TOLD, evidence, WE, TODAY)) == expected
        assert too_much(TOLD, evidence, WE, TODAY + 1)
    assert held_back(found, reader=Principal(client="c", user="system", actor=OURS))
    assert not held_back(found, reader=Principal(client="c", user="system", actor=OURS, source="ours"))


def test_a_finding_is_its_readers_alone() -> None:
    for reader, expected in ((OURS, False), (THEIRS, True), (ME, True)):
        assert bool(too_much({Shown(OTHER)}, Evidence(findings={OTHER: (ME, reader)}), WE, TODAY)) == expected


@pytest.mark.parametrize("of", [ME, OTHER])
def test_a_person_is_shown_what_is_about_that_person(of: UUID) -> None:
    secret = replace(FOUND, person_id=of, guarded=True, sight=replace(SIGHT, disclosed=False))
    assert held_back(secret, reader=Principal(client="c", user="p", person=ME), grants=()) == (of != ME)


def test_whoever_acts_for_the_person_is_shown_it_while_the_mandate_holds() -> None:
    proxy = Principal(client="c", user="p", person=ME, proxy=PROXY, reads_by=CONSENT)
    mandate = Grant(owner=OURS, reader=PROXY, kind="mandate", category="read", basis=CONSENT)
    assert not held_back(FOUND, reader=proxy, grants=(mandate,))
    assert held_back(FOUND, reader=proxy, grants=())
    assert held_back(FOUND, reader=proxy, grants=(replace(mandate, end=TODAY),))
    assert held_back(FOUND, reader=proxy, grants=(replace(mandate, basis=OTHER),))
    assert held_back(FOUND, reader=proxy, grants=(replace(mandate, reader=OTHER),))
