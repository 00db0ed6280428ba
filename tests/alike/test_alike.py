"""Changing what a viewer may not see changes nothing of what the viewer receives, and not when: over the whole stack.

A round is one life, told twice, for one audience. `SIP_ALIKE=10` plays all of them ten times, with other seeds.
"""

import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from tests.alike.looking import PAGE, PAPERS, READS
from tests.alike.telling import differences
from tests.alike.twin import Twin, a_twin
from tests.alike.unseen import DEEDS
from tests.alike.worlds import AUDIENCES, a_round

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONFIGURED = (
    "/actors/{",
    "/clients",
    "/issuers",
    "/registrations",
    "/agreement-previews",
    "/coordination-bodies/{body}/agreements",
)
OF_NOBODY = {path for path in READS if path.startswith(CONFIGURED) or path.endswith("{body}/agreements")}
OF_NOBODY |= {"/audit/seal"}
"""What is configured: an administrator's, and about nobody; and the seal, which is over all that anybody does: its
number tells that somebody has done something."""
EMPTY = {"/persons/{person}/corrections", "/represented-persons", "/rule-outcomes"}
"""These are asked for and alike, but empty: nothing was corrected here, nobody who looks acts for others, and a single
card put aside is no number."""
CYCLES = int(os.environ.get("SIP_ALIKE", "1"))


@asynccontextmanager
async def two_counties(server_url: str, places: pytest.TempPathFactory) -> AsyncIterator[tuple[Twin, Twin]]:
    """In which nobody lives as yet."""
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(a_twin(server_url, places.mktemp("twin"))) for _ in range(2)]
        yield one, other


async def test_two_counties_that_differ_in_what_is_hidden_are_alike_in_every_byte(
    server_url: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    reached: set[str] = set()
    done: Counter[str] = Counter()
    asked, started = 0, time.process_time()
    for cycle in range(CYCLES):
        async with two_counties(server_url, tmp_path_factory) as (haunted, quiet):
            for seed in range(cycle * len(AUDIENCES), (cycle + 1) * len(AUDIENCES)):
                here = await a_round(haunted, seed)
                there = await a_round(quiet, seed, here.hidden)
                wrong = []
                for viewer, told in here.viewers.items():
                    asked += len(told.answers)
                    wrong += [f"{seed}, {viewer}: {fault}" for fault in differences(told, there.viewers[viewer])]
                assert not wrong, f"{len(wrong)} answers are not alike, such as:\n" + "\n".join(wrong[:12])
                reached |= here.reached & there.reached
                done.update(here.done)
    with capsys.disabled():
        print(
            f"\nalike: {CYCLES * len(AUDIENCES)} pairs of worlds × {len(reached)} operations that read, {asked} answers"
            f" compared, {sum(done.values())} unseen deeds, in {time.process_time() - started:.0f} s"
        )
    assert done.keys() == DEEDS.keys(), "a sort of deed was never done"
    on_paper = {f"{path} on paper" for path in PAPERS}
    assert (set(READS) | on_paper | {PAGE}) - reached - OF_NOBODY - EMPTY == set(), "of these nobody was told anything"
