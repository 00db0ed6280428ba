"""The report of a simulation for a municipality's head of unit: what was found, how soon, and what it cannot say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from app.adapters.documents.simulation_pictures import delays_svg, recall_svg, spoken
from app.adapters.documents.simulation_sight import sight_html
from app.adapters.documents.simulation_tables import cards, number, percent, plain, table
from app.domain.days import Day
from app.domain.labels import day_sv
from app.simulation.assumptions import GROUPS, SHARES
from app.simulation.kinds import CAUSES, KINDS
from app.simulation.scoring import LONG, ROOM_TO_FIND, RuleTally, Score, Tally, ThroughService, median, share
from app.simulation.setup import Setup

_STYLE = """
body{font:17px/1.55 'Source Sans 3','Open Sans',Arial,sans-serif;color:#1d1d1d;max-width:60rem;margin:2rem auto;
padding:0 1rem}h1,h2{line-height:1.2}svg{width:100%;height:auto}table{border-collapse:collapse;width:100%;
font-size:15px}th,td{padding:.3rem .5rem;border-bottom:1px solid #d5d5d5;text-align:right}th:first-child,
td:first-child{text-align:left}caption{text-align:left;font-weight:bold;padding:.5rem 0}.scroll{overflow-x:auto}
.warning{border-left:6px solid #c05a00;background:#fff4ea;padding:.7rem 1rem}
"""
_TALLY_HEAD = (
    *("glapp", "visades", "hittas idag", "visades, av dem på minst 30 dagar", "förvarning"),
    *("dagar (median)", "dagar idag (median)"),
)
_WORDS = (
    "<p>Ett <em>glapp</em> är en tid då något som en aktör hade tänkt göra inte blev gjort, så att personen stod utan. "
    "Ett <em>kort</em> är det som en handläggare får i sin arbetslista när en regel slår till. En <em>förvarning</em> "
    "är ett kort som visas innan det har hänt. <em>Median</em> betyder att hälften är mindre och hälften större.</p>"
)


def report_html(setup: Setup, score: Score, titles: Mapping[str, str], through: ThroughService | None = None) -> str:
    """One page that stands by itself, with its pictures inside. `titles` are the rules' Swedish titles by name;
    `through` is given when the service itself was simulated, and `score` is then what any agency came to see."""
    total = score.total()
    name = escape(setup.name)
    parts = [
        f"<h1>Simulering: mellan stolarna i {name}</h1>",
        f'<p class="warning"><strong>Alla personer är påhittade.</strong> Det här är inte ett resultat från {name} '
        "eller någon annan kommun. Siffrorna visar hur tjänsten beter sig i en värld som vi själva har ritat upp, "
        "och får inte återges som om de vore uppmätta.</p>",
        _in_short(setup, score, total, through),
        _WORDS,
        "<h2>Hur snart någon ser det</h2>",
        delays_svg(score, through),
        f"<p>{spoken(total)}</p>",
        sight_html(through) if through is not None else "",
        "<h2>Vad som upptäcks</h2>",
        recall_svg(score),
        table("Efter sorts glapp", "Sort", _TALLY_HEAD, _tallies(score.kinds, KINDS)),
        table("Efter vad som gick snett hos aktörerna", "Orsak", _TALLY_HEAD, _tallies(score.causes, CAUSES)),
        "<h2>Regel för regel</h2>",
        _rules(score, titles),
        _limits(score, titles, through),
        "<h2>Antaganden</h2><p>Andelarna nedan är satta för att vara rimliga och ska kalibreras mot den källa som "
        "står intill; ingen av dem är ännu bekräftad.</p>",
        table(
            "Målgrupper, procent av målgrupperna tillsammans",
            "Grupp",
            ("procent", "att kalibrera mot"),
            [(one.sv, str(one.value), one.source) for one in GROUPS.values()],
        ),
        table(
            "Hur ofta något händer eller tappas",
            "Vad",
            ("procent", "att kalibrera mot"),
            [(one.sv, str(one.value), one.source) for one in SHARES.values()],
        ),
        f"<p>Upprepa med: <code>sip simulate --municipality {setup.municipality} --years {setup.years} "
        f"--seed {setup.seed} --size {setup.size}{' --through service' if through is not None else ''}</code></p>",
    ]
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Simulering: mellan stolarna i {name}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{_lines(parts)}\n</main></body></html>\n"
    )


def _in_short(setup: Setup, score: Score, total: Tally, through: ThroughService | None) -> str:
    opened, right = cards(score)
    weeks = (setup.end - setup.start) / 7
    whose = (
        "Siffrorna gäller det som någon av aktörerna fick se, var och en under sin sekretess."
        if through is not None
        else "Här är allt räknat som om en enda läsare fick se allt. Med sekretess mellan aktörerna syns mindre; hur "
        "mycket mindre visar samma simulering genom hela tjänsten (<code>--through service</code>)."
    )
    return (
        f"<h2>I korthet</h2><p>{number(score.persons)} påhittade personer följdes från {_day(setup.start)} "
        f"till {_day(setup.end - 1)}. {number(score.between_chairs)} av dem stod någon gång mellan stolarna, "
        f"sammanlagt {number(total.spells)} gånger. Samma liv räknades på två sätt: med tjänsten, och med dagens "
        f"arbetssätt, där ett glapp syns först när en bokad uppföljning blir av. {whose}</p><ul>"
        f"<li>Av 100 glapp visade tjänsten <strong>{_of_100(total.found, total.spells)}</strong>; dagens arbetssätt "
        f"hittade <strong>{_of_100(total.practice, total.spells)}</strong>.</li>"
        f"<li>Hälften av de glapp som tjänsten visade hade då pågått i högst {_days(total.delays)}. Med dagens "
        f"arbetssätt är det {_days(total.practice_delays)}.</li>"
        f"<li>Vid <strong>{_of_100(total.forewarned, total.spells)}</strong> av 100 glapp låg en förvarning eller ett "
        "kort redan framme den dag då personen hamnade mellan stolarna.</li>"
        f"<li>Det blev {number(opened)} kort, omkring {number(round(opened / weeks))} i veckan hos alla aktörer "
        f"tillsammans. {percent(right, opened)} stämde: personen stod verkligen mellan stolarna. De övriga "
        f"{number(opened - right)} öppnades i onödan: en rapport dröjde eller var fel, en inkomst blev aldrig känd, "
        "eller så säger regeln till tidigare än vad aktörerna själva menar är för sent.</li></ul>"
    )


def _rules(score: Score, titles: Mapping[str, str]) -> str:
    head = (
        *("kort", "stämde", "förvarningar som löste sig", "glapp av dess sorter", "visades av regeln", "förvarning"),
        "dagar (median)",
    )
    tried = sorted((one for one in score.rules.items() if _was_tried(one[1])), key=lambda one: (-one[1].opened, one[0]))
    rows = [
        (
            titles.get(name, name),
            number(rule.opened),
            percent(rule.right, rule.opened),
            number(rule.warned_only),
            number(rule.spells),
            percent(rule.found, rule.spells),
            percent(rule.forewarned, rule.spells),
            plain(median(rule.delays)),
        )
        for name, rule in tried
    ]
    return (
        "<p>Ett kort stämmer när personen verkligen stod mellan stolarna, på ett sätt som regeln är till för, någon "
        "dag då kortet var öppet. Flera regler svarar på samma sorts glapp, så ingen regel behöver visa alla.</p>"
        + table("Reglerna, de med flest kort först", "Regel", head, rows)
    )


def _limits(score: Score, titles: Mapping[str, str], through: ThroughService | None) -> str:
    untried = sorted(
        title for name, title in titles.items() if name not in score.rules or not _was_tried(score.rules[name])
    )
    points = [
        "Andelarna är desamma för alla kommuner. Kommunens namn säger bara vilken slump som har använts, inte något "
        "om kommunen.",
        "Världen är ritad av samma personer som har ritat tjänsten. Sanningen kommer ur vad aktörerna i världen "
        "avsåg och tappade, aldrig ur reglerna, men vilka sätt att tappa som finns med har någon valt.",
        "Ingen gör något åt det som visas: glappen tar slut av sig själva. Simuleringen säger när något syns, inte "
        "hur det går för personen.",
        "Alla aktörer rapporterar till tjänsten, om än sent och ibland fel, och "
        + (
            "i varje gemensam plan finns ett samtycke tills det går ut."
            if through is not None
            else "samtycke finns alltid för den som läser."
        )
        + " I verkligheten fattas ofta bådadera.",
        "Dagens arbetssätt antas hitta allt vid varje uppföljning som blir av, och inget däremellan.",
        "En regel som säger att hela planen står still räknas som ett svar på flera sorters glapp, eftersom den som "
        "följer upp kortet kommer att se dem.",
        "En insats som pågår bara på pappret lämnar inga spår i det som rapporteras. Tjänsten ser den inte.",
        f"Glapp som började under de sista {ROOM_TO_FIND} dagarna räknas inte, eftersom inget arbetssätt hann se dem. "
        f"Med långa glapp menas minst {LONG} dagar.",
        "En del regler varnar med flit i förväg. Ett sådant kort som löser sig i tid räknas som att det inte stämde.",
    ]
    if untried:
        points.append(f"De här reglerna prövas inte, eftersom inget i världen rör dem: {', '.join(untried)}.")
    return (
        "<h2>Vad simuleringen inte kan säga</h2><ul>" + "".join(f"<li>{escape(one)}</li>" for one in points) + "</ul>"
    )


def _tallies(tallies: Mapping[str, Tally], names: Mapping[str, str]) -> Iterable[Sequence[str]]:
    for key, name in names.items():
        if (tally := tallies.get(key)) is not None:
            yield (
                name,
                number(tally.spells),
                percent(tally.found, tally.spells),
                percent(tally.practice, tally.spells),
                percent(tally.long_found, tally.long),
                percent(tally.forewarned, tally.spells),
                plain(median(tally.delays)),
                plain(median(tally.practice_delays)),
            )


def _was_tried(rule: RuleTally) -> bool:
    return bool(rule.opened or rule.warned_only or rule.found)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _day(day: Day) -> str:
    return day_sv(date.fromordinal(day))


def _days(delays: Mapping[int, int]) -> str:
    days = median(delays)
    return "–" if days is None else "1 dag" if days == 1 else f"{days} dagar"


def _of_100(part: int, whole: int) -> str:
    of_hundred = share(part, whole)
    return "–" if of_hundred is None else f"{of_hundred:.0f}"
