"""The form of a call leaves by its page, blank or with what a draft says."""

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications.actions import save_answer
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.people.models import User
from tests.applications.conftest import DURING


def test_anyone_downloads_the_blank_form_from_the_page_of_the_call(
    client: Client, edition: Edition
):
    with time_machine.travel(DURING, tick=False):
        page = client.get(reverse("calls:detail", args=[edition.key]))
    for extension in ("docx", "odt"):
        address = reverse("applications:blank", args=[edition.key, extension])
        assert f'href="{address}"' in page.text
        response = client.get(address)
        assert response["Content-Disposition"].startswith("attachment;")
        mark = read_document(response.content).mark
        assert (mark["edition"], mark["version"]) == (edition.key, "1")


def test_a_format_or_a_track_that_is_not_there_is_not_found(client: Client, edition: Edition):
    assert client.get(reverse("applications:blank", args=[edition.key, "pdf"])).status_code == 404
    address = reverse("applications:blank", args=[edition.key, "odt"])
    assert client.get(address, {"volet": "x"}).status_code == 404


def test_a_draft_leaves_with_what_it_says_and_remembers_whose_it_is(
    writer: Client, application: Application, nadia: User
):
    save_answer(application, "besoins", "Du temps,\nde l’œuvre.", by=nadia, at=DURING)
    response = writer.get(reverse("applications:filled", args=[application.public_id, "docx"]))
    stream = read_document(response.content)
    assert stream.mark["file"] == str(application.public_id)
    found = recognise(stream, application.edition.definition, step=application.step)
    assert found.answers["besoins"] == "Du temps,\nde l’œuvre."
    assert found.body == "Lens"


def test_a_stranger_does_not_download_a_draft(
    client: Client, application: Application, farida: User
):
    client.force_login(farida)
    address = reverse("applications:filled", args=[application.public_id, "docx"])
    assert client.get(address).status_code == 404
