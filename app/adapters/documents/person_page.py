"""Writes all that is kept about a person as one page in Swedish: to read, to print, and to keep without a network."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.domain.actors import THE_PERSON
from app.domain.labels import LABELS_SV, day_sv, label_sv

Said = Mapping[str, Any]
STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
STYLE: Final = """
body{font:16px/1.5 system-ui,"Segoe UI","Noto Sans",sans-serif;color:#1a2129;max-width:60rem;margin:2rem auto;
padding:0 1rem}h1{font-size:1.7rem}h2{font-size:1.3rem;margin-top:2.5rem;border-bottom:2px solid #1d5a8c}
h3{font-size:1rem;margin:1.5rem 0 0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid #c9d1d9}th{font-weight:600}.old{color:#55606b}ul{padding-left:1.2rem}
@media print{body{margin:0;max-width:none}h3,tr{break-inside:avoid}}
"""
WHO: Final = {
    "identity_number": "Personnummer",
    "name": "Namn",
    "birth_date": "Födelsedag",
    "contact": "Så nås du",
    "language": "Språk",
    "interpreter": "Behöver tolk",
    "municipality_code": "Kommun (kod)",
}
BESIDE: Final = {"reason": "skäl"}
"""What stands beside a version's own fields and is no field of any kind."""
RELATIONS: Final = {
    "own": "har egna uppgifter om dig",
    "addressee": "har fått en fråga om dig",
    "named": "står i ett samtycke",
    "consent": "får ta del genom samtycke",
}


def render(export: Said) -> str:
    """The page; it holds everything that the export does, but for the ids that only programs need."""
    names = {actor["id"]: actor["name"] for actor in export["actors"]}
    names[str(THE_PERSON)] = "du själv"
    parts = [
        _section("Vem du är", _table(_who(export["person"]))),
        _section("Uppgifter", *(_item(item, names) for item in export["items"])),
        _section("Planer som frysts", _table(_frozen(export["plan_versions"], names))),
        _section("Glapp som syns för dig", _table(_findings(export["findings"], names))),
        _section("Vem som kan ta del nu", _table(_sharing(export["sharing"], names))),
        _section("Vad som sparas längre än tiden", _table(_holds(export["holds"], names))),
        _section("Vad som tagits bort som någon annans", _table(_corrections(export["corrections"], names))),
        _section("Skydd av dina uppgifter", _table(_protection(export["protection"], names))),
        _section("Vad som har lästs av andra än den som lämnat det", _table(_delivered(export["delivered"], names))),
        _section("Vem som läst eller gjort vad", _table((_moment(e["at"]), e["words"]) for e in export["log"])),
    ]
    title = "Allt som finns om dig i tjänsten för samordnad individuell plan"
    made = f"<p>Uttaget {escape(_value(export['made']))}. Varje myndighet svarar för sina egna uppgifter.</p>"
    return (
        f'<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"</head><body><h1>{title}</h1>{made}{''.join(parts)}</body></html>\n"
    )


def _section(title: str, *parts: str) -> str:
    told = "".join(parts) or "<p>Det finns inget.</p>"
    return f"<section><h2>{escape(title)}</h2>{told}</section>"


def _table(rows: Iterator[Sequence[str]] | Any) -> str:
    lines = [
        f"<tr><th>{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    ]
    return f"<table>{''.join(lines)}</table>" if lines else ""


def _who(person: Said) -> Iterator[Sequence[str]]:
    for name, label in WHO.items():
        if name in person:
            yield label, _value(person[name])


def _item(item: Said, names: Said) -> str:
    """Every version, the latest first: what it said, when it came and who said it."""
    versions = sorted(item["versions"], key=lambda version: version["at"], reverse=True)
    title = next((version["title"] for version in versions if "title" in version), None)
    heading = f"{item['label']}: {title}" if title else item["label"]
    told = "".join(_version(version, names) for version in versions)
    owner = names.get(item["owner"], item["owner"])
    return f"<h3>{escape(heading)}</h3><p>Uppgift från {escape(owner)}</p>{told}"


def _version(version: Said, names: Said) -> str:
    holds = "" if version["current"] else ' class="old"'
    state = "togs bort" if version.get("void") else "gäller" if version["current"] else "gällde tidigare"
    by = f", av {names.get(version['by'], version['by'])}" if "by" in version else ""
    beside = {name: version[name] for name in ("category", "disclosure", "reason") if name in version}
    titled = {"title": version["title"]} if "title" in version else {}
    fields = {**titled, **version["fields"], **beside}
    rows = ((BESIDE.get(name) or label_sv("field", name), _said(name, value, names)) for name, value in fields.items())
    came = f"{_moment(version['at'])}: {state}{by}"
    return f"<div{holds}><p>{escape(came)}</p>{_table(rows)}</div>"


def _said(name: str, value: Any, names: Said) -> str:
    if name == "disclosure":
        return "planens parter" if value == "parties" else "bara den som lämnat uppgiften"
    if name in ("category", "categories", "payer"):
        values = value if isinstance(value, list) else [value]
        return ", ".join(label_sv("category" if name != "payer" else "payer", one) for one in values)
    return _value(value, names)


def _frozen(versions: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in versions:
        who = ", ".join(names.get(a["acceptor"], a["acceptor"]) for a in one["acceptances"])
        yield f"Version {one['n']}, {_value(one['on'])}", one.get("note", ""), f"Godkänd av: {who}" if who else ""


def _findings(findings: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in findings:
        closed = f"–{_value(one['closes'])}" if one.get("closes") else ""
        status = label_sv("finding-status", one["status"])
        yield one["title"], f"{_value(one['opens'])}{closed}", status, names.get(one["owner"], one["owner"])


def _sharing(grants: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in grants:
        category = label_sv("category", one["category"]) if "category" in one else ""
        source = names.get(one["owner"], one["owner"]) if one["owner"] != one["reader"] else ""
        until = f"till {_value(one['end'])}" if "end" in one else ""
        kind = RELATIONS.get(one["kind"]) or label_sv("log-basis", one["kind"])
        yield names.get(one["reader"], one["reader"]), kind, source, category, until


def _holds(holds: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in holds:
        over = f"hävt {_value(one['released']['on'])}" if "released" in one else "gäller"
        yield names.get(one["owner"], one["owner"]), f"sedan {_value(one['on'])}", one["reason"], over


def _corrections(corrections: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in corrections:
        why, became = label_sv("correction-reason", one["reason"]), label_sv("correction-outcome", one["outcome"])
        yield label_sv("kind", one["kind"]), names.get(one["owner"], one["owner"]), _value(one["on"]), why, became


def _protection(stated: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in stated:
        level = label_sv("protection", one["level"])
        yield names.get(one["actor"], one["actor"]), _value(one["on"]), level, one["reason"]


def _delivered(received: Sequence[Said], names: Said) -> Iterator[Sequence[str]]:
    for one in received:
        subject = LABELS_SV["log-subject"].get(one["category"]) or label_sv("category", one["category"])
        times = "en gång" if one["times"] == 1 else f"{one['times']} gånger"
        when = f"{times}, senast {_moment(one['last'])}"
        yield names.get(one["actor"], one["actor"]), subject, label_sv("log-basis", one["basis"]), when


def _value(value: Any, names: Said | None = None) -> str:
    """What a field says, in words where there are any."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(_value(one, names) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{_value(one, names)}" for one in value.values())
    text = str(value)
    if names and text in names:
        return str(names[text])
    try:
        return day_sv(date.fromisoformat(text)) if len(text) == len("2026-11-21") else text
    except ValueError:
        return text


def _moment(at: str) -> str:
    then = datetime.fromisoformat(at).astimezone(STOCKHOLM)
    return f"{day_sv(then.date())} kl. {then:%H.%M}"
