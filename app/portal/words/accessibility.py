"""Words of the statement on accessibility."""

from typing import Final

from app.portal.words import Pairs

WORDS: Final[Pairs] = {
    "title": ("Tillgänglighet för den här webbplatsen", "Accessibility of this site"),
    "lead": (
        "Den kommun eller region som driver tjänsten ansvarar för den. Vi vill att så många som möjligt ska kunna "
        "använda webbplatsen. Här står hur den uppfyller lagen om tillgänglighet till digital offentlig service "
        "(2018:1937).",
        "The municipality or region that runs the service answers for it. We want as many as possible to be able to "
        "use the site. Here you read how it meets the act on accessibility to digital public service (2018:1937).",
    ),
    "how_title": ("Hur tillgänglig är webbplatsen?", "How accessible is the site?"),
    "how": (
        "Vi bedömer själva att den är förenlig med lagens krav (WCAG 2.1, nivå AA), och vi siktar på WCAG 2.2, nivå "
        "AA. Ingen utomstående har granskat den.",
        "By our own judgement it complies with what the act asks for (WCAG 2.1, level AA), and we aim at WCAG 2.2, "
        "level AA. Nobody from outside has examined it.",
    ),
    "tested_title": ("Hur vi har testat", "How we have tested"),
    "tested": (
        "Sidorna granskas av ett program (axe) i webbläsaren Chromium varje gång något ändras, och visas i 320 "
        "bildpunkters bredd. Vanliga uppgifter görs också med enbart tangentbord och utan skript. Diagram och "
        "tidslinjer har en tabell som säger samma sak.",
        "The pages are examined by a program (axe) in the browser Chromium whenever something changes, and shown 320 "
        "pixels wide. Common tasks are also done with the keyboard alone and without scripts. Charts and timelines "
        "have a table that says the same.",
    ),
    "untested_title": ("Vad som inte är testat", "What has not been tested"),
    "untested": (
        "Ingen med skärmläsare, förstoringsprogram eller talstyrning har provat webbplatsen än, och den är inte "
        "provad i andra webbläsare än Chromium. Ett program hittar bara en del av bristerna.",
        "Nobody has tried the site with a screen reader, a magnifier or speech control yet, and it has not been tried "
        "in other browsers than Chromium. A program finds only some of the shortcomings.",
    ),
    "tell_title": ("Säg till om något inte fungerar", "Tell us if something does not work"),
    "tell": (
        "Kontakta den som sköter tjänsten i din kommun eller region om något är svårt att använda, eller om du "
        "behöver innehållet på ett annat sätt. Du ska få svar inom rimlig tid.",
        "Contact whoever runs the service in your municipality or region if something is hard to use, or if you need "
        "the content in another way. You are to have an answer within reasonable time.",
    ),
    "supervision_title": ("Tillsyn", "Supervision"),
    "supervision": (
        "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med svaret kan du anmäla "
        "det dit, på digg.se.",
        "The Agency for Digital Government (Digg) supervises the act. If you are not content with the answer you can "
        "report it there, at digg.se.",
    ),
}
