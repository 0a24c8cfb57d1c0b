"""Every door that reads a file, given any bytes: it reads them, or refuses them with findings."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.applications.doors.mail import parcel_of
from cordee.applications.doors.parcel import opened
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.sheets import read_table
from cordee.applications.files.previews import pixels
from cordee.applications.rules.importing import faults_of, lines_of
from cordee.calls.uploads import files
from cordee.kernel.findings import Finding, Refused
from cordee.programme import load
from cordee.selection.packets import returned
from cordee.selection.packets.grid import Grid, Line
from cordee.selection.packets.ods import write as write_grid
from cordee.territories import groupings
from cordee.territories.gazetteer import Unreadable
from cordee.web.files.danger import dangers
from cordee.web.files.drawing import neutral
from cordee.web.files.duration import minutes
from cordee.web.files.kinds import MEDIA, kind_of_file
from cordee.web.files.naming import clean_name
from cordee.web.files.pages import read as pages
from cordee.web.sheets import write_csv, write_ods, write_xlsx
from tests.applications.doors.test_hostile import WHOLE
from tests.applications.test_matrix import paper

NOW = datetime(2027, 1, 4, tzinfo=UTC)
ROWS = [["structure", "code", "courriel"], ["Cœur d’Artois", "62498", "a@example.org"]]
TOML = Path("programmes/mise-en-recits-2024/definition.toml").read_bytes()
MAIL = (
    b"From: =?utf-8?q?Ana=C3=AFs?= <a@example.org>\r\nTo: depot@example.org\r\n"
    b"Subject: =?utf-8?b?w4l0w6k=?=\r\nDate: Mon, 04 Jan 2027 09:00:00 +0100\r\n"
    b"Received: from a by b; Mon, 04 Jan 2027 09:00:01 +0100\r\nPrecedence: first-class\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n--b\r\n"
    b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Disposition: attachment; filename*=UTF-8''d%C3%A9lib.pdf\r\n\r\n"
    b"JVBERi0xLjc=\r\n--b--\r\n"
)


def zipped(**held: bytes) -> bytes:
    """An archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened_:
        for name, content in held.items():
            opened_.writestr(name.replace("_", "."), content)
    return made.getvalue()


def definition(content: bytes) -> None:
    assert load(files(content)).findings is not None


def applicants(content: bytes) -> None:
    lines = lines_of(read_table(content))
    assert all(said for _row, said in faults_of(lines, ["a"]))


def mail(content: bytes) -> None:
    parcel = parcel_of(content, ended=NOW)
    found = opened(parcel.files)
    assert found.stream or found.remarks or not parcel.files


def bodies(content: bytes) -> None:
    with TemporaryDirectory() as folder, contextlib.suppress(Unreadable):
        (Path(folder) / "a.csv").write_bytes(content)
        read = groupings.read(Path(folder) / "a.csv")
        assert all(read.refused)


def reviews(content: bytes) -> None:
    assert returned.read(content).mark


def joined(content: bytes) -> None:
    handle = io.BytesIO(content)
    kind = kind_of_file("pièce.csv", handle)
    assert kind in {*MEDIA, ""}
    assert all(code and said for code, said in dangers(kind, handle) if kind)
    pages(handle)
    neutral(content)
    for one in ("mp4", "wav"):
        minutes(one, handle)
    for one in ("png", "jpg", "webp"):
        assert pixels(one, content) >= 0
    assert clean_name(content.decode("utf-8", "replace"), kind)


GRID = Grid("cordee-grille a", "Étape", (Line("f", "c", file="F", label="C", note="3"),))
DOORS: list[tuple[Callable[[bytes], Any], tuple[bytes, ...]]] = [
    (definition, (TOML[:3000], zipped(definition_toml=TOML))),
    (read_document, tuple(WHOLE.values())),
    (mail, (MAIL,)),
    (applicants, tuple(b"".join(write(ROWS, "A")) for write in (write_csv, write_xlsx, write_ods))),
    (bodies, ("siren;nom;membres;population\n200000001;Œuvre;62498;12 000\n".encode(),)),
    (reviews, (write_grid(GRID),)),
    (joined, (paper(), b"\0\0\0\x18ftypmp42" + b"moov" * 9, b"RIFF\x10\0\0\0WAVEfmt ",
              b"\x89PNG\r\n\x1a\n" + b"\0" * 30, b"\xff\xd8\xff\xe0\0\x10", b"<svg><g/></svg>",
              b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 80, *WHOLE.values())),
]  # fmt: skip


@pytest.mark.parametrize(("door", "real"), DOORS, ids=[door.__name__ for door, _real in DOORS])
@given(data=st.data())
@settings(max_examples=12)
def test_any_bytes_at_any_door_are_read_or_refused(door, real, data: st.DataObject):
    """Bytes of chance, alone or in the midst of a file of the house."""
    content = data.draw(st.sampled_from([b"", *real]))
    for _time in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 60)))
        content = content[:start] + data.draw(st.binary(max_size=40)) + content[end:]
    found: list[Finding] = []
    try:
        door(content)
    except Refused as refused:
        found += refused.findings
    assert all(one.code and one.sentence.strip() for one in found)
