"""Words of a coordination body's agreements."""

from typing import Final

from app.portal.words import Pairs
from app.portal.words.body import PAGES

WORDS: Final[Pairs] = {
    **PAGES,
    "title": ("Överenskommelser", "Agreements"),
    "lead": (
        "Det här har organet kommit överens om. För allt annat gäller reglerna som de är.",
        "This is what the body has agreed on. For all else the rules hold as they are.",
    ),
    "propose": ("Föreslå en överenskommelse", "Propose an agreement"),
    "propose_lead": (
        "Fyll i det som ska gälla; här står det som gäller nu. Inget ändras förrän någon tar förslaget i bruk, och "
        "först visas vad det skulle ändra.",
        "Fill in what is to hold; it says here what holds now. Nothing changes until somebody takes the proposal into "
        "use, and what it would change is shown first.",
    ),
    "back": ("Till överenskommelserna", "To the agreements"),
    "adopted": ("Överenskommelsen är tagen i bruk.", "The agreement has been taken into use."),
    "proposals": ("Förslag som väntar", "Proposals that wait"),
    "proposal_of": ("Förslag från {day}", "Proposal of {day}"),
    "proposal_by": ("av en administratör hos {who}", "by an administrator of {who}"),
    "proposal_yours": ("av dig", "by you"),
    "alone": (
        "Det som gäller nu togs i bruk av en person ensam, av den som driver tjänsten. Skälet: {why}. Läs igenom det, "
        "och föreslå något annat om det inte stämmer.",
        "What holds now was taken into use by one person alone, who runs the service. The reason: {why}. Read it "
        "through, and propose something else if it is not right.",
    ),
    "agreement_from": ("Överenskommelse från och med {day}", "Agreement from {day}"),
    "when_now": ("Gäller nu", "In force"),
    "when_ahead": ("Gäller framöver", "To come"),
    "when_past": ("Har upphört", "Has ended"),
    "none": ("Inget är avtalat än", "Nothing has been agreed yet"),
    "none_hint": (
        "Då gäller reglernas egna dagar. Den som administrerar en medlem kan föreslå en överenskommelse.",
        "Then the days of the rules themselves hold. Whoever administrates a member can propose an agreement.",
    ),
    "starts": ("Från och med", "From"),
    "ends": ("Till och med", "Up to and including"),
    "further": ("tills vidare", "until further notice"),
    "own_consent": ("Samtycker ensam", "Consents alone"),
    "own_consent_years": ("Samtycker ensam från, år", "Consents alone from, years"),
    "years": ("från {n} år", "from {n} years"),
    "bound": ("Har skrivit på och ska svara på kallelser", "Have signed and answer calls"),
    "bound_hint": (
        "Kommunen och regionen ska svara enligt lag och behöver inte väljas.",
        "The municipality and the region have to answer by law, and need not be chosen.",
    ),
    "requirements": ("Det här ska en plan också innehålla", "This a plan has to say, too"),
    "sets_from": ("Det som är satt från och med {day}", "What is set from {day}"),
    "sets_nothing": ("Alla dagar är som i reglerna.", "All days are as in the rules."),
    "what": ("Vad", "What"),
    "amount": ("Hur mycket", "How much"),
    "within": ("inom {n} arbetsdagar", "within {n} working days"),
    "after": ("efter {n} arbetsdagar", "after {n} working days"),
    "share": ("Kostnad som bärs av {payer}", "Cost borne by {payer}"),
    "working_days": ("Arbetsdagar för varje steg", "Working days for each step"),
    "empty_is_default": ("Tomt: som i reglerna.", "Empty: as in the rules."),
    "escalation": ("När ingen svarar", "When nobody answers"),
    "escalation_hint": (
        "Arbetsdagar efter den dag då svaret skulle ha kommit. Tomt: som i reglerna.",
        "Working days after the day on which the answer was due. Empty: as in the rules.",
    ),
    "funding": ("Vem som betalar, procent", "Who pays, per cent"),
    "funding_hint": ("Ska bli 100 tillsammans, eller lämnas tomt.", "Together 100, or left empty."),
    "thresholds": ("Dagar i en regel", "Days of a rule"),
    "thresholds_hint": (
        "Ändra bara det som ni har avtalat något annat om. Det som lagen bestämmer går inte att ändra.",
        "Change only what you have agreed otherwise. What the law decides cannot be changed.",
    ),
    "more_rules": ("{n} regler som ni inte har avtalat något om", "{n} rules on which you have agreed nothing"),
    "otherwise": ("Annars {amount}", "Otherwise {amount}"),
    "see_what_changes": ("Se vad det skulle ändra", "See what it would change"),
    "wrong_start": (
        "Skriv den första dagen som överenskommelsen gäller.",
        "Write the first day on which the agreement holds.",
    ),
    "wrong_end": ("Sista dagen kan inte vara före den första.", "The last day cannot be before the first."),
    "wrong_bound": ("Välj bland dem som finns i listan.", "Choose among those in the list."),
    "wrong_requirements": ("Välj bland dem som finns i listan.", "Choose among those in the list."),
    "wrong_years": (
        "{what}: skriv ett helt tal från {least} till {most}.",
        "{what}: write a whole number from {least} to {most}.",
    ),
    "wrong_share": (
        "{what}: skriv hela procent från 0 till 100. Alla andelar ska bli 100 tillsammans, eller lämnas tomma.",
        "{what}: write whole per cent from 0 to 100. All shares have to be 100 together, or be left empty.",
    ),
    "wrong_days": (
        "{what}: skriv ett helt tal från 1 till {most} arbetsdagar, eller lämna det tomt.",
        "{what}: write a whole number from 1 to {most} working days, or leave it empty.",
    ),
    "wrong_order": ("Varje steg ska komma efter det förra.", "Each step has to come after the one before."),
    "wrong_twice": (
        "Är samma sak satt bland reglerna nedanför ska talen vara lika.",
        "If the same is set among the rules below, the numbers have to be the same.",
    ),
    "wrong_threshold": (
        "{what}: skriv ett helt tal från {least} till {most}, eller lämna det tomt.",
        "{what}: write a whole number from {least} to {most}, or leave it empty.",
    ),
    "wrong_above": ("Det får inte vara mer än {other}.", "It must not be more than {other}."),
    "preview": ("Vad förslaget skulle ändra", "What the proposal would change"),
    "not_in_use": (
        "Förslaget är från {day} och gäller inte än. Någon annan än den som föreslog tar det i bruk.",
        "The proposal is of {day} and does not hold yet. Somebody else than who proposed it takes it into use.",
    ),
    "yours": (
        "Det är du som har föreslagit det här. Någon annan läser det och tar det i bruk: en annan administratör hos "
        "en medlem. Medlemmar i dag:",
        "You have proposed this. Somebody else reads it and takes it into use: another administrator of a member. "
        "Members today:",
    ),
    "yours_nobody": (
        "Finns det ingen annan, be den som driver tjänsten. Förslaget finns kvar under Överenskommelser.",
        "If there is nobody else, ask whoever runs the service. The proposal stays under Agreements.",
    ),
    "would_change": ("Hos medlemmarna", "For the members"),
    "counting": (
        "Det räknas nu hur många kort som ändras. Titta igen om en stund.",
        "It is being counted how many cards change. Look again in a while.",
    ),
    "look_again_now": ("Titta igen", "Look again"),
    "judged": ("Antal personer som har prövats:", "Persons judged:"),
    "concerned": ("Antal som något skulle ändras för:", "Persons for whom something would change:"),
    "fewer": ("färre än fem", "fewer than five"),
    "rule": ("Regel", "Rule"),
    "kind_now": ("Har kort nu", "Have cards now"),
    "kind_new": ("Nya", "New"),
    "kind_gone": ("Försvinner", "Gone"),
    "kind_earlier": ("Tidigare", "Earlier"),
    "kind_later": ("Senare", "Later"),
    "kind_other_end": ("Annat slut", "Other end"),
    "changes_nothing": (
        "Inget kort skulle bli annorlunda hos någon medlem.",
        "No card would be different for any member.",
    ),
    "adopt_hint": (
        "Det gäller för alla medlemmar och för det som börjar från den första dagen.",
        "It holds for all members, and for what begins from the first day on.",
    ),
    "adopt": ("Ta överenskommelsen i bruk", "Take the agreement into use"),
}
