"""What LibreOffice rewrote is recognised all the same, from either format to either.

`saved/` holds forms that LibreOffice really saved: they come back wherever the tests run. Where
LibreOffice is at hand, the same forms go through it again. After a change to one of these
programmes or to what writes the forms, `python -m tests.applications.doors.test_libreoffice`
saves them anew.
"""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import django
import pytest

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing
from tests.applications.doors.test_round_trip import back, real

SOFFICE = shutil.which("soffice")
SAVED = Path(__file__).parent / "saved"
WRITERS: dict[str, ModuleType] = {"docx": docx, "odt": odt}
NAMES = ("mise-en-recits-2024", "territoires-participatifs-2020")
ways = pytest.mark.parametrize(
    ("name", "source", "into"),
    [(name, source, into) for name in NAMES for source in WRITERS for into in WRITERS],
)


def written(name: str, source: str) -> bytes:
    """The form of a programme, filled, as the house writes it."""
    definition, filled = real(name)
    printing = Printing(definition, definition.steps[0].key, "", filled)
    return WRITERS[source].write(printing.sheet({"edition": name}))


def rewritten(content: bytes, source: str, into: str, place: Path) -> bytes:
    """A document opened by LibreOffice and saved again, in that format."""
    (place / f"in.{source}").write_bytes(content)
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{place}/profile",
         "--convert-to", into, "--outdir", str(place / "out"), str(place / f"in.{source}")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (place / "out" / f"in.{into}").read_bytes()


def saved(name: str, source: str, into: str) -> Path:
    """Where the form that LibreOffice saved is kept."""
    return SAVED / f"{name}.{source}.{into}"


def assert_nothing_is_lost(name: str, content: bytes) -> None:
    definition, filled = real(name)
    found = back(definition, content)
    assert found.answers == filled.answers
    assert found.team == list(filled.team)
    assert (found.leftovers, found.absent) == ([], [])


@ways
def test_a_form_that_libreoffice_saved_comes_back_without_loss(name: str, source: str, into: str):
    assert_nothing_is_lost(name, saved(name, source, into).read_bytes())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here: the forms kept are read")
@pytest.mark.parametrize("into", WRITERS)
def test_a_form_saved_by_the_libreoffice_at_hand_comes_back_too(tmp_path: Path, into: str):
    source = "odt" if into == "docx" else "docx"
    content = rewritten(written(NAMES[0], source), source, into, tmp_path)
    assert_nothing_is_lost(NAMES[0], content)


def save() -> None:
    """Save every form anew."""
    SAVED.mkdir(exist_ok=True)
    for name in NAMES:
        for source in WRITERS:
            for into in WRITERS:
                with TemporaryDirectory() as place:
                    content = rewritten(written(name, source), source, into, Path(place))
                    saved(name, source, into).write_bytes(content)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    django.setup()
    save()
