"""Words of what the person says of what matters and of contact, and of the crisis plan."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "voice": ("Det här är viktigt för mig", "What is important to me"),
    "voice_lead": (
        "Skriv det du vill att andra ska veta. Det finns inget rätt eller fel. Du kan ändra det när du vill.",
        "Write what you want others to know. There is no right or wrong. You can change it whenever you want.",
    ),
    "voice_text": ("Vad är viktigt för dig?", "What is important to you?"),
    "voice_hint": ("Till exempel: Jag vill bo nära min syster.", "For example: I want to live near my sister."),
    "who_reads": ("Vem får läsa det?", "Who may read it?"),
    "parties": (
        "De som är med i planen, om jag har samtyckt",
        "Those who take part in the plan, if I have consented",
    ),
    "only_me": ("Bara jag", "Only I"),
    "wrong_text": (
        "Skriv något, och inget personnummer.",
        "Write something, and no identity number.",
    ),
    "wish": ("Så vill jag bli kontaktad", "How I want to be reached"),
    "wish_lead": (
        "De som är med i planen försöker göra som du säger. Du kan ändra dig när du vill.",
        "Those in the plan try to do as you say. You can change your mind whenever you want.",
    ),
    "best": ("Helst så här", "Preferably like this"),
    "others": ("Det här går också bra", "This will do too"),
    "note": ("Något mer?", "Anything more?"),
    "note_hint": ("Till exempel: Efter klockan tio.", "For example: After ten o'clock."),
    "wrong_channels": ("Välj hur du helst blir kontaktad.", "Choose how you prefer to be reached."),
    "crisis": ("När det blir svårt", "When things get hard"),
    "danger": ("Är det fara för liv? Ring", "Is there danger to life? Call"),
    "whom_to_call": ("Ring någon av dem", "Call one of them"),
    "helps": ("Det här hjälper", "This helps"),
    "avoid": ("Undvik det här", "Avoid this"),
    "signs": ("Tecken på att det börjar bli svårt", "Signs that things are getting hard"),
    "crisis_on": ("Skriven {day}", "Written on {day}"),
}
