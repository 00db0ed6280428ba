"""Every kind of error that is answered (RFC 9457): which domain error becomes which status, in one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.api.wrong_fields import field_errors
from app.domain import errors
from app.domain.identity import Refusal
from app.usecases.reporting import IDENTITY_LIKE

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What the type of a problem is: its URN, its status, its Swedish title, and what it means to whoever gets it."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def urn(self) -> str:
        """The documented type."""
        return f"urn:sip:problem:{self.name}"


INVALID: Final = Problem("invalid-request", 422, "Något i begäran är fel", "`errors` names each field and what to do.")
UNREADABLE: Final = Problem(
    "unreadable-body", 400, "Innehållet går inte att läsa", "The body is not JSON, or its encoding is broken."
)
TOO_LARGE: Final = Problem("too-large", 413, "Begäran är för stor", "Send less at a time; `detail` says how much.")
VERSION_NEEDED: Final = Problem(
    "version-needed", 428, "If-Match saknas", "Read the resource and send its ETag in If-Match."
)
NO_SUCH_RESOURCE: Final = Problem("no-such-resource", 404, "Adressen finns inte", "No resource has this address.")
METHOD: Final = Problem(
    "method-not-allowed", 405, "Metoden går inte att använda här", "The header Allow says which methods can be used."
)
UNAVAILABLE: Final = Problem(
    "unavailable",
    503,
    "Tjänsten kan inte svara just nu",
    "Try again after the seconds in Retry-After, with the same Idempotency-Key or source_version.",
)
INTERNAL: Final = Problem(
    "internal", 500, "Ett fel i tjänsten", "A fault that is ours; report the trace id in traceparent."
)
TOO_MANY: Final = Problem("too-many", 429, "För många försök", "Wait the seconds in Retry-After before you try again.")
OTHER: Final = Problem("refused", 400, "Begäran kan inte tas emot", "The request does not follow the protocol.")

# Most special first: the first class that fits decides.
TABLE: Final[Mapping[type[errors.DomainError], Problem]] = {
    errors.StrongerSignInNeeded: Problem(
        "stronger-sign-in-needed",
        401,
        "En säkrare inloggning behövs",
        "Sign in again with one of `acr_values`, the best first, and send the token that you get then.",
    ),
    errors.NotAuthenticated: Problem(
        "not-authenticated", 401, "Vem som frågar är inte känt", "Get a new access token; `detail` holds the reason."
    ),
    errors.ForeignSource: Problem(
        "foreign-source", 403, "Källan tillhör någon annan", "A source is written by its own client only."
    ),
    errors.NotAParty: Problem(
        "not-a-party", 403, "Aktören deltar inte i planen", "Ask the plan's owner to add the actor as a participant."
    ),
    errors.OwnProposal: Problem(
        "own-proposal",
        403,
        "Någon annan än den som föreslog tar den i bruk",
        "`members` names the actors whose administrators may; whoever runs the service may by command.",
    ),
    errors.NotPermitted: Problem(
        "not-permitted", 403, "Behörighet saknas", "The scope, the role or the item's ownership does not allow it."
    ),
    errors.DeadLink: Problem(
        "dead-link", 404, "Länken går inte att använda", "It is unknown, used, expired or withdrawn; ask for another."
    ),
    errors.NotFound: Problem(
        "not-found", 404, "Finns inte, eller inte för dig", "It does not exist for this caller; the two look alike."
    ),
    errors.IllegalMove: Problem(
        "illegal-transition",
        409,
        "Läget tillåter det inte",
        "`state` is where it stands, `possible_by` what that allows, and whom.",
    ),
    errors.GoesRound: Problem(
        "referral-goes-round",
        409,
        "Överlämningen skulle gå runt",
        "`path` tells how the need has gone, and each referral's own path also in words; agree in a meeting, or give a"
        " reason in `despite`.",
    ),
    errors.NoPlaceLeft: Problem(
        "no-place-left",
        409,
        "Det finns ingen plats kvar",
        "All places of the offer are taken; a retry helps when one has been given back.",
    ),
    errors.PlacesTaken: Problem(
        "places-taken",
        409,
        "Fler platser är tagna än så",
        "An offer cannot have fewer places than are taken; `detail` says how many those are.",
    ),
    errors.GuardianNeeded: Problem(
        "guardian-needed",
        409,
        "En vårdnadshavare behöver samtycka",
        "The person is too young to consent alone; an actor of the plan records it and names the guardian.",
    ),
    errors.NotPrintable: Problem(
        "not-printable",
        409,
        "Det går inte att göra till PDF",
        "`detail` says why; the same address answers in other forms (see Accept in the contract).",
    ),
    errors.KeyDestroyed: Problem(
        "key-destroyed",
        409,
        "Personens nyckel är förstörd",
        "Name and contact can be neither read nor written any more; nothing brings them back.",
    ),
    errors.PlanIncomplete: Problem(
        "plan-incomplete",
        409,
        "Planen säger inte allt som den ska",
        "`missing` names what it lacks; add it, or give the reason why it is agreed as it is.",
    ),
    errors.EndReportMissing: Problem(
        "end-report-missing",
        409,
        "Planen saknar slutrapport",
        "Work had begun; `missing` names what the report tells. Give it when you close, or write it first.",
    ),
    errors.StandsInTheWay: Problem(
        "stands-in-the-way",
        409,
        "Något annat hänger ihop med uppgiften",
        "`obstacles` names each item that keeps it where it is, and why; see to those first.",
    ),
    errors.Withheld: INTERNAL,
    errors.StaleVersion: Problem(
        "stale-version", 412, "Någon annan hann före", "Read the resource again and decide anew."
    ),
    errors.VersionConflict: Problem(
        "version-conflict",
        409,
        "Versionen finns redan med annat innehåll",
        "A source version never changes; send a higher one.",
    ),
    errors.SourceOwned: Problem(
        "source-owned", 409, "Ändras i myndighetens eget system", "Change it in the system that reported it."
    ),
    errors.KeyReused: Problem(
        "key-reused", 422, "Idempotency-Key har använts till annat", "Use a new key for another request."
    ),
    errors.UnknownReference: Problem(
        "unknown-reference", 422, "Hänvisningen leder ingenstans", "`errors` names the field that refers to it."
    ),
    errors.FieldError: INVALID,
    errors.Conflict: Problem("conflict", 409, "Går inte som läget är", "Read again, and decide anew."),
    errors.DomainError: OTHER,
}
TYPES: Final = sorted(
    {
        *TABLE.values(),
        *(INVALID, UNREADABLE, TOO_LARGE, VERSION_NEEDED, NO_SUCH_RESOURCE, METHOD),
        *(TOO_MANY, UNAVAILABLE, INTERNAL, OTHER),
    },
    key=lambda problem: (problem.status, problem.name),
)


def problem_of(error: errors.DomainError) -> Problem:
    """The problem that the error is."""
    if isinstance(error, errors.NotAuthenticated) and error.reason == Refusal.KEYS_UNAVAILABLE:
        return UNAVAILABLE
    return next(problem for kind, problem in TABLE.items() if isinstance(error, kind))


def document(problem: Problem, detail: str, instance: str, **more: Any) -> dict[str, Any]:
    """The problem as a JSON object."""
    body = {
        "type": problem.urn,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": "/".join(_repeatable(part) for part in instance.split("/")),
    }
    return {**body, **more}


IN_WORDS: Final = ("asked", "reason", "despite")
"""What somebody wrote on a need's way: it is read at the path itself, since problems are written into logs."""


