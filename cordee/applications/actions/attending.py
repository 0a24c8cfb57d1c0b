"""Note who was there, where the call makes a date mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events.files import AttendanceNoted
from cordee.applications.models import Attendance
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.programme.anchors import milestone_when

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User


@transaction.atomic
def note_attendance(
    application: Application, milestone: str, *, there: bool, note: str = "", by: User, at: datetime
) -> Attendance:
    """Say whether a candidate was at a mandatory date; said again, it is corrected.

    Raises `Refused` for a date the call does not make mandatory, or still to come.
    """
    definition = application.edition.definition
    asked = next((one for one in definition.milestones if one.key == milestone), None)
    if asked is None or not asked.mandatory:
        said = _("L’appel ne rend pas cette date obligatoire.")
        raise Refused(broken("attendance.unknown", "milestone", said))
    first = milestone_when(definition, asked).first
    if first is None or first > at.date():
        raise Refused(broken("attendance.early", "milestone", _("Ce jour n’est pas encore venu.")))
    made, _new = Attendance.objects.update_or_create(
        application=application, milestone=milestone,
        defaults={"there": there, "note": tidy(note)[:300], "by": by, "at": at},
    )  # fmt: skip
    noted = AttendanceNoted(application=application.pk, milestone=milestone, there=there)
    record(noted, by=by, at=at)
    return made
