"""Words for what cannot be done as things stand, by the name of the error: why, and what to do."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "Conflict": (
        "Läget är ett annat än när du öppnade sidan. Läs igenom och bestäm på nytt.",
        "Things stand otherwise than when you opened the page. Read it through and decide anew.",
    ),
    "IllegalMove": (
        "Det här steget går inte att ta i det läge som råder nu. Nedan ser du vad som går att göra.",
        "This step cannot be taken as things stand now. You see below what can be done.",
    ),
    "MeetingHasBeen": (
        "Mötesdagen har varit. Ange vilken dag svaret gavs, om det var före mötet, eller be den som kallade om ett "
        "nytt möte.",
        "The day of the meeting has been. Give the day on which it was answered, if that was before, or ask whoever "
        "called for a new meeting.",
    ),
    "PlanIncomplete": (
        "Planen säger inte allt som den ska. Lägg till det som saknas, eller skriv varför den beslutas ändå.",
        "The plan does not say all that it has to. Add what is missing, or write why it is agreed all the same.",
    ),
    "EndReportMissing": (
        "Arbetet i planen hade börjat, så den avslutas med en slutrapport. Skriv den först.",
        "Work had begun in the plan, so it ends with an end report. Write that first.",
    ),
    "GoesRound": (
        "Behovet skulle gå tillbaka till någon som har lämnat det ifrån sig. Kom överens i ett möte om vem som tar "
        "det, eller skriv varför det går tillbaka ändå.",
        "The need would go back to somebody who has let it go. Agree in a meeting on who takes it, or write why it "
        "goes back all the same.",
    ),
    "NoPlaceLeft": (
        "Alla platser är tagna. Välj en annan insats, eller fråga om fler platser.",
        "All places are taken. Choose something else on offer, or ask for more places.",
    ),
    "PlacesTaken": (
        "Fler platser än så är redan tagna. Ange minst så många som är tagna.",
        "More places than that are taken already. Give as many as are taken, at least.",
    ),
    "StandsInTheWay": (
        "Något annat hänger ihop med det här. Ta hand om det först.",
        "Something else rests on this. See to that first.",
    ),
    "KeyDestroyed": (
        "Namn och kontaktuppgifter för personen är borttagna och kan varken läsas eller skrivas mer.",
        "The person's name and contact details are gone, and can be neither read nor written any more.",
    ),
    "GuardianNeeded": (
        "Personen är för ung för att samtycka ensam. Ange den vårdnadshavare som har samtyckt.",
        "The person is too young to consent alone. Name the guardian who has consented.",
    ),
    "SourceOwned": (
        "Uppgiften kommer från en myndighets eget system och ändras där.",
        "This comes from an agency's own system, and is changed there.",
    ),
}
