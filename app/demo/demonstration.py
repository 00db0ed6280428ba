"""The whole demonstration, up and running: county registered, programs started, ready to be told stories."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx

from app.bootstrap.demo import county_register, read_body
from app.demo import folder as folders
from app.demo import programs
from app.demo.county import PERSONS, SYSTEMS, Unit, provider_config, registration, unit_slug, units_of
from app.demo.launching import launch, wait_for
from app.demo.past import Past, past
from app.demo.signing_in import PLAIN, token_of
from app.demo.steps import Step, steps_of, take, taken_on
from app.demo.stories import Story
from app.demo.teller import Life, TellingError, Voice, tell
from app.settings import Settings
from app.usecases.agreeing import proposed
from app.usecases.registering import Register, actor_id, issuer_id, register

BASE: Final = "/sip-api/v1"
AUDIENCE: Final = "sip-demo"
BODY: Final = Path(__file__).with_name("hoglandet.yaml")
PROVIDER_AFTER: Final = 81
"""How far after the API's port the identity provider's is sought."""

Say = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Demonstration:
    """Everything that is up: addresses, who takes part, and a client for each of them."""

    folder: Path
    today: date
    api: str
    portal: str
    provider: str
    units: dict[str, Unit]
    secrets: dict[str, str]
    returns_to: str
    running: Sequence[programs.Program]
    http: AsyncExitStack
    past: Past
    state: folders.State
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    def door(self, issuer: str, who: str) -> str:
        """Where this one signs in to the portal: a caseworker of the unit that is the issuer, or a person."""
        return f"{self.portal}/logga-in/{issuer_id(f'{self.provider}/{issuer}')}?som={who}"

    def check(self) -> None:
        """DemoError when one of the programs has ended."""
        for program in self.running:
            if (problem := program.ended()) is not None:
                raise problem

    async def system(self, slug: str) -> httpx.AsyncClient:
        """The system of the unit, with a token by client credentials."""
        if slug not in self.clients:
            async with httpx.AsyncClient(verify=PLAIN) as http:
                answer = await http.post(
                    f"{self.provider}/{SYSTEMS}/token",
                    data={"grant_type": "client_credentials"},
                    auth=(slug, self.secrets[slug]),
                )
            self.clients[slug] = await self._client(answer.raise_for_status().json()["access_token"])
        return self.clients[slug]

    async def person(self, story: Story) -> httpx.AsyncClient:
        """The person of the story, signed in."""
        if story.slug not in self.clients:
            token = await asyncio.to_thread(token_of, self.provider, PERSONS, story.slug, self.returns_to)
            self.clients[story.slug] = await self._client(token)
        return self.clients[story.slug]

    async def signed_in(self, slug: str, who: str) -> httpx.AsyncClient:
        """The caseworker of the unit, or the colleague, signed in."""
        user = self.units[slug].user(who)
        if (key := f"{user}, signed in") not in self.clients:
            token = await asyncio.to_thread(token_of, self.provider, slug, user, self.returns_to)
            self.clients[key] = await self._client(token)
        return self.clients[key]

    async def tell(self, story: Story) -> Life:
        """Report what is known of the story by today, each actor for itself; what was told before stays as it is."""
        agencies = {function: unit_slug(story, function) for function in {*story.functions, "social-services"}}
        voices = {
            function: Voice(await self.system(slug), slug, str(actor_id(slug))) for function, slug in agencies.items()
        }
        myself = await self.person(story)
        life = await tell(
            story.facts,
            person=lambda person_id: Voice(myself, f"person-{person_id}", "person"),
            agency=lambda function: voices[function],
            number=story.identity_number,
            today=story.today.toordinal(),
            until=self.today.toordinal(),
            titles=story.titles,
        )
        await _introduce(myself, life.person_id, story.name)
        if self.today >= story.today and story.key not in self.state.worked_on:
            await self._work(story, life, agencies)
            self.state.worked_on.append(story.key)
            folders.save(self.folder, self.state)
        return life

    async def _work(self, story: Story, life: Life, agencies: Mapping[str, str]) -> None:
        """Do what was done in the story beside what was reported, each step on its own day."""

        async def send(step: Step, path: str, body: Any, key: str) -> httpx.Response:
            if step.by == "person":
                client = await self.person(story)
            elif step.signed_in is not None:
                client = await self.signed_in(agencies[step.by], step.signed_in)
            else:
                client = await self.system(agencies[step.by])
            headers = {"Authorization": client.headers["Authorization"], "If-Match": "*", "Idempotency-Key": key}
            return await self.past.ask(step.on, step.method, path, body, headers)

        ids = {function: str(actor_id(slug)) for function, slug in agencies.items()}
        ids |= {f"{function}-colleague": self.units[slug].user("colleague") for function, slug in agencies.items()}
        ids |= life.ids
        await take((*taken_on(story.facts), *steps_of(story.key)), story.key, ids, send)

    async def view(self, story: Story, life: Life, function: str) -> dict[str, Any] | None:
        """The person's timeline as the actor with the function sees it, or "person" for the person; None for none."""
        client = await (self.person(story) if function == "person" else self.system(unit_slug(story, function)))
        answer = await client.get(f"persons/{life.person_id}/timeline")
        return None if answer.status_code == httpx.codes.NOT_FOUND else _answered(answer)

    async def _client(self, token: str) -> httpx.AsyncClient:
        return await self.http.enter_async_context(
            httpx.AsyncClient(
                base_url=self.api + "/", headers={"Authorization": f"Bearer {token}"}, timeout=30, verify=PLAIN
            )
        )


