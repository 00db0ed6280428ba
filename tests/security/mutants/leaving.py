"""Mutants of who lets in, and of what leaves: registrations, keys, what is removed and what is taken out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from app.adapters.keys.masters import Masters
from app.adapters.keys.rotation import RotatingFileStore
from app.adapters.keys.store import FileKeyStore
from app.domain.statistics.suppression import Counted
from app.usecases import administrating, retention
from tests.adapters import test_key_store
from tests.api import test_administration, test_exports, test_papers, test_plan_page
from tests.api.witness import Witness
from tests.county import TODAY
from tests.offices import open_offices
from tests.secrecy.test_administrators import opened
from tests.secrecy.worlds import Connection
from tests.security.mutants import probes
from tests.security.mutants.probes import OTHER, OWNER, shared
from tests.security.mutants.seeds import Bench, Both, Code, Mutant, Schema, View


async def what_was_not_shown_is_not_saved(bench: Bench) -> None:
    async with open_offices(bench.county, bench.county.service.settings) as offices:
        await test_administration.test_what_was_not_shown_is_not_saved(offices, Witness(bench.database))


def who_administrates_reaches_no_table_of_persons(connection: Connection) -> None:
    assert opened(connection, "sip_admin") == set()


def who_removes_reads_no_content(connection: Connection) -> None:
    for column in ("fields", "title", "reason"):
        (may,) = connection.execute(
            "select has_column_privilege('sip_retention', 'sip.fact', %s, 'select')", (column,)
        ).fetchone() or (True,)
        assert not may, column


@contextmanager
def key_stores() -> Iterator[tuple[Callable[..., RotatingFileStore], Path]]:
    """Opens one store of keys as often as it is asked to, and the directory that it is in."""
    made: list[RotatingFileStore] = []

    def one_more(*_: bytes) -> RotatingFileStore:
        made.append(RotatingFileStore(Path(directory) / "keys.sqlite", Masters(lambda: [test_key_store.OLD])))
        return made[-1]

    with TemporaryDirectory() as directory:
        try:
            yield one_more, Path(directory)
        finally:
            for store in made:
                store.close()


async def nothing_of_a_key_stays(_: Bench) -> None:
    with key_stores() as (one_more, directory):
        test_key_store.test_nothing_of_a_destroyed_key_stays_in_the_files(one_more, directory)


async def nobody_remembers_a_key(_: Bench) -> None:
    with key_stores() as (one_more, _directory):
        test_key_store.test_a_destroyed_key_is_given_to_nobody_any_more_whatever_they_remember(one_more)


async def the_export_is_the_persons(bench: Bench) -> None:
    await test_exports.test_nobody_else_takes_it_out(bench.county, await shared(bench.county, "work"))


async def an_archive_is_of_ones_own(bench: Bench) -> None:
    life = await shared(bench.county, "work")
    await life.tell(OTHER, "activity", "course", need="job", planned_start="2026-12-01")
    assert "course" in await life.seen(OWNER)
    archive = await bench.county.system(OWNER).get(f"plans/{life.ids['plan']}/archive")
    assert {item["owner"] for item in archive.json()["items"]} == {bench.county.actor(OWNER)}


async def a_paper_is_of_the_plan(bench: Bench) -> None:
    bench.county.today = TODAY
    around = await test_papers.told(bench.county)
    settings = bench.county.service.settings
    await test_papers.test_what_a_reader_knows_beside_the_plan_is_on_no_paper_that_is_handed_on(around, settings)


class Past:
    """A quarter in which a rule was often broken, and one for four persons."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str], int | None] = {}

    async def counted(self) -> Mapping[tuple[str, str], Counted] | None:
        return {("common", "06"): Counted(7, 6), ("rare", "06"): Counted(9, 4)}

    async def tell(self, numbers: Mapping[tuple[str, str], int | None]) -> None:
        self.told |= numbers

    async def remove(self, readers: Collection[UUID] | None) -> int:
        return 16


async def no_number_is_of_somebody() -> None:
    past = Past()
    assert await retention._make_numbers(past, "2026-Q1", None) == 16
    assert past.told == {("common", "06"): 7, ("rare", "06"): None}


