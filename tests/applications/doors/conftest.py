"""Documents of the small call, as its candidates bring them back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.docx import write
from cordee.applications.doors.outgoing import mark_of
from cordee.calls.models import Edition


@pytest.fixture
def document(edition: Edition) -> Callable[..., bytes]:
    """A DOCX of the form, with these answers; `mark` adds to what tells which form it is."""

    def make(answers: dict[str, Any], *, team: Any = (), **mark: str) -> bytes:
        version = edition.rules_in_force
        printing = Printing(version.definition, "application", "", Written("Lens", answers, team))
        return write(printing.sheet(mark_of(version, step="application", track="") | mark))

    return make


def upload(content: bytes, name: str = "formulaire.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
