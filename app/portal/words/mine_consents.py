"""Words of the person's consents: what each is, and what follows from giving it and from taking it back."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Mina samtycken", "My consents"),
    "lead": (
        "Ett samtycke är ditt ja till att några får dela uppgifter om dig. Du bestämmer, och du kan ändra dig.",
        "A consent is your yes to some sharing what they know about you. You decide, and you can change your mind.",
    ),
    "none": ("Du har inte lämnat något samtycke", "You have given no consent"),
    "none_text": (
        "Om någon ber om ett samtycke ser du det här. Du väljer själv om du vill säga ja.",
        "If somebody asks for a consent, you see it here. You choose whether to say yes.",
    ),
    "waiting": ("Väntar på ditt svar", "Waits for your answer"),
    "holding": ("Gäller", "In force"),
    "ended": ("Gäller inte längre", "No longer in force"),
    "state_upcoming": ("Börjar gälla senare", "Begins later"),
    "state_expired": ("Har gått ut", "Has run out"),
    "state_withdrawn": ("Återkallat", "Withdrawn"),
    "state_replaced": ("Ersatt av ett nyare", "Replaced by a newer one"),
    "who": ("Vilka", "Who"),
    "what": ("Om vad", "About what"),
    "frame_alone": ("att planen finns", "that there is a plan"),
    "until": ("Hur länge", "How long"),
    "from_on": ("Från {start}, tills du säger nej", "From {start}, until you say no"),
    "from_to": ("Från {start} till och med {end}", "From {start} up to and including {end}"),
    "ended_on": ("Slutade gälla {day}", "Ended on {day}"),
    "why": ("Varför", "Why"),
    "usual_purpose": (
        "Så att de kan samordna stödet till dig i planen.",
        "So that they can coordinate your support in the plan.",
    ),
    "given": ("Gett av", "Given by"),
    "by_person": ("dig själv", "yourself"),
    "by_guardian": ("din vårdnadshavare", "your guardian"),
    "by_proxy": ("någon som företräder dig", "somebody who acts for you"),
    "read_and_give": ("Läs och säg ja", "Read and say yes"),
    "withdraw": ("Återkalla samtycket", "Withdraw the consent"),
    "say_no": ("Säg nej till samtycket", "Say no to the consent"),
    "follows": ("Det här händer då", "What follows then"),
    "follows_at_once": (
        "De kan inte längre läsa varandras uppgifter med stöd av det här samtycket. Det gäller genast.",
        "They can no longer read each other's data by this consent. It takes effect at once.",
    ),
    "follows_read": (
        "Det som någon redan har läst kan inte göras oläst.",
        "What somebody has read already cannot be made unread.",
    ),
    "follows_own": (
        "Var och en har kvar sina egna uppgifter om dig.",
        "Each keeps what they have written about you themselves.",
    ),
    "follows_nothing": (
        "Förslaget tas bort. Det har inte öppnat något för någon.",
        "The proposal goes away. It has opened nothing to anybody.",
    ),
    "follows_support": (
        "Du har rätt till stöd ändå. Men det kan bli svårare att samordna det.",
        "You have a right to support all the same. But it can become harder to coordinate it.",
    ),
    "follows_again": ("Du kan samtycka på nytt senare.", "You can consent anew later."),
    "others": ("Det finns ett samtycke till", "There is another consent"),
    "others_text": (
        "Det gäller delvis samma sak. Vill du stänga även det får du återkalla det för sig.",
        "It is partly about the same. To close that too, withdraw it by itself.",
    ),
    "withdraw_now": ("Ja, återkalla samtycket nu", "Yes, withdraw the consent now"),
    "say_no_now": ("Nej, jag samtycker inte", "No, I do not consent"),
    "keep": ("Låt det vara som det är", "Leave it as it is"),
    "over_already": ("Samtycket gäller inte längre.", "The consent is no longer in force."),
    "back": ("Till samtyckena", "To the consents"),
    "give": ("Ge ditt samtycke", "Give your consent"),
    "give_lead": (
        "Läs i lugn och ro. Du behöver inte säga ja, och du får fråga innan du bestämmer dig.",
        "Read it in peace. You need not say yes, and you may ask before you decide.",
    ),
    "follows_yes": ("Det här händer om du säger ja", "What follows if you say yes"),
    "yes_sees": (
        "De som står ovan får läsa varandras uppgifter om just det här.",
        "Those above may read each other's data about this, and this alone.",
    ),
    "yes_log": ("Du ser vem som har läst, och när.", "You see who has read, and when."),
    "yes_back": (
        "Du kan återkalla samtycket när du vill. Då stängs det genast.",
        "You can withdraw the consent whenever you want. Then it closes at once.",
    ),
    "give_now": ("Ja, jag samtycker", "Yes, I consent"),
    "not_now": ("Inte nu", "Not now"),
    "given_already": ("Det här väntar inte längre på svar.", "This does not wait for an answer any more."),
    "done_given": ("Tack. Samtycket är lämnat.", "Thank you. The consent is given."),
    "change": ("Ändra samtycket", "Change the consent"),
    "done_replaced": ("Samtycket är ändrat.", "The consent is changed."),
    "done_withdrawn": ("Samtycket gäller inte längre.", "The consent is no longer in force."),
}
