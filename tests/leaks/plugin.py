"""Every run of the tests ends with a search: what was told of somebody may have got out by no way but the answers.

Collected are logs, warnings, standard output and error, the addresses of requests, the headers of answers, problems,
what the commands write, the database server's log, and the tables that are to hold ids and codes alone. The run
fails where something is found; what it is stays unsaid, since the report is a log too.
"""

import logging
from collections.abc import Generator
from contextlib import ExitStack
from typing import Any, Final

import pytest

from tests.leaks.ear import EAR, between, listening
from tests.leaks.search import Leak

ON_PURPOSE: Final = "lets_it_out"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen."""
    config.addinivalue_line("markers", f"{ON_PURPOSE}(why): what is told here gets out on purpose")
    if config.option.log_level is None:  # pytest's own handlers would format every line that only the ear is to hear
        config.option.log_level = logging.getLevelName(logging.WARNING)
    config.pluginmanager.register(Listener(config), "leaks")


class Listener:
    """The hooks of one run. `found` are the leaks of it all; `looked` is how many texts and numbers were told, and how
    many lines got out."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.found: list[Leak] = []
        self.looked = [0, 0, 0]
        listens = ExitStack()
        listens.enter_context(listening(EAR))
        config.add_cleanup(listens.close)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Stand between the service and whoever asks it, where any of the tests does."""
        if any("server_url" in getattr(item, "fixturenames", ()) for item in session.items):
            self._overhear()

    def _overhear(self) -> None:
        from app.api.surroundings import Surroundings

        answer = Surroundings.__call__

        async def overheard(itself: Surroundings, *given: Any) -> None:
            await between(lambda *handed_on: answer(itself, *handed_on), EAR)(*given)

        patch = pytest.MonkeyPatch()
        patch.setattr(Surroundings, "__call__", overheard)  # every application of every test is heard
        self._config.add_cleanup(patch.undo)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Know which test it is that is heard."""
        EAR.test, EAR.deaf = item.nodeid, item.get_closest_marker(ON_PURPOSE) is not None
        try:
            return (yield)
        finally:
            EAR.deaf = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Whatever this process and those it started wrote, where no test asked for it."""
        report = yield
        for name, text in report.sections:
            if name.startswith(("Captured stdout", "Captured stderr")):
                for line in text.splitlines():
                    EAR.hear("standard output and error", line)
        return report

    def pytest_warning_recorded(self, warning_message: Any) -> None:
        """Warnings too are written somewhere."""
        EAR.hear("a warning", str(warning_message.message))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Look for what was told: here, or in the processes that the tests were shared among."""
        self._add(EAR.leaks(), [len(EAR.told.texts), len(EAR.told.numbers), len(EAR.heard)])
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["leaks"] = [vars(leak) for leak in self.found]
            output["looked"] = self.looked
        elif self.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """One of those processes is done: what it found counts."""
        output = getattr(node, "workeroutput", None) or {}
        self._add([Leak(**leak) for leak in output.get("leaks", ())], output.get("looked", [0, 0, 0]))

    def _add(self, found: list[Leak], looked: list[int]) -> None:
        self.found += found
        self.looked = [one + more for one, more in zip(self.looked, looked, strict=True)]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was looked for, and where it was found."""
        texts, numbers, lines = self.looked
        if texts + numbers:
            result = f"{len(self.found)} leaks" if self.found else "none found"
            terminalreporter.write_line(
                f"leak search: {texts} texts and {numbers} identity numbers were told, {lines} lines got out: {result}"
            )
        for leak in self.found:
            terminalreporter.write_line(f"LEAK {leak}", red=True)
