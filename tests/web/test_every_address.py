"""Every address of the site, asked badly, answers with a page: never a 500."""

import uuid
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

METHODS = ("head", "put", "delete", "options")
TEXTS = ("x", "%C3%A9t%C3%A9%27%22%3Cb%3E", "0" * 60)
QUERIES = ("page=9999999999999999999999&q=%25%27%22%3C", "page=x&q=%ff%fe&q[]=1&q")
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


def names(resolver: URLResolver, room: str = "") -> Iterator[str]:
    """The name of each page; those of the interface for programs repeat, one a method."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inside = str(entry.namespace or room)
            yield from names(entry, inside) if not inside.startswith("api") else ()
        elif entry.name:
            yield f"{room}:{entry.name}"


def test_two_pages_never_share_a_name():
    found = sorted(names(get_resolver()))
    assert [one for one, after in pairwise(found) if one == after] == []


ROUTES = sorted({route for route, _ in routes(get_resolver())})


def kinds_of(route):
    return dict(routes(get_resolver()))[route]


@pytest.fixture
def askers(hortense, amina):
    """A visitor, a stranger, someone of the team."""
    clients = [Client(HTTP_HOST="localhost") for _ in range(3)]
    clients[1].force_login(hortense)
    clients[2].force_login(amina)
    return clients


def test_the_addresses_are_found():
    assert len(ROUTES) > 20


@pytest.mark.parametrize("route", ROUTES)
def test_no_nonsense_makes_an_address_fail(askers, route):
    kinds = kinds_of(route)
    addresses = sorted({filled(route, kinds, text) for text in TEXTS})
    for asker in askers:
        for address in addresses:
            assert asker.get(address).status_code < 500, address
        nags(asker, addresses[0])


def nags(asker, address):
    """Ask one address in every wrong way."""
    for query in QUERIES:
        assert asker.get(f"{address}?{query}").status_code < 500, query
    for method in METHODS:
        answer = getattr(asker, method)(address, headers={"HX-Request": "true"})
        assert answer.status_code < 500, method
    assert asker.post(address, BODY).status_code < 500
    for kind in ("application/json", "multipart/form-data"):
        assert asker.post(address, b"\xff\0{", content_type=kind).status_code < 500, kind
