"""For each profile check, one way to break a contract that only holds by it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

Contract = dict[str, Any]
SHOWN: Final = ("/api-info", "/findings", "/plans", "/persons/{person}/details")
"""The paths of the published contract on which the breakages are tried; all of it would only take longer."""


def specimen(contract: Contract) -> Contract:
    """A small part of the contract in which everything that the checks look at occurs."""
    small = deepcopy(contract)
    small["paths"] = {path: small["paths"][path] for path in SHOWN}
    wanted: set[str] = set()
    waiting: list[Any] = [small["paths"], small["components"]["responses"]]
    while waiting:
        for reference in _references(waiting.pop()):
            name = reference.rsplit("/", 1)[1]
            if "/schemas/" in reference and name not in wanted:
                wanted.add(name)
                waiting.append(small["components"]["schemas"][name])
    small["components"]["schemas"] = {name: small["components"]["schemas"][name] for name in sorted(wanted)}
    return small


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []


def _list(api: Contract) -> Any:
    return api["paths"]["/findings"]["get"]


def _good(api: Contract) -> Any:
    return _list(api)["responses"]["200"]


def _fields(api: Contract) -> Any:
    return api["components"]["schemas"]["FindingView"]["properties"]


def _query(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, **more}


def _asked(api: Contract, *parameters: dict[str, Any]) -> None:
    _list(api)["parameters"].extend(parameters)


def _without(api: Contract, name: str) -> None:
    _list(api)["parameters"] = [one for one in _list(api)["parameters"] if one["name"] != name]


def _default(api: Contract, name: str, value: int) -> None:
    for parameter in _list(api)["parameters"]:
        if parameter["name"] == name:
            parameter["schema"]["default"] = value


def _unprotected(api: Contract) -> None:
    for path in api["paths"].values():
        for operation in path.values():
            operation.pop("security", None)


def _server(url: str) -> Callable[[Contract], None]:
    return lambda api: api["servers"][0].update(url=url)


def _scheme(**scheme: Any) -> Callable[[Contract], None]:
    return lambda api: api["components"]["securitySchemes"].update(other=scheme)


def _silent(api: Contract) -> None:
    api["info"].pop("x-limitations")
    api["info"]["description"] = "och and"


def _unpromised(api: Contract) -> None:
    api["info"].pop("termsOfService")
    api["externalDocs"]["description"] = "Dokumentation"


BREAKAGES: Final[dict[str, Callable[[Contract], Any]]] = {
    "DOK.01": lambda api: api.pop("externalDocs"),
    "DOK.03": lambda api: api["info"]["contact"].pop("url"),
    "DOK.06": lambda api: api["info"].update(description="Bara svenska och begränsning"),
    "DOK.08": _unpromised,
    "DOK.09": _silent,
    "DOK.11": lambda api: api["info"].update(description=" "),
    "DOK.15": lambda api: _good(api)["content"]["application/json"].pop("examples"),
    "DOK.17": lambda api: api.update(openapi="3.1"),
    "DOK.19": lambda api: _list(api).pop("description"),
    "DOK.20": lambda api: _good(api).update(description=""),
    "DOK.21": _unprotected,
    "DOT.04": lambda api: _fields(api)["opens"].update(examples=["21/11/2026"]),
    "RES.02": lambda api: _asked(api, _query("personnummer")),
    "RES.06": lambda api: api["paths"].update({"/myPlans": api["paths"]["/plans"]}),
    "UFN.01": _server("https://sip.example.se/v1"),
    "UFN.02": _server("https://sip.example.se:8443/sip-api/v1"),
    "UFN.09": lambda api: api["paths"].update({"/plan_x": api["paths"]["/plans"]}),
    "AME.01": lambda api: _good(api).update(content={"text/csv": {}}),
    "AME.04": lambda api: _fields(api).update({"Bad-Name": {"type": "string"}}),
    "AME.05": lambda api: _fields(api).update(planOwner={"type": "string"}),
    "ARQ.05": lambda api: _asked(api, {"name": "X-Data", "in": "header", "schema": {"type": "object"}}),
    "FEL.01": lambda api: api["components"]["schemas"]["Problem"]["properties"].pop("instance"),
    "FEL.02": lambda api: api["components"]["responses"]["Problem404"].update(content={"application/json": {}}),
    "VER.05": _server("https://sip.example.se/sip-api/latest"),
    "VER.06": lambda api: api["paths"].pop("/api-info"),
    "FNS.01": lambda api: _asked(api, _query("sort_by"), _query("sortBy")),
    "FNS.03": lambda api: _asked(api, _query("1abc")),
    "FNS.05": lambda api: _asked(api, _query("sort", required=True)),
    "FNS.06": lambda api: _asked(api, _query("å")),
    "FNS.07": lambda api: _without(api, "limit"),
    "FNS.08": lambda api: _default(api, "page", 0),
    "FNS.09": lambda api: _default(api, "limit", 50),
    "SAK.01": _server("http://sip.example.se/sip-api/v1"),
    "SAK.09": _scheme(type="http", scheme="basic"),
    "SAK.10": _scheme(type="http", scheme="digest"),
    "SAK.16": _scheme(type="apiKey", name="k", **{"in": "query"}),
    "SAK.18": _scheme(
        type="oauth2",
        flows={"clientCredentials": {"tokenUrl": "http://sip.example.se/token", "scopes": {}}},
    ),
    "SPA.02": lambda api: _without(api, "traceparent"),
    "SPA.04": lambda api: _good(api).pop("headers"),
    "FOR.02": lambda api: _list(api).update(requestBody={"content": {"application/json": {"example": 1}}}),
}
