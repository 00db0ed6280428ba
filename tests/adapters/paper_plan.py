"""A plan as it is read to be printed: as many activities as are asked for, of actors and with words as long as real."""

from datetime import date, timedelta
from typing import Any

from app.domain.days import day
from app.usecases.reading import stated

TODAY = date(2026, 11, 22)
PLAN, PERSON = "01a1ffba-6426-74d5-b9ad-d548b1222791", "01a1ffba-6426-74d5-b9ad-d548b1222792"
ACTORS = [
    ("eksjo", "Eksjö kommun, socialtjänstens försörjningsstödsenhet", "social-services", "municipality"),
    ("ame", "Arbetsmarknadsenheten på Höglandet", "labour-market-unit", "municipality"),
    ("psyk", "Höglandets vuxenpsykiatriska öppenvårdsmottagning", "psychiatry", "region"),
    ("af", "Arbetsförmedlingen", "employment-service", "state"),
    ("fk", "Försäkringskassan", "social-insurance", "state"),
    ("bris", "Föreningen Vägen in", "association", "civil-society"),
]
PHONES = {"ame": {"phone": "08-465 004 50"}, "psyk": {"phone": "08-465 004 51"}}
WORDS = (
    *("Arbetsförmågebedömning", "Arbetslivsinriktad rehabilitering i butik", "Samtal", "Körkortsteori"),
    *("Missbruks- och beroendebehandlingsuppföljning i öppenvård", "Svenska för invandrare, kurs C", "Skuldrådgivning"),
)


def a_plan(activities: int = 6, **changed: Any) -> dict[str, Any]:
    """The plan as the municipality's social services read it; `changed` replaces whole keys of it."""
    items = [*_frame(), *(_activity(number, activities) for number in range(activities))]
    shown = items if activities else items[:1]
    document = {
        "id": PLAN,
        "person": PERSON,
        "name": "Elias Nordqvist-Abrahamsson",
        "today": TODAY.isoformat(),
        "reader": {"id": "eksjo", "name": ACTORS[0][1]},
        "actors": [{"id": i, "name": n, "function": f, "level": v, **PHONES.get(i, {})} for i, n, f, v in ACTORS],
        "items": [stated(item, day(TODAY.isoformat())) for item in shown],
        "findings": _findings() if activities else [],
        "versions": _versions() if activities else [],
    }
    return {**document, **changed}


def _item(key: str, kind: str, owner: str = "eksjo", **fields: Any) -> dict[str, Any]:
    frame = {"id": key, "kind": kind, "owner": owner, "category": "plan", "disclosure": "parties", "version": "1.0"}
    return {**frame, "plan_id": PLAN, **fields}


def _frame() -> list[dict[str, Any]]:
    plan = {"plan": PLAN}
    items = [
        _item(PLAN, "plan", start="2026-02-02", title="Tillbaka till arbete och vardag"),
        _item("voice", "voice", "00000000-0000-4000-8000-000000000001", **plan, on="2026-02-03",
              text="Jag vill inte berätta allt en gång till.\nRing mig efter klockan tio."),
        _item("main", "main-responsible", **plan, actor="eksjo", start="2026-02-02"),
        _item("work", "need", **plan, category="work", start="2026-02-02", title="Ett arbete som håller"),
        _item("health", "need", **plan, category="health", start="2026-02-02", title="Sova och orka"),
        _item("own", "ownership", "ame", need="work", actor="ame", start="2026-02-02"),
        _item("goal", "goal", **plan, need="work", on="2026-02-02", title="Arbeta halvtid till sommaren"),
        _item("ask", "referral", to="psyk", need="health", sent="2026-10-05"),
        _item("call", "call", **plan, to="af", form="call", sent="2026-11-09", meeting_on="2026-12-07"),
        _item("meet", "appointment", **plan, on="2026-12-07", at="13:00", place="Kommunhuset, rum Solen"),
        _item("fu1", "follow-up", **plan, due="2026-09-07", held="2026-09-07"),
        _item("fu2", "follow-up", **plan, due="2027-01-18"),
        _item("goal1", "goal-outcome", **plan, goal="goal", follow_up="fu1", on="2026-09-07", outcome="partly"),
        _item("crisis", "crisis-plan", **plan, on="2026-03-02"),
    ]  # fmt: skip
    items += [_item(f"p-{i}", "participant", **plan, actor=i, start="2026-02-02") for i, *_ in ACTORS]
    return [*items, _item("handler", "handler", "ame", **plan, actor="ame", start="2026-02-02", title="Åsa Öberg")]


def _activity(number: int, of: int) -> dict[str, Any]:
    start = date(2026, 2, 9) + timedelta(days=(number * 397) % 330)
    fields: dict[str, Any] = {"planned_start": start.isoformat(), "planned_end": (start + timedelta(75)).isoformat()}
    if start <= TODAY:
        fields["start"] = start.isoformat()
    if start + timedelta(75) < TODAY:
        fields |= {"end": (start + timedelta(75)).isoformat(), "outcome": "dropout" if number % 9 == 0 else "completed"}
    owner = ACTORS[number % 3 if of > 20 and number % 2 else number % len(ACTORS)][0]
    need = ("work", "health", None)[number % 3]
    fields |= {"need": need} if need else {}
    own = {"disclosure": "own"} if number == 0 else {}
    return _item(f"a-{number}", "activity", owner, plan=PLAN, title=f"{WORDS[number % len(WORDS)]} {number + 1}",
                 **{**fields, "category": "work", **own})  # fmt: skip


def _findings() -> list[dict[str, Any]]:
    span = {"opens": "2026-11-04", "critical": "2026-11-18", "closes": None}
    ahead = {"opens": "2027-01-20", "critical": None, "closes": None}
    return [
        {"id": "f1", "rule": "referral-unanswered", "title": "Överlämning utan svar", "owner": "psyk",
         "status": "critical", **span, "spans": [span], "unconfirmed": True, "inhibited_by": []},
        {"id": "f2", "rule": "followup-overdue", "title": "Försenad uppföljning", "owner": "eksjo",
         "status": "upcoming", **ahead, "spans": [ahead], "unconfirmed": False, "inhibited_by": []},
    ]  # fmt: skip


def _versions() -> list[dict[str, Any]]:
    behind = [{"acceptor": "eksjo", "on": "2026-02-20"}, {"acceptor": "psyk", "on": "2026-02-23"}]
    return [{"id": "v1", "n": 1, "on": "2026-02-20", "owner": "eksjo", "note": "Överenskommen på mötet 20 februari",
             "acceptances": behind}]  # fmt: skip
