"""Words of the pages on which a call is answered by a one-time link."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Svara på en kallelse", "Answer a call"),
    "lead": (
        "Du har fått en engångslänk. Öppnade du länken visas frågan strax. Annars klistrar du in koden efter #.",
        "You have a one-time link. If you opened it, the question comes at once. Otherwise paste the code after #.",
    ),
    "dead": (
        "Länken går inte att använda. Den kan vara använd, för gammal eller ersatt. Be den som skickade den om en ny.",
        "The link cannot be used. It may be used, too old or replaced. Ask whoever sent it for another.",
    ),
    "wrong_token": (
        "Klistra in koden ur länken: det som står efter #.",
        "Paste the code from the link: what stands after #.",
    ),
    "token": ("Kod ur länken", "Code from the link"),
    "token_hint": ("Det som står efter tecknet # i länken.", "What stands after the sign # in the link."),
    "show": ("Visa frågan", "Show the question"),
    "asked_call": ("Du är kallad till ett möte", "You are called to a meeting"),
    "asked_invitation": ("Du är inbjuden till ett möte", "You are invited to a meeting"),
    "asker": ("Från", "From"),
    "to": ("Till", "To"),
    "day": ("Mötesdag", "Day of the meeting"),
    "last_day": ("Svara senast", "Answer by"),
    "names_nobody": (
        "Mötet gäller en samordnad plan. Av sekretess står det inte här vem planen är för.",
        "The meeting is about a shared plan. For secrecy it does not say here whose plan it is.",
    ),
    "answer": ("Ditt svar", "Your answer"),
    "option_coming": ("Vi kommer", "We come"),
    "option_declined": ("Vi tackar nej", "We decline"),
    "option_new-time": ("Vi behöver en annan tid", "We need another time"),
    "code": ("Skäl", "Reason"),
    "code_hint": ("Behövs bara om du tackar nej.", "Needed only if you say no."),
    "reason": ("Mer om varför", "More about why"),
    "reason_hint": ("Skriv inget om personen.", "Write nothing about the person."),
    "deputy": ("Vem som kommer i stället", "Who comes instead"),
    "deputy_hint": ("Bara om du kommer genom någon annan.", "Only if you come through somebody else."),
    "send": ("Skicka svaret", "Send the answer"),
    "thanks": ("Tack för svaret", "Thank you for the answer"),
    "you_said": ("Ditt svar {day}: {answer}.", "Your answer on {day}: {answer}."),
    "afterwards": (
        "Länken är nu använd. Vill du ändra svaret, kontakta den som kallade.",
        "The link is used now. To change the answer, contact whoever called.",
    ),
    "wrong_answer": ("Välj ett svar.", "Choose an answer."),
    "wrong_code": ("Välj ett skäl när du tackar nej, annars inget.", "Choose a reason with a no, otherwise none."),
    "wrong_reason": ("Skriv kortare, och utan personnummer.", "Write less, and without identity numbers."),
    "wrong_deputy": (
        "Ange bara någon när du svarar att ni kommer, och utan personnummer.",
        "Name somebody only when you answer that you come, and without identity numbers.",
    ),
}
