"""What secrecy means for what is seen, when the simulation went through the service: its part of the report."""

from collections.abc import Sequence

from app.adapters.documents.simulation_pictures import within_weeks
from app.adapters.documents.simulation_tables import cards, number, percent, plain, table
from app.simulation.scoring import Score, Tally, ThroughService, median, share

_HEAD = ("glapp som visades", "inom 4 veckor", "förvarning", "dagar (median)", "kort", "kort som stämde")


def sight_html(through: ThroughService) -> str:
    """How much each sight lets one find, beside today's practice, and how it was simulated."""
    everything, anyone, municipality = (
        score.total() for score in (through.everything, through.anyone, through.municipality)
    )
    rows = [
        _row("Allt som är känt (så ser bara personen själv)", through.everything),
        _row("Någon av aktörerna, var och en för sig", through.anyone),
        _row("Socialtjänsten för sig", through.municipality),
        _practice(anyone),
    ]
    return (
        "<h2>Vad sekretessen betyder</h2><p>I tjänsten ser en aktör bara sina egna uppgifter, frågor som är ställda "
        "till den, och det som personens samtycke öppnar inom en gemensam plan. Reglerna körs för varje läsare på "
        "just det som den läsaren får se. Därför är samma liv räknade en gång till, efter vem som såg glappet.</p>"
        + table("Vem som får se glappet", "Vem", _HEAD, rows)
        + f"<p>Om en enda läsare hade fått se allt hade {_of_100(everything)} av 100 glapp visats. Under sekretess ser "
        f"någon av aktörerna {_of_100(anyone)}, och socialtjänsten för sig {_of_100(municipality)}. Det som "
        "socialtjänsten inte ser syns hos en annan aktör, om det alls syns, och når kommunen först när den aktören "
        f"hör av sig.</p><p>{_in_vain(through)}</p>" + _how(through)
    )


def _in_vain(through: ThroughService) -> str:
    """What partial sight does to the cards; a card that comes for want of sight may happen to be right."""
    said = (
        "Sekretessen märks också på korten: den som inte ser vad en annan redan har gjort kan få ett kort i onödan. "
        f"Hos aktörerna blev det {_cards(through.anyone)}; om en enda läsare hade fått se allt, "
        f"{_cards(through.everything)}."
    )
    if through.anyone.total().found > through.everything.total().found:
        said += (
            " Att aktörerna tillsammans visar fler glapp än den som ser allt beror på att en del sådana kort stämmer."
        )
    return said


def _cards(score: Score) -> str:
    opened, right = cards(score)
    return f"{number(opened)} kort, av vilka {percent(right, opened)} stämde"


def _how(through: ThroughService) -> str:
    same = (
        f"Personerna själva, som ser allt, fick i tjänsten samma besked på dagen när som reglerna ger för sig, för "
        f"alla {number(through.everything.persons)}."
        if not through.differing
        else f"För {number(through.differing)} av {number(through.everything.persons)} personer skilde sig beskedet i "
        "tjänsten från vad reglerna ger för sig. Det är ett fel i tjänsten, och siffrorna ska inte användas."
    )
    swept = (
        "Till sist bedömdes alla på nytt från början, och inget skilde sig från vad tjänsten redan hade visat."
        if not through.missed
        else f"När alla till sist bedömdes på nytt från början skilde sig {number(through.missed)} personer från vad "
        "tjänsten hade visat. Det är ett fel i tjänsten, och siffrorna ska inte användas."
    )
    return (
        "<p>Så gick det till: varje aktörs system rapporterade dag för dag över tjänstens eget gränssnitt, samtycken "
        f"lämnade personen själv, och varje aktör läste sina glapp; {number(through.requests)} anrop. Tjänstens förval "
        "gällde: det som hör till planen är öppet för parterna, allt annat bara för den som har rapporterat det. "
        f"{same} {swept}</p>"
    )


def _row(name: str, score: Score) -> Sequence[str]:
    total = score.total()
    opened, right = cards(score)
    return (
        name,
        percent(total.found, total.spells),
        f"{within_weeks(total.delays, total.spells)[4]:.0f}\u00a0%",
        percent(total.forewarned, total.spells),
        plain(median(total.delays)),
        number(opened),
        percent(right, opened),
    )


def _practice(total: Tally) -> Sequence[str]:
    soon = f"{within_weeks(total.practice_delays, total.spells)[4]:.0f}\u00a0%"
    found = percent(total.practice, total.spells)
    return "Dagens arbetssätt", found, soon, "–", plain(median(total.practice_delays)), "–", "–"


def _of_100(total: Tally) -> str:
    of_hundred = share(total.found, total.spells)
    return "–" if of_hundred is None else f"{of_hundred:.0f}"
