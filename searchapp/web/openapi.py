"""The description of the API for programs (OpenAPI 3.1), made from the tables that it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from searchapp import __version__
from searchapp.web.addresses import Addresses
from searchapp.web.params import CHECK, COMPARISON, SEARCH, SPEECH, SUGGEST, Parameter
from searchapp.web.schemas import SCHEMAS

_ERRORS = {
    "400": "One or more parameters are unknown or have bad values; every fault is listed.",
    "404": "There is no such speech.",
    "413": "The body is too long.",
    "415": "The body is not JSON.",
    "503": "The archive isn't built yet, or the search took too long.",
}
_POSTED = ("400", "413", "415", "503")
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The speech's id; slashes in it may stand as they are.",
    "schema": {"type": "string"},
}


def document(to: Addresses) -> dict[str, Any]:
    """The whole description; `to` is where this site is."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Speeches",
            "version": __version__,
            "description": "Search an archive of speeches. Open to every origin, no key. The query language is "
            f"explained at {to.at('/help')}.",
        },
        "servers": [{"url": to.at("/api/v1")}],
        "paths": {
            "/search": _get("search", "Ranked results with passages and facets", "Answer", SEARCH, "400", "503"),
            "/speeches/{id}": _get(
                "speech", "One speech, all of it", "Speech", SPEECH, "400", "404", "503", first=(_ID,)
            ),
            "/suggest": _get("suggest", "Ways to go on typing", "Suggestions", SUGGEST, "400", "503"),
            "/check": _checked(),
            "/compare": _get("compare", "How often queries occur", "Comparison", COMPARISON, "400", "503"),
            "/openapi.json": _described(),
        },
        "components": {"schemas": SCHEMAS, "headers": {"ETag": {"schema": {"type": "string"}}}},
    }


def _get(
    name: str, summary: str, schema: str, table: Sequence[Parameter], *errors: str, first: Sequence[Any] = ()
) -> dict[str, Any]:
    failures = {status: {"description": _ERRORS[status], "content": _json("Error")} for status in errors}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*first, *map(_parameter, table)],
            "responses": {
                "200": {
                    "description": summary,
                    "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
                    "content": _json(schema),
                },
                "304": {"description": "The caller has this answer already (If-None-Match)."},
                **failures,
            },
        }
    }


def _checked() -> dict[str, Any]:
    """Asked in the address, or in a body, which may be longer and is in no log."""
    summary = "Whether a quotation is in the archive, and whose it is"
    asked = _get("check", summary, "Verdict", CHECK, "400", "503")
    asked["get"]["parameters"][0]["required"] = True
    posted = {status: {"description": _ERRORS[status], "content": _json("Error")} for status in _POSTED}
    found = {"200": {"description": summary, "content": _json("Verdict")}, **posted}
    body = {"required": True, "content": _json("QuotationToCheck")}
    return asked | {"post": {"operationId": "checkPosted", "summary": summary, "requestBody": body, "responses": found}}


def _described() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    summary = "This description"
    return {
        "get": {
            "operationId": "openapi",
            "summary": summary,
            "responses": {"200": {"description": summary, "content": content}},
        }
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeats else parameter.schema
    repeated = {"style": "form", "explode": True} if parameter.repeats else {}
    return {"name": parameter.name, "in": "query", "description": parameter.help, "schema": schema, **repeated}


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