async def a_page_has_mandates(bench: Bench) -> None:
    bench.county.today = TODAY
    await test_plan_page.test_the_page_has_the_mandates_that_its_reader_has_and_no_others(
        await test_papers.told(bench.county)
    )


async def a_page_is_of_the_plan(bench: Bench) -> None:
    bench.county.today = TODAY
    await test_plan_page.test_the_page_of_a_plan_shows_what_is_of_it_and_nothing_else(
        await test_papers.told(bench.county)
    )


MUTANTS: Final = {
    "saved as it was not shown": Mutant(
        "R61",
        Code(
            administrating.keep,
            '(await preview(work, registered, one, today))["digest"] != digest',
            "False",
        ),
        what_was_not_shown_is_not_saved,
    ),
    "who administrates sees who sees whom": Mutant(
        "R62",
        Schema(
            "select not has_any_column_privilege('sip_admin', 'sip.access_grant', 'select')",
            "grant select on sip.access_grant to sip_admin",
            "revoke select on sip.access_grant from sip_admin",
        ),
        probes.by_rows(who_administrates_reaches_no_table_of_persons),
    ),
    "a key that stays in the file": Mutant(
        "R63",
        Code(FileKeyStore.destroy, 'db.execute("delete from person_key where person = ?", (person_id.bytes,))', "pass"),
        nothing_of_a_key_stays,
    ),
    "a key that is remembered": Mutant(
        "R63", Code(FileKeyStore._refresh, "now != self._seen", "False"), nobody_remembers_a_key
    ),
    "who removes reads": Mutant(
        "R66",
        Schema(
            "select not has_column_privilege('sip_retention', 'sip.fact', 'title', 'select')",
            "grant select (title) on sip.fact to sip_retention",
            "revoke select (title) on sip.fact from sip_retention",
        ),
        probes.by_rows(who_removes_reads_no_content),
    ),
    "an export for whoever knows the person": Mutant(
        "R67",
        View(
            "person-export",
            "from person p where p.person_id = %(person_id)s and p.person_id = any (sip.mine())",
            "from person p where p.person_id = %(person_id)s",
        ),
        the_export_is_the_persons,
    ),
    "a number that rests on somebody": Mutant(
        "R88",
        Code(retention._make_numbers, "published(cells, ())", "{one: cells[one].count for one in cells}"),
        probes.by_anybody(no_number_is_of_somebody),
    ),
    "an archive of what others have": Mutant(
        "R68",
        Both(
            View("plan-archive", "where f.owner = (select sip.me())),", "),"),
            View("plan-archive", "and (p.owner = (select sip.me())", "and (true"),
        ),
        an_archive_is_of_ones_own,
    ),
    "a paper with what is beside the plan": Mutant(
        "R71",
        View("plan-print", "(f.plan_id = %(plan_id)s and f.kind <> 'message'", "(f.kind <> 'message'"),
        a_paper_is_of_the_plan,
    ),
    "a page without what the reader has beside the plan": Mutant(
        "R85", View("plan-page", "('person', 'consent', 'mandate')", "('person', 'consent')"), a_page_has_mandates
    ),
    "a page with what is beside the plan": Mutant(
        "R85",
        View("plan-page", "(f.plan_id = %(plan_id)s and f.kind <> 'message'", "(f.kind <> 'message'"),
        a_page_is_of_the_plan,
    ),
    "a page with what was said about the plan": Mutant(
        "R85",
        View("plan-page", "(f.plan_id = %(plan_id)s and f.kind <> 'message'", "(f.plan_id = %(plan_id)s"),
        a_page_is_of_the_plan,
    ),
    "a page with gaps of what is beside the plan": Mutant(
        "R85",
        View("plan-page", "and g.evidence <@ (select array_agg(id::text order by id) from seen)", ""),
        a_page_is_of_the_plan,
    ),
    "a paper with gaps of what is beside the plan": Mutant(
        "R71",
        View("plan-print", "and g.evidence <@ (select array_agg(id::text order by id) from seen)", ""),
        a_paper_is_of_the_plan,
    ),
}
