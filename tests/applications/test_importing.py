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
from cordee.applications.queries.importing import territories_named
from cordee.applications.rules.importing import MOST_LINES, code_of, faults_of, lines_of
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.actions import sweep
from cordee.people.models import User
from cordee.territories.models import Territory
from cordee.web import sheets
from tests.applications.conftest import DURING

HEAD = ["Structure", "Courriel", "Code INSEE"]
GOOD = [HEAD, ["Lens", "eve@example.org", "62498"], ["Club d’Artois", "bob@example.org", ""]]


@pytest.fixture
def territory(db):
    """Make a territory by its reference and its name."""

    def made(ref: str, name: str, kind: str = "commune", **more):
        return Territory.objects.create(
            ref=ref, name=name, kind=kind, origin="cog", made_at=DURING, **more
        )

    return made


def plain_spaces(text: str) -> str:
    """A sentence with the spaces of a keyboard."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def lines_in(rows):
    """The applicants of a table without any blank row."""
    return lines_of(list(enumerate(rows, 1)))


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.mark.parametrize("form", sheets.FORMATS)
def test_what_one_spreadsheet_writes_is_read_back(form):
    content = b"".join(sheets.FORMATS[form].write(GOOD, "Candidats"))
    read = [row[:3] + [""] * (3 - len(row)) for _number, row in read_table(content)]
    assert read == GOOD


@pytest.mark.parametrize(
    "content",
    [
        "Structure;Courriel\r\nœuvre à Étaples;e@x.fr".encode("cp1252"),
        "Structure\tCourriel\nœuvre à Étaples\te@x.fr".encode(),
        "Structure\tCourriel\r\nœuvre à Étaples\te@x.fr".encode("utf-16"),
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
        assert all(isinstance(cell, str) for _number, row in rows for cell in row)


def test_a_table_without_its_titles_says_which():
    with pytest.raises(Refused, match=r"structure.*courriel"):
        lines_in([["a", "b"], ["c", "d"]])


def test_zeros_eaten_by_a_spreadsheet_come_back():
    assert [code_of(text) for text in ("1004", "624 98", "2A004")] == ["01004", "62498", "2A004"]


def test_a_line_keeps_the_number_its_spreadsheet_gives_it_whatever_rows_are_blank():
    rows = [["Structure", "Courriel"], [], ["Lens", "faux"], [], [], ["Arras", "faux"]]
    for form in sheets.FORMATS.values():
        table = read_table(b"".join(form.write(rows, "C")))
        assert [number for number, _row in table] == [1, 3, 6]
        assert [row for row, _said in faults_of(lines_of(table), [])] == [3, 6]


def test_a_long_table_is_refused_whole_never_cut():
    rows = [["Structure", "Courriel"], *([f"S {one}", "e@x.fr"] for one in range(MOST_LINES))]
    assert len(lines_in(rows)) == MOST_LINES
    with pytest.raises(Refused, match=r"1.001 lignes.: 1.000 au plus"):
        lines_in([*rows, ["S", "e@x.fr"]])
    with pytest.raises(Refused, match="plus de 5 000 lignes"):
        read_table(b"a;b\n" * 5_001)
    with pytest.raises(Refused, match="aucune ligne"):
        lines_in(rows[:1])


def test_every_fault_of_every_line_is_told_at_once():
    rows = [
        [*HEAD, "Volet"],
        ["", "pas une adresse", "12", "x"],
        ["Lens", "", "62498", ""],
        ["Lens bis", "a@example.org", "62498", ""],
    ]
    told = faults_of(lines_in(rows), ["eau"])
    assert [row for row, _ in told] == [2, 2, 2, 2, 3, 4]
    assert told[-1][1] == "La même structure est déjà ligne 3."


def test_a_trial_writes_nothing_and_says_everything(edition: Edition, lens: Territory):
    rows = [*GOOD, ["Nulle part", "x@example.org", "99999"]]
    faults = try_applicants(edition, lines_in(rows), at=DURING)
    assert faults == [(4, "Aucun territoire n’a le code «\u00a099999\u00a0».")]
    assert not Application.objects.exists()
    assert not User.objects.filter(email="eve@example.org").exists()
    assert not Message.objects.exists()


def test_a_code_names_the_commune_before_its_part_and_a_merged_body_names_its_heir(
    edition: Edition, territory
):
    whole = territory("commune:01033", "Valserhône", insee="01033")
    territory("commune_deleguee:01033", "Bellegarde", kind="commune_deleguee", insee="01033")
    heir = territory("epci:200000002", "CC des Deux Vallées", kind="cc", siren="200000002")
    territory(
        "epci:200000001", "CC du Val", kind="cc", siren="200000001",
        ends=DURING.date(), successor=heir,
    )  # fmt: skip
    rows = [HEAD, ["Valserhône", "a@x.fr", "01033"], ["CC du Val", "b@x.fr", "200 000 001"]]
    found, faults = territories_named(lines_in(rows))
    assert found == {2: whole}
    assert [row for row, _said in faults] == [3]
    assert "« 200000002 », le code de CC des Deux Vallées" in plain_spaces(faults[0][1])


def test_a_name_several_communes_bear_asks_for_the_code_and_a_rare_one_is_known(
    edition: Edition, lens: Territory, territory
):
    for code in ("02265", "62280"):
        territory(f"commune:{code}", "Dury", insee=code, department=code[:2])
    rows = [["Structure", "Courriel"], ["Dury", "a@x.fr"], ["LENS", "b@x.fr"], ["Club", "c@x.fr"]]
    found, faults = territories_named(lines_in(rows))
    assert found == {3: lens}
    assert faults[0][0] == 2
    assert "Dury (02, 02265) et Dury (62, 62280)" in plain_spaces(faults[0][1])


def test_the_same_list_brought_twice_opens_nothing_more(
    edition: Edition, lens: Territory, amina: User
):
    bring_applicants(edition, lines_in(GOOD), by=amina, at=DURING)
    with pytest.raises(Refused, match="Un dossier est déjà ouvert") as refused:
        bring_applicants(edition, lines_in(GOOD), by=amina, at=DURING)
    assert len(refused.value.findings) == 2
    assert Application.objects.count() == 2
    assert Message.objects.filter(key__startswith="brought:").count() == 2
    Application.objects.update(withdrawn_at=DURING)
    assert not try_applicants(edition, lines_in(GOOD), at=DURING), "what was withdrawn is over"


def test_one_wrong_line_and_nothing_is_opened(edition: Edition, lens: Territory, amina: User):
    rows = [*GOOD, ["Sans adresse", "", ""]]
    with pytest.raises(Refused, match="Ligne 4"):
        bring_applicants(edition, lines_in(rows), by=amina, at=DURING)
    assert not Application.objects.exists()


def test_each_line_opens_a_file_for_its_person_who_is_told(
    edition: Edition, lens: Territory, amina: User
):
    made = bring_applicants(edition, lines_in(GOOD), by=amina, at=DURING)
    assert [(one.body_name, one.department) for one in made] == [
        ("Lens", "62"), ("Club d’Artois", ""),
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

    trial = sent(GOOD).text
    assert "Tout est bon" in trial
    assert "Lens (62), commune" in trial
    assert "n’est pas une adresse" in sent([*GOOD, ["A", "b", ""]]).text
    assert sent([*GOOD, ["A", "b", ""]], bring="1").status_code == 422
    assert not Application.objects.exists()
    assert sent(GOOD, bring="1").status_code == 302
    assert "2 dossiers sont ouverts" in client.get(page).text
    assert Application.objects.count() == 2
