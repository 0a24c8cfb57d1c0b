"""The short way to an address leads where the long way does."""

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, resolve, reverse
from django.urls.resolvers import RoutePattern

from cordee.web.rooms import Room
from tests.web.test_every_address import ROUTES, TEXTS, filled

STRANGE = ("/", "//", "/espace", "/espace/", "/appels//x/", "/nulle/part/", "/%00/", "/api/v1/x")


@pytest.fixture(scope="module")
def long_way():
    """Every room as Django would try it, one entry after the other."""
    rooms = get_resolver().url_patterns
    assert all(isinstance(one, Room) for one in rooms)
    plain = [
        URLResolver(RoutePattern(""), one.urlconf_name, {}, one.app_name, one.namespace)
        for one in rooms
    ]
    return URLResolver(RoutePattern("/"), plain)


def _found(resolving, path):
    try:
        match = resolving(path)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.route


def test_every_address_and_every_strange_one_leads_to_the_same_view(long_way):
    asked = {filled(route, text) for route in ROUTES for text in (*TEXTS, "espace", "jury")}
    told = {path: _found(resolve, path) for path in {*asked, *STRANGE}}
    assert {path: _found(long_way.resolve, path) for path in told} == told
    assert sum(one is not None for one in told.values()) > len(ROUTES)


def test_addresses_are_written_as_before():
    assert resolve(reverse("web:legal")).view_name == "web:legal"
    assert reverse("calls:detail", args=["petit-appel"]) == "/appels/petit-appel/"
