"""Writes all that is kept about a person as one page in Swedish: to read, to print, and to keep without a network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from app.adapters.documents.moments import moment_sv
from app.adapters.documents.pages import page
from app.adapters.documents.paper_timeline import on_paper
from app.adapters.documents.person_log import log_on_paper, whole_log
from app.adapters.documents.person_table import Table
from app.domain.actors import THE_PERSON
from app.domain.labels import LABELS_SV, day_sv, label_sv
from app.domain.locale import SWEDISH
from app.usecases.chart_scene import capital
from app.usecases.own_timeline import chart_of_export

Said = Mapping[str, Any]
TellLog = Callable[[Sequence[Said], Mapping[str, str]], Iterator[Table]]
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
    return _drawn(export, whole_log)


def render_for_paper(export: Said) -> str:
    """The same, to be set on paper in the time that a paper gets: the older rows of a long log are counted there."""
    return _drawn(export, log_on_paper)


def _drawn(export: Said, tell_log: TellLog) -> str:
    names = {actor["id"]: actor["name"] for actor in export["actors"]}
    names |= {item["id"]: _heading(item) for item in export["items"]}
    names[str(THE_PERSON)] = "du själv"
    return page(
        "export.html",
        locale=SWEDISH,
        made=_value(export["made"]),
        who=list(_who(export["person"])),
        items=[_item(item, names) for item in export["items"]],
        tables=[*_tables(export, names), *tell_log(export["log"], names)],
        **on_paper(chart_of_export(export)),
    )


def _tables(export: Said, names: Said) -> Iterator[Table]:
    yield Table(
        "Planer som har fastställts",
        ("Version", "Anteckning", "Godkänd av"),
        [*_frozen(export["plan_versions"], names)],
    )
    yield Table(
        "Glapp som syns för dig",
        ("Glapp", "När", "Läge", "Vem det ligger hos"),
        [*_findings(export["findings"], names)],
    )
    yield Table(
        "Vem som kan ta del nu",
        ("Vem", "Grund", "Uppgifter från", "Område", "Hur länge"),
        [*_sharing(export["sharing"], names)],
    )
    yield Table(
        "Vad som sparas längre än tiden",
        ("Hos vem", "Sedan", "Skäl", "Läge"),
        [*_holds(export["holds"], names)],
    )
    yield Table(
        "Vad som tagits bort som någon annans",
        ("Vad", "Hos vem", "Dag", "Varför", "Vad som hände"),
        [*_corrections(export["corrections"], names)],
    )
    yield Table(
        "Skydd av dina uppgifter",
        ("Av vem", "Dag", "Skydd", "Skäl"),
        [*_protection(export["protection"], names)],
    )
    yield Table(
        "Vad som har lästs av andra än den som lämnat det",
        ("Vem", "Område", "Grund", "Hur ofta"),
        [*_delivered(export["delivered"], names)],
    )
    yield Table(
        "Vem du kan ringa",
        ("Vem", "Telefon"),
        [(actor["name"], actor["phone"]) for actor in export["actors"] if "phone" in actor],
    )


def _who(person: Said) -> Iterator[Sequence[str]]:
    for name, label in WHO.items():
        if name in person:
            yield label, _value(person[name])


def _item(item: Said, names: Said) -> Said:
    """Every version, the latest first: what it said, when it came and who said it."""
    versions = sorted(item["versions"], key=lambda version: version["at"], reverse=True)
    return {
        "heading": _heading(item),
        "owner": names.get(item["owner"], item["owner"]),
        "versions": [_version(item["kind"], version, names) for version in versions],
    }


def _heading(item: Said) -> str:
    """What it is, and what it was called last."""
    titles = [version["title"] for version in item["versions"] if "title" in version]
    label = capital(str(item["label"]))
    return f"{label}: {titles[-1]}" if titles else label


def _version(kind: str, version: Said, names: Said) -> Said:
    state = "togs bort" if version.get("void") else "gäller" if version["current"] else "gällde tidigare"
    by = f", av {names.get(version['by'], version['by'])}" if "by" in version else ""
    beside = {name: version[name] for name in ("category", "disclosure", "reason") if name in version}
    titled = {"title": version["title"]} if "title" in version else {}
    fields = {**titled, **version["fields"], **beside}
    return {
        "came": f"{moment_sv(version['at'])}: {state}{by}",
        "holds": version["current"],
        "rows": [(_label(name), _said(kind, name, told, names)) for name, told in fields.items()],
    }


def _label(name: str) -> str:
    return BESIDE.get(name) or label_sv("field", name)


def _said(kind: str, name: str, value: Any, names: Said) -> str:
    for codes in (f"{kind}-{name}", kind):
        if isinstance(value, str) and value in LABELS_SV.get(codes, ()):
            return label_sv(codes, value)
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
        when = f"{times}, senast {moment_sv(one['last'])}"
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
