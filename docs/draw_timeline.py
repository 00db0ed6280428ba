"""Draws docs/timeline.svg again, through the running service: `python docs/draw_timeline.py [STORY READER]`."""

import asyncio
import sys
import tempfile
from datetime import date
from pathlib import Path

from app.demo.demonstration import demonstration
from app.demo.stories import read_stories
from app.demo.telling import tell_all

DAY = date(2026, 11, 21)
PICTURE = Path(__file__).with_name("timeline.svg")


async def draw(key: str, reader: str, folder: Path) -> str:
    """The story's timeline as the actor with that function sees it."""
    stories = [story for story in read_stories() if story.key.startswith(key)]
    async with demonstration(folder, stories, DAY, 8000, lambda step: print(step, file=sys.stderr)) as running:
        async for told in tell_all(running, stories):
            slug = next(slug for slug, unit in running.units.items() if unit.function == reader)
            client = await running.system(slug)
            answer = await client.get(f"persons/{told.life.person_id}/timeline", headers={"Accept": "image/svg+xml"})
            return answer.raise_for_status().text
    raise LookupError(f"there is no story {key}")


if __name__ == "__main__":
    story, viewer = sys.argv[1:] or ("05", "social-services")
    with tempfile.TemporaryDirectory(prefix="sip-picture-") as place:
        PICTURE.write_text(asyncio.run(draw(story, viewer, Path(place))), encoding="utf-8")
