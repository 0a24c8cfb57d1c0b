"""The files of a call in the lists of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cordee.applications.models import Application
from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.calls.models import Edition


STANDING: Final = "en-lice"
"""Every file but those withdrawn: what the figures of a call count."""
STATES = {
    "deposee": _("déposée"),
    "brouillon": _("non déposée"),
    "retiree": _("retirée"),
    STANDING: _("non retirée"),
}
"""State of a file, as an address says it and as people read it."""

NEXT_DEPARTMENTS: Final = """
WITH RECURSIVE found(name) AS (
  SELECT min(department) FROM applications_application
  WHERE edition_id = %(edition)s AND department > ''
  UNION ALL
  SELECT (SELECT min(department) FROM applications_application
          WHERE edition_id = %(edition)s AND department > found.name)
  FROM found WHERE found.name IS NOT NULL
)
SELECT name FROM found WHERE name IS NOT NULL ORDER BY name
"""


def state_of(application: Application) -> str:
    """The word for where a file stands."""
    return state_said(application.withdrawn_at, application.current_id)


def state_said(withdrawn_at: datetime | None, current: int | None) -> str:
    """The same, from when it was withdrawn and the key of its deposit in force."""
    if withdrawn_at is not None:
        return str(STATES["retiree"])
    return str(STATES["deposee" if current else "brouillon"])


def staff_list(
    edition: Edition,
    *,
    words: str = "",
    state: str = "",
    department: str = "",
    kind: str = "",
    track: str = "",
    step: str = "",
    label: str = "",
    without: Collection[int] = (),
) -> QuerySet[Application]:
    """The files of a call, in the order they came, with what a list shows; never `without`."""
    rows = Application.objects.filter(edition=edition)
    rows = rows.exclude(pk__in=without) if without else rows
    for word in unaccented(words).split()[:8]:
        rows = rows.filter(sort_key__contains=word)
    asked = {"department": department, "kind": kind, "track": track, "step": step}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    rows = rows.filter(labels__contains=[label]) if label else rows
    match state:
        case "deposee":
            rows = rows.deposited()
        case "brouillon":
            rows = rows.drafts()
        case "retiree":
            rows = rows.exclude(withdrawn_at=None)
        case _ if state == STANDING:
            rows = rows.filter(withdrawn_at=None)
    heavy = ("current__content", "current__findings")
    return rows.select_related("current").defer(*heavy).order_by("pk")


def departments(edition: Edition, *, without: Collection[int] = ()) -> list[str]:
    """The departments files came from, those `without` apart."""
    if not without:
        return _departments(edition)
    rows = Application.objects.filter(edition=edition).exclude(department="")
    rows = rows.exclude(pk__in=without)
    return list(rows.values_list("department", flat=True).distinct().order_by("department"))


def _departments(edition: Edition) -> list[str]:
    """The departments of a call: the index is asked for each next one, not for each file."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_DEPARTMENTS, {"edition": edition.pk})
        return [name for (name,) in cursor.fetchall()]


def labels_in(edition: Edition, *, without: Collection[int] = ()) -> list[str]:
    """The labels the staff gave to files of a call, each once, those `without` apart."""
    rows = Application.objects.filter(edition=edition).exclude(labels=[]).exclude(pk__in=without)
    return sorted({word for words in rows.values_list("labels", flat=True) for word in words})
