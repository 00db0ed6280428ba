"""What a text that is sent holds: something to read, and no control characters."""

from typing import Final

LINE: Final = r"^[^\x00-\x1f\x7f]*[^\x00-\x1f\x7f\s][^\x00-\x1f\x7f]*$"
"""Text of one line: a blank one would say nothing where something has to be said, such as why, and a control character
is none that the database could keep."""
LINES: Final = r"^[^\x00-\x08\x0b-\x1f\x7f]*[^\x00-\x08\x0b-\x1f\x7f\s][^\x00-\x08\x0b-\x1f\x7f]*$"
"""Text of several lines: tab and newline are the only control characters."""
