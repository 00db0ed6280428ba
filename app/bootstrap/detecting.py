"""What is judged by, and the day on which: all that a process needs which does nothing but judge."""

from datetime import datetime
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from app.adapters.calendar import swedish_working_days
from app.adapters.postgres.registry import PostgresRegistry
from app.domain.days import Day
from app.domain.gaps.catalogue import CATALOGUE
from app.settings import Settings
from app.usecases.detecting import Clock, Detector

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def clock(settings: Settings) -> Clock:
    """Today in Europe/Stockholm, or the day that the settings pin."""

    def today() -> Day:
        return (settings.today or datetime.now(STOCKHOLM).date()).toordinal()

    return today


def detector_by(registry: PostgresRegistry) -> Detector:
    """The rules in force, with the actors and agreements of the registry."""
    return Detector(
        rules=CATALOGUE,
        calendar=swedish_working_days(),
        actors=registry.actors,
        bodies=registry.bodies,
        new_id=uuid7,
    )
