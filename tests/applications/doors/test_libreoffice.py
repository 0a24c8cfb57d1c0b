"""What LibreOffice rewrote is recognised all the same, from either format to either."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing
from tests.applications.doors.test_round_trip import back, real

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not here (Debian: libreoffice-writer-nogui)"
)


def rewritten(content: bytes, source: str, into: str, place: Path) -> bytes:
    """A document opened by LibreOffice and saved again, in that format."""
    (place / f"in.{source}").write_bytes(content)
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{place}/profile",
         "--convert-to", into, "--outdir", str(place / "out"), str(place / f"in.{source}")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (place / "out" / f"in.{into}").read_bytes()


@pytest.mark.parametrize("name", ["mise-en-recits-2024", "territoires-participatifs-2020"])
@pytest.mark.parametrize("into", ["docx", "odt"])
@pytest.mark.parametrize(
    ("source", "written_as"), [("docx", docx), ("odt", odt)], ids=["docx", "odt"]
)
def test_a_form_saved_by_libreoffice_comes_back_without_loss(
    tmp_path: Path, name: str, source: str, written_as: Any, into: str
):
    definition, written = real(name)
    printing = Printing(definition, definition.steps[0].key, "", written)
    content = written_as.write(printing.sheet({"edition": name}))
    found = back(definition, rewritten(content, source, into, tmp_path))
    assert found.answers == written.answers
    assert found.team == list(written.team)
    assert (found.leftovers, found.absent) == ([], [])
