"""Words of what agencies propose, to the person who says yes or no."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Vill du det här?", "Do you want this?"),
    "by": ("Förslag från {who}.", "Proposed by {who}."),
    "begins": ("Börjar {day}.", "Begins {day}."),
    "ends": ("Slutar {day}.", "Ends {day}."),
    "follows": ("Det här händer om du säger ja", "What follows if you say yes"),
    "follows_planned": (
        "Förslaget blir en planerad insats i din plan.",
        "The proposal becomes a planned activity in your plan.",
    ),
    "follows_seen": (
        "{who} och de andra som får läsa insatsen ser att du har sagt ja.",
        "{who} and others who may read the activity see that you have said yes.",
    ),
    "follows_back": (
        "Ångrar du dig kan du skriva till {who}, som kan ställa in den.",
        "If you change your mind you can write to {who}, who can call it off.",
    ),
    "yes": ("Ja, det vill jag", "Yes, I want that"),
    "leave": ("Inte nu", "Not now"),
    "otherwise": ("Vill du inte, eller vill du något annat?", "Do you not want it, or want something else?"),
    "what_happens": (
        "{who} får ditt nej som ett meddelande, och ska svara dig. Förslaget står kvar tills {who} tar bort det.",
        "{who} gets your no as a message, and is to answer you. The proposal stays until {who} takes it away.",
    ),
    "text": ("Vad vill du i stället?", "What do you want instead?"),
    "text_hint": (
        "Andra som får läsa insatsen kan också läsa det du skriver.",
        "Others who may read the activity can read what you write, too.",
    ),
    "wrong_text": ("Skriv kortare, högst 4 000 tecken.", "Write it shorter, 4,000 characters at the most."),
    "no": ("Nej, skicka mitt svar", "No, send my answer"),
    "call_them": ("Ring eller skriv till {who}.", "Call or write to {who}."),
    "over": ("Det här väntar inte längre på ditt svar.", "This does not wait for your answer any more."),
    "back": ("Tillbaka till planen", "Back to the plan"),
}
