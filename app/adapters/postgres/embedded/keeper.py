"""Stopping a server whose users are all gone, also when the last of them was killed."""

import os
from pathlib import Path

from app.adapters.postgres.embedded.cluster import Cluster
from app.adapters.postgres.embedded.locks import Absence, Lock, lock_within, try_lock

_DECISION = 600.0  # seconds; the keeper has nothing else to do


def keep(directory: Path, own: Lock) -> None:
    """Sleep until nobody uses the server of the directory, stop it and let go of the keeper's own lock."""
    absence = Absence(directory / "presence.lock")
    while True:
        absence.wait()
        with lock_within(directory / "control.lock", _DECISION):
            everybody = try_lock(directory / "users.lock")
            if everybody is None:
                continue  # somebody has come, or was still on the way out
            with everybody:
                Cluster(directory).shut_down()
                own.close()  # before the control lock: whoever comes next then starts a keeper
                return


def detach() -> None:
    """Leave the process that started us, so that it neither waits for us nor has to bury us."""
    if os.fork():
        os._exit(0)
    os.chdir("/")
