"""The frame of every page: who gets which links, where we are, what each app may add."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cordee.kernel.ordered import Ordered
from cordee.web import home, navigation
from cordee.web.context import Shell
from cordee.web.home import Section, home_section
from cordee.web.middleware import Language
from cordee.web.navigation import Link
from cordee.web.requests import asking, once


@pytest.fixture
def apps(monkeypatch):
    """No app's links but those that the test gives."""
    given = []
    monkeypatch.setattr(navigation, "_providers", given)
    return given


def shell(path="/"):
    return Shell(RequestFactory().get(path))


def test_links_come_in_order_each_in_its_zone(apps):
    apps.append(
        lambda _request: [Link("Bilan", "/b/", order=70), Link("Moi", "/m/", zone="account")]
    )
    apps.append(lambda _request: [Link("Appels", "/a/", order=10)])
    frame = shell()
    assert [link["label"] for link in frame.main] == ["Appels", "Bilan"]
    assert [link["label"] for link in frame.account] == ["Moi"]
    assert list(frame.footer) == []


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/espace/", {"/espace/": "page"}),
        ("/espace/gens/", {"/espace/": "true"}),
        ("/espace/bilans/", {"/espace/bilans/": "page"}),
        ("/espace/bilans/3/", {"/espace/bilans/": "true"}),
        ("/autre/", {}),
    ],
)
def test_one_link_at_most_says_where_we_are(apps, path, here):
    apps.append(lambda _request: [Link("E", "/espace/"), Link("B", "/espace/bilans/")])
    assert {link["url"]: link["current"] for link in shell(path).main if link["current"]} == here


def test_each_app_is_asked_once_a_request(apps):
    asked = []
    apps.append(lambda _request: asked.append(1) or [])

    def page(request):
        frame = Shell(request)
        return HttpResponse(f"{list(frame.main)}{list(frame.account)}{list(frame.footer)}")

    Language(page)(RequestFactory().get("/"))
    assert asked == [1]


def test_a_question_is_remembered_for_one_request_only():
    answers = iter(range(9))
    with asking():
        assert [once("n", lambda: next(answers)) for _ in range(3)] == [0, 0, 0]
    with asking():
        assert once("n", lambda: next(answers)) == 1
    assert [once("n", lambda: next(answers)) for _ in range(2)] == [2, 3]


def test_the_home_page_shows_what_apps_give_in_order(monkeypatch):
    monkeypatch.setattr(home, "_PROVIDERS", Ordered())
    home_section(order=20)(lambda _request: Section("b.html"))
    home_section(order=10)(lambda _request: Section("a.html"))
    home_section(order=15)(lambda _request: None)
    shown = home.sections(RequestFactory().get("/"))
    assert [section.template for section in shown] == ["a.html", "b.html"]


def test_a_frame_without_request_has_no_link(apps):
    apps.append(lambda _request: [Link("A", "/a/")])
    frame = Shell(None)
    assert (list(frame.main), frame.path) == ([], "/")
