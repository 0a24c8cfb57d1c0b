"""A list of applicants comes as a table: each line is judged, all are opened or none."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cordee.applications.actions.importing import bring_applicants, try_applicants
from cordee.applications.doors.sheets import read_table
from cordee.applications.models import Application
from cordee.applications.rules.importing import code_of, faults_of, lines_of
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.actions import sweep
from cordee.people.models import User
from cordee.territories.models import Territory
from cordee.web import sheets
from tests.applications.conftest import DURING

HEAD = ["Structure", "Courriel", "Code INSEE"]
GOOD = [HEAD, ["Lens", "eve@example.org", "62498"], ["Pays d’Artois", "bob@example.org", ""]]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.mark.parametrize("form", sheets.FORMATS)
def test_what_one_spreadsheet_writes_is_read_back(form):
    content = b"".join(sheets.FORMATS[form].write(GOOD, "Candidats"))
    assert [row[:3] + [""] * (3 - len(row)) for row in read_table(content)] == GOOD


@pytest.mark.parametrize(
    "content",
    [
        "Structure;Courriel\r\nœuvre à Étaples;e@x.fr".encode("cp1252"),
        "Structure\tCourriel\nœuvre à Étaples\te@x.fr".encode(),
        "\ufeffStructure,Courriel\n\nœuvre à Étaples,e@x.fr\n".encode(),
    ],
)
def test_a_csv_is_read_however_it_was_saved(content):
    (one,) = lines_of(read_table(content))
    assert (one.structure, one.email) == ("œuvre à Étaples", "e@x.fr")


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_refusal(content):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            rows = read_table(start + content)
        except Refused:
            rows = []
        assert all(isinstance(cell, str) for row in rows for cell in row)


def test_a_table_without_its_titles_says_which():
    with pytest.raises(Refused, match=r"structure.*courriel"):
        lines_of([["a", "b"], ["c", "d"]])


def test_zeros_eaten_by_a_spreadsheet_come_back():
    assert [code_of(text) for text in ("1004", "624 98", "2A004")] == ["01004", "62498", "2A004"]


def test_every_fault_of_every_line_is_told_at_once():
    rows = [
        [*HEAD, "Volet"],
        ["", "pas une adresse", "12", "x"],
        ["Lens", "", "62498", ""],
        ["Lens bis", "a@example.org", "62498", ""],
    ]
    told = faults_of(lines_of(rows), ["eau"])
    assert [row for row, _ in told] == [2, 2, 2, 2, 3, 4]
    assert told[-1][1] == "La même structure est déjà ligne 3."


def test_a_trial_writes_nothing_and_says_everything(edition: Edition, lens: Territory, amina: User):
    rows = [*GOOD, ["Nulle part", "x@example.org", "99999"]]
    faults = try_applicants(edition, lines_of(rows), by=amina, at=DURING)
    assert faults == [(4, "Aucun territoire n’a le code «\u00a099999\u00a0».")]
    assert not Application.objects.exists()
    assert not User.objects.filter(email="eve@example.org").exists()
    assert not Message.objects.exists()


def test_one_wrong_line_and_nothing_is_opened(edition: Edition, lens: Territory, amina: User):
    rows = [*GOOD, ["Sans adresse", "", ""]]
    with pytest.raises(Refused, match="Ligne 4"):
        bring_applicants(edition, lines_of(rows), by=amina, at=DURING)
    assert not Application.objects.exists()


def test_each_line_opens_a_file_for_its_person_who_is_told(
    edition: Edition, lens: Territory, amina: User
):
    made = bring_applicants(edition, lines_of(GOOD), by=amina, at=DURING)
    assert [(one.body_name, one.department) for one in made] == [
        ("Lens", "62"), ("Pays d’Artois", ""),
    ]  # fmt: skip
    assert made[0].owner.email == "eve@example.org"
    letter = Message.objects.get(to="eve@example.org")
    assert str(made[0].public_id) in letter.text
    with time_machine.travel("2025-01-01"):
        assert sweep(at=DURING.replace(year=2025)) == 0


def test_the_team_tries_then_opens_by_the_page(
    client: Client, edition: Edition, lens: Territory, amina: User
):
    client.force_login(amina)
    page = reverse("applications:bring_list", args=[edition.key])

    def sent(rows, **more):
        content = b"".join(sheets.write_xlsx(rows, "C"))
        return client.post(page, {"file": SimpleUploadedFile("c.xlsx", content), **more})

    assert "Tout est bon" in sent(GOOD).text
    assert "n’est pas une adresse" in sent([*GOOD, ["A", "b", ""]]).text
    assert sent([*GOOD, ["A", "b", ""]], bring="1").status_code == 422
    assert not Application.objects.exists()
    assert sent(GOOD, bring="1").status_code == 302
    assert Application.objects.count() == 2
