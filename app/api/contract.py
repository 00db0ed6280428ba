"""The published contract: what every operation says of itself, its examples, and every way it can fail."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api import problems

TRACE: Final = {"traceparent": {"description": "W3C Trace Context.", "schema": {"type": "string"}}}
PROBLEM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:sip:problem:invalid-request"]},
        "title": {"type": "string", "examples": ["Något i begäran är fel"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {"type": "string", "examples": ["check start; nothing was changed"]},
        "instance": {"type": "string", "examples": ["/sip-api/v1/facts"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
        "state": {"type": "string"},
        "possible": {"type": "array", "items": {"type": "string"}},
    },
}
FAILURES: Final = {
    400: "Innehållet går inte att läsa. The body cannot be read.",
    401: "Vem som frågar är inte känt. The caller is not known.",
    403: "Behörighet saknas. The caller may not.",
    404: "Finns inte, eller inte för dig. Does not exist, or not for you.",
    409: "Går inte som läget är. Cannot be done as things stand.",
    412: "Någon annan hann före. Somebody else was first.",
    413: "Begäran är för stor. The request is too large.",
    422: "Något i begäran är fel. Something in the request is wrong.",
    428: "If-Match saknas. If-Match is missing.",
    500: "Ett fel i tjänsten. A fault in the service.",
    503: "Tjänsten kan inte svara just nu. The service cannot answer right now.",
}
DESCRIPTION: Final = (
    "Samordnad individuell planering: insatser som myndigheter och kommuner bidrar med till en gemensam plan, "
    "och de glapp mellan dem som tjänsten hittar. Känd begränsning: högst 1 000 uppgifter per anrop.\n\n"
    "Coordinated individual planning: activities that agencies contribute to one shared plan for the individual, "
    "and the gaps between them that the service finds. Known limit: 1 000 facts per request."
)


def documented(
    summary: str, description: str, example: Any, *, status: int = 200, created: bool = False
) -> dict[str, Any]:
    """The arguments of a route that say what it does, with an example of its answer."""
    good = {"description": "Det är gjort. Done.", "headers": TRACE}
    if example is not None:
        schema = {"type": "object"} if isinstance(example, dict) else {"type": "array", "items": {"type": "object"}}
        good["content"] = {"application/json": {"schema": schema, "examples": {"exempel": {"value": example}}}}
    responses: dict[int | str, dict[str, Any]] = {status: good}
    if created:
        responses[201] = {**good, "description": "Det är skapat. Created."}
    return {"summary": summary, "description": description, "responses": responses, "response_model": None}


def publish(app: FastAPI, public_url: str) -> None:
    """Let the application give this contract at /openapi.json."""

    def contract() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _contract(app, public_url)
        return app.openapi_schema

    app.openapi = contract  # type: ignore[method-assign]  # FastAPI's own way of replacing it


def _contract(app: FastAPI, public_url: str) -> dict[str, Any]:
    schema = get_openapi(
        title="SIP API",
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        servers=[{"url": public_url}],
        terms_of_service="https://sip.example.se/villkor",
        license_info={"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/sv/"},
        external_docs={"description": "Dokumentation och servicenivå (SLA)", "url": "https://sip.example.se/docs"},
    )
    # Not through get_openapi, which would ask for one more library to look at the address.
    contact = {"name": "SIP-förvaltningen", "url": "https://sip.example.se/kontakt", "email": "sip@example.se"}
    schema["info"]["contact"] = contact
    schema["info"]["x-limitations"] = "1 000 facts per request; 1 000 000 bytes per body"
    for operations in schema["paths"].values():
        for operation in operations.values():
            _complete(operation, schema["components"]["schemas"])
    for name in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(name, None)
    schema["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    schema["components"]["responses"] = {
        f"Problem{status}": {
            "description": description,
            "headers": TRACE,
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, description in FAILURES.items()
    }
    return schema


def _complete(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {"name": "traceparent", "in": "header", "required": False, "schema": {"type": "string"}}
    )
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None and "examples" not in body:
        body["examples"] = {"exempel": {"value": _example(body["schema"], schemas)}}
    for status in FAILURES:
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    if "oneOf" in schema:
        return _example(schema["oneOf"][0], schemas)
    if schema.get("examples"):
        return schema["examples"][0]
    required = schema.get("required", [])
    return {
        name: field["examples"][0]
        for name, field in schema.get("properties", {}).items()
        if field.get("examples") and (name in required or not required)
    }
