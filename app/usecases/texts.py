"""What a text that is sent holds: something to read, no control characters, and none that turns the text around.

A text in Arabic or Persian needs no such character, nor does one in two languages: each letter knows its own direction.
Joiners (U+200C, U+200D) and marks of direction (U+200E, U+200F, U+061C) are let be.
"""

import re
from typing import Final

TURNING: Final = r"\u202a-\u202e\u2066-\u2069"
"""The characters that turn the text after them around, so that a line may read otherwise than it is stored."""
_LINE: Final = rf"\x00-\x1f\x7f{TURNING}"
_LINES: Final = rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f{TURNING}"
LINE: Final = rf"^[^{_LINE}]*[^{_LINE}\s][^{_LINE}]*$"
"""Text of one line: a blank one would say nothing where something has to be said, such as why, and a control character
is none that the database could keep."""
LINES: Final = rf"^[^{_LINES}]*[^{_LINES}\s][^{_LINES}]*$"
"""Text of several lines: tab and the ends of lines, those of Windows too, are the only control characters."""
PLAIN: Final = rf"^[^{_LINE}]*$"
"""Text of one line that may be blank."""


def turns(text: str) -> bool:
    """Whether there is something in the text that turns it around."""
    return re.search(f"[{TURNING}]", text) is not None
