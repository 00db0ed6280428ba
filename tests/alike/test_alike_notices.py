"""What the comparison is for: each way in which what is hidden could show is found, in one county before and after."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from app.adapters.postgres import reads
from app.adapters.postgres.reads import PostgresViews
from app.domain.gaps.engine import Gap, state
from app.usecases.dossiers import Dossier
from app.usecases.holders import Holders
from app.usecases.judging import Judge, Verdict
from app.usecases.ports import Caller
from tests.alike.looking import Viewer
from tests.alike.telling import Told, differences
from tests.alike.twin import a_twin
from tests.alike.unseen import Unseen
from tests.county import TODAY
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="session")
LIFE, PLAN, CARDS = "/persons/{person}/timeline", "/plans/{plan}", "/findings"
COUNTS: Final = """
    create function sip.hidden(whom uuid) returns bigint language sql security definer as
    'select count(*) from sip.fact where person_id = whom'"""
ALL: Final = "(select sip.hidden(%(person_id)s))"
HOW_MANY: Final = "(select sip.hidden(person_id) from fact limit 1)"
Scene = tuple[Viewer, Unseen]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def scene(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """A party of a plan whose owner does something unseen; with a function that counts what nobody may count."""
    async with a_twin(server_url, tmp_path_factory.mktemp("twin")) as twin:
        twin.county.today = TODAY
        life = await twin.life("partial", None)
        twin.database.execute(COUNTS)
        twin.database.execute("grant execute on function sip.hidden to sip_service")
        await twin.county.detect()
        yield (
            Viewer(twin, life, "system at the party", (LIFE, PLAN, CARDS)),
            Unseen(Random(7), ("owners_own",), twin.ids),  # noqa: S311 - for choosing cases, not secrets
        )


async def heard(viewer: Viewer) -> Told:
    one = replace(viewer, told=Told(), reached=set())
    await one.look(0)
    assert not [said for _, said in one.told.answers if not said.startswith(("200", "404"))]
    return one.told


async def noticed(scene: Scene) -> list[str]:
    """What is told otherwise once something has gone on unseen, and the detector has looked."""
    viewer, unseen = scene
    before = await heard(viewer)
    await unseen.something(viewer.life)
    await viewer.twin.county.detect()
    return differences(before, await heard(viewer))


def told(viewer: Viewer, monkeypatch: pytest.MonkeyPatch, view: str, was: str, becomes: str) -> None:
    """The statement of a view says something else."""
    assert was in reads.STATEMENTS[view], "the statement would say the same"
    mutant = {**reads.STATEMENTS, view: reads.STATEMENTS[view].replace(was, becomes)}
    monkeypatch.setattr(viewer.twin.county.service.views, "_statements", mutant)


@contextmanager
def on_every_fact(database: Connection, does: str) -> Iterator[None]:
    """Meanwhile this is done whenever something is told of somebody."""
    database.execute(
        "create function sip.also() returns trigger language plpgsql security definer as"
        f" $$begin {does}; return null; end$$".encode()
    )
    database.execute("create trigger also after insert on sip.fact for each row execute function sip.also()")
    try:
        yield
    finally:
        database.execute("drop trigger also on sip.fact")
        database.execute("drop function sip.also")


async def test_nothing_shows_to_begin_with(scene: Scene) -> None:
    assert await noticed(scene) == []


MUTANTS: Final[dict[str, tuple[str, str, str]]] = {
    "a total that counts what is hidden": ("timeline", "'person', %(", f"'total', {ALL}, 'person', %("),
    "an order that follows what is hidden": (
        "timeline",
        "order by s.recorded, s.id",
        f"order by case when {ALL} > %(seen)s then -1 else 1 end * extract(epoch from s.recorded), s.id",
    ),
    "a version of the plan that others move": ("plan", "'person_id', (", f"'moved', {HOW_MANY}, 'person_id', ("),
    "a page of the plan with what is hidden": ("plan-page", "'findings', (", f"'hidden', {HOW_MANY}, 'findings', ("),
    "a paper with what is hidden": ("plan-print", "'today', sip.today()", f"'today', sip.today() + {HOW_MANY}::int"),
    "an absence over all that is told": (
        "timeline",
        "'person', %(",
        f"'unconfirmed', not exists (select where {ALL} > %(seen)s), 'person', %(",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
async def test_a_statement_that_lets_it_show(scene: Scene, monkeypatch: pytest.MonkeyPatch, mutant: str) -> None:
    viewer = scene[0]
    told_now = viewer.twin.database.execute("select sip.hidden(%s)", (viewer.life.person,)).fetchone()
    assert told_now
    view, was, becomes = MUTANTS[mutant]
    told(viewer, monkeypatch, view, was, becomes.replace("%(seen)s", str(told_now[0])))
    assert await noticed(scene)


TRIGGERS: Final = {
    "a card that is told to be unconfirmed by what is unseen": "update sip.finding set unconfirmed = true"
    " where person_id = new.person_id",
    "a card that opens on another day": "update sip.finding set opens = opens - 1 where person_id = new.person_id",
    "an item that gets a new version": "update sip.fact set revision = revision + 1"
    " where person_id = new.person_id and id <> new.id and kind = 'goal'",
    "a card that ends when something unseen is told": "update sip.finding set valid_until = current_date - 900"
    " where person_id = new.person_id",
}


@pytest.mark.parametrize("mutant", TRIGGERS)
async def test_a_write_that_touches_what_others_have(scene: Scene, mutant: str) -> None:
    viewer, unseen = scene
    with on_every_fact(viewer.twin.database, TRIGGERS[mutant]):
        before = await heard(viewer)
        await unseen.something(viewer.life)
        assert differences(before, await heard(viewer))


async def test_a_policy_that_lets_it_through(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the statement asks for no basis either."""
    told(scene[0], monkeypatch, "timeline", "where basis is not null", "where true")
    database: Connection = scene[0].twin.database
    (said,) = database.execute(
        "select qual from pg_policies where tablename = 'fact' and policyname = 'seen'"
    ).fetchone() or ("",)
    database.execute("alter policy seen on sip.fact using (true)")
    try:
        assert await noticed(scene)
    finally:
        database.execute(f"alter policy seen on sip.fact using ({said})".encode())


