"""What every benchmark prints: the machine it ran on, and a table."""

import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

Row = tuple[str, ...]


def machine() -> str:
    """The machine in one line: processors, their model, memory in GiB, system, Python."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({model}), {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; `share` is between 0 and 1. NaN when there is nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1))]


def in_ms(seconds: float) -> str:
    """Seconds as whole milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def show(title: str, head: Row, rows: Sequence[Row]) -> None:
    """Print a Markdown table, with the machine and the command above it."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    module = Path(sys.argv[0]).stem
    print(f"{title}\n\n{machine()}\n`python -m benchmarks.{module} {' '.join(sys.argv[1:])}`".rstrip(" `") + "`\n")
    for row in (head, tuple("-" * width for width in widths), *rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
    print()
