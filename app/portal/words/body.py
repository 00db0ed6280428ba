"""Words of a coordination body's pages."""

from typing import Final

from app.portal.words import Pairs

PAGES: Final[Pairs] = {
    "pages_of_body": ("Samverkansorganets sidor", "Pages of the coordination body"),
    "section_statistik": ("Kvartalet", "The quarter"),
    "section_obesvarat": ("Obesvarat", "Unanswered"),
    "section_overenskommelser": ("Överenskommelser", "Agreements"),
    "section_insatser": ("Insatser", "Activities"),
}
"""The pages of a body, for each of them."""
WORDS: Final[Pairs] = {
    **PAGES,
    "title": ("Samordning", "Coordination"),
    "choose": ("Välj samverkansorgan.", "Choose a coordination body."),
    "no_body": ("Din organisation är inte med i något samverkansorgan", "Your organisation is in no coordination body"),
    "no_body_hint": (
        "Be organet i din kommun att lägga till er som medlem. Då finns siffror och överenskommelser här.",
        "Ask the body in your municipality to add you as a member. Then figures and agreements are here.",
    ),
    "unanswered": ("Det som ingen har svarat på", "What nobody has answered"),
    "unanswered_lead": (
        "Frågor som blivit liggande trots alla påminnelser. Här står inget om personen: den som väntas svara hittar "
        "frågan genom att söka på numret under Ärenden. Tryck på numret för att se hela.",
        "Questions that have been left in spite of every reminder. Nothing is said of the person: whoever is awaited "
        "finds the question by searching for the number under Caseload. Press the number to see the whole.",
    ),
    "cases": ("Ärenden, de äldsta först", "Cases, the oldest first"),
    "case_number": ("Ärende", "Case"),
    "whole_number": ("Hela numret:", "The whole number:"),
    "cause": ("Vad det gäller", "What it is about"),
    "whose": ("Väntar på", "Waits for"),
    "age": ("Sedan svaret skulle ha kommit", "Since the answer was due"),
    "day": ("1 dag", "1 day"),
    "days": ("{n} dagar", "{n} days"),
    "no_cases": ("Inget ligger obesvarat", "Nothing is unanswered"),
    "no_cases_hint": (
        "Här visas en fråga först när alla påminnelser har gått ut.",
        "A question comes here only when every reminder has been sent.",
    ),
    "pages": ("Sidor", "Pages"),
    "next": ("Nästa sida", "Next page"),
    "previous": ("Föregående sida", "Previous page"),
    "statistics": ("Hur det går", "How it is going"),
    "none_made": ("Det finns inga siffror än", "There are no figures yet"),
    "none_made_hint": (
        "Siffrorna tas fram när ett kvartal är slut. De första kommer efter {day}.",
        "Figures are made when a quarter has ended. The first come after {day}.",
    ),
    "which_quarter": ("Vilket kvartal som visas", "Which quarter is shown"),
    "quarter_1": ("januari–mars {year}", "January–March {year}"),
    "quarter_2": ("april–juni {year}", "April–June {year}"),
    "quarter_3": ("juli–september {year}", "July–September {year}"),
    "quarter_4": ("oktober–december {year}", "October–December {year}"),
    "made": (
        "Siffrorna för {quarter} togs fram den {day}.",
        "The figures of {quarter} were worked out on {day}.",
    ),
    "corrected": ("De har rättats: det här är upplaga {n}.", "They have been corrected: this is edition {n}."),
    "fewest": (
        "Tal som bygger på färre än fem personer visas inte, och inte heller tal som skulle röja dem. Därför kan en "
        "tom plats betyda noll eller några få.",
        "Numbers that rest on fewer than five persons are not shown, nor those that would give them away. So what is "
        "left out may be none or a few.",
    ),
    "all_withheld": ("Inget tal kan visas för kvartalet", "No number can be shown for the quarter"),
    "all_withheld_hint": (
        "Det var för få personer bakom varje tal. Nedanför står vad som räknas. Ett kvartal med fler planer visar mer.",
        "There were too few persons behind each number. Below stands what is counted. A quarter with more plans shows "
        "more.",
    ),
    "picture": ("{title}, bild", "{title}, picture"),
    "table": ("{title}, tabell", "{title}, table"),
    "what": ("Vad", "What"),
    "code": ("Kod", "Code"),
    "place_kind": ("Slags område", "Kind of place"),
    "place_code": ("Område", "Place"),
    "withheld": ("visas inte", "not shown"),
    "row_withheld": ("1 rad visas inte", "1 row is not shown"),
    "rows_withheld": ("{n} rader visas inte", "{n} rows are not shown"),
    "what_is_withheld": ("Det som inte visas", "What is not shown"),
    "what_is_withheld_lead": (
        "Rader utan tal: {rows}. Varför de inte visas står överst på sidan.",
        "Rows without a number: {rows}. Why they are not shown stands at the top of the page.",
    ),
    "which_are_withheld": ("Vilka rader det är", "Which rows they are"),
    "files": ("Hämta som fil", "Download as a file"),
    "files_lead": (
        "En fil (CSV) för varje tabell, att öppna i ett kalkylprogram.",
        "A file (CSV) for each table, to be opened in a spreadsheet.",
    ),
}
