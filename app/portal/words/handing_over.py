"""Words of handing plans over."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Lämna över planer", "Hand plans over"),
    "lead": (
        "Välj planer och den kollega som ska ha dem. Innan något händer får du se vad det innebär.",
        "Choose plans and the colleague who is to have them. Before anything is done you see what it means.",
    ),
    "back": ("Till ärendena", "To the caseload"),
    "plans": ("Planer att lämna över", "Plans to hand over"),
    "wrong_plans": (
        "Välj en eller flera planer, alla hos samma handläggare.",
        "Choose one plan or several, all with the same caseworker.",
    ),
    "to": ("Till vem", "To whom"),
    "to_hint": (
        "Kollegor som har öppnat sin lista någon gång, med den beteckning de har vid inloggningen.",
        "Colleagues who have opened their list at some time, by the reference that they sign in with.",
    ),
    "wrong_to": ("Välj en kollega, inte den som har planerna.", "Choose a colleague, not whoever has the plans."),
    "note": ("Vad kollegan behöver veta", "What the colleague has to know"),
    "note_hint": (
        "Handlar om överlämningen och stannar hos er. Det som gäller en enskild person hör hemma i dennes plan.",
        "It is about the handover, and stays with you. What is about one person belongs to that person's plan.",
    ),
    "wrong_note": (
        "Skriv något om överlämningen, utan personnummer.",
        "Write something about the handover, without identity numbers.",
    ),
    "plan_note": ("Skriv något om just den här planen", "Write something about this very plan"),
    "plan_note_for": ("Om planen för {person}", "About the plan of {person}"),
    "plan_note_hint": (
        "Sparas i planen. Personen kan läsa det. Skriv inga personnummer.",
        "Kept in the plan. The person can read it. Write no identity numbers.",
    ),
    "wrong_plan_note": (
        "Skriv kortare om planen, och utan personnummer.",
        "Write less about the plan, and without identity numbers.",
    ),
    "nameless": ("Person utan namn i tjänsten", "Person without a name in the service"),
    "look": ("Se vad det innebär", "See what it means"),
    "nobody": ("Ingen kollega att lämna över till än", "No colleague to hand over to yet"),
    "nobody_text": (
        "Be kollegan logga in och öppna sina ärenden en gång. Sedan går det att lämna över hit.",
        "Ask the colleague to sign in and open the caseload once. After that plans can be handed over.",
    ),
    "none": ("Inga planer att lämna över", "No plans to hand over"),
    "none_text": ("Det finns inga planer i listan just nu.", "There are no plans on the list just now."),
    "preview_title": ("Stämmer överlämningen?", "Is the handover right?"),
    "goes": ("{n} planer går till {to}:", "{n} plans go to {to}:"),
    "goes_one": ("En plan går till {to}:", "One plan goes to {to}:"),
    "next": ("{what} {day}", "{what} {day}"),
    "means": ("Det här innebär det", "What it means"),
    "means_list": (
        "Planerna lämnar den lista där de är och står i kollegans lista från och med nu.",
        "The plans leave the list where they are, and are on the colleague's from now on.",
    ),
    "means_access": (
        "Vad er verksamhet får se om personerna ändras inte.",
        "What your agency may see of the persons does not change.",
    ),
    "means_person": (
        "Personen kan se vem som har planen. Berätta gärna själv också.",
        "The person can see who has the plan. Do tell the person yourself, too.",
    ),
    "means_logged": (
        "Överlämningen loggas. Den kan göras om åt andra hållet, av kollegan.",
        "The handover is logged. The colleague can hand the plans back.",
    ),
    "do_it": ("Lämna över", "Hand over"),
    "leave": ("Ändra valet", "Choose anew"),
}
