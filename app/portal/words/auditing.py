"""Words of the auditor's pages."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Granskning", "Audit"),
    "lead": (
        "Ett slumpmässigt stickprov av vad er verksamhet har läst och ändrat om personer. Personer står med en "
        "beteckning som inget säger, och det lästa visas inte. Att du tittar loggas också.",
        "A random sample of what your agency has read and changed about persons. Persons are named by ids that say "
        "nothing, and what was read is not shown. That you look is logged, too.",
    ),
    "first": ("Från och med", "From"),
    "last": ("Till och med", "Up to and including"),
    "size": ("Antal rader", "Number of rows"),
    "draw": ("Dra ett nytt stickprov", "Draw a new sample"),
    "wrong_days": (
        "Ange två dagar, den första först, med högst 31 dagar.",
        "Give two days, the first one first, and 31 days at most.",
    ),
    "sample": ("Stickprovet", "The sample"),
    "seed": (
        "Stickprovet har nummer {seed}. Med samma nummer och samma dagar blir det samma rader.",
        "The sample has number {seed}. The same number and the same days give the same rows.",
    ),
    "again": ("Adress till just det här stickprovet", "Address of this very sample"),
    "table": ("Rader i loggen", "Rows of the log"),
    "at": ("När", "When"),
    "by": ("Vem", "Who"),
    "action": ("Vad", "What"),
    "about": ("Om vem", "About whom"),
    "bases": ("På vilken grund", "On which basis"),
    "outcome_done": ("gjort", "done"),
    "outcome_read": ("läst", "read"),
    "outcome_refused": ("nekat", "refused"),
    "nobody": ("ingen person", "no person"),
    "nothing": ("–", "–"),
    "empty": (
        "Loggen har inga rader för er de dagarna. Välj andra dagar.",
        "The log has no rows of yours on those days. Choose other days.",
    ),
    "own_pages": ("Granskningens sidor", "Pages of the audit"),
    "person_title": ("En person i loggen", "One person in the log"),
    "person_lead": (
        "Läs vad er verksamhet har läst och gjort om en viss person, när du har ett skäl. Skälet sparas i loggen, och "
        "personen kan se att du har läst.",
        "Read what your agency has read and done about a certain person, when you have a reason. The reason is kept in "
        "the log, and the person can see that you have read.",
    ),
    "reference": ("Beteckning", "Reference"),
    "reference_hint": (
        "Personens beteckning ur en rad i loggen, en plans beteckning eller ett ärendenummer. Personnummer går inte.",
        "The person's id from a row of the log, the id of a plan, or a case number. Identity numbers do not work.",
    ),
    "reason": ("Varför läser du?", "Why do you read it?"),
    "read_person": ("Läs loggen om personen", "Read the log about the person"),
    "wrong_reference": (
        "Skriv hela beteckningen: 36 tecken, som den står i loggen.",
        "Write all of the reference: 36 characters, as it stands in the log.",
    ),
    "wrong_reason": ("Välj varför du läser loggen.", "Choose why you read the log."),
    "wrong_nobody": (
        "Er logg har inget om någon med den beteckningen. Ta den ur en rad i ett stickprov.",
        "Your log has nothing about anybody with that reference. Take it from a row of a sample.",
    ),
    "about_person": ("Vad loggen säger", "What the log says"),
    "no_more_rows": ("Här finns inga fler rader.", "There are no more rows here."),
    "seal": ("Loggens sigill", "The log's seal"),
    "in_time": ("Förseglingen håller jämna steg med loggen.", "Sealing keeps up with the log."),
    "late": ("Förseglingen ligger efter", "Sealing has fallen behind"),
    "late_text": (
        "Något i loggen har väntat längre än det brukar ta. Rader som inte är förseglade kan tas bort utan spår. Be "
        "driften se till att förseglingen går igen.",
        "Something in the log has waited for longer than it takes. Rows that are not sealed can be removed without a "
        "trace. Ask the service's operators to see to it that a worker runs.",
    ),
    "unsealed": ("Inget är förseglat än", "Nothing has been sealed yet"),
    "sealed_at": ("Förseglad senast", "Sealed last"),
    "block": ("Senaste blocket", "The last block"),
    "seal_itself": ("Blockets sigill", "The seal of that block"),
    "verify": ("Är loggen orörd?", "Is the log untouched?"),
    "seal_text": (
        "Det kan den här sidan inte svara på: svaret skulle komma ur samma databas. Driften svarar, utanför den:",
        "This page cannot tell: its answer would come out of the same database. The operators can, from outside it:",
    ),
    "verify_ask": (
        "Be dem köra sip audit verify mot en kopia av loggens huvud som förvaras någon annanstans.",
        "Ask them to run sip audit verify against a copy of the log's head that is kept elsewhere.",
    ),
    "verify_head": (
        "Slå upp blockets nummer i kopian. Sigillet ska vara samma som här.",
        "Look the number of the block up in the copy. The seal is to be the same as here.",
    ),
    "verify_when": (
        "Spara svaret hos er, med dagen. Det säger allt om rader till och med det blocket.",
        "Keep the answer with you, with the day. It covers the rows up to and including that block.",
    ),
    "day_title": ("En dag i loggen", "A day of the log"),
    "on": ("Dag", "Day"),
    "wrong_day": ("Ange en dag.", "Give a day."),
    "show": ("Visa dagen", "Show the day"),
    "pages": ("Sidor", "Pages"),
    "previous_page": ("Föregående sida", "Previous page"),
    "next_page": ("Nästa sida", "Next page"),
}
