"""Words of what caseworkers set for themselves."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Inställningar", "Settings"),
    "heading": ("Inställ\u00adningar", "Settings"),  # where it may be parted on a narrow screen
    "letters": ("Brev på morgonen", "A letter in the morning"),
    "lead": (
        "Du kan få ett brev med e-post på morgonen de arbetsdagar då något väntar i arbetslistan. Det säger bara att "
        "något väntar: inga namn, inget antal och inget om vad det gäller.",
        "You can get a letter by e-mail in the morning of each working day on which something waits in the worklist. "
        "It says only that something waits: no names, no numbers and nothing of what it is about.",
    ),
    "protected": (
        "Det som gäller en person med skyddade personuppgifter ger inget brev. Ha för vana att titta i arbetslistan "
        "också när inget brev har kommit.",
        "Nothing that is about a person with a protected identity leads to a letter. Make it a habit to look at the "
        "worklist when there was no letter, too.",
    ),
    "asked": (
        "Breven går till {address}. Adressen tas bort efter {day} om du inte har loggat in innan dess.",
        "The letters go to {address}. The address is removed after {day} unless you have signed in by then.",
    ),
    "refused": (
        "Brevet den {day} togs inte emot. Kontrollera att adressen är rätt, och spara den igen.",
        "The letter on {day} was not accepted. Check that the address is right, and save it again.",
    ),
    "not_asked": ("Du får inga brev nu.", "You get no letters now."),
    "address": ("E-postadress i arbetet", "E-mail address at work"),
    "address_hint": (
        "Använd din egen adress, inte en som flera läser. Bara tjänsten använder den, och bara till detta.",
        "Use an address of your own, not one that several people read. It is used by the service alone, and for this "
        "alone.",
    ),
    "wrong_address": (
        "Skriv en e-postadress, till exempel anna.ek@example.se.",
        "Write an e-mail address, such as anna.ek@example.se.",
    ),
    "ask": ("Skicka brev på morgonen", "Send letters in the morning"),
    "change": ("Byt adress", "Change the address"),
    "end": ("Sluta skicka brev", "Stop the letters"),
    "none_here": (
        "Breven är inte igång här ännu. Fråga den som sköter tjänsten hos er.",
        "There are no letters here yet. Ask whoever runs the service for you.",
    ),
    "done_brev": (
        "Sparat. Brevet kommer nästa morgon då något väntar.",
        "Saved. The letter comes on the next morning on which something waits.",
    ),
    "done_slut": ("Inga fler brev skickas, och adressen är borttagen.", "No more letters, and the address is removed."),
}