async def test_an_answer_more_or_less_is_told_too() -> None:
    one, other = Told(), Told()
    one.hear("GET /x", 200, [(b"etag", b'"1"')], b"{}")
    assert len(differences(one, other)) == 1
    other.hear("GET /x", 200, [(b"etag", b'"2"')], b"{}")
    assert len(differences(one, other)) == 1
    assert differences(one, one) == []


LEADS: Final = ("main-responsible", {"start": "2026-11-01", "disclosure": "own"})
FOLLOWS: Final = ("follow-ups", {"due": "2027-02-01", "disclosure": "own"})


async def shown(client: httpx.AsyncClient, person: str) -> list[dict[str, str]]:
    """The gaps that are open to the reader."""
    answer = await client.get(f"/persons/{person}/findings", params={"limit": 100})
    return [gap for gap in answer.json()["findings"] if gap["status"] in ("open", "critical")]


async def noticed_of(scene: Scene, what: tuple[str, dict[str, str]]) -> list[str]:
    """What is told the party otherwise once the owner has done something in the plan that it keeps to itself, by which
    a gap that the party goes on seeing is none in the owner's own view."""
    viewer, kind, said = scene[0], *what
    viewer.twin.database.execute("insert into sip.dirty (person_id) values (%s)", (viewer.life.person,))
    await viewer.twin.county.detect()
    before = await heard(viewer)
    assert "Hålls av" in "".join(told for _, told in before.answers)
    answer = await viewer.life.at["owner"].post(f"/plans/{viewer.life.ids['other']}/{kind}", json=said)
    assert answer.status_code == 201, answer.text
    gaps = {gap["id"] for gap in await shown(viewer.life.at["owner"], viewer.life.person)}
    await viewer.twin.county.detect()
    assert gaps > {gap["id"] for gap in await shown(viewer.life.at["owner"], viewer.life.person)}, "none has closed"
    return differences(before, await heard(viewer))


async def test_a_card_that_follows_what_the_holder_itself_sees(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await noticed_of(scene, LEADS) == []
    open_in: dict[UUID | None, set[tuple[str, str]]] = {}
    judge = Judge.judge

    def knowing_all_views(self: Judge, dossier: Dossier, today: int) -> Verdict:
        for reader, seen in self.views(dossier, today):
            gaps = (gap for gap in seen.gaps if state(gap, today, 0) in ("open", "critical"))
            open_in[reader] = {(gap.rule, gap.subject) for gap in gaps}
        return judge(self, dossier, today)

    def first_who_has_it(self: Holders, gap: Gap, reader: UUID | None) -> UUID | None:
        order = [*self._order(gap)]
        first = next((actor for actor in order if (gap.rule, gap.subject) in open_in.get(actor, ())), None)
        return None if first == reader else first

    monkeypatch.setattr(Judge, "judge", knowing_all_views)
    monkeypatch.setattr(Holders, "of", first_who_has_it)
    assert await noticed_of(scene, FOLLOWS)


async def test_a_look_at_the_database_more_where_something_is_hidden(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that is told differs; only how long it takes to tell it."""
    await noticed(scene)  # with this goes what a judge that was broken on purpose has left
    viewer = scene[0]
    read, database = PostgresViews.read, viewer.twin.database

    def hidden() -> int:
        (count,) = database.execute("select sip.hidden(%s)", (viewer.life.person,)).fetchone() or (0,)
        return int(count)

    before = hidden()

    async def thorough(views: PostgresViews, view: str, caller: Caller, **asked: Any) -> Any:
        found = await read(views, view, caller, **asked)
        if view == "timeline" and hidden() > before:
            await read(views, view, caller, **asked)
        return found

    monkeypatch.setattr(PostgresViews, "read", thorough)
    found = await noticed(scene)
    assert found
    assert all("statements (" in one for one in found)
