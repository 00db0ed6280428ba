"""The keeper's process: `python -m app.adapters.postgres.embedded DIRECTORY DESCRIPTOR-OF-ITS-LOCK`."""

import sys
from pathlib import Path

from app.adapters.postgres.embedded.keeper import detach, keep
from app.adapters.postgres.embedded.locks import Lock

if __name__ == "__main__":
    own = Lock(int(sys.argv[2]))
    detach()
    keep(Path(sys.argv[1]), own)
