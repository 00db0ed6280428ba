"""Words of the caseload."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Ärenden", "Caseload"),
    "lead": (
        "Planerna som du har, och dem som du har som ersättare; det mest brådskande först.",
        "The plans that you have, and those that you have as a deputy; the most urgent first.",
    ),
    "lead_of_unit": (
        "Planerna som någon vid enheten har, det mest brådskande först. Handläggare står med den beteckning som de "
        "har vid inloggningen.",
        "The plans that somebody at the unit has, the most urgent first. Caseworkers are named as where they sign in.",
    ),
    "done_handed_over": (
        "Planerna är överlämnade. Din kollega ser dem nu i sin lista.",
        "The plans are handed over. Your colleague has them on the list from now on.",
    ),
    "which": ("Vilka planer som visas", "Which plans are shown"),
    "mine": ("Mina", "Mine"),
    "units": ("Enhetens", "The unit's"),
    "name": ("Sök på namn eller ärendenummer", "Search by name or case number"),
    "name_hint": (
        "En del av namnet räcker, och gäller bara planerna i din egen lista. Ett ärendenummer från samordningens "
        "lista, till exempel 6f1e-2c1a, leder till frågan som väntar på svar från er.",
        "Part of the name is enough, and only the plans on your own list are searched. A case number of the "
        "coordination body's list, such as 6f1e-2c1a, leads to the question that waits for your answer.",
    ),
    "no_case": (
        "Ingen fråga med det ärendenumret väntar på svar från er.",
        "No question with that case number waits for your answer.",
    ),
    "wrong_name": (
        "Skriv en del av namnet, med bokstäver. Personnummer går inte att söka på här.",
        "Write part of the name, in letters. Identity numbers cannot be searched for here.",
    ),
    "search": ("Sök", "Search"),
    "found": ("Sökningen gav {n} planer i din lista.", "The search found {n} plans on your list."),
    "found_one": ("Sökningen gav en plan i din lista.", "The search found one plan on your list."),
    "cut_short": (
        "Det finns fler än vad som får plats: skriv mer av namnet.",
        "There are more: write more of the name.",
    ),
    "show_all": ("Visa hela listan", "Show the whole list"),
    "table": ("Planer, det mest brådskande först", "Plans, the most urgent first"),
    "person": ("Person och plan", "Person and plan"),
    "nameless": ("Person utan namn i tjänsten", "Person without a name in the service"),
    "handler": ("Handläggare", "Caseworker"),
    "you": ("Du", "You"),
    "deputy_until": ("Du ersätter till och med {day}", "You stand in up to and including {day}"),
    "next": ("Händer härnäst", "Comes next"),
    "cards": ("Kort", "Cards"),
    "critical": ("{n} kritiska", "{n} critical"),
    "critical_one": ("1 kritiskt", "1 critical"),
    "open": ("{n} öppna", "{n} open"),
    "open_one": ("1 öppet", "1 open"),
    "waits": ("Väntar på svar", "Waits for an answer"),
    "the_person": ("personen själv", "the person"),
    "since": ("sedan {day}", "since {day}"),
    "nothing": ("–", "–"),
    "empty": ("Inga planer i listan", "No plans on the list"),
    "empty_text": (
        "En plan kommer hit när du tar dig an den, eller när en kollega lämnar över den till dig.",
        "A plan comes here when you take it on, or when a colleague hands it over to you.",
    ),
    "pages": ("Sidor", "Pages"),
    "previous_page": ("Föregående sida", "Previous page"),
    "next_page": ("Nästa sida", "Next page"),
    "hand_over": ("Lämna över planer", "Hand plans over"),
    "deputies": ("Ersättare", "Deputies"),
}
