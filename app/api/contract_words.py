"""The words of the published contract that belong to no single operation."""

from typing import Any, Final

TRACE: Final[dict[str, Any]] = {
    "traceparent": {
        "description": "W3C Trace Context; dess spår-id är begäran i loggen. Its trace id is the request's in the log.",
        "schema": {"type": "string", "examples": ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]},
    }
}
HEADERS: Final[dict[str, Any]] = {
    **TRACE,
    "ETag": {"description": "Versionen, för If-Match. The version, for If-Match.", "schema": {"type": "string"}},
}
LOCATION: Final[dict[str, Any]] = {
    "Location": {"description": "Adressen till det som skapades. Where it is.", "schema": {"type": "string"}}
}
FAILURES: Final = {
    400: "Innehållet går inte att läsa. The body cannot be read.",
    401: "Vem som frågar är inte känt. The caller is not known.",
    403: "Behörighet saknas. The caller may not.",
    404: "Finns inte, eller inte för dig. Does not exist, or not for you.",
    405: "Metoden går inte att använda här. The method cannot be used here.",
    409: "Går inte som läget är. Cannot be done as things stand.",
    412: "Någon annan hann före. Somebody else was first.",
    413: "Begäran är för stor. The request is too large.",
    422: "Något i begäran är fel. Something in the request is wrong.",
    428: "If-Match saknas. If-Match is missing.",
    429: "För många försök. Too many tries; Retry-After says how long to wait.",
    500: "Ett fel i tjänsten. A fault in the service.",
    503: "Tjänsten kan inte svara just nu. The service cannot answer right now.",
}
DESCRIPTION: Final = (
    "Samordnad individuell planering: insatser som myndigheter och kommuner bidrar med till en gemensam plan, "
    "och de glapp mellan dem som tjänsten hittar. Känd begränsning: högst 1 000 uppgifter per anrop.\n\n"
    "Coordinated individual planning: activities that agencies contribute to one shared plan for the individual, "
    "and the gaps between them that the service finds. Known limit: 1 000 facts per request."
)
TAGS: Final = [
    {
        "name": "persons",
        "description": "Personer: sök upp, läs tidslinjen och glappen. Persons: their timeline and gaps.",
    },
    {
        "name": "plans",
        "description": "Planen: börja, läs och bidra. The plan: start one, read it, contribute to it.",
    },
    {
        "name": "moves",
        "description": "Det som händer med en post: påbörjas, besvaras, avslutas. What happens to an item.",
    },
    {
        "name": "meetings",
        "description": "Möten: boka, kalla, flytta, hålla, anteckna. Meetings: booked, called to, held, written down.",
    },
    {
        "name": "offers",
        "description": "Insatskatalogen: vad som erbjuds, och platserna. The catalogue of activities and its places.",
    },
    {
        "name": "messages",
        "description": "Meddelanden: vem som väntas svara, sedan när. Messages: who is waited for, since when.",
    },
    {
        "name": "answer-links",
        "description": "Engångslänkar för den som saknar konto. One-time links for partners without an account.",
    },
    {
        "name": "caseload",
        "description": "Handläggarens ärenden: ersättare, överlämning, sökning. A caseworker's own list of plans.",
    },
    {
        "name": "sources",
        "description": "För myndigheters system: rapportera med egna nycklar. For agency systems: by one's own keys.",
    },
    {
        "name": "findings",
        "description": "Arbetslistan: glapp som syns för läsaren. The worklist: the gaps that the reader sees.",
    },
    {
        "name": "audit",
        "description": "Loggen, för den egna aktörens granskare. The log, for the auditor of one's own actor.",
    },
    {
        "name": "administration",
        "description": "Vem som släpps in: aktörer, utfärdare, klienter. Who is let in; of nobody's plan.",
    },
    {"name": "service", "description": "Om tjänsten: aktörer, regler, kodlistor, hälsa. About the service itself."},
]
PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "Ett fel (RFC 9457). An error.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "description": "Which problem it is.",
            "examples": ["urn:sip:problem:invalid-request"],
        },
        "title": {"type": "string", "description": "The problem in Swedish.", "examples": ["Något i begäran är fel"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {
            "type": "string",
            "description": "What to do about it.",
            "examples": ["check start; nothing was changed"],
        },
        "instance": {"type": "string", "description": "The address.", "examples": ["/sip-api/v1/facts"]},
        "errors": {
            "type": "array",
            "description": "Each field that is wrong.",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
        "state": {"type": "string", "description": "The state that the item is in."},
        "acr_values": {
            "type": "array",
            "description": "The levels of assurance that would do, the best first.",
            "items": {"type": "string"},
        },
        "possible": {"type": "array", "description": "What that state allows.", "items": {"type": "string"}},
        "possible_by": {
            "type": "object",
            "description": "The same, and who may do it (see the code list `mover`).",
            "additionalProperties": {"type": "string"},
        },
        "members": {
            "type": "array",
            "description": "The actors whose administrators may do it.",
            "items": {"type": "string", "format": "uuid"},
        },
        "missing": {
            "type": "array",
            "description": "What a plan lacks that it has to say.",
            "items": {
                "type": "object",
                "required": ["key", "title"],
                "properties": {"key": {"type": "string"}, "title": {"type": "string"}},
            },
        },
    },
}
