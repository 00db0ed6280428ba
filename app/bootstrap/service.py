"""What a web process, a worker and an administrator need: each opened and closed as a whole."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom

import httpx
from uuid_utils.compat import uuid7

from app.adapters.calendar import swedish_working_days
from app.adapters.documents import (
    archive_zip,
    invitation,
    letter,
    person_page,
    plan_paper,
    statistics_figure,
    statistics_svg,
    timeline_figure,
    timeline_svg,
)
from app.adapters.documents.typesetting import Typesetter
from app.adapters.identity.relying_party import RelyingParty
from app.adapters.identity.tokens import TokenVerifier
from app.adapters.keys.vault import KeyVault
from app.adapters.postgres.administration import PostgresAdministration
from app.adapters.postgres.answer_links import PostgresLinks
from app.adapters.postgres.detector import PostgresQueue
from app.adapters.postgres.engine import AWAY, create_engine_as
from app.adapters.postgres.mandates import PostgresMandates
from app.adapters.postgres.proofs import PostgresProofs
from app.adapters.postgres.pulse import PostgresPulse
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.sessions import PostgresSessions
from app.adapters.postgres.work import PostgresStore
from app.bootstrap.database import database
from app.bootstrap.detecting import STOCKHOLM, clock, detector_by
from app.bootstrap.edition import edition
from app.bootstrap.handbook import handbook as handbook_of
from app.bootstrap.keeping import bound_for_use, key_store
from app.domain.days import WorkingDays
from app.settings import Settings
from app.usecases.acting import Mandates
from app.usecases.administration_ports import Administration
from app.usecases.answer_links import Links
from app.usecases.archiving import Pack
from app.usecases.checking import CheckedViews, Drawn
from app.usecases.detecting import Clock, Detector, Queue
from app.usecases.exporting import DrawExport
from app.usecases.handbook import Handbook
from app.usecases.inviting import DrawLetter, Write
from app.usecases.key_ports import KeysUnavailable
from app.usecases.ports import NewId, Registry, Store, Vault, Verifier, Views
from app.usecases.printing import DrawPlan, Typeset
from app.usecases.reading import Draw
from app.usecases.registering import Register
from app.usecases.sessions import Boxes, Lasting, Sessions
from app.usecases.signing_in import Provider
from app.usecases.statistics_reading import DrawStatistics, DrawTable
from app.usecases.watching import Watch

__all__ = [
    "AWAY",
    "Service",
    "administration",
    "clock",
    "database",
    "detector",
    "drawn",
    "hour",
    "registrar",
    "service",
]


@dataclass(frozen=True, kw_only=True)
class Service:
    """Everything that a web process drives."""

    settings: Settings
    store: Store
    links: Links
    views: Views
    registry: Registry
    administration: Administration
    mandates: Mandates
    verifier: Verifier
    vault: Vault
    boxes: Boxes
    sessions: Sessions
    lasting: Lasting
    provider: Provider
    watch: Watch
    clock: Clock
    new_id: NewId = field(default=uuid7)
    draw: Draw = timeline_svg.render
    draw_figure: Draw = timeline_figure.render
    """A timeline inside a page, whose style sheet has `figure_style`."""
    figure_style: str = timeline_figure.PAGE_STYLE
    draw_statistics: DrawStatistics = statistics_svg.render
    draw_table: DrawTable = statistics_figure.render
    handbook: Handbook = field(default_factory=handbook_of)
    invite: Write = invitation.render
    draw_export: DrawExport = person_page.render
    draw_export_for_paper: DrawExport = person_page.render_for_paper
    draw_plan: DrawPlan = plan_paper.render
    draw_letter: DrawLetter = letter.render
    typeset: Typeset = field(default_factory=Typesetter)
    pack: Pack = archive_zip.pack
    calendar: WorkingDays = field(default_factory=swedish_working_days)
    away: tuple[type[Exception], ...] = (*AWAY, KeysUnavailable)
    """The errors that say that the database does not answer, or that a key is not to be had."""


def hour() -> int:
    """The hour of the day in Europe/Stockholm, whatever day the settings pin."""
    return datetime.now(STOCKHOLM).hour


def drawn(percent: float) -> Drawn:
    """Draws that share of what there is, by chance that nobody can foresee; all of it and nothing for certain."""
    chance = SystemRandom()
    return lambda: chance.random() * 100 < percent


@asynccontextmanager
async def service(settings: Settings) -> AsyncIterator[Service]:
    """A web process's service, from start to stop."""
    async with database(settings) as url, httpx.AsyncClient() as http:
        engine = create_engine_as("sip_service", url, connections=settings.connections)
        administrators = create_engine_as("sip_admin", url, connections=1)
        store = key_store(settings)
        keys = KeyVault(store)
        registry = PostgresRegistry(engine, keys.index_hashes)
        try:
            await bound_for_use(store, registry)
            answers, views = PostgresStore(engine, uuid7), PostgresViews(engine)
            yield Service(
                settings=settings,
                store=answers,
                links=PostgresLinks(engine, uuid7),
                views=CheckedViews(views, answers, drawn(settings.checked_views)) if settings.checked_views else views,
                registry=registry,
                administration=PostgresAdministration(administrators, registry.forget),
                mandates=PostgresMandates(engine),
                verifier=TokenVerifier(registry.issuer, http, PostgresProofs(engine).spend, inside=settings.inside),
                vault=keys,
                boxes=keys,
                sessions=PostgresSessions(engine),
                watch=Watch(PostgresPulse(engine)),
                provider=RelyingParty(settings.portal_client, _secret_of(settings), http),
                lasting=Lasting(settings.session_idle_minutes * 60, settings.session_hours * 3600),
                clock=clock(settings),
            )
        finally:
            await administrators.dispose()
            store.close()
            await engine.dispose()


def _secret_of(settings: Settings) -> str | None:
    return settings.portal_secret.get_secret_value() if settings.portal_secret else None


@asynccontextmanager
async def detector(settings: Settings) -> AsyncIterator[tuple[Queue, Detector]]:
    """A worker's queue and rules, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_worker", url, connections=2)
        queue = PostgresQueue(engine, uuid7, edition())
        try:
            await queue.note_edition()
            yield queue, detector_by(PostgresRegistry(engine))
        finally:
            await engine.dispose()


@asynccontextmanager
async def administration(settings: Settings) -> AsyncIterator[Administration]:
    """What is administered at the command line, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_admin", url, connections=1)
        try:
            yield PostgresAdministration(engine, lambda: None)
        finally:
            await engine.dispose()


@asynccontextmanager
async def registrar(settings: Settings) -> AsyncIterator[Register]:
    """An administrator's register of actors, clients and coordination bodies, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_admin", url, connections=1)
        try:
            yield PostgresRegistry(engine)
        finally:
            await engine.dispose()
