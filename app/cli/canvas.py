"""One line of a terminal picture: cells that hold a character and a colour, written over one another."""

from rich.text import Text

from app.domain.printable import printable


class Line:
    """`width` cells, blank at first; whatever falls outside them is left out."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._cells: list[tuple[str, str]] = [(" ", "")] * width
        self._taken = [False] * width

    def fill(self, start: int, stop: int, pattern: str, style: str) -> None:
        """The pattern, repeated, from the cell `start` up to but not including `stop`."""
        for cell in range(max(start, 0), min(stop, self.width)):
            self._cells[cell] = (pattern[(cell - start) % len(pattern)], style)
            self._taken[cell] = True

    def write(self, start: int, text: str, style: str) -> None:
        """The text from the cell `start` on, over whatever is there."""
        for cell, letter in enumerate(printable(text), start):
            if 0 <= cell < self.width:
                self._cells[cell] = (letter, style)
                self._taken[cell] = True

    def is_free(self, start: int, stop: int) -> bool:
        return start >= 0 and stop <= self.width and not any(self._taken[start:stop])

    def stand(self, cell: int, letter: str, style: str) -> None:
        """A standing line that goes behind everything: drawn only where nothing is."""
        if 0 <= cell < self.width and not self._taken[cell]:
            self._cells[cell] = (letter, style)

    def text(self) -> Text:
        line = Text(no_wrap=True, overflow="crop", end="")
        for letter, style in self._cells:
            line.append(letter, style)
        return line
