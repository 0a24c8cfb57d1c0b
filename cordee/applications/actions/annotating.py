"""What the staff writes for itself on a file: notes and labels, never shown to candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import Labelled, NoteWritten
from cordee.applications.models import StaffNote
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User

LABEL, LABELS = 40, 12
"""Characters of a label, and how many a file bears at most."""


@transaction.atomic
def write_note(application: Application, text: str, *, by: User, at: datetime) -> StaffNote:
    """Keep an internal note."""
    if not tidy(text):
        raise Refused(missing("note", "text", _("Cette note est vide.")))
    made = StaffNote.objects.create(application=application, text=tidy(text), at=at, by=by)
    record(NoteWritten(application=application.pk, note=made.pk), by=by, at=at)
    return made


@transaction.atomic
def label(application: Application, words: Iterable[str], *, by: User, at: datetime) -> None:
    """Give a file its labels, in place of those it had; each is one short word or two."""
    kept = list(dict.fromkeys(one for word in words if (one := tidy(word).lower()[:LABEL])))
    if kept[:LABELS] == application.labels:
        return
    application.labels = kept[:LABELS]
    application.save(update_fields=("labels",))
    record(Labelled(application=application.pk, labels=application.labels), by=by, at=at)
