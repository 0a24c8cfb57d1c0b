"""What a file is, and what it hides, whatever its name says."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from cordee.applications.doors import docx, odt
from cordee.applications.doors.sheet import Sheet, Told
from cordee.applications.files import clean_name, kind_of
from cordee.applications.files.previews import absent, drawn, pixels
from cordee.web.files.danger import dangers
from cordee.web.files.kinds import OLE
from cordee.web.files.naming import LONGEST
from cordee.web.files.pages import pages_of
from tests.applications.doors.test_hostile import archive, parts
from tests.applications.test_matrix import paper

SHEET = Sheet("Titre", "", "fr", (Told("Un mot."),))
DOCX, ODT = docx.write(SHEET), odt.write(SHEET)
PNG = absent()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.txt", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.png", PNG, "png"),
        ("a.docx", DOCX, "docx"),
        ("a.pdf", DOCX, "docx"),
        ("a.docx", ODT, "odt"),
        ("a.docx", archive({"a.txt": b"A"}), "zip"),
        ("a.doc", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "doc"),
        ("a.doc", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xls"),
        ("a.doc", OLE + b"\0" * 600, ""),
        ("a.rtf", b"{\\rtf1 oui}", "rtf"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        ("a.wav", b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "mp4"),
        ("a.mov", b"\0\0\0\x14ftypqt  ", "mov"),
        ("a.webm", b"\x1aE\xdf\xa3", "webm"),
        ("a.mp3", b"ID3\x03", "mp3"),
        ("a.tif", b"II*\0", "tif"),
        ("a.dwg", b"AC1032", "dwg"),
        ("a.ifc", b"ISO-10303-21;", "ifc"),
        ("a.gpkg", b"SQLite format 3\0".ljust(68, b"\0") + b"GPKG", "gpkg"),
        ("a.gpkg", b"SQLite format 3\0".ljust(80, b"\0"), ""),
        ("a.csv", "élu;œuvre\n".encode(), "csv"),
        ("a.geojson", b'{"type": "FeatureCollection"}', "geojson"),
        ("a.kml", b'<?xml version="1.0"?><kml></kml>', "kml"),
        ("a.svg", b"<svg onload=alert(1)>", ""),
        ("a.txt", b"<svg onload=alert(1)>", ""),
        ("a.txt", b"  <!DOCTYPE html><p>", ""),
        ("a.csv", b"<script>alert(1)</script>", ""),
        ("a.html", b"<p>", ""),
        ("a.exe", b"MZ\x90", ""),
        ("a.pdf", b"MZ\x90", ""),
        ("a.pdf", b" %PDF-1.7", ""),
        ("a.txt", b"a\0b", ""),
        ("a.docx", b"PK\x03\x04", ""),
    ],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, kind: str):
    assert kind_of(name, content) == kind


@given(content=st.binary(max_size=400), name=st.text(max_size=20))
def test_no_bytes_break_the_reading(content: bytes, name: str):
    kind_of(name, content)
    for sign in (b"PK\x03\x04", OLE, b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        handle = io.BytesIO(sign + content)
        kind = kind_of(name, sign + content)
        list(dangers(kind or "zip", handle))
        pages_of(sign + content)
        pixels("png", sign + content)
        pixels("jpg", sign + content)
        pixels("webp", sign + content)


def found(kind: str, content: bytes) -> set[str]:
    return {code for code, _said in dangers(kind, io.BytesIO(content))}


def acting(action: str) -> bytes:
    """A PDF that acts when it is opened."""
    held, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=100, height=100)
    if action == "names":
        scripts = DictionaryObject({NameObject("/Names"): ArrayObject()})
        names = DictionaryObject({NameObject("/JavaScript"): scripts})
        writer.root_object[NameObject("/Names")] = names
    else:
        opening = {NameObject("/S"): NameObject(action), NameObject("/F"): TextStringObject("cmd")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(opening)
    writer.write(held)
    return held.getvalue()


def swollen() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"\0" * 20_000_000)
    return held.getvalue()


TEMPLATE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" '
    b'Target="http://mal.example/a.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("docx", archive(parts(DOCX) | {"word/vbaProject.bin": b"x"}), "file.macros"),
        ("odt", archive(parts(ODT) | {"Basic/Standard/M.xml": b"x"}), "file.macros"),
        ("docx", archive(parts(DOCX) | {"word/_rels/settings.xml.rels": TEMPLATE}), "file.scripts"),
        ("doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), "file.macros"),
        ("rtf", b"{\\rtf1 {\\object{\\*\\objdata 01}}}", "file.scripts"),
        ("zip", swollen(), "file.bomb"),
        ("zip", archive({"../../etc/passwd": b"x"}), "file.runs"),
        ("zip", archive({"C:\\a.txt": b"x"}), "file.runs"),
        ("zip", archive({"facture.pdf.exe": b"x"}), "file.runs"),
        ("zip", archive({"page.svg": b"x"}), "file.runs"),
        ("zip", b"PK\x03\x04", "file.unreadable"),
        ("pdf", acting("names"), "file.scripts"),
        ("pdf", acting("/Launch"), "file.scripts"),
        ("pdf", b"%PDF-1.4 abime", "file.unreadable"),
        ("jpg", b"\xff\xd8\xff" + b"\0" * 99 + archive({"a.html": b"x"}), "file.hidden"),
        ("png", PNG + b"<script>alert(1)</script>", "file.hidden"),
        ("pdf", paper() + b"<html><script>x</script>", "file.hidden"),
    ],
)
def test_what_a_file_hides_is_told(kind: str, content: bytes, code: str):
    assert code in found(kind, content)


@pytest.mark.parametrize(
    ("kind", "content"),
    [("docx", DOCX), ("odt", ODT), ("pdf", paper()), ("png", PNG), ("rtf", b"{\\rtf1 oui}"),
     ("zip", archive({"a/b.txt": b"x", "œuvre.csv": b"x"}))],
)  # fmt: skip
def test_a_plain_file_hides_nothing(kind: str, content: bytes):
    assert found(kind, content) == set()


@pytest.mark.parametrize(
    ("given_", "kind", "wanted"),
    [
        ("../../etc/passwd", "", "passwd"),
        ("C:\\fakepath\\dossier.pdf", "pdf", "dossier.pdf"),
        ("Délibération n° 12 – œuvre.PDF", "pdf", "Délibération n° 12 – œuvre.PDF"),
        ("exe.fdp\u202efacture.pdf", "pdf", "exe.fdpfacture.pdf"),
        ("facture.exe.pdf", "pdf", "facture-exe.pdf"),
        ("facture.pdf.exe", "pdf", "facture.pdf.pdf"),
        ("photo", "jpg", "photo.jpg"),
        ("photo.jpeg", "jpg", "photo.jpeg"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie- x.pdf"),
        ("CON.pdf", "pdf", "CON-.pdf"),
        ("...", "", "fichier"),
        ("", "pdf", "fichier.pdf"),
        ("invisible\u200b\u2066.pdf", "pdf", "invisible.pdf"),
    ],
)
def test_a_name_is_made_safe(given_: str, kind: str, wanted: str):
    assert clean_name(given_, kind) == wanted


@given(name=st.text(max_size=300), kind=st.sampled_from(["", "pdf", "jpg"]))
def test_any_name_gives_a_name_that_can_be_kept(name: str, kind: str):
    made = clean_name(name, kind)
    assert 0 < len(made) <= LONGEST + 12
    assert not set(made) & set('/\\:*?"<>|\r\n\0\u202e')
    assert not made.startswith(".")
    if kind:
        assert kind_of_name(made) == kind


def kind_of_name(name: str) -> Any:
    return name.rpartition(".")[2].lower().replace("jpeg", "jpg")


def test_the_first_page_of_a_pdf_and_an_image_are_drawn_by_the_house():
    for kind, content in (("pdf", paper()), ("png", PNG)):
        made = drawn(kind, content)
        assert made is not None
        assert made.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("kind", "content"),
    [("pdf", b"%PDF-1.4"), ("jpg", b"\xff\xd8\xff"), ("png", PNG[:40]), ("webp", b"RIFF"),
     ("png", PNG[:16] + b"\x7f\xff\xff\xff" * 2 + PNG[24:])],
)  # fmt: skip
def test_what_cannot_be_drawn_or_is_too_large_has_no_preview(kind: str, content: bytes):
    assert drawn(kind, content) is None