@asynccontextmanager
async def demonstration(
    folder: Path, stories: Sequence[Story], today: date, port: int, say: Say
) -> AsyncIterator[Demonstration]:
    """Start everything, in Swedish lines to `say`; stop everything at the end. DomainError in one clear line."""
    async with AsyncExitStack() as stack:
        state = stack.enter_context(folders.held(folder))
        folders.move_on(state, today)
        former = state.provider
        api_port = programs.free_port(port)
        provider_port = programs.free_port(int(former.rpartition(":")[2] or port + PROVIDER_AFTER), {api_port})
        if api_port != port:
            say(f"Port {port} är upptagen; API:et svarar på {api_port} i stället.")
        if former and not former.endswith(f":{provider_port}"):
            say(f"Identitetsleverantörens förra port är upptagen; den svarar på {provider_port} i stället.")
        state.api, state.provider = f"http://127.0.0.1:{api_port}{BASE}", f"http://127.0.0.1:{provider_port}"
        units = units_of(stories)
        kept = {slug: folders.secret_for(state, slug) for slug in units}
        returns_to = f"http://127.0.0.1:{api_port}/signed-in"
        portal = f"http://127.0.0.1:{api_port}"
        back = (returns_to, f"{portal}/inloggad", f"{portal}/utloggad")
        config = provider_config(units, stories, kept, audience=AUDIENCE, returns_to=back)
        folders.write(folder / folders.PROVIDER, config)
        running: list[programs.Program] = []
        # After the database in the order of leaving: the programs have left it when we do.
        say(f"PostgreSQL startar i {folder} …")
        register_ = await stack.enter_async_context(county_register(Settings(data_dir=folder, database_url=None)))
        stack.callback(programs.stop_all, running)
        say(f"Länet registreras: {len(units)} verksamheter hos kommuner, region, stat, förening och arbetsgivare.")
        was = former if former != state.provider else None
        await register(register_, registration(units, provider=state.provider, former=was or None, audience=AUDIENCE))
        await _agree(register_)
        folders.save(folder, state)
        say("Identitetsleverantör, API och detektor startar …")
        launch(running, folder, today, api_port, provider_port)
        await asyncio.to_thread(wait_for, running, state)
        yield Demonstration(
            folder=folder,
            today=today,
            api=state.api,
            portal=portal,
            provider=state.provider,
            units=units,
            secrets=kept,
            returns_to=returns_to,
            running=running,
            http=await stack.enter_async_context(AsyncExitStack()),
            past=await stack.enter_async_context(past(Settings(data_dir=folder, database_url=None), today)),
            state=state,
        )


async def _agree(register_: Register) -> None:
    """The coordination body and its local agreement, taken into use once."""
    known, entry = await register_.bodies(), read_body(BODY)
    if entry.key not in {body.key for body in known}:
        await register_.take_into_use(proposed(entry, known))


async def _introduce(myself: httpx.AsyncClient, person_id: str, name: str) -> None:
    """The person says what the person is called, once."""
    read = await myself.get(f"persons/{person_id}")
    if _answered(read).get("name") != name:
        tag = {"If-Match": read.headers["ETag"]}
        _answered(await myself.put(f"persons/{person_id}/details", json={"name": name}, headers=tag))


def _answered(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise TellingError(f"{answer.request.method} {answer.request.url.path}: {answer.json().get('detail')}")
    return dict(answer.json())
