"""The published contract: what every operation says of itself, and every way it can fail."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app.api import contract_words as words
from app.api import problems
from app.api.fact_models import batch_model
from app.usecases.reporting import REPORTED_KINDS


def documented(
    summary: str, description: str, model: Any, example: Any, *, status: int = 200, created: bool = False
) -> dict[str, Any]:
    """The arguments of a route that say what it does, what it answers (`model`; None = nothing) and an example."""
    good: dict[str, Any] = {"description": "Det är gjort. Done.", "headers": words.HEADERS}
    if model is not None:
        content = {"application/json": {"examples": {"exempel": {"value": example}}}}
        good |= {"model": model, "content": content}
    responses: dict[int | str, dict[str, Any]] = {status: good}
    if created:
        responses[201] = {**good, "description": "Det är skapat. Created.", "headers": words.HEADERS | words.LOCATION}
    if status == HTTPStatus.CREATED:
        good["headers"] = words.HEADERS | words.LOCATION
    return {"summary": summary, "description": description, "responses": responses, "response_model": None}


def also(said: dict[str, Any], media: str, example: str) -> dict[str, Any]:
    """The operation answers in another form too, to whoever asks for it by Accept."""
    said["responses"][200]["content"][media] = {
        "schema": {"type": "string"},
        "examples": {"exempel": {"value": example}},
    }
    return said


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
        description=words.DESCRIPTION,
        tags=words.TAGS,
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
    components = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        components.pop(name, None)
    components["Problem"] = words.PROBLEM
    _batch_items(schema)
    for component in components.values():
        _optional_without_null(component)
    for operations in schema["paths"].values():
        for operation in operations.values():
            _complete(operation, components)
    schema["components"]["responses"] = {
        f"Problem{status}": {
            "description": description,
            "headers": words.TRACE,
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, description in words.FAILURES.items()
    }
    return schema


def _batch_items(schema: dict[str, Any]) -> None:
    """Say what the items of a batch are: each is judged by itself, so that the operation takes them as they come."""
    components = schema["components"]["schemas"]
    _, made = models_json_schema(
        [(batch_model(kind), "validation") for kind in REPORTED_KINDS], ref_template="#/components/schemas/{model}"
    )
    components.update(made["$defs"])
    names = {kind: f"#/components/schemas/{batch_model(kind).__name__}" for kind in REPORTED_KINDS}
    components["FactBatch"]["properties"]["facts"]["items"] = {
        "oneOf": [{"$ref": name} for name in names.values()],
        "discriminator": {"propertyName": "kind", "mapping": names},
    }


def _optional_without_null(component: dict[str, Any]) -> None:
    """A field that may be left out is published as what it holds; null says nothing that its absence does not."""
    required = component.get("required", [])
    for name, field in component.get("properties", {}).items():
        kinds = [one for one in field.get("anyOf", []) if one != {"type": "null"}]
        if name not in required and len(kinds) < len(field.get("anyOf", [])):
            rest = {key: value for key, value in field.items() if key not in ("anyOf", "default")}
            component["properties"][name] = {**rest, **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})}


def _complete(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {"name": "traceparent", "in": "header", "required": False, **words.TRACE["traceparent"]}
    )
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None and "examples" not in body:
        body["examples"] = {"exempel": {"value": _example(body["schema"], schemas)}}
    for status in words.FAILURES:
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
