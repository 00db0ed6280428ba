"""Words of a consent that is new in a plan: what it is to be, a look at who sees what, and saving it."""

from typing import Final

from app.portal.words import Pairs
from app.portal.words.consent_fields import WORDS as FIELDS
from app.portal.words.consent_lines import WORDS as LINES

WORDS: Final[Pairs] = {
    **FIELDS,
    **LINES,
    "title": ("Lägg till ett samtycke", "Add a consent"),
    "lead": (
        "Förbered ett förslag som {person} själv säger ja till, eller anteckna ett ja som redan har getts. Innan något "
        "sparas får du se vem som skulle se mer.",
        "Prepare a proposal that {person} says yes to, or record a yes that has been given already. Before anything "
        "is saved you see who would see more.",
    ),
    "back": ("Till planen", "To the plan"),
    "plan_over": (
        "Planen är avslutad. Samtycket öppnar det som redan står i den.",
        "The plan has ended. The consent opens what stands in it already.",
    ),
    "there_are": ("Det här finns redan", "There is this already"),
    "given_as": ("Hur personen säger ja", "How the person says yes"),
    "given_as_hint": (
        "Är personen för ung för att samtycka själv, är det vårdnadshavaren som säger ja.",
        "If the person is too young to consent alone, it is the guardian who says yes.",
    ),
    "way_draft": (
        "Själv i Min plan: förslaget väntar där, och öppnar inget förrän dess",
        "By itself in My plan: the proposal waits there, and opens nothing until then",
    ),
    "way_orally": ("Har redan sagt ja muntligt", "Has said yes orally already"),
    "way_on_paper": ("Har redan skrivit under på papper", "Has signed on paper already"),
    "way_electronically": ("Har redan sagt ja elektroniskt", "Has said yes electronically already"),
    "if_given": ("Fyll i det här om ett ja redan har getts", "Fill this in if a yes has been given already"),
    "not_given_yet": (
        "Ett förslag har inte fått något ja än: lämna tomt, eller välj hur personen redan har sagt ja.",
        "A proposal has got no yes yet: leave it empty, or choose how the person has said yes already.",
    ),
    "takes_no_part": (
        "Någon som du valde deltar inte i planen. Välj bland dem som står här.",
        "Somebody you chose takes no part in the plan. Choose among those who stand here.",
    ),
    "look": ("Se vad samtycket öppnar", "See what the consent opens"),
    "alone": (
        "Ett samtycke är mellan minst två som deltar i planen, och du ser ingen mer än er.",
        "A consent is between two at least who take part in the plan, and you see nobody but you.",
    ),
    "invite": ("Lägg till en deltagare först", "Add a participant first"),
    "ask_the_owner": (
        "Den som har startat planen kan lägga till fler deltagare.",
        "Whoever started the plan can add participants.",
    ),
    "opens_nothing": (
        "Det här är ett förslag. Det öppnar inget förrän {person} säger ja i Min plan.",
        "This is a proposal. It opens nothing until {person} says yes in My plan.",
    ),
    "from_to": (
        "Samtycket gäller från {start} till och med {end}.",
        "The consent holds from {start} up to and including {end}.",
    ),
    "from_on": (
        "Samtycket gäller från {start}, tills det återkallas.",
        "The consent holds from {start}, until it is withdrawn.",
    ),
    "from_to_if": (
        "Efter ett ja gäller det från {start}, eller från den dag då svaret kommer om den är senare, till och med "
        "{end}.",
        "After a yes it holds from {start}, or from the day of the answer if that is later, up to and including {end}.",
    ),
    "from_on_if": (
        "Efter ett ja gäller det från {start}, eller från den dag då svaret kommer om den är senare, tills det "
        "återkallas.",
        "After a yes it holds from {start}, or from the day of the answer if that is later, until it is withdrawn.",
    ),
    "gained": ("Det här får de se", "This they come to see"),
    "gained_if": ("Det här får de se om svaret är ja", "This they come to see if the answer is yes"),
    "until_day": ("Till och med {day}.", "Up to and including {day}."),
    "until_withdrawn": ("Tills det återkallas.", "Until it is withdrawn."),
    "same": (
        "Ingen ser mer än nu: det här är redan öppet genom andra samtycken.",
        "Nobody sees more than now: this is open already by other consents.",
    ),
    "own_words": (
        "Det som {person} själv har skrivit i planen, inom samma områden, syns också för dem.",
        "What {person} has written in the plan, within the same areas, is seen by them too.",
    ),
    "when_joined": (
        "Det som en deltagare har öppnas först när den själv har skrivit något i planen.",
        "What a participant has is opened only once it has written something in the plan itself.",
    ),
    "back_again": (
        "{person} kan när som helst ta tillbaka sitt ja, i Min plan eller genom er.",
        "{person} can take the yes back at any time, in My plan or through you.",
    ),
    "save_draft": ("Spara förslaget", "Save the proposal"),
    "save": ("Spara samtycket", "Save the consent"),
}
