"""Signed copies received, and the date a document bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import touch
from cordee.applications.events.files import CopyReceived, PieceDated
from cordee.applications.models import Attachment, SignedCopy
from cordee.applications.queries import reception, writable
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.applications.models import Application
    from cordee.people.models import User


@transaction.atomic
def receive_copy(
    application: Application, *, on: date, copies: int, note: str = "", by: User, at: datetime
) -> SignedCopy:
    """Note that the signed copy of a deposit came; raises `Refused` before there is a deposit."""
    if application.current_id is None:
        said = _("Ce dossier n’est pas déposé : il n’attend pas d’exemplaire signé.")
        raise Refused(broken("copy.early", "received_on", said))
    if on > application.edition.today(at):
        said = _("Ce jour n’est pas encore venu.")
        raise Refused(broken("copy.future", "received_on", said))
    made = SignedCopy.objects.create(
        application=application, received_on=on, copies=copies, note=tidy(note)[:300], by=by, at=at
    )
    record(CopyReceived(application=application.pk, copies=copies), by=by, at=at)
    return made


@transaction.atomic
def date_piece(attachment: Attachment, dated: date, *, by: User, at: datetime) -> None:
    """Say the date a document bears; raises `Refused` once closed, and for a day to come."""
    application = attachment.application
    if not writable(application, at, attachment.question):
        raise Refused(reception(application, at).faults)
    if dated > application.edition.today(at):
        said = _("Un document déjà joint ne peut porter une date à venir.")
        raise Refused(broken("file.future", "dated", said))
    Attachment.objects.filter(pk=attachment.pk).update(dated=dated)
    touch(application, at=at)
    record(PieceDated(application=application.pk, attachment=attachment.pk), by=by, at=at)
