"""A relay between a client and PostgreSQL that hands on every byte and counts how often the client began to speak."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict


@dataclass
class Relay:
    """A running relay; `trips` counts the times that the client spoke after the server had."""

    url: str
    trips: int = 0


@asynccontextmanager
async def relay_to(url: str, folder: Path) -> AsyncIterator[Relay]:
    """A relay to the server of the URL, listening on a socket in the folder, whose path has to be short."""
    given = conninfo_to_dict(url)
    host, port = str(given["host"]), str(given.get("port", 5432))
    address = f"{host}/.s.PGSQL.{port}"
    parts = {name: str(value) for name, value in given.items() if name not in ("host", "port", "dbname", "user")}
    query = "&".join(f"{name}={value}" for name, value in {**parts, "host": folder, "port": "5432"}.items())
    relay = Relay(f"postgresql://{given['user']}@/{given['dbname']}?{query}")
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if host.startswith("/"):
            upstream, downstream = await asyncio.open_unix_connection(address)
        else:
            upstream, downstream = await asyncio.open_connection(host, int(port))
        client_speaks = False

        async def hand_on(source: asyncio.StreamReader, target: asyncio.StreamWriter, from_client: bool) -> None:
            nonlocal client_speaks
            while data := await source.read(65536):
                relay.trips += from_client and not client_speaks
                client_speaks = from_client
                target.write(data)
                await target.drain()
            target.close()

        try:
            await asyncio.gather(hand_on(reader, downstream, True), hand_on(upstream, writer, False))
        finally:
            for stream in (writer, downstream):
                stream.close()
                with suppress(ConnectionError):
                    await stream.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_unix_server(accept, folder / ".s.PGSQL.5432")
    try:
        yield relay
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
