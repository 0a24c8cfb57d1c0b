"""Note who was there, where the call makes a date mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events.files import AttendanceNoted
from cordee.applications.models import Attendance
from cordee.applications.rules.attendance import to_note
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.programme.anchors import milestone_when

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.programme.schema import Definition


def past(definition: Definition, milestone: str, at: datetime) -> None:
    """Raise `Refused` for a date the call does not make mandatory, or still to come."""
    asked = next((one for one in definition.milestones if one.key == milestone), None)
    if asked is None or not asked.mandatory:
        said = _("L’appel ne rend pas cette date obligatoire.")
        raise Refused(broken("attendance.unknown", "milestone", said))
    first = milestone_when(definition, asked).first
    if first is None or first > at.astimezone(ZoneInfo(definition.timeline.zone)).date():
        raise Refused(broken("attendance.early", "milestone", _("Ce jour n’est pas encore venu.")))


@transaction.atomic
def note_attendance(
    application: Application, milestone: str, *, there: bool, note: str = "", by: User, at: datetime
) -> Attendance:
    """Say whether a candidate was at a mandatory date; said again, it is corrected.

    Raises `Refused` for a date the call does not make mandatory, or still to come.
    """
    past(application.edition.definition, milestone, at)
    made, _new = Attendance.objects.update_or_create(
        application=application, milestone=milestone,
        defaults={"there": there, "note": tidy(note)[:300], "by": by, "at": at},
    )  # fmt: skip
    noted = AttendanceNoted(application=application.pk, milestone=milestone, there=there)
    record(noted, by=by, at=at)
    return made


@transaction.atomic
def note_sheet(
    edition: Edition, milestone: str, rows: Iterable[tuple[Application, Attendance | None]],
    *, shown: Iterable[str], there: Container[str], by: User, at: datetime,
) -> int:  # fmt: skip
    """Note a whole sheet at once, and tell how many files it changed.

    `rows` as `standing.awaited` gives them; `shown` and `there` are public ids: the files of the
    sheet sent, and those whose box is ticked. A file noted alike stays as it is, and a remark is
    kept. Raises `Refused` as `note_attendance`.
    """
    past(edition.definition, milestone, at)
    files = {str(one.public_id): (one, noted) for one, noted in rows}
    told = {key: noted.there for key, (_one, noted) in files.items() if noted is not None}
    changes = to_note([key for key in shown if key in files], there, told)
    for key, seen in changes.items():
        one, noted = files[key]
        note = noted.note if noted is not None else ""
        note_attendance(one, milestone, there=seen, note=note, by=by, at=at)
    return len(changes)
