"""A film goes as far as those who are seen in it accept; one who withdraws takes it away."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.models import Resource
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import Verbatim, Voice
from cordee.journeys.strategy.speaking import voice_link
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import Person
from tests.journeys.strategy.conftest import NOW, entered

ADA = actions.Speaker("Ada Lovelace", "maire", "ada@example.org")
BOB = actions.Speaker("Bob", "maraîcher", "bob@example.org")


def shot(cohort: Any, by: Any, audience: str = "public") -> Resource:
    return learning.write_resource(
        cohort, title="La friche", kind="film", body="Une visite.", audience=audience, by=by, at=NOW
    )


def published(film: Resource, by: Any) -> Resource:
    for state in ("reviewed", "published"):
        film = learning.move_resource(film, state, by=by, at=NOW)
    return film


def test_a_film_waits_for_everyone_seen_in_it_and_leaves_with_the_first_who_withdraws(
    lens, amina, eve
):
    Person.objects.filter(user=amina).update(email="amina@example.org")
    film = shot(lens.cohort, amina)
    with pytest.raises(Refused, match="qui l’on voit"):
        published(film, amina)
    film.refresh_from_db()
    sound = SimpleUploadedFile("friche.mp3", b"ID3\x04" + b"\x00" * 64, "audio/mpeg")
    held = learning.join_to_resource(film, sound, by=amina, at=NOW)
    first = actions.name_filmed(film, ADA, wanted="public", by=amina, at=NOW)
    second = actions.name_filmed(film, BOB, wanted="public", by=amina, at=NOW)
    film = published(Resource.objects.get(), amina)
    assert (film.audience, film.bound) == ("staff", "staff")
    letter = Message.objects.get(key=f"strategy.voice:{first.pk}")
    assert "La friche" in letter.text
    page = reverse("learning:resource", args=[film.public_id])
    link = urlsplit(voice_link(first)).path
    with time_machine.travel(NOW, tick=False):
        visitor, delegate = Client(), entered(eve)
        assert "La friche" in visitor.get(link).text
        seen = visitor.get(f"{link}film/{held.public_id}/")
        assert b"".join(seen.streaming_content).startswith(b"ID3")
        assert delegate.get(page).status_code == 404
        agreed = visitor.post(link, {"scope": "public", "named": "name"})
        assert agreed.status_code == 200
        assert delegate.get(page).status_code == 404  # the other has not answered
        actions.consent(second, "cohort", named="name", how="paper", by=amina, at=NOW)
        assert Resource.objects.get().audience == "cohort"
        assert delegate.get(page).status_code == 200
        with pytest.raises(Refused, match="Les personnes filmées acceptent"):
            learning.write_resource(lens.cohort, resource=Resource.objects.get(), by=amina, at=NOW,
                                    audience="public")  # fmt: skip
        listed = reverse("strategy:verbatims", args=[lens.cohort.public_id])
        assert "On vous voit" not in delegate.get(listed).text
        learning.note_takeup(film, who="La Gazette", on=date(2025, 3, 1), by=amina, at=NOW)
        gone = visitor.post(link, {"withdraw": "1"})
        assert "le film n’est plus montré" in gone.text
        assert delegate.get(page).status_code == 404
        assert visitor.get(f"{link}film/{held.public_id}/").status_code == 404
    assert Resource.objects.get().removed_at == NOW
    assert "La Gazette" in Message.objects.get(key__startswith="strategy.withdrawn").text


def test_the_page_of_a_film_names_each_and_says_when_nobody_can_be_recognised(lens, amina, eve):
    film = shot(lens.cohort, amina)
    page = reverse("strategy:film", args=[film.public_id])
    empty = shot(lens.cohort, amina)
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        assert entered(eve).get(page).status_code == 404
        assert (
            staff.post(page, {"name": "Ada", "email": "x", "wanted": "public"}).status_code == 422
        )
        sent = {"name": "Ada", "email": "ada@example.org", "wanted": "cohort"}
        assert staff.post(page, sent).status_code == 302
        voice = Voice.objects.get()
        assert staff.post(page, {"nobody": "1"}).status_code == 422
        paper = {"voice": str(voice.public_id), "scope": "cohort"}
        assert staff.post(page, paper | {"scope": "public"}).status_code == 422
        assert staff.post(page, paper).status_code == 302
        assert "donné" in staff.get(page).text
        other = reverse("strategy:film", args=[empty.public_id])
        assert staff.post(other, {"nobody": "1"}).status_code == 302
    assert Verbatim.objects.get().audience == "cohort"
    assert published(Resource.objects.get(pk=empty.pk), amina).audience == "public"
