"""What others have written, made fit for a line of a terminal."""

from typing import Final

LONGEST: Final = 1000
"""Characters of a line that tells what is wrong; one that lists every kind of fact has some 400."""
KEPT: Final = 300


def printable(text: str) -> str:
    """The text without anything that could steer a terminal: every unprintable character is a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def one_line(problem: str) -> str:
    """What is wrong, on one printable line; of what somebody has written at great length, the middle is left out."""
    line = printable(problem)
    return line if len(line) <= LONGEST else f"{line[:KEPT]} … {line[-KEPT:]}"
