"""Words of replacing a consent: what is to hold instead, and who sees no more and who sees anew."""

from typing import Final

from app.portal.words import Pairs
from app.portal.words.consent_fields import WORDS as FIELDS

WORDS: Final[Pairs] = {
    **FIELDS,
    "title": ("Ändra samtycket", "Change the consent"),
    "lead": (
        "Välj vad som ska gälla i stället. Innan något ändras får du se vem som inte längre ser, och vem som ser nytt.",
        "Choose what is to hold instead. Before anything changes you see who sees no more, and who sees anew.",
    ),
    "lead_agency": (
        "Anteckna det nya samtycke som personen har gett. Innan det sparas ser du vem som inte längre ser, och vem som "
        "ser nytt.",
        "Record the new consent that the person has given. Before it is saved you see who sees no more, and who sees "
        "anew.",
    ),
    "back": ("Tillbaka till samtycket", "Back to the consent"),
    "over": (
        "Samtycket gäller inte längre och kan inte ändras. Det går att ge ett nytt.",
        "The consent is no longer in force and cannot be changed. A new one can be given.",
    ),
    "given_as": ("Hur personen gav det", "How the person gave it"),
    "look": ("Se vad som ändras", "See what changes"),
    "from_to": (
        "Det nya samtycket gäller från {start} till och med {end}.",
        "The new consent holds from {start} up to and including {end}.",
    ),
    "from_on": (
        "Det nya samtycket gäller från {start}, tills det återkallas.",
        "The new consent holds from {start}, until it is withdrawn.",
    ),
    "until_then": ("Till dess gäller det nuvarande.", "Until then the present one holds."),
    "lost": ("Ser inte längre", "See no more"),
    "sees_no_more": (
        "{reader} ser inte längre: {areas}. Från: {owners}.",
        "{reader} no longer sees: {areas}. Of: {owners}.",
    ),
    "read_already": (
        "Det som någon redan har läst kan inte göras oläst.",
        "What somebody has read already cannot be made unread.",
    ),
    "gained": ("Ser nytt", "See anew"),
    "same": ("Ingen ser mer eller mindre än förut.", "Nobody sees more or less than before."),
    "old_ends": (
        "Det gamla samtycket slutar gälla när det nya börjar, och står kvar i listan som ersatt.",
        "The old consent ends when the new one begins, and stays on the list as replaced.",
    ),
    "own": (
        "Var och en ser fortfarande det som den själv har skrivit.",
        "Each still sees what it has written itself.",
    ),
    "support": ("Du har rätt till stöd hur du än väljer.", "You have a right to support whatever you choose."),
    "decide": ("Ja, ändra samtycket", "Yes, change the consent"),
    "decide_agency": ("Spara det nya samtycket", "Save the new consent"),
}
