"""What every page of the portal costs at the server, and how large it is, with a plan of sixty activities.

Each page is asked for again and again by one reader: what an answer takes of the processors, the serving process and
PostgreSQL apart, and the time by the clock. The floor of each is its own template, filled in with what had been read
before; the floor of all is the page on accessibility, which reads nothing but the session. Papers are set in processes
of their own, whose time stands beside; meanwhile another page is asked for, which is to be answered as ever.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

import httpx

from app.bootstrap.service import service
from app.main import BASE
from app.portal.pages import create_portal
from app.settings import Settings
from benchmarks.figures import Row as Cells
from benchmarks.figures import show
from benchmarks.page_reader import Reader, Taken
from benchmarks.page_rows import FLOOR, NO_PAGES, PAPERS, ROWS, Row, refuse_missing
from benchmarks.page_twin import twin
from benchmarks.page_world import ACTIVITIES, CARDS, World
from benchmarks.processes import SIP, Running, process, running_service

REACH, LARGEST = 0.1, 150_000
"""Seconds at the server, and bytes with all that a page loads but pictures."""
SETTINGS = 3
"""How often each paper is set."""
HEAD = ("page", "read by", "serving", "PostgreSQL", "template alone", "by the clock", "worst", "round trips",
        "the page", "with all it loads")  # fmt: skip
OF_PAPERS = ("paper", "read by", "serving", "PostgreSQL", "the process that sets it", "by the clock",
             "another page meanwhile", "worst", "size")  # fmt: skip


async def measure(
    running: Running, rows: Sequence[Row], papers: Sequence[Row], times: int, seconds: float
) -> list[Taken]:
    """The pages, which are shown, and then the papers. LookupError when one is not there."""
    given = {"database_url": running.database, "data_dir": running.home, "issuer_networks": "127.0.0.0/8"}
    settings = Settings.model_validate({**given, "master_key_file": running.home / "master.key"})
    async with service(settings) as made, twin(settings, running.database) as other:
        world = World(running, made, settings, datetime.now(ZoneInfo("Europe/Stockholm")).date())
        with process(SIP, "worker", "--data-dir", running.home):
            await world.fill()
        headers = {"Accept-Encoding": "identity"}
        with httpx.Client(base_url=running.api.removesuffix(BASE), headers=headers, timeout=120) as http:
            reader, pages = Reader(http, world), []
            for row in rows:
                page = reader.taken(row, times, seconds)
                address, cookie = row.address(world.ids), reader.cookie(row)
                page.trips = await other.trips(address, cookie)
                page.template = await other.template_seconds(address, cookie)
                pages.append(page)
            show(
                f"Pages with a plan of {ACTIVITIES} activities and {CARDS} cards", HEAD, [_cells(one) for one in pages]
            )
            made_of = [reader.taken(row, SETTINGS, seconds * 10, 0) for row in papers]
            for paper in made_of:
                paper.meanwhile = reader.meanwhile(paper.row)
            if made_of:
                show("Papers", OF_PAPERS, [_paper(one) for one in made_of])
        return pages


def main() -> None:
    """Measure and print; exit code 1 when a page is slower or larger than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="answers of each page")
    parser.add_argument("--seconds", type=float, default=3, help="for each page at the most")
    parser.add_argument("--only", default="", help="only pages whose address has this in it")
    chosen = parser.parse_args()
    refuse_missing(create_portal(lambda: False), [*ROWS, *PAPERS], NO_PAGES)
    rows, papers = ([row for row in some if chosen.only in row.title or row is FLOOR] for some in (ROWS, PAPERS))
    with running_service(workers=0) as running:
        pages = asyncio.run(measure(running, rows, papers, chosen.times, chosen.seconds))
    slow = [one.row.title for one in pages if one.processors > REACH]
    late = [one.row.title for one in pages if median(one.clock) > REACH]
    large = [one.row.title for one in pages if one.size + one.loaded > LARGEST and one.loaded]
    print(f"to reach: {REACH * 1000:.0f} ms at the server, of the processors: {_told(slow)}")
    print(f"by the clock, which runs for whatever else is at work, too: {_told(late)}")
    print(f"to reach: {LARGEST / 1000:.0f} kB: {_told(large)}")
    sys.exit(bool(slow or large))


def _cells(one: Taken) -> Cells:
    times = len(one.clock)
    return (
        f"`{one.row.title}`",
        one.row.visitor or "anybody",
        _ms(one.serving / times),
        _ms(one.database / times),
        "" if one.template is None else _ms(one.template),
        _ms(median(one.clock)),
        _ms(max(one.clock)),
        str(one.trips),
        _kb(one.size),
        _kb(one.size + one.loaded) if one.loaded else "",
    )


def _paper(one: Taken) -> Cells:
    times = len(one.clock)
    took = (_ms(one.serving / times), _ms(one.database / times), f"{one.papers / times:.1f} s")
    return (f"`{one.row.title}`", one.row.visitor or "", *took, f"{median(one.clock):.1f} s",
            _ms(median(one.meanwhile)), _ms(max(one.meanwhile)), _kb(one.size))  # fmt: skip


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _kb(size: int) -> str:
    return f"{size / 1000:.0f} kB"


def _told(missed: Sequence[str]) -> str:
    return f"NOT reached: {', '.join(missed)}" if missed else "reached by every page"


if __name__ == "__main__":
    main()
