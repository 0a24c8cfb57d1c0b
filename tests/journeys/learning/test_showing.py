"""The map of a cohort, and the podcast anyone may follow."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.journeys.actions import withdraw
from cordee.journeys.learning import actions
from cordee.journeys.models import Participation
from cordee.kernel.bodies import Kind
from cordee.territories.actions.bodies import Body, make
from cordee.territories.models import Outline, Territory
from tests.journeys.learning.conftest import NOW, entered
from tests.journeys.learning.test_library import shelved

SOUND = b"ID3\x03\0\0\0\0\0\0" + b"\0" * 64
SPACE = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def episode(lens, amina):
    made = shelved(
        lens.cohort, amina, kind="recording", audience="public", title="La voix du marché",
        body="Bonjour à toutes et tous.", credit="Radio locale",
    )  # fmt: skip
    sound = SimpleUploadedFile("marche.mp3", SOUND)
    actions.join_to_resource(made, sound, by=amina, at=NOW)
    return made


def feed(cohort):
    answer = Client().get(reverse("learning:podcast", args=[cohort.public_id]))
    assert answer["Content-Type"].startswith("application/rss+xml")
    return ET.fromstring(answer.content)  # noqa: S314 - drawn by the house


def test_anyone_follows_the_public_recordings_with_their_transcript(lens, episode):
    (item,) = feed(lens.cohort).iter("item")
    assert item.findtext("title") == "La voix du marché"
    sound = item.find("enclosure")
    assert (sound.get("type"), sound.get("length")) == ("audio/mpeg", str(len(SOUND)))
    path = "/" + sound.get("url").split("/", 3)[3]
    assert b"".join(Client().get(path).streaming_content) == SOUND
    words = "/" + item.find(f"{SPACE}transcript").get("url").split("/", 3)[3]
    assert Client().get(words).text == "Bonjour à toutes et tous."


@pytest.mark.parametrize(
    "change",
    [
        {"audience": "cohort"}, {"state": "draft"}, {"expires_on": date(2025, 1, 1)},
        {"removed_at": NOW}, {"kind": "file"},
    ],
)  # fmt: skip
def test_what_is_not_public_is_neither_told_nor_heard(lens, episode, change):
    sound = episode.files.get()
    type(episode).objects.filter(pk=episode.pk).update(**change)
    assert list(feed(lens.cohort).iter("item")) == []
    assert Client().get(reverse("learning:episode", args=[sound.public_id])).status_code == 404
    words = reverse("learning:transcript", args=[episode.public_id])
    assert Client().get(words).status_code == 404


def test_the_map_says_in_a_list_what_it_shows_state_by_state(lens, arras, eve, amina):
    body = Body(name="Lens", kind=Kind.PETR, department="62")
    place = make(body, by=amina, at=NOW)
    Territory.objects.filter(pk=place.pk).update(latitude=50.4, longitude=2.8)
    Outline.objects.create(territory=place, path="m0,0l9,0l0,9z")
    Participation.objects.filter(pk=lens.pk).update(territory=place)
    withdraw(arras, reason="Parti.", by=amina, at=NOW)
    client = entered(eve.person)
    address = reverse("learning:territories", args=[lens.cohort.public_id])
    page = client.get(address).text
    assert "Pas-de-Calais" in page
    assert "Arras" in page
    assert "<title>Lens</title>" in page  # its contour, once imported
    gone = client.get(f"{address}?etat=partis").text.partition("Les territoires")[2]
    assert "Arras" in gone
    assert "Lens" not in gone


def test_the_map_costs_the_same_at_one_and_three(lens, eve, cost):
    client = entered(eve.person)
    address = reverse("learning:territories", args=[lens.cohort.public_id])
    assert cost(client, f"{address}?etat=partis") <= cost(client, address)
