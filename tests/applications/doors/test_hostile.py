"""Whatever is brought back, it is read or refused with its reason, never a traceback."""

import contextlib
import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing
from cordee.applications.doors.parcel import opened
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.applications.rules.arrivals import kept_unread
from cordee.kernel.findings import Refused
from tests.applications.doors.test_round_trip import FORMATS, real

DEFINITION, WRITTEN = real("mise-en-recits-2024")
SHEET = Printing(DEFINITION, "application", "", WRITTEN).sheet()
WHOLE = {"docx": docx.write(SHEET), "odt": odt.write(SHEET)}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def codes(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refusal:
        read_document(content)
    return [one.code for one in refusal.value.findings]


def read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refused):
        recognise(read_document(content), DEFINITION, step="application")


@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_reason(content: bytes):
    assert codes(content)
    assert codes(b"PK\x03\x04" + content)


@FORMATS
@given(data=st.data())
@settings(max_examples=30)
def test_any_damage_to_a_document_is_read_or_refused(written_as: Any, data: st.DataObject):
    content = bytearray(WHOLE[written_as.__name__.rpartition(".")[2]])
    for _time in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(content))


@FORMATS
@given(data=st.data())
@settings(max_examples=30)
def test_any_damage_to_its_text_is_read_or_refused(written_as: Any, data: st.DataObject):
    name = "word/document.xml" if written_as is docx else "content.xml"
    files = parts(WHOLE[written_as.__name__.rpartition(".")[2]])
    text = files[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 400)))
    files[name] = text[:start] + data.draw(st.binary(max_size=30)) + text[end:]
    read_or_refused(archive(files))


def test_an_archive_of_something_else_is_refused():
    assert codes(archive({"a.txt": b"A"})) == ["document.damaged"]
    assert codes(archive({})) == ["document.damaged"]


def test_a_bomb_is_counted_while_it_opens():
    files = parts(WHOLE["docx"]) | {"word/document.xml": b"<a>" + b" " * 50_000_000}
    assert codes(archive(files)) == ["document.bomb"]


def test_a_thousand_parts_are_too_many():
    assert codes(archive({f"{n}.xml": b"" for n in range(2_100)})) == ["document.damaged"]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "Basic/Standard/Module1.xml"])
def test_macros_are_refused(name: str):
    assert codes(archive(parts(WHOLE["docx"]) | {name: b"x"})) == ["document.macros"]


def test_entities_are_refused_before_they_open():
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><a>&b;</a>'
    assert codes(archive(parts(WHOLE["odt"]) | {"content.xml": bomb})) == ["document.damaged"]
    hidden = bomb.decode().encode("utf-16")
    assert codes(archive(parts(WHOLE["odt"]) | {"content.xml": hidden})) == ["document.damaged"]


def test_elements_without_end_are_refused():
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert codes(archive(parts(WHOLE["docx"]) | {"word/document.xml": deep})) == [
        "document.damaged"
    ]


MANIFEST = b"<manifest:encryption-data/>"
OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600


@pytest.mark.parametrize(("content", "code", "way_out"), [
    (OLE, "document.old", "au format DOCX ou ODT"),
    (OLE + "WordDocument".encode("utf-16-le"), "document.old", "Enregistrer sous"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "document.protected", "retirez le mot de passe"),
    (archive(parts(WHOLE["odt"]) | {"META-INF/manifest.xml": MANIFEST}), "document.protected",
     "retirez le mot de passe"),
    (archive({"Index/Document.iwa": b"a"}), "document.pages", "Exporter vers"),
    (archive({"xl/workbook.xml": b"a"}), "document.sheet", "le formulaire"),
    (b"{\\rtf1 Bonjour}", "document.rtf", "Enregistrer sous"),
    (b'{"url": "https://docs.google.com/open?id=1"}', "document.link", "Microsoft Word"),
    (b"<!DOCTYPE html><p>Bonjour", "document.page", "traitement de texte"),
])  # fmt: skip
def test_what_is_no_form_is_named_with_the_way_out(content: bytes, code: str, way_out: str):
    with pytest.raises(Refused) as refusal:
        read_document(content)
    assert [(one.code, way_out in one.sentence) for one in refusal.value.findings] == [(code, True)]
    [remark] = opened([("dossier", content)]).remarks
    assert "est gardé tel quel" in kept_unread(remark).sentence


def test_a_scan_or_a_photo_is_kept_for_a_hand():
    for content in (b"%PDF-1.7", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic"):
        [remark] = opened([("dossier", content)]).remarks
        assert (remark.code, remark.blocks) == ("arrival.pdf", False)
        assert "se reportent à la main" in remark.sentence


def test_bookmarks_renamed_on_the_way_lose_no_answer():
    """A word processor may call them otherwise, or the same in every place."""
    for name in ("word/document.xml", "content.xml"):
        written = WHOLE["docx" if name.startswith("word") else "odt"]
        files = parts(written)
        files[name] = re.sub(rb"cordee_[0-9a-f]+", b"Signet", files[name])
        found = recognise(read_document(archive(files)), DEFINITION, step="application")
        assert found.answers == WRITTEN.answers
        assert found.leftovers == []
