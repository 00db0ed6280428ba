"""A viewer looks at everything: each operation that reads, for each thing that it can be asked about."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from app.api.papers import PDF
from app.domain.errors import NotFound
from app.usecases.plan_page import read_plan_page
from tests.alike.callers import caller_of
from tests.alike.telling import Told
from tests.alike.twin import Life, Twin
from tests.security.askers import ACTORS, BY_NAME, token_of
from tests.security.door import ask
from tests.security.oracle import TABLE

CONTRACT: Final = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_text(encoding="utf-8"))
READS: Final = {path: said["get"] for path, said in CONTRACT["paths"].items() if "get" in said}
PAPERS: Final = {path for path, said in READS.items() if PDF in said["responses"]["200"].get("content", {})}
ITEMS: Final = {path.split("{")[1].split("}")[0] for path in READS if path.count("{") == 1}
NEVER_WAS: Final = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
PAGE: Final = "the page of the plan"
STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
NEVER_CHANGES: Final = ("/rules", "/code-lists", "/api-info", "/health/live", "/health/ready", "/actors")
ALSO: Final = {
    "/findings": ("?ahead=true", "?held_back=true", "?state=acknowledged", "?state=snoozed", "?mine=true"),
    "/caseload": ("?unit=true",),
    "/deputies": ("?unit=true",),
    "/escalations": ("?step=manager",),
    "/coordination-bodies/{body}/offers": ("?category=education",),
    "/coordination-bodies/{body}/statistics": ("?quarter=2026-Q3",),
    "/plans/{plan}/versions/{version}/differences": ("?to=1",),
}
"""The same list asked for otherwise."""


@dataclass
class Viewer:
    """Somebody who looks at one of the counties; `reached` are the operations that told something."""

    twin: Twin
    life: Life
    name: str
    asks: Sequence[str]
    told: Told = field(default_factory=Told)
    reached: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        asker = BY_NAME[self.name]
        number = self.life.number if asker.person == "the person" else self.life.county.number()
        self.token = token_of(self.life.county, asker, number)
        self.client = self.life.county.client(self.token)

    async def acted(self) -> None:
        """What the viewer was answered when it acted itself, in this life."""
        role = self.name.split(" ")[-1]
        mine = {"caseworker": f"anna at {role}", "system": role, "the": "person"}.get(self.name.split(" ")[0], "")
        for act in self.life.acts:
            if act.by == mine:
                self.told.hear_answer(act.what, act.answer)

    async def look(self, moment: int, hidden: Sequence[str] = ()) -> None:
        """Ask for everything there is, of many things of a kind for some at each moment; and at the addresses
        `hidden`, where in one of the counties there is something and in the other nothing."""
        findings = await self._findings()
        for path in self.asks:
            for address in self._addresses(path, findings, moment) if moment == 0 or path not in NEVER_CHANGES else ():
                answer = await self._hear(f"GET {address}", address)
                if answer.status_code == 200 and _tells(answer):
                    self.reached.add(path)
        for path in sorted(PAPERS.intersection(self.asks)):
            for address in self._about(path, findings, moment):
                answer = await self._hear(f"GET {address} on paper", address, {"Accept": PDF})
                if answer.status_code == 200:
                    self.reached.add(f"{path} on paper")
        await self._open_page()
        picture = {"Accept": "image/svg+xml"}
        address = f"/persons/{self.life.person}/timeline"
        await self._hear("the picture", address, picture)
        for address in hidden:
            await self._hear(f"GET {address}", address)

    async def _open_page(self) -> None:
        """What the page of the plan is made of, which no operation reads."""
        service, plan = self.twin.county.service, UUID(self.life.ids["plan"])
        caller = caller_of(self.token, BY_NAME[self.name], self.life)
        self.twin.asked.taken()
        try:
            page = await read_plan_page(service.views, service.vault, service.registry, caller, plan)
        except NotFound:
            status, body = 404, b""
        else:
            status, body = 200, json.dumps(page, default=str).encode()
            self.reached.add(PAGE)
        self.told.hear(PAGE, status, [], body, self.twin.asked.taken())

    async def _hear(self, question: str, address: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """The answer, which has been heard, with what the database was asked for it."""
        self.twin.county.forget_refusals()  # else it would go by the clock which of them get a row of their own
        self.twin.asked.taken()
        answer = await self.client.get(address, headers=headers)
        self.told.hear_answer(question, answer, self.twin.asked.taken())
        return answer

    async def try_everything(self, first: int, step: int) -> int:
        """Attempt every `step`th operation that changes something, from the `first` on; nothing stays of it."""
        asker, tried = BY_NAME[self.name], 0
        for operation, row in sorted(TABLE.items())[first::step]:
            method, path = operation.split(" ")
            for thing in row.of or ("",) if method != "GET" else ():
                try:
                    body = row.sends(self.life, asker) if row.sends else None
                except KeyError:
                    continue
                address = self._filled(path, self._id_of(thing), ACTORS.get(str(asker.actor), "nobodys"))
                self.twin.asked.taken()
                answer = await ask(
                    self.twin.rehearsed, method, address, token=self.token, trace=f"{tried + 1:032x}", body=body
                )
                took = self.twin.asked.taken()
                self.told.hear(f"{operation} of {thing}", answer.status, answer.headers, answer.body, took)
                tried += 1
        return tried

    def _id_of(self, thing: str) -> str:
        common = {"a body": "alike", "an offer": self.twin.offer}
        return common.get(thing) or self.life.ids.get(thing.removesuffix(" in plan"), NEVER_WAS)

    def _filled(self, path: str, thing: str, source: str) -> str:
        for part in ("{version}", "{handler}", "{key}", "{source}"):
            path = path.replace(part, {"{version}": "1", "{key}": "alike", "{source}": source}.get(part, NEVER_WAS))
        before, brace, after = path.partition("{")
        return before + thing + after.partition("}")[2] if brace else path

    async def _findings(self) -> list[str]:
        """The ids of the first cards that the viewer has, in the viewer's own order."""
        found: list[str] = []
        for address in ("/findings?limit=100", f"/persons/{self.life.person}/findings?limit=100"):
            answer = await self.client.get(address)
            found += [one["id"] for one in answer.json().get("findings", ()) if one["id"] not in found]
        return found[:2] + found[-2:]

    def _addresses(self, path: str, findings: list[str], moment: int) -> Iterator[str]:
        takes = {one["name"] for one in READS[path].get("parameters", ())}
        day = datetime.now(STOCKHOLM).date()
        asked = {
            "/audit": f"?day={day}&limit=100",
            "/audit/persons": f"?reference={self.life.person}&reason=sample&limit=100",
            "/audit/samples": f"?first={day}&last={day}&size=100&seed=7",
        }.get(path, "?limit=100" if "limit" in takes else "")
        for filled in self._about(path, findings, moment):
            yield filled + asked
            yield from (filled + other for other in ALSO.get(path, ()))
            if "limit" in takes and moment > 0:
                yield f"{filled}?limit=1&page=2" + asked.replace("?", "&").replace("&limit=100", "")

    def _about(self, path: str, findings: list[str], moment: int) -> Iterator[str]:
        if "{" not in path:
            yield path
            return
        name = path.split("{")[1].split("}")[0]
        things = self._things(name, findings)
        for thing in things[moment::3] or things[-1:]:
            filled = path.replace(f"{{{name}}}", thing)
            yield filled.replace("{version}", "1")

    def _things(self, name: str, findings: list[str]) -> list[str]:
        ids = self.life.ids
        match name:
            case "person":
                return [ids["person"], ids["vilda"]]
            case "body":
                return ["alike"]
            case "offer":
                return [self.twin.offer]
            case "finding":
                return findings
            case "transfer":
                return [ids["transfer"]]
        return [one for one, kind in self._kinds() if kind == name or (name == "fact" and kind not in ITEMS)]

    def _kinds(self) -> list[tuple[str, str]]:
        """The items of the life in the order of their telling, with the word by which an address names their kind."""
        rows: Any = self.twin.database.execute(
            "select id::text, replace(kind, '-', '') from sip.fact where id = any(%s::uuid[]) and current",
            ([one for one in self.life.ids.values() if len(one) == 36],),
        ).fetchall()
        kinds = dict(rows)
        return [(one, kinds[one]) for one in self.life.ids.values() if one in kinds]


def _tells(answer: httpx.Response) -> bool:
    """Whether something is in it: not only lists without anything in them."""
    if "json" not in answer.headers["content-type"]:
        return bool(answer.content)
    body = answer.json()
    lists = [value for value in body.values() if isinstance(value, list)] if isinstance(body, dict) else [body]
    return "id" in body or not lists or any(lists)
