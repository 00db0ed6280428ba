"""Ending at the first signal that asks for it, in order: what is being stopped is not interrupted again."""

import asyncio
import signal
from typing import Final

ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_on_signals() -> None:
    """Cancel this task at the first signal that asks for it; the stopping itself is not interrupted."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None  # noqa: S101 - we are in one

    def end() -> None:
        for number in ENDING:
            loop.add_signal_handler(number, lambda: None)
        task.cancel()

    for number in ENDING:
        loop.add_signal_handler(number, end)
