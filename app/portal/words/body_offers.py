"""Words of a coordination body's catalogue of activities."""

from typing import Final

from app.portal.words import Pairs
from app.portal.words.body import PAGES

WORDS: Final[Pairs] = {
    **PAGES,
    "title": ("Insatser att få plats i", "Activities with places"),
    "lead": (
        "Det som medlemmarna erbjuder, och de nationella programmen. Platserna räknas ned när en insats läggs i en "
        "plan.",
        "What the members offer, and the national programmes. Places are counted down when an activity is put in a "
        "plan.",
    ),
    "new": ("Erbjud en insats", "Offer an activity"),
    "category": ("Område", "Category"),
    "groups": ("För vem", "For whom"),
    "groups_hint": ("Välj ingen om den är för alla.", "Choose none if it is for everybody."),
    "everybody": ("för alla", "for everybody"),
    "any": ("Alla", "All"),
    "show": ("Visa", "Show"),
    "places_left": ("{n} av {of} platser lediga", "{n} of {of} places free"),
    "full": ("Fullt", "Full"),
    "by": ("Erbjuds av", "Offered by"),
    "starts": ("Startar", "Begins"),
    "starts_hint": (
        "En dag på varje rad, till exempel 2027-01-11. Tomt: när som helst.",
        "A day on each line, for example 2027-01-11. Empty: at any time.",
    ),
    "any_time": ("när som helst", "at any time"),
    "none": ("Ingen insats i katalogen som du får se", "No activity in the catalogue that you may see"),
    "none_hint": (
        "Visa alla områden, eller be medlemmarna lägga in det som de erbjuder.",
        "Show all categories, or ask the members to put in what they offer.",
    ),
    "pages": ("Sidor", "Pages"),
    "next": ("Nästa sida", "Next page"),
    "previous": ("Föregående sida", "Previous page"),
    "back": ("Till insatserna", "To the activities"),
    "weekly_cost": ("Kostnad per vecka", "Cost per week"),
    "weekly_cost_field": ("Kostnad per vecka, kronor", "Cost per week, kronor"),
    "kronor": ("{n} kronor, betalas av {payer}", "{n} kronor, paid by {payer}"),
    "withdrawn_because": ("Erbjuds inte längre därför att", "No longer offered because"),
    "change": ("Ändra erbjudandet", "Change the offer"),
    "change_hint": (
        "Upptagna platser: {taken}. Antalet platser kan inte bli mindre än så. Planer som redan har insatsen ändras "
        "inte.",
        "Places taken: {taken}. There cannot be fewer places than that. Plans that have the activity already stay as "
        "they are.",
    ),
    "save": ("Spara ändringen", "Save the change"),
    "back_to_it": ("Till insatsen", "To the activity"),
    "done_andrad": ("Erbjudandet är ändrat.", "The offer has been changed."),
    "withdraw": ("Dra in erbjudandet", "Withdraw the offer"),
    "withdraw_hint": (
        "Ingen ny får plats. De som redan har en plats behåller den.",
        "Nobody new gets a place. Those who have one keep it.",
    ),
    "reason": ("Varför", "Why"),
    "called": ("Vad den heter", "What it is called"),
    "called_hint": ("Till exempel yrkeskurs i lager och logistik.", "For example a course in warehouse work."),
    "scope": ("Var", "Where"),
    "scope_local": ("I det här samverkansorganet", "In this coordination body"),
    "scope_national": ("I hela landet", "In the whole country"),
    "capacity": ("Antal platser", "Number of places"),
    "payer": ("Vem som betalar", "Who pays"),
    "payer_hint": ("Behövs när det finns en kostnad.", "Needed when there is a cost."),
    "put": ("Lägg i katalogen", "Put in the catalogue"),
    "wrong_title": ("Skriv vad insatsen heter.", "Write what the activity is called."),
    "wrong_category": ("Välj ett område.", "Choose a category."),
    "wrong_capacity": ("Skriv antalet platser som ett tal.", "Write the number of places as a number."),
    "wrong_start_dates": (
        "Skriv en dag på varje rad, så här: 2027-01-11, och varje dag en gång.",
        "Write a day on each line, like this: 2027-01-11, and each day once.",
    ),
    "wrong_scope": ("Välj var den ges.", "Choose where it is given."),
    "wrong_weekly_cost": ("Skriv hela kronor, som ett tal.", "Write whole kronor, as a number."),
    "wrong_payer": ("Säg både vad det kostar och vem som betalar.", "Say both what it costs and who pays."),
    "wrong_reason": ("Skriv varför den dras in.", "Write why it is withdrawn."),
    "done_ny": ("Insatsen ligger i katalogen.", "The activity is in the catalogue."),
    "done_indragen": ("Erbjudandet är indraget.", "The offer has been withdrawn."),
}
