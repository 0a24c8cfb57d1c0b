"""The documentation of the interface: the OpenAPI document, and the same as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cordee.api.rooms import api

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = "/api/v1"


@dataclass(frozen=True, slots=True)
class Address:
    """One verb on one address: what it does, what it needs, what it takes and gives."""

    verb: str
    path: str
    said: str
    scope: str
    asked: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    key: str


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document of the interface."""
    said = dict(api.get_openapi_schema(path_prefix=HERE))
    said["servers"] = [{"url": settings.SITE_URL}]
    return said


@cache
def chapters() -> list[tuple[str, list[Address]]]:
    """Every address, room by room, in the order they are declared."""
    found: dict[str, list[Address]] = {}
    for path, verbs in document()["paths"].items():
        for verb, one in verbs.items():
            found.setdefault(one["tags"][0], []).append(_address(verb, path, one))
    return list(found.items())


def _address(verb: str, path: str, one: dict[str, Any]) -> Address:
    return Address(
        verb=verb.upper(),
        path=path,
        said=one["description"],
        scope=one.get("x-scope", ""),
        asked=tuple(
            (asked["name"], asked["schema"].get("type", ""))
            for asked in one.get("parameters", ())
            if asked["in"] == "query"
        ),
        body=tuple(_body(one)),
        key=one["operationId"],
    )


def _body(one: dict[str, Any]) -> Iterator[str]:
    """The fields of what is sent, the optional ones between brackets."""
    for content in one.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        needed = schema.get("required", ())
        yield from (name if name in needed else f"[{name}]" for name in schema["properties"])
