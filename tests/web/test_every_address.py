"""Every address of the site, asked badly, answers with a page: never a 500."""

import uuid
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

from tests.methods import lets_in

METHODS = ("head", "put", "delete", "options")
TEXTS = ("x", "%C3%A9t%C3%A9%27%22%3Cb%3E", "0" * 60)
QUERIES = ("page=9999999999999999999999&q=%25%27%22%3C", "page=x&q=%ff%fe&q[]=1&q")
KINDS_OF_BODY = ("application/json", "multipart/form-data")
BODY = {"a": "<script>", "page": "\0", "id": "9" * 40, "next": "//pirate.example.net"}


def routes(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Each address as a format, with its entry."""
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        if not isinstance(pattern, RoutePattern):
            continue
        route = before + str(pattern._route)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry


def filled(route: str, text: str) -> str:
    """One address with nonsense in its captures."""
    kinds = KINDS[route]
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


VIEWS: dict[str, Any] = {}
KINDS: dict[str, dict[str, object]] = {}
for _route, _entry in routes(get_resolver()):
    VIEWS[_route], KINDS[_route] = _entry.callback, dict(_entry.pattern.converters)
ROUTES = sorted(KINDS)


@pytest.fixture
def askers(hortense, amina):
    """A visitor, a stranger, someone of the team."""
    clients = [Client(HTTP_HOST="localhost") for _ in range(3)]
    clients[1].force_login(hortense)
    clients[2].force_login(amina)
    return clients


def test_the_addresses_are_found():
    assert len(ROUTES) > 20


PARTS = 12
"""The addresses are asked in as many tests, for the workers to share them."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_nonsense_makes_an_address_fail(askers, part):
    *others, team = askers
    for turn, route in enumerate(ROUTES[part::PARTS]):
        addresses = sorted({filled(route, text) for text in TEXTS})
        asked = [nagged(team, addresses[0], turn)]
        if lets_in(VIEWS[route], "GET"):
            asked += [team.get(address) for address in addresses]
            asked += [team.get(f"{addresses[0]}?{QUERIES[turn % len(QUERIES)]}")]
            asked += [asker.get(f"{addresses[0]}?{QUERIES[0]}") for asker in others]
        else:
            assert team.get(addresses[-1]).status_code == 405, route
        if lets_in(VIEWS[route], "POST"):
            kind = KINDS_OF_BODY[turn % len(KINDS_OF_BODY)]
            asked += [team.post(addresses[0], b"\xff\0{", content_type=kind)]
            asked += [team.post(addresses[0], BODY)]
        else:
            assert team.post(addresses[-1], BODY).status_code == 405, route
        assert [answer.status_code for answer in asked if answer.status_code >= 500] == [], route


def nagged(asker, address, turn):
    """Ask one address by a wrong method; they take turns from an address to the next."""
    return getattr(asker, METHODS[turn % len(METHODS)])(address, headers={"HX-Request": "true"})
