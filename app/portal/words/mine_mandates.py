"""Words of the person's pages about who acts for the person."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Vem som företräder mig", "Who acts for me"),
    "lead": (
        "Någon kan läsa din plan, eller lämna samtycke, i ditt ställe. Ditt ombud väljer du själv, och kan byta.",
        "Somebody can read your plan, or give consents, in your place. A proxy is your choice, and you can change it.",
    ),
    "none": ("Ingen företräder dig", "Nobody acts for you"),
    "none_text": (
        "Vill du att någon ska göra det? Be någon som du har kontakt med att skriva in det. Sedan säger du ja här.",
        "Do you want somebody to? Ask one of those you are in touch with to put it down. Then you say yes here.",
    ),
    "waiting": ("Väntar på ditt svar", "Waits for your answer"),
    "holding": ("Gäller", "In force"),
    "ended": ("Gäller inte längre", "No longer in force"),
    "nameless": ("Någon som {by} har skrivit in", "Somebody whom {by} has put down"),
    "form": ("Som", "As"),
    "powers": ("Får", "May"),
    "power_read": ("läsa det som står om dig", "read what is written about you"),
    "power_consent": ("lämna och återkalla samtycke åt dig", "give and withdraw consents for you"),
    "days": ("Hur länge", "How long"),
    "from_to": ("Från {start} till och med {end}", "From {start} up to and including {end}"),
    "by": ("Inskrivet av", "Put down by"),
    "read_and_answer": ("Läs och svara", "Read and answer"),
    "take_back": ("Ta tillbaka", "Take it back"),
    "yes_title": ("Ska någon företräda dig?", "Is somebody to act for you?"),
    "yes_lead": (
        "Läs i lugn och ro. Känner du inte igen den som står här säger du nej och frågar den som skrev in det.",
        "Read it in peace. If you do not know who stands here, say no, and ask whoever put it down.",
    ),
    "no_title": ("Ta tillbaka rätten att företräda dig", "Take back the right to act for you"),
    "follows_yes": ("Det här händer om du säger ja", "What follows if you say yes"),
    "yes_may": (
        "Den som företräder dig kan göra det som står ovan, och inget annat.",
        "Whoever acts for you can do what stands above, and no more.",
    ),
    "yes_log": (
        "Under Vem har läst ser du vad den personen läser och gör.",
        "Under Who has read you see what that one reads and does.",
    ),
    "yes_back": ("Du kan ta tillbaka det när du vill.", "You can take it back whenever you want."),
    "yes_you": ("Du bestämmer fortfarande själv.", "You still decide for yourself."),
    "follows_no": ("Det här händer då", "What follows then"),
    "no_at_once": (
        "Den personen kan inte längre läsa eller göra något i ditt ställe.",
        "That one can no longer read or do anything in your place.",
    ),
    "no_read": ("Det som redan är läst kan inte göras oläst.", "What has been read cannot be made unread."),
    "no_consents": (
        "Samtycken som redan är lämnade i ditt ställe gäller tills du återkallar dem.",
        "Consents that were given in your place hold until you withdraw them.",
    ),
    "no_again": ("Det kan skrivas in på nytt senare.", "It can be put down anew later."),
    "accept": ("Ja, jag vill bli företrädd", "Yes, that one may act for me"),
    "refuse": ("Nej, det vill jag inte", "No, I do not want that"),
    "withdraw": ("Ja, ta tillbaka det nu", "Yes, take it back now"),
    "leave": ("Inte nu", "Not now"),
    "over": ("Det går inte att ändra längre.", "This cannot be changed any more."),
    "back": ("Tillbaka", "Back"),
    "done_accepted": ("Klart. Du är nu företrädd.", "Done. That one may act for you now."),
    "done_withdrawn": ("Klart. Det gäller inte.", "Done. That one may not act for you."),
}
