"""Every address of the site, asked badly, answers with a page: never a 500."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
TEXTS = ("x", "été", "a.b", "0" * 60, "%27%22%3Cb%3E", "null", "-1")
QUERIES = ("page=x", "page=9999999999999999999999", "q=%25%27%22%3C", "q=%ff%fe", "page=-1&q[]=1&q")
BODY = {"a": "<script>", "page": "\0", "id": "9" * 40, "next": "//pirate.example.net"}


def routes(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, dict[str, object]]]:
    """Each address as a format, with the converters of its captures."""
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        if not isinstance(pattern, RoutePattern):
            continue
        route = before + str(pattern._route)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, dict(pattern.converters)


def filled(route: str, kinds: dict[str, object], text: str) -> str:
    """One address with nonsense in its captures."""
    for part in [after.split(">")[0] for after in route.split("<")[1:]]:
        kind = kinds.get(part.rsplit(":", 1)[-1])
        nonsense = {UUIDConverter: str(uuid.UUID(int=0)), IntConverter: "9" * 30}
        route = route.replace(f"<{part}>", nonsense.get(type(kind), text))
    return route


ROUTES = sorted({route for route, _ in routes(get_resolver())})


def kinds_of(route):
    return dict(routes(get_resolver()))[route]


@pytest.fixture
def asker(db, request):
    client = Client(HTTP_HOST="localhost")
    if request.param:
        client.force_login(request.getfixturevalue(request.param))
    return client


def test_the_addresses_are_found():
    assert len(ROUTES) > 20


@pytest.mark.parametrize(
    "asker", ["", "hortense", "amina"], indirect=True, ids=["visitor", "stranger", "staff"]
)
@pytest.mark.parametrize("route", ROUTES)
def test_no_nonsense_makes_an_address_fail(asker, route):
    kinds = kinds_of(route)
    for address in {filled(route, kinds, text) for text in TEXTS}:
        assert asker.get(address).status_code < 500, address
    address = filled(route, kinds, TEXTS[0])
    for query in QUERIES:
        assert asker.get(f"{address}?{query}").status_code < 500, query
    for method in METHODS:
        assert getattr(asker, method)(address, headers={"HX-Request": "true"}).status_code < 500
    assert asker.post(address, BODY).status_code < 500
    for kind in ("application/json", "text/plain", "multipart/form-data"):
        assert asker.post(address, b"\xff\0{", content_type=kind).status_code < 500
