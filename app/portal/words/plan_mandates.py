"""Words of the page on which an agency puts down who acts for a person."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Företrädare", "Who acts for the person"),
    "lead": (
        "En vårdnadshavare företräder den som är under 18 år, och det gäller genast. Ett ombud väntar på att personen "
        "själv säger ja, på sin egen sida.",
        "A guardian acts for somebody under 18, and that holds at once. A proxy waits until the person says yes, on "
        "the person's own page.",
    ),
    "back": ("Till planen", "To the plan"),
    "known": ("Inskrivna av er", "Put down by you"),
    "none": ("Ni har inte skrivit in någon företrädare.", "You have put down nobody who acts for the person."),
    "nameless": ("En företrädare", "Somebody who acts for the person"),
    "until": ("till och med {day}", "up to and including {day}"),
    "new": ("Skriv in en företrädare", "Put down who acts for the person"),
    "field_form": ("Vad för slags företrädare", "What kind"),
    "field_title": ("Vem det är", "Who that is"),
    "hint_title": (
        "Så som personen känner igen den. Till exempel: min syster Maria. Personen läser det innan den säger ja.",
        "As the person knows that one. For example: my sister Maria. The person reads it before saying yes.",
    ),
    "field_identity_number": ("Företrädarens personnummer", "Identity number of whoever acts for the person"),
    "hint_identity_number": (
        "Tolv siffror. Det står sedan inte i planen.",
        "Twelve digits. The plan does not show it.",
    ),
    "field_powers": ("Vad företrädaren får göra", "What that one may do"),
    "field_start": ("Från och med", "From"),
    "field_end": ("Till och med", "Up to and including"),
    "hint_end": (
        "För en vårdnadshavare som längst dagen innan personen fyller 18.",
        "For a guardian at the latest the day before the person turns 18.",
    ),
    "field_kept": ("Var fullmakten eller beslutet förvaras", "Where the mandate or decision is kept"),
    "done": (
        "Det är inskrivet. Ett ombud får företräda personen när personen har sagt ja.",
        "It is put down. A proxy may act for the person once the person has said yes.",
    ),
    "save": ("Skriv in", "Put down"),
    "wrong_form": ("Välj vad för slags företrädare det är.", "Choose what kind it is."),
    "wrong_title": (
        "Skriv vem det är, utan personnummer.",
        "Write who that is, without an identity number.",
    ),
    "wrong_identity_number": (
        "Skriv företrädarens personnummer med tolv siffror. Personen kan inte företräda sig själv.",
        "Write the identity number with twelve digits. The person cannot act for him- or herself.",
    ),
    "wrong_powers": ("Välj vad företrädaren får göra.", "Choose what that one may do."),
    "wrong_start": ("Ange en dag, inte efter den sista.", "Give a day, not after the last one."),
    "wrong_end": (
        "Ange en sista dag som inte har varit. En vårdnadshavare kan längst företräda till dagen innan 18.",
        "Give a last day that has not been. A guardian acts up to the day before 18 at the latest.",
    ),
    "wrong_kept": ("Skriv kortare, utan personnummer.", "Write less, without an identity number."),
}
