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
KINDS_OF_BODY = ("application/json", "multipart/form-data")
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


KINDS = dict(routes(get_resolver()))
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
        addresses = sorted({filled(route, KINDS[route], text) for text in TEXTS})
        asked = [team.get(address) for address in addresses]
        asked += [asker.get(f"{addresses[0]}?{QUERIES[0]}") for asker in others]
        asked += nagged(team, addresses[0], turn)
        assert [answer.status_code for answer in asked if answer.status_code >= 500] == [], route


def nagged(asker, address, turn):
    """Ask one address in wrong ways, which take turns from an address to the next."""
    method, kind = METHODS[turn % len(METHODS)], KINDS_OF_BODY[turn % len(KINDS_OF_BODY)]
    yield asker.get(f"{address}?{QUERIES[turn % len(QUERIES)]}")
    yield getattr(asker, method)(address, headers={"HX-Request": "true"})
    yield asker.post(address, BODY)
    yield asker.post(address, b"\xff\0{", content_type=kind)