def domain_document(error: errors.DomainError, instance: str) -> dict[str, Any]:
    """A domain error as a JSON object, with the field that it names."""
    more: dict[str, Any] = {}
    if isinstance(error, errors.FieldError):
        more["errors"] = [{"field": error.field, "detail": error.problem}]
    if isinstance(error, errors.StrongerSignInNeeded):
        more["acr_values"] = list(error.acr_values)
    if isinstance(error, errors.IllegalMove):
        more |= {"state": error.state, "possible": [*error.possible_by], "possible_by": error.possible_by}
    if isinstance(error, errors.GoesRound):
        more["path"] = [{name: said for name, said in link.items() if name not in IN_WORDS} for link in error.path]
    if isinstance(error, errors.OwnProposal):
        more["members"] = list(error.members)
    if isinstance(error, errors.StandsInTheWay):
        more["obstacles"] = [dict(one) for one in error.obstacles]
    if isinstance(error, errors.PlanIncomplete | errors.EndReportMissing):
        more["missing"] = [{"key": key, "title": title} for key, title in error.missing.items()]
    return document(problem_of(error), str(error), instance, **more)


def validation_document(found: Sequence[Any], instance: str) -> dict[str, Any]:
    """What Pydantic found, as one problem that names every field."""
    fields = field_errors(found)
    named = sorted({field["field"] for field in fields})
    return document(INVALID, f"check {', '.join(named)}; nothing was changed", instance, errors=fields)


def _repeatable(part: str) -> str:
    """The part of an address, unless it is what never ought to stand in one."""
    return "…" if IDENTITY_LIKE.fullmatch(part) or not part.isprintable() else part
