"""Words of taking out everything about oneself."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Ta ut allt om dig", "Take out everything about you"),
    "lead": (
        "Här hämtar du allt som tjänsten har sparat om dig. Det är ditt, och du gör vad du vill med det.",
        "Here you fetch all that the service keeps about you. It is yours, to do with as you want.",
    ),
    "careful": (
        "Filen innehåller känsliga uppgifter. Hämta den inte på en dator som andra använder.",
        "The file holds sensitive data. Do not fetch it on a computer that others use.",
    ),
    "fetch": ("Hämta {name}", "Fetch {name}"),
    "pdf": ("Att skriva ut (PDF)", "To print (PDF)"),
    "pdf_text": (
        "För dig som vill ha det på papper. Är loggen lång räknas det äldsta i den månad för månad.",
        "For you who want it on paper. When the log is long, the oldest in it is counted month by month.",
    ),
    "html": ("Att läsa på skärmen (webbsida)", "To read on a screen (web page)"),
    "html_text": ("Öppnas i din webbläsare. Hela loggen står där.", "Opens in your browser. All of the log is there."),
    "json": ("Att ta med till en annan tjänst (JSON)", "To take to another service (JSON)"),
    "json_text": ("För datorer. Svårt att läsa för människor.", "For computers. Hard for people to read."),
}
