"""The log in what a person takes out: row by row, and on paper the older rows by who it was and month."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from app.adapters.documents.moments import day_of, moment_sv
from app.adapters.documents.person_table import Table
from app.domain.labels import days_sv
from app.domain.log_sentences import who_of

Said = Mapping[str, Any]
IN_FULL: Final = 500
"""The newest rows that stand one by one on paper. A row takes some 3 ms of a processor to set, and a record of sixty
activities with this many takes 6 s: well within the minute that a document gets, on a slower machine too."""
TITLE: Final = "Vem som läst eller gjort vad"
DONE: Final = {"read": "läste", "done": "gjorde något", "refused": "försökte men fick inte"}
"""What came of it, as the log has it, in the words of who did it."""


def whole_log(log: Sequence[Said], _: Mapping[str, str]) -> Iterator[Table]:
    """Every row of the log, the oldest first."""
    yield Table(TITLE, ("När", "Vad"), [(moment_sv(entry["at"]), entry["words"]) for entry in log])


def log_on_paper(log: Sequence[Said], names: Mapping[str, str]) -> Iterator[Table]:
    """The newest rows, and before them how many there are of the older ones, by who it was and month: each row is told
    of in one of the two. `names` are those of actors, by id."""
    older, newest = log[:-IN_FULL], log[-IN_FULL:]
    if not older:
        yield from whole_log(log, names)
        return
    lead = (
        f"Loggen har {_number(len(log))} rader. På papper står de {_number(len(older))} äldsta månad för månad, och "
        f"de {_number(len(newest))} senaste en och en. Varje rad för sig står i webbsidan och i JSON-filen, som du "
        "hämtar där du hämtade det här, och på sidan Vem har läst om dig."
    )
    yield Table(f"{TITLE}: de äldsta", ("Vem", "När", "Hur ofta"), [*_by_month(older, names)], lead)
    yield Table(f"{TITLE}: de senaste", ("När", "Vad"), [(moment_sv(one["at"]), one["words"]) for one in newest])


def _by_month(log: Sequence[Said], names: Mapping[str, str]) -> Iterator[Sequence[str]]:
    days: dict[tuple[int, int, str, str], list[date]] = {}
    times: dict[tuple[int, int, str, str], dict[str, int]] = {}
    for entry in log:
        on = day_of(entry["at"])
        key = (on.year, on.month, _who(entry, names), entry["actor"] or "")
        days.setdefault(key, []).append(on)
        times.setdefault(key, dict.fromkeys(DONE, 0))[entry["outcome"]] += 1
    for key in sorted(days):
        said = [f"{DONE[one]} {_times(many)}" for one, many in times[key].items() if many]
        yield key[2], days_sv(min(days[key]), max(days[key])), ", ".join(said)


def _who(entry: Said, names: Mapping[str, str]) -> str:
    """The agency; of who belongs to none, what the rows themselves say."""
    actor = entry["actor"]
    if actor is not None:
        return names.get(actor, actor)
    return who_of(entry["by"], None)


def _times(many: int) -> str:
    return "en gång" if many == 1 else f"{_number(many)} gånger"


def _number(many: int) -> str:
    return f"{many:,}".replace(",", "\N{NO-BREAK SPACE}")
