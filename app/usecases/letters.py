"""What sending letters needs of the world outside: a post, and words for what it can answer."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in plain text. `ended_at`: the page on which the receiver ends such letters."""

    to: str = field(repr=False)
    subject: str
    text: str
    ended_at: str


class PostAway(Exception):
    """The post does not take letters now; this one it has not taken. The text names nobody, and no address."""


class PerhapsTaken(PostAway):
    """The post was lost in the middle of a letter: nobody can tell whether it was taken."""


class NotTaken(Exception):
    """The post takes letters, but not this one; `for_good` when there is no use in trying again. It names nobody."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the mail server said {code}")
        self.code = code
        self.for_good = code >= 500


class Carrier(Protocol):
    """The post while it is open."""

    async def carry(self, letter: Letter) -> None:
        """Hand the letter over, which is taken then. NotTaken, PerhapsTaken, PostAway."""
        ...


class Post(Protocol):
    """Where letters are handed in."""

    def opened(self) -> AbstractAsyncContextManager[Carrier]:
        """The post, from opening to closing. PostAway when it cannot be opened, and safely so."""
        ...
