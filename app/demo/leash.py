"""Runs one of the demonstration's programs so that it ends when whoever started it ends, however that ends.

`python -m app.demo.leash MODULE:FUNCTION ARGUMENTS…` with a pipe as standard input. Nothing is ever written to
the pipe; the kernel closes its other end with the process that holds it, also after `kill -9`, on every system.
"""

import importlib
import os
import signal
import sys
import threading
import time
from typing import Final

GRACE: Final = 10.0
"""Seconds in which the program may come to its end by itself."""


def main() -> None:
    """Wait for the end of the pipe beside the program; then ask it to stop, then stop it."""
    module, _, function = sys.argv[1].partition(":")
    sys.argv = sys.argv[1:]
    threading.Thread(target=_watch, daemon=True).start()
    getattr(importlib.import_module(module), function)()


def _watch() -> None:
    while os.read(0, 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
