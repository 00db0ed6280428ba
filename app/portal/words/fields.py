"""Words of forms: what is wrong with a field and what to do, for every form alike."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "optional": ("(frivilligt)", "(optional)"),
    "wrong_title": ("Något behöver rättas", "Something needs to be put right"),
    "wrong_prefix": ("Fel", "Error"),
    "missing": ("Fyll i det här.", "Fill this in."),
    "too_long": ("Skriv kortare: högst {most} tecken.", "Write less: {most} characters at most."),
    "choose": ("Välj ett av alternativen.", "Choose one of the alternatives."),
    "a_number": ("Skriv ett tal.", "Write a number."),
    "no_end": (
        "Den dagen är för långt fram. Lämna fältet tomt om det inte finns någon sista dag.",
        "That day is too far ahead. Leave the field empty when there is no last day.",
    ),
    "look_again": ("Se över det här; det går inte att ta emot.", "Look at this again; it cannot be accepted."),
    "nothing_changed": (
        "Inget har ändrats. Det du skrev står kvar.",
        "Nothing was changed. What you typed is still here.",
    ),
    "changed_title": ("Någon annan hann före", "Somebody else was first"),
    "changed": (
        "Det här har ändrats sedan du öppnade sidan. Nu står det som du ser nedan. Det du skrev står kvar: läs igenom "
        "och tryck igen om det fortfarande stämmer.",
        "This has changed since you opened the page. You see below how it stands now. What you typed is still here: "
        "read it through, and press again if it still holds.",
    ),
    "kept_title": ("Du loggades ut innan det hann skickas", "You were signed out before it was sent"),
    "kept": (
        "Inget har skickats. Det du skrev står kvar: läs igenom och tryck igen om det fortfarande stämmer.",
        "Nothing was sent. What you typed is still here: read it through, and press again if it still holds.",
    ),
    "conflict_title": ("Det går inte som läget är", "It cannot be done as things stand"),
}
