"""What is said around a file: remarks by audience, contacts, reports; never to whoever left it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from cordee.selection.models import Contact, Reading, Recusal, Remark
from cordee.selection.queries.panels import stage_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Application, Deposit
    from cordee.people.models import User
    from cordee.selection.models import Mark, Panel


def remarks_for_jury(panel: Panel, application: Application) -> QuerySet[Remark]:
    """What the jurors say of a file, both audiences."""
    return _remarks(panel, application)


def remarks_for_team(panel: Panel, application: Application, user: User) -> QuerySet[Remark]:
    """What the team may read: what was written to it, and one's own."""
    mine = Q(by=user) | Q(audience=Remark.Audience.STAFF)
    return _remarks(panel, application).filter(mine)


def _remarks(panel: Panel, application: Application) -> QuerySet[Remark]:
    rows = Remark.objects.filter(panel=panel, application=application)
    return rows.select_related("by__person").order_by("at", "pk")


def contacts(panel: Panel, application: Application) -> list[Contact]:
    """The questions put to a candidate and her answers, oldest first (R47)."""
    if not stage_of(panel).candidates_contacted:
        return []
    rows = Contact.objects.filter(panel=panel, application=application)
    return list(rows.select_related("by__person").order_by("at", "pk"))


def heard(panel: Panel) -> tuple[dict[int, list[Contact]], dict[int, list[Reading]]]:
    """Every contact and every reading of a panel, by application (two queries)."""
    talks: dict[int, list[Contact]] = defaultdict(list)
    for one in Contact.objects.filter(panel=panel).order_by("at", "pk"):
        talks[one.application_id].append(one)
    left = Recusal.objects.standing().filter(juror=OuterRef("juror"))
    gone = Exists(left.filter(application=OuterRef("application")))
    said: dict[int, list[Reading]] = defaultdict(list)
    rows = Reading.objects.filter(~gone, juror__panel=panel).select_related("juror__person")
    for reading in rows.order_by("at", "pk"):
        said[reading.application_id].append(reading)
    return talks, said


def readings(panel: Panel, application: Application) -> list[Reading]:
    """What each juror said of her reading of a file, unless she left it since."""
    left = Recusal.objects.standing().filter(application=application).values("juror")
    rows = Reading.objects.filter(juror__panel=panel, application=application)
    rows = rows.exclude(juror__in=left).order_by("at", "pk")
    return list(rows.select_related("juror__person", "juror__organisation"))


def stale(marks: Iterable[Mark], deposit: Deposit, heard: Iterable[Contact]) -> dict[str, str]:
    """Criterion → « donnée avant… », for marks given before what was learnt since."""
    answers = [one.answered_at for one in heard if one.answered_at is not None]
    last: datetime | None = max(answers, default=None)
    found = {}
    for one in marks:
        if one.read_on_id is not None and one.read_on_id != deposit.pk:
            found[one.criterion] = "complement"
        elif one.given and last is not None and one.at < last:
            found[one.criterion] = "answer"
    return found
