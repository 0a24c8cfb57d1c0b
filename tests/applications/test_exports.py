"""The files of a call leave as tables and as JSON: what was handed in, streamed, flat."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.applications.tables import document
from cordee.calls.models import Edition
from cordee.people.models import User
from tests.applications.conftest import DURING


@pytest.fixture
def handed_in(application: Application, nadia: User) -> Application:
    now = {"by": nadia, "at": DURING}
    actions.join(application, given_name="Ève", family_name="Roy", role="elu", **now)
    actions.save_answer(application, "besoins", "=SOMME(A1)\nDu temps ; « de l’élan ».", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)
    actions.start(application.edition, body_name="Brouillon", **now)
    application.refresh_from_db()
    return application


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def content(client: Client, edition: Edition, form: str, query: str = "") -> bytes:
    answer = client.get(reverse("applications:export_as", args=[edition.key, form]) + query)
    assert answer.status_code == 200
    assert f"candidatures-{edition.key}.{form}" in answer["Content-Disposition"]
    return b"".join(answer)


def test_the_csv_tells_answers_in_words_and_none_of_a_draft(desk: Client, handed_in: Application):
    text = content(desk, handed_in.edition, "csv").decode("utf-8-sig")
    filed, draft = csv.DictReader(io.StringIO(text), delimiter=";")
    assert filed["structure"] == "Lens"
    assert filed["Thème"] == "Eau"
    assert filed["Besoins"].startswith("'=SOMME(A1)\nDu temps")
    assert filed["nom du département"] == "Pas-de-Calais"
    assert filed["empreinte"] == handed_in.current.digest
    assert (draft["structure"], draft["état"], draft["Besoins"]) == ("Brouillon", "non déposée", "")


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_spreadsheets_hold_the_same_rows(desk: Client, handed_in: Application, form: str):
    opened = zipfile.ZipFile(io.BytesIO(content(desk, handed_in.edition, form)))
    inside = {"ods": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}[form]
    said = opened.read(inside).decode()
    assert "« de l’élan »" in said
    assert handed_in.current.digest in said


def test_the_json_holds_the_frozen_content_as_it_is(desk: Client, handed_in: Application):
    found = json.loads(content(desk, handed_in.edition, "json"))
    filed, draft = found["files"]
    assert filed == document(handed_in)
    assert draft == document(Application.objects.get(current=None))
    assert draft["deposit"] is None
    assert found["call"]["key"] == "petit-appel"


def test_the_export_keeps_what_the_list_keeps(desk: Client, handed_in: Application):
    found = json.loads(content(desk, handed_in.edition, "json", "?etat=brouillon"))
    assert [one["body"] for one in found["files"]] == ["Brouillon"]


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx", "json"])
def test_an_export_costs_six_queries_however_many_files(
    desk: Client, handed_in: Application, nadia: User, form: str
):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content(desk, handed_in.edition, form)
        return len(queries)

    asked()
    few = asked()
    for number in range(3):
        one = actions.start(handed_in.edition, body_name=f"B{number}", by=nadia, at=DURING)
        Application.objects.filter(pk=one.pk).update(territory=handed_in.territory)
    assert asked() == few <= 6


@pytest.mark.parametrize("form", ["exe", "pdf"])
def test_an_unknown_format_is_not_found(desk: Client, edition: Edition, form: str):
    assert desk.get(reverse("applications:export_as", args=[edition.key, form])).status_code == 404


def test_only_the_team_exports(client: Client, edition: Edition, hortense: User):
    page = reverse("applications:export", args=[edition.key])
    assert client.get(page).status_code == 302
    client.force_login(hortense)
    assert client.get(page).status_code == 403
