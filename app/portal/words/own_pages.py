"""Words around all of a person's own pages: where they lead, and for whom one acts."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "own_pages": ("Sidor om planen", "Pages about the plan"),
    "own_start": ("Översikt", "Overview"),
    "own_timeline": ("Tidslinje", "Timeline"),
    "own_items": ("Uppgifter", "Data"),
    "own_consents": ("Samtycken", "Consents"),
    "own_log": ("Vem har läst", "Who has read"),
    "own_extract": ("Utdrag", "Extract"),
    "own_mandates": ("Ombud", "Who acts for me"),
    "own_represented": ("Företräda", "Act for others"),
    "in_place_of": ("Du företräder någon annan", "You act for somebody else"),
    "represents_label": ("Vem du företräder", "For whom you act"),
    "represents": ("Du företräder {name}.", "You act for {name}."),
    "represents_you": (
        "Sidorna är skrivna till den personen. När det står du menas den du företräder.",
        "The pages are written to that person. Where they say you, they mean whom you act for.",
    ),
    "represents_whom": ("Byt person, eller gå till din egen plan", "Change person, or go to your own plan"),
    "somebody": ("någon annan", "somebody else"),
    "save": ("Spara", "Save"),
    "cancel": ("Ångra och gå tillbaka", "Leave it and go back"),
}
