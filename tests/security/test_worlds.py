"""What the worlds of the matrix are: what is told in them is kept as it was told, and consent is all that differs."""

import pytest

from tests.security.askers import ASKERS
from tests.security.matrix import Matrix
from tests.security.people import GIVING, Somebody
from tests.security.sight import World

pytestmark = pytest.mark.asyncio(loop_scope="session")
PARTY = next(asker for asker in ASKERS if asker.name == "caseworker at the party")
OWNER = next(asker for asker in ASKERS if asker.name == "caseworker at the owner")
OTHERS = {asker.actor: asker for asker in ASKERS if asker.name.startswith("caseworker at")}
FRAME = ("plan", "other", "draft", "goal", "main", "appt", "appt_held", "appt_bare", "meeting", "follow_up", "fu_held")
OF_THE_OWNER = {
    **dict.fromkeys((*FRAME, "fu_bare", "closed", "call_party", "call_addressee", "message", "goal_outcome"), "plan"),
    **dict.fromkeys(("part_plan", "part_other", "part_draft", "assignment", "assignment_draft"), "plan"),
    **dict.fromkeys(("need_work", "act_own", "ref_sent", "ref_accepted", "ref_started", "step"), "work"),
    **dict.fromkeys(("mandate", "legal_basis"), "plan"),
    **dict.fromkeys(("minutes", "task", "answers", "end_report"), "social"),
    "fact_shared": "economy",
}
OF_THE_PARTY = {
    **dict.fromkeys(("need_health", "ownership", "act_proposed", "act_planned", "act_ongoing"), "health"),
    **dict.fromkeys(("crisis", "fact_own", "message_party"), "health"),
    **dict.fromkeys(("handler", "assignment_party", "emergency"), "plan"),
}
OF_THE_PERSON = {**dict.fromkeys(("wish", "message_person", "person", "consent"), "plan"), "voice": "social"}
KEPT_TO_ONESELF = {
    "legal_basis",
    "mandate",
    "emergency",
    "assignment",
    "assignment_draft",
    "assignment_party",
    "fact_own",
}
NO_ITEMS = {"friend", "hold", "merge", "named_handler", "transfer", "deputy", "link", "finding"}


def whose(me: Somebody) -> dict[str, dict[str, str]]:
    return {
        me.actor("owner"): OF_THE_OWNER,
        me.actor("party"): OF_THE_PARTY,
        "00000000-0000-4000-8000-000000000001": OF_THE_PERSON,
    }


def seen(world: World, role: str) -> set[str]:
    """What somebody at that actor sees, by its short names."""
    items = {str(row.id) for row in world.seen(OTHERS[role])}
    return {name for name, known in world.me.ids.items() if known in items}


def of(matrix: Matrix, consent: str) -> World:
    return next(world for world in matrix.worlds if world.consent == consent)


async def test_everything_is_kept_as_it_was_told(matrix: Matrix) -> None:
    for world in matrix.worlds:
        told = {name: (owner, category) for owner, names in whose(world.me).items() for name, category in names.items()}
        kept = {name: world.row(name) for name in world.me.ids.keys() - NO_ITEMS}
        assert {name: (str(row.owner), row.category) for name, row in kept.items() if row} == {
            name: said for name, said in told.items() if name not in GIVING or name in world.me.ids
        }
        assert {
            name for name, row in kept.items() if row and not row.disclosed
        } == KEPT_TO_ONESELF & world.me.ids.keys()
        assert "finding" in world.me.ids, "there is nothing to find, and so no card to ask for"


async def test_what_a_party_sees_of_the_others_is_what_the_consent_says(matrix: Matrix) -> None:
    asked, known = {"task", "call_party", "part_plan", "part_other", "part_draft"}, {"person"}
    own = set(OF_THE_PARTY) - {"emergency"}
    frame = {name for name, category in OF_THE_OWNER.items() if category == "plan"} - KEPT_TO_ONESELF - {"closed"}
    work = {name for name, category in OF_THE_OWNER.items() if category == "work"}
    assert seen(of(matrix, "none"), "party") == own | asked | known
    assert seen(of(matrix, "withdrawn"), "party") == own | asked | known | {"consent"}
    assert seen(of(matrix, "expired"), "party") == own | asked | known | {"consent"}
    partial = own | asked | known | {"consent"} | frame | work | {"wish", "message_person"}
    assert seen(of(matrix, "partial"), "party") == partial
    full = partial | {"minutes", "answers", "end_report", "fact_shared", "voice"}
    assert seen(of(matrix, "full"), "party") == full
    shared = own | asked | known
    by_law = shared | frame | {"legal_basis", "fact_shared", "closed", "message_person"}
    assert seen(of(matrix, "provision"), "party") == by_law, "of every plan, and what the person wrote about those"
    elsewhere = {"other", "draft", "end_report"}
    assert seen(of(matrix, "emergency"), "party") == full - {"consent"} - elsewhere | {"emergency"}, "of that plan"


async def test_whoever_was_only_asked_sees_the_questions_alone_and_a_stranger_nothing(matrix: Matrix) -> None:
    for world in matrix.worlds:
        assert seen(world, "addressee") == {"person", "call_addressee", "ref_sent", "ref_accepted", "ref_started"}
        assert seen(world, "stranger") == set()
