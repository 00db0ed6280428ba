"""The report of a simulation for a municipality's head of unit: what was found, how soon, and what it cannot say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from app.adapters.documents.simulation_pictures import delays_svg, recall_svg, spoken
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
    *("glapp", "visade", "dagens arbetssätt", "visade, minst 30 dagar", "förvarnade"),
    *("dagar, median", "dagar idag, median"),
)


def report_html(setup: Setup, score: Score, titles: Mapping[str, str], through: ThroughService | None = None) -> str:
    """One page that stands by itself, with its pictures inside. `titles` are the rules' Swedish titles by name."""
    total = score.total()
    name = escape(setup.name)
    parts = [
        f"<h1>Simulering: mellan stolarna i {name}</h1>",
        f'<p class="warning"><strong>Alla personer är påhittade.</strong> Det här är inte ett resultat från {name} '
        "eller någon annan kommun. Siffrorna visar hur tjänsten beter sig i en värld som vi själva har ritat upp, "
        "och får inte återges som om de vore uppmätta.</p>",
        _in_short(setup, score, total),
        "<h2>Hur snart någon ser det</h2>",
        delays_svg(score),
        f"<p>{spoken(total)}</p>",
        "<h2>Vad som upptäcks</h2>",
        recall_svg(score),
        _table("Efter sorts glapp", "Sort", _TALLY_HEAD, _tallies(score.kinds, KINDS)),
        _table("Efter vad som gick snett hos aktörerna", "Orsak", _TALLY_HEAD, _tallies(score.causes, CAUSES)),
        "<h2>Regel för regel</h2>",
        _rules(score, titles),
        _limits(score, titles),
        "<h2>Antaganden</h2><p>Andelarna nedan är satta för att vara rimliga och ska kalibreras mot den källa som "
        "står intill; ingen av dem är ännu bekräftad.</p>",
        _table(
            "Målgrupper, procent av målgrupperna tillsammans",
            "Grupp",
            ("procent", "att kalibrera mot"),
            [(one.sv, str(one.value), one.source) for one in GROUPS.values()],
        ),
        _table(
            "Hur ofta något händer eller tappas",
            "Vad",
            ("procent", "att kalibrera mot"),
            [(one.sv, str(one.value), one.source) for one in SHARES.values()],
        ),
        f"<p>Upprepa med: <code>sip simulate --municipality {setup.municipality} --years {setup.years} "
        f"--seed {setup.seed} --size {setup.size}</code></p>",
    ]
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Simulering: mellan stolarna i {name}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{_lines(parts)}\n</main></body></html>\n"
    )


def _in_short(setup: Setup, score: Score, total: Tally) -> str:
    opened, right = _cards(score)
    return (
        f"<h2>I korthet</h2><p>{_number(score.persons)} påhittade personer följdes från {_day(setup.start)} "
        f"till {_day(setup.end - 1)}. {_number(score.between_chairs)} av dem stod någon gång mellan stolarna, "
        f"sammanlagt {_number(total.spells)} gånger. Samma liv räknades på två sätt: med tjänsten, och med dagens "
        "arbetssätt, där ett glapp syns först när en bokad uppföljning blir av.</p><ul>"
        f"<li>Tjänsten visade <strong>{_percent(total.found, total.spells)}</strong> av glappen; dagens arbetssätt "
        f"<strong>{_percent(total.practice, total.spells)}</strong>.</li>"
        f"<li>När glappet visades hade det pågått i {_days(total.delays)} (median); med dagens arbetssätt i "
        f"{_days(total.practice_delays)}.</li>"
        f"<li>Vid <strong>{_percent(total.forewarned, total.spells)}</strong> av glappen låg en förvarning eller ett "
        "kort redan framme den dag då personen hamnade mellan stolarna.</li>"
        f"<li>{_percent(right, opened)} av de {_number(opened)} korten stämde: personen stod verkligen mellan "
        f"stolarna. De övriga {_number(opened - right)} öppnades i onödan: en rapport dröjde eller var fel, en inkomst "
        "blev aldrig känd, regeln varnar med flit i förväg, eller är snävare än vad aktörerna själva menar är för "
        "sent.</li></ul>"
    )


def _rules(score: Score, titles: Mapping[str, str]) -> str:
    head = ("kort", "stämde", "förvarningar utan kort", "glapp av dess sorter", "visade", "förvarnade", "dagar, median")
    tried = sorted((one for one in score.rules.items() if _was_tried(one[1])), key=lambda one: (-one[1].opened, one[0]))
    rows = [
        (
            titles.get(name, name),
            _number(rule.opened),
            _percent(rule.right, rule.opened),
            _number(rule.warned_only),
            _number(rule.spells),
            _percent(rule.found, rule.spells),
            _percent(rule.forewarned, rule.spells),
            _plain(median(rule.delays)),
        )
        for name, rule in tried
    ]
    return (
        "<p>Ett kort stämmer när personen verkligen stod mellan stolarna, på ett sätt som regeln är till för, någon "
        "dag då kortet var öppet. Flera regler svarar på samma sorts glapp, så ingen regel behöver visa alla.</p>"
        + _table("Reglerna, de med flest kort först", "Regel", head, rows)
    )


def _limits(score: Score, titles: Mapping[str, str]) -> str:
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
        "Alla aktörer rapporterar till tjänsten, om än sent och ibland fel, och samtycke finns alltid för den som "
        "läser. I verkligheten fattas ofta bådadera.",
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
                _number(tally.spells),
                _percent(tally.found, tally.spells),
                _percent(tally.practice, tally.spells),
                _percent(tally.long_found, tally.long),
                _percent(tally.forewarned, tally.spells),
                _plain(median(tally.delays)),
                _plain(median(tally.practice_delays)),
            )


def _table(caption: str, first: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in (first, *head))
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(one)}</td>" for one in cells) + "</tr>"
        for name, *cells in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _cards(score: Score) -> tuple[int, int]:
    return sum(rule.opened for rule in score.rules.values()), sum(rule.right for rule in score.rules.values())


def _was_tried(rule: RuleTally) -> bool:
    return bool(rule.opened or rule.warned_only or rule.found)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _day(day: Day) -> str:
    return day_sv(date.fromordinal(day))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def _percent(part: int, whole: int) -> str:
    percent = share(part, whole)
    return "–" if percent is None else f"{percent:.0f}\u00a0%"


def _plain(days: int | None) -> str:
    return "–" if days is None else str(days)


def _days(delays: Mapping[int, int]) -> str:
    days = median(delays)
    return "–" if days is None else "1 dag" if days == 1 else f"{days} dagar"
