"""Words of the pages that say that something could not be done: what happened, and what to do."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Det gick inte", "It did not work"),
    "missing": ("Sidan finns inte, eller inte för dig", "The page does not exist, or not for you"),
    "missing_do": (
        "Adressen kan vara felskriven, eller så är det inget som du får se. Gå till startsidan och försök därifrån.",
        "The address may be misspelt, or it is nothing that you may see. Go to the start page and try from there.",
    ),
    "own_proposal": ("Någon annan tar ditt förslag i bruk", "Somebody else takes your proposal into use"),
    "own_proposal_do": (
        "Den som har föreslagit en överenskommelse tar den inte i bruk. Det gör en annan administratör hos en "
        "medlem i organet, eller den som driver tjänsten. Inget har ändrats.",
        "Whoever has proposed an agreement does not take it into use. Another administrator of a member of the body "
        "does, or whoever runs the service. Nothing was changed.",
    ),
    "conflict": ("Det går inte som läget är", "It cannot be done as things stand"),
    "conflict_do": (
        "Något har hänt sedan du öppnade sidan. Inget har ändrats. Gå tillbaka, läs hur det står nu och bestäm på "
        "nytt.",
        "Something has happened since you opened the page. Nothing was changed. Go back, read how it stands now and "
        "decide anew.",
    ),
    "not_printable": ("Utskriften gick inte att göra", "It could not be made ready to print"),
    "not_printable_do": (
        "Den är för stor, tar för lång tid just nu eller kan inte göras här. Försök igen om en stund, eller gå "
        "tillbaka och skriv ut sidan från webbläsaren.",
        "It is too large, takes too long just now or cannot be made here. Try again in a while, or go back and print "
        "the page from the browser.",
    ),
    "stale": ("Någon annan hann före", "Somebody else was first"),
    "stale_do": (
        "Det har ändrats sedan du läste det. Inget av ditt har sparats. Gå tillbaka, läs igen och bestäm på nytt.",
        "It has changed since you read it. Nothing of yours was saved. Go back, read it again and decide anew.",
    ),
    "wrong": ("Något i det som skickades är fel", "Something in what was sent is wrong"),
    "wrong_do": (
        "Inget har ändrats. Gå tillbaka och se över det du fyllde i.",
        "Nothing was changed. Go back and look over what you filled in.",
    ),
    "too_large": ("Det som skickades är för stort", "What was sent is too large"),
    "too_large_do": (
        "Inget har ändrats. Gå tillbaka till sidan, skriv kortare och skicka igen, eller dela upp det på flera gånger.",
        "Nothing was changed. Go back to the page, write less and send it again, or send it in several parts.",
    ),
    "too_many": ("För många försök", "Too many attempts"),
    "too_many_do": ("Vänta en minut och försök sedan igen.", "Wait a minute, and then try again."),
    "forged": ("Formuläret kunde inte tas emot", "The form could not be accepted"),
    "forged_do": (
        "Det kom inte från en sida som du öppnade här, eller så har du loggat in på nytt sedan dess. Inget har "
        "ändrats. Öppna sidan igen och försök en gång till.",
        "It did not come from a page that you opened here, or you have signed in anew since then. Nothing was "
        "changed. Open the page again and try once more.",
    ),
    "fault": ("Ett fel i tjänsten", "A fault in the service"),
    "fault_do": (
        "Felet är vårt, inte ditt. Försök igen om en stund. Hjälper det inte, berätta för den som sköter tjänsten, "
        "och säg numret här nedanför.",
        "The fault is ours, not yours. Try again in a while. If that does not help, tell whoever runs the service, "
        "and give the number below.",
    ),
    "away": ("Tjänsten kan inte svara just nu", "The service cannot answer just now"),
    "away_do": (
        "Försök igen om en liten stund. Det du redan har sparat är kvar. Tryckte du nyss på en knapp kan du trycka "
        "igen: det utförs bara en gång.",
        "Try again in a little while. What you have saved already is still there. If you have just pressed a button "
        "you may press it again: it is done only once.",
    ),
    "stopped": ("Du har inte tillgång längre", "You have no access any more"),
    "stopped_do": (
        "Din organisation, eller sättet att logga in, är inte längre släppt hit. Prata med den som sköter tjänsten "
        "hos dig.",
        "Your organisation, or the way to sign in, is no longer let in here. Talk to whoever runs the service where "
        "you are.",
    ),
    "sign_in": ("Inloggningen gick inte igenom", "The sign-in did not come through"),
    "sign_in_do": (
        "Det som kom tillbaka hör inte till en inloggning som du började här, eller så tog den för lång tid. Försök "
        "igen från början.",
        "What came back does not belong to a sign-in that you began here, or it took too long. Try again from the "
        "beginning.",
    ),
    "declined": ("Du loggades inte in", "You were not signed in"),
    "declined_do": (
        "Inloggningen avbröts, eller så släppte din organisations inloggning inte in dig. Försök igen från början, "
        "eller prata med den som sköter inloggningen hos dig.",
        "The sign-in was broken off, or your organisation's sign-in did not let you in. Try again from the beginning, "
        "or talk to whoever runs the sign-in where you are.",
    ),
    "send_again": ("Skicka igen", "Send it again"),
    "provider": ("Inloggningstjänsten svarar inte", "The sign-in service does not answer"),
    "provider_do": (
        "Din organisations inloggning svarar inte som den ska. Försök igen om en stund, eller prata med er "
        "it-avdelning.",
        "Your organisation's sign-in does not answer as it should. Try again in a while, or talk to your IT "
        "department.",
    ),
    "stronger": ("En säkrare inloggning behövs", "A safer sign-in is needed"),
    "stronger_do": (
        "Logga ut och logga in igen med ett säkrare sätt, till exempel e-legitimation.",
        "Sign out and sign in again in a safer way, for example with an e-identification.",
    ),
    "method": ("Sidan används inte så", "The page is not used like that"),
    "method_do": ("Öppna den på vanligt sätt från menyn.", "Open it as usual from the menu."),
    "number": ("Nummer att uppge: {number}", "Number to give: {number}"),
    "to_start": ("Till startsidan", "To the start page"),
}
