"""What a viewer is told, with every id, time and tag named by the order in which the viewer first comes across it."""

import re
from dataclasses import dataclass, field
from typing import Final

import httpx

NAMED: Final = re.compile(
    r'(?<="case_number":")(?P<case>[^"]+)'
    r"|(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"|(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+(?:Z|[+-]\d\d:\d\d)|\d{8}T\d{6}Z)"
    r"|(?P<tag>\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b)"
    r"|(?P<minute>kl\. \d\d\.\d\d)"
    r'|(?<="bytes":)(?P<size>\d+)'
    r'|(?<="token":")(?P<token>[\w-]+)'
    r'|(?<="issuer":")(?P<issuer>[^"]+)'
    r"|(?P<port>//127\.0\.0\.1:\d+)"
)
OF_ITS_OWN: Final = (b"traceparent", b"content-length")
"""Headers that follow from the request or the body."""


@dataclass
class Told:
    """The answers that one viewer got, in order, each under the question's name."""

    names: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)

    def hear(self, question: str, status: int, headers: list[tuple[bytes, bytes]], body: bytes, took: str = "") -> None:
        """One more answer: its status, its headers in order, its body byte for byte, and what it took to answer."""
        stated = [f"{name.decode()}: {value.decode()}" for name, value in headers if name.lower() not in OF_ITS_OWN]
        text = body.decode(errors="backslashreplace").replace("\r\n ", "")
        self.answers.append((self.named(question), self.named("\n".join([str(status), *stated, text, took]))))

    def hear_answer(self, question: str, answer: httpx.Response, took: str = "") -> None:
        self.hear(question, answer.status_code, answer.headers.raw, answer.content, took)

    def named(self, text: str) -> str:
        return NAMED.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        kind = str(found.lastgroup)
        # Of a file with times, whose last zeros are left out; drawn to say nothing; several may be of one minute.
        if kind in ("size", "case", "minute"):
            return f"<{kind}>"
        if found[0] not in self.names:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.names[found[0]] = f"<{kind} {self.counts[kind]}>"
        return self.names[found[0]]


def differences(one: Told, other: Told) -> list[str]:
    """The questions that were answered otherwise, with the place where the answers part."""
    found: list[str] = []
    for (asked, first), (also, second) in zip(one.answers, other.answers, strict=False):
        if asked != also:
            return [*found, f"{asked} and {also}: not the same was asked"]
        if first != second:
            at = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
            found.append(f"{asked}: …{first[max(0, at - 60) : at + 80]!r} and …{second[max(0, at - 60) : at + 80]!r}")
    if len(one.answers) != len(other.answers):
        found.append(f"{len(one.answers)} and {len(other.answers)} answers")
    return found
