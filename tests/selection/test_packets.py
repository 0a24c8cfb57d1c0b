"""Off line: the packet goes out, the grid comes back, nothing is replaced before it is shown."""

import io
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cordee.kernel.findings import Refused
from cordee.selection import actions
from cordee.selection.models import Mark, ReturnedGrid
from cordee.selection.packets import ods
from cordee.selection.packets.compare import grid_of, look_at
from cordee.selection.packets.grid import Grid, Line, mark_of
from cordee.selection.packets.returned import read
from tests.selection.conftest import CLOSED


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def sent(content, name="grille.ods"):
    return {"grille": SimpleUploadedFile(name, content)}


def filled(juror, notes):
    """Her grid with these notes, by name of file and criterion."""
    grid = grid_of(juror)
    lines = tuple(
        Line(
            one.deposit, one.criterion, one.file, one.label,
            note=notes.get((one.file, one.criterion), one.note), comment=one.comment,
            levels=one.levels, bounds=one.bounds,
        )
        for one in grid.lines
    )  # fmt: skip
    return ods.write(Grid(grid.mark, grid.title, lines))


NOTES = {
    ("Lens", "pertinence"): "14,5",
    ("Lens", "equipe"): "10 – correcte",
    ("Lille", "equipe"): "nsp",
    ("Arras", "equipe"): "solide",
}


def test_the_packet_holds_one_s_files_and_none_that_was_left(reader, panel, juror, lens, denise):
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    made = reader.get(url("packet", panel, 1))
    assert made.headers["Cache-Control"] == "private, no-store"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    assert "Un récit pour Lille." in text
    assert "Lens" not in text
    assert reader.get(url("packet", panel, 2)).status_code == 404
    assert reader.get(url("packet", panel, 0)).status_code == 404
    sheet = read(reader.get(url("grid_sheet", panel)).content)
    assert {one.file for one in sheet.lines} == {"Arras", "Lille"}
    assert made.content == reader.get(url("packet", panel, 1)).content
    assert reader.post(reverse("web:language"), {"language": "en"}).status_code == 302
    made = reader.get(url("packet", panel, 1)).content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "Applications to read" in text
    assert "The criteria" in text
    assert not {"confidentiels", "Exemplaire", "Les dossiers"} & set(text.split())
    content = reader.get(url("grid_sheet", panel)).content
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        told = opened.read("content.xml").decode()
    assert "Possible marks" in told
    assert "in steps of" in told
    assert "Remplissez" not in told
    assert {one.file for one in read(content).lines} == {"Arras", "Lille"}


def test_differences_show_before_anything_is_replaced(reader, panel, juror, lens, denise):
    actions.mark(juror, lens, "pertinence", Decimal(8), comment="Oui.", by=denise, at=CLOSED)
    answer = reader.post(url("offline", panel), sent(filled(juror, NOTES)))
    assert answer.status_code == 302
    assert Mark.objects.get().value == 8
    page = reader.get(answer["Location"])
    assert "14,5" in page.text
    assert "20 – solide" in page.text
    assert reader.post(answer["Location"]).status_code == 302
    assert Mark.objects.get(deposit=lens, criterion="pertinence").value == Decimal("14.5")
    assert Mark.objects.get(deposit=lens, criterion="pertinence").comment == "Oui."
    assert Mark.objects.filter(given=True).count() == 4
    assert Mark.objects.filter(given=True, value=None).count() == 1
    assert reader.post(answer["Location"]).status_code == 422


def test_a_mark_changed_meanwhile_is_not_replaced_unseen(reader, panel, juror, lens, denise):
    answer = reader.post(url("offline", panel), sent(filled(juror, NOTES)))
    reader.post(url("save", panel, lens.public_id, "pertinence"), {"note-pertinence": "3"})
    again = reader.post(answer["Location"])
    assert again.status_code == 422
    assert "depuis la comparaison" in again.text
    assert Mark.objects.get().value == 3


def test_faulty_lines_are_told_and_the_others_read(reader, panel, juror, lens):
    notes = {("Lens", "pertinence"): "25", ("Lens", "equipe"): "20", ("Lille", "pertinence"): "x"}
    answer = reader.post(url("offline", panel), sent(filled(juror, notes)), follow=True)
    assert "La note va de 0 à 20" in answer.text.replace("\u00a0", " ")
    assert "« x » n’est pas une note" in answer.text.replace("\u00a0", " ")
    assert ReturnedGrid.objects.get().rows[0][1] == "equipe"


def test_the_grid_of_someone_else_or_of_nobody_is_refused(reader, panel, juror, other, lens):
    for content in (
        filled(other, NOTES), b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0old", b"%PDF-", b"a;b;c",
        ods.write(Grid("", "", ())), filled(juror, {}),
    ):  # fmt: skip
        answer = reader.post(url("offline", panel), sent(content))
        assert answer.status_code == 422, content[:20]
        assert not ReturnedGrid.objects.exists()
    assert reader.post(url("offline", panel)).status_code == 422


def hostile():
    def made(content, names=("content.xml",)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
            for name in names:
                opened.writestr(name, content)
        return out.getvalue()

    yield made("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    yield made("<a>" * 5000)
    yield made(b"\0" * 60_000_000)
    yield made("<a/>", ("content.xml", "Basic/script.xml"))
    yield made("")


@pytest.mark.parametrize("content", list(hostile()))
def test_a_hostile_file_is_refused_in_words(content):
    with pytest.raises(Refused, match="grille"):
        read(content)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(content):
    with pytest.raises(Refused):
        read(content)


@given(st.text(max_size=40), st.text(max_size=200))
def test_whatever_is_written_comes_back(note, comment):
    key = "00000000-0000-4000-8000-000000000000"
    line = Line(key, "c", "Lens", "Critère", note=note, comment=comment, levels=("1 – “a”;b",))
    back = read(ods.write(Grid(mark_of("p", "j"), "Titre", (line,))))
    assert back.mark == mark_of("p", "j")
    (found,) = back.lines
    assert found.key == line.key


def test_an_edited_key_a_double_and_a_file_of_others_are_left_out(
    panel, juror, lens, lille, denise
):
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    mark = grid_of(juror).mark
    lines = (
        Line(str(lens.public_id), "equipe", note="10"),
        Line(str(lille.public_id), "equipe", note="10"),
        Line(str(lille.public_id), "equipe", note="20"),
        Line(str(lille.public_id), "autre", note="20"),
        Line("rien", "equipe", note="20"),
    )
    changes, found = look_at(juror, ods.write(Grid(mark, "", lines)))
    assert [(one.name, one.value) for one in changes] == [("Lille", Decimal(10))]
    assert len(found) == 4
    assert "Lens" not in " ".join(one.sentence for one in found)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_the_grid_survives_libreoffice(tmp_path, panel, juror):
    source = tmp_path / "grille.ods"
    source.write_bytes(filled(juror, NOTES))
    for target, start in (("xlsx", source), ("ods", tmp_path / "grille.xlsx")):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless",
                   "--convert-to", target, "--outdir", str(tmp_path), str(start)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    before, after = look_at(juror, filled(juror, NOTES))[0], None
    after = look_at(juror, source.read_bytes())[0]
    assert [one.row for one in after] == [one.row for one in before]
    assert len(after) == 4


def test_nothing_off_line_before_interests_are_declared(client, panel, denise, amina):
    actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    client.force_login(denise)
    for page in (url("offline", panel), url("packet", panel, 1), url("grid_sheet", panel)):
        assert client.get(page)["Location"] == url("declare", panel)
