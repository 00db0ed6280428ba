"""A load generator for one address: some connections that each ask again as soon as they are answered.

Written on bare streams, since a full HTTP client would cost more than the server that it measures.
"""

import asyncio
import time
from collections.abc import Mapping
from urllib.parse import urlsplit


async def throughput(address: str, headers: Mapping[str, str], *, connections: int, seconds: float) -> float:
    """Answers a second; AssertionError for anything but 200."""
    end = time.monotonic() + seconds
    begin = time.monotonic()
    counts = await asyncio.gather(*(_ask(address, headers, end) for _ in range(connections)))
    return sum(counts) / (time.monotonic() - begin)


async def _ask(address: str, headers: Mapping[str, str], end: float) -> int:
    parts = urlsplit(address)
    lines = [f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", *(f"{k}: {v}" for k, v in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    count = 0
    while time.monotonic() < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        count += 1
    writer.close()
    await writer.wait_closed()
    return count
