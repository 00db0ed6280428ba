"""Words of deputies."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Ersättare", "Deputies"),
    "lead": (
        "Vem som ersätter vem, nu och framöver. Det tar slut av sig självt efter den sista dagen.",
        "Who stands in for whom, now and later. It is over by itself after the last day.",
    ),
    "back": ("Till ärendena", "To the caseload"),
    "done_utsedd": ("Ersättaren är utsedd.", "The deputy is named."),
    "done_avslutad": ("Ersättningen är avslutad.", "The deputyship has ended."),
    "table": ("Vem som ersätter vem", "Who stands in for whom"),
    "absent": ("Den som är borta", "Who is away"),
    "absent_hint": (
        "Lämna tomt om det är du själv. Kollegor står med den beteckning de har vid inloggningen.",
        "Leave it empty if it is you. Colleagues are named by the reference that they sign in with.",
    ),
    "wrong_absent": ("Välj en kollega i listan.", "Choose a colleague on the list."),
    "deputy": ("Ersättare", "Deputy"),
    "wrong_deputy": ("Välj en kollega, inte den som är borta.", "Choose a colleague, not whoever is away."),
    "start": ("Första dagen", "First day"),
    "wrong_start": ("Ange den första dagen.", "Give the first day."),
    "end": ("Sista dagen", "Last day"),
    "wrong_end": (
        "Ange den sista dagen: i dag eller senare, och inte före den första.",
        "Give the last day: today or later, and not before the first.",
    ),
    "deed": ("Avsluta", "End"),
    "end_it": ("Avsluta i dag", "End it today"),
    "you": ("{user} (du)", "{user} (you)"),
    "nothing": ("–", "–"),
    "empty": ("Ingen ersätter någon", "Nobody stands in for anybody"),
    "empty_text": (
        "Utse en kollega innan du är borta, så blir ingen person utan handläggare.",
        "Name a colleague before you are away, and no person is without a caseworker.",
    ),
    "name_one": ("Utse en ersättare", "Name a deputy"),
    "means": (
        "Ersättaren ser planerna i sin lista de dagarna, och du ser dem också. Inget lämnas över.",
        "The deputy has the plans on the list on those days, and so have you. Nothing is handed over.",
    ),
    "name_it": ("Utse ersättaren", "Name the deputy"),
    "nobody": (
        "Ingen kollega har öppnat sin lista än. Be kollegan logga in och öppna sina ärenden en gång.",
        "No colleague has opened a list yet. Ask the colleague to sign in and open the caseload once.",
    ),
}
