"""Words of all that is written about the person, and of saying that something is not right."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Allt som står om dig", "All that is written about you"),
    "lead": (
        "Här står allt som tjänsten vet om dig, och vem som har skrivit det. Är något fel? Säg till.",
        "Here stands all that the service knows about you, and who wrote it. Is something wrong? Say so.",
    ),
    "yourself": ("Det du själv har sagt", "What you have said yourself"),
    "nothing": ("Det står inget om dig här.", "Nothing is written about you here."),
    "not_right": ("Det här stämmer inte", "This is not right"),
    "call_them": ("Stämmer det inte? Ring den som har skrivit det.", "Is it not right? Call whoever wrote it."),
    "written_by": ("Skrivet av {who}.", "Written by {who}."),
    "what_happens": (
        "{who} får det du skriver som ett meddelande, och ska svara dig. Uppgiften ändras inte av sig själv. "
        "Andra som får läsa uppgiften kan också läsa meddelandet.",
        "{who} gets what you write as a message, and is to answer you. What is written does not change by itself. "
        "Others who may read it can read the message too.",
    ),
    "text": ("Vad är det som inte stämmer?", "What is it that is not right?"),
    "text_hint": ("Skriv gärna hur det är i stället.", "Do write how it is instead."),
    "wrong_text": ("Skriv med några ord vad som inte stämmer.", "Write in some words what is not right."),
    "send": ("Skicka", "Send"),
    "done": ("Det du skrev är skickat. Svaret kommer bland dina meddelanden.", "What you wrote is sent. "
             "The answer comes among your messages."),
}  # fmt: skip
