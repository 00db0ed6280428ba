"""Words of the log that the person reads."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Vem har läst om dig", "Who has read about you"),
    "lead": (
        "Här ser du vem som har läst eller ändrat något om dig, och varför de fick det. Det senaste står först.",
        "Here you see who has read or changed something about you, and why they could. The latest stands first.",
    ),
    "nobody": ("Ingen har läst något om dig här än.", "Nobody has read anything about you here yet."),
    "own": ("Det du själv gjorde {day}", "What you did yourself on {day}"),
    "times": ("({n} gånger)", "({n} times)"),
    "newer": ("Nyare", "Newer"),
    "older": ("Äldre", "Older"),
    "wonder": (
        "Undrar du varför någon har läst? Fråga dem. De är skyldiga att kunna förklara det.",
        "Do you wonder why somebody has read? Ask them. They have to be able to explain it.",
    ),
}
