"""Words of the messages between the person and those in the plan."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Meddelanden", "Messages"),
    "none": ("Inga meddelanden än", "No messages yet"),
    "none_text": ("Här kan du skriva till dem som är med i planen.", "Here you can write to those in the plan."),
    "new": ("Skriv ett meddelande", "Write a message"),
    "new_lead": (
        "Alla som är med i planen kan läsa det du skriver. De du väljer ska svara dig.",
        "All who take part in the plan can read what you write. Those you choose are to answer you.",
    ),
    "whom": ("Vem vill du ha svar av?", "From whom do you want an answer?"),
    "text": ("Vad vill du säga?", "What do you want to say?"),
    "wrong_text": (
        "Skriv något, och inget personnummer.",
        "Write something, and no identity number.",
    ),
    "wrong_addressed_to": (
        "Någon av dem du valde kan inte läsa det. Välj någon annan.",
        "One of those you chose cannot read it. Choose somebody else.",
    ),
    "send": ("Skicka", "Send"),
    "answer": ("Svara", "Answer"),
    "thread": ("Samtal från {day}", "Conversation from {day}"),
    "you": ("Du", "You"),
    "to": ("till", "to"),
    "to_you": ("dig", "you"),
    "closed": ("Samtalet är avslutat.", "The conversation is closed."),
    "newer": ("Nyare", "Newer"),
    "older": ("Äldre", "Older"),
    "done_sent": ("Meddelandet är skickat.", "The message is sent."),
    "done_answered": ("Svaret är skickat.", "The answer is sent."),
}
