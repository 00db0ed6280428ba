"""The service's own PostgreSQL: started by the first process that needs it, stopped when the last has left.

A server lives in one directory and is shared by every process that names that directory. Nothing here
believes a process id that was written down. Five locks say who is alive, and the kernel lets go of a lock
when its holder dies, however it dies:

* `control.lock`  held while somebody decides to start or stop; one at a time;
* `users.lock`    shared by every process that uses the server; tried exclusively to learn who is the last;
* `presence.lock` shared by the same processes; the keeper sleeps on it until all of them are gone;
* `keeper.lock`   held by the keeper, which stops the server when its last user was killed;
* `server.lock`   inherited by initdb, by the postmaster and by each of its backends: as long as one process
  of the old server lives no new one is started, and when none does, whatever it left is known to be stale.

The server has no network address. Its socket lies in its data directory, which only its own account may
enter (mode 0700); that is what makes `trust` safe there. Started as root, the server runs as the data's
owner, at first `postgres` or else `nobody`, and gets the data directory as an open file descriptor, so that
it may lie under a home that this account cannot enter.
"""

from app.adapters.postgres.embedded.errors import EmbeddedPostgresError
from app.adapters.postgres.embedded.service import EmbeddedPostgres, Server

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "Server"]
