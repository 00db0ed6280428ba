"""The published contract passes the profile checks, and each check is seen to fail on a contract that breaks it."""

import json
import os
import shutil

import pytest

from tests.profile import run

pytestmark = pytest.mark.skipif(
    not run.installed() and "CI" not in os.environ,
    reason="the linter of the profile checks is not installed; `make check` installs it"
    if shutil.which("npm")
    else "the profile checks need Node",
)


@pytest.fixture(scope="module", autouse=True)
def linter() -> None:
    """In CI it is installed, or the tests fail: nobody reads what CI skipped."""
    if not run.installed():
        run.install()


def test_the_published_contract_passes_every_check() -> None:
    assert run.breaches(run.CONTRACT) == []


def test_every_check_catches_the_contract_that_breaks_it() -> None:
    assert len(run.rule_ids()) == 40
    assert run.unseen(json.loads(run.CONTRACT.read_text(encoding="utf-8"))) == []
