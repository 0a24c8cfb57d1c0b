"""The links of the demonstration open nothing elsewhere."""

import pytest

from cordee.ledger.models import Entry
from cordee.people import demo


@pytest.fixture
def shown(settings, amina, denise):
    settings.DEMO = True
    return {role: link for role, _, link in demo.links("http://localhost:8000")}


def path(link):
    return link.removeprefix("http://localhost:8000")


def test_there_is_one_link_a_role_that_someone_holds(shown):
    assert list(shown) == ["chargé·e de mission", "membre du jury"]


def test_a_link_signs_in_as_that_person(client, shown, amina):
    response = client.get(path(shown["chargé·e de mission"]))
    assert response.url == "/espace/"
    assert client.get("/espace/").context["user"] == amina
    assert Entry.objects.filter(kind="people.signed_in").get().payload["method"] == "demo"


def test_a_link_changes_who_is_signed_in(client, shown, denise):
    client.get(path(shown["chargé·e de mission"]))
    client.get(path(shown["membre du jury"]))
    assert client.get("/espace/").context["user"] == denise


def test_outside_the_demonstration_there_is_nothing(client, shown, settings):
    settings.DEMO = False
    assert client.get(path(shown["membre du jury"])).status_code == 404
    assert demo.links("http://localhost:8000") == []
    assert demo.guest(path(shown["membre du jury"]).split("/")[2]) is None


def test_an_old_link_says_how_to_get_another(client, settings, amina, time_machine):
    settings.DEMO = True
    time_machine.move_to("2025-03-03T08:00+01:00", tick=False)
    link = demo.links("http://localhost:8000")[0][2]
    time_machine.move_to("2025-03-03T20:00:01+01:00", tick=False)
    assert "cordee demo links" in client.get(path(link), follow=True).text


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "x" * 4000])
def test_a_forged_link_opens_nothing(client, shown, token):
    client.get(f"/demonstration/{token}/")
    assert client.get("/espace/").status_code == 302
