"""What is said around a file: confidence, reports, remarks, contacts with its team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.actions.marking import say
from cordee.selection.events import (
    Answered,
    Calibrated,
    Contacted,
    FileOpened,
    Remarked,
    Reported,
    Unsaid,
)
from cordee.selection.models import Contact, Juror, Mark, Panel, Reading, Remark
from cordee.selection.policy import may_mark
from cordee.selection.queries import stage_of

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application, Deposit
    from cordee.people.models import User

LONGEST = 10_000


def _said(text: str, where: str, sentence: str) -> str:
    text = tidy(text.replace("\0", ""))[:LONGEST]
    if not text:
        raise Refused(missing(f"{where}.empty", where, sentence))
    return text


@transaction.atomic
def open_file(juror: Juror, deposit: Deposit, *, by: User, at: datetime) -> None:
    """Log that a juror opened a file, the first time only: nothing is read in secret."""
    _made, created = Reading.objects.get_or_create(
        juror=juror, application=deposit.application, defaults={"at": at}
    )
    if created:
        record(FileOpened(juror=juror.pk, application=deposit.application_id), by=by, at=at)


@transaction.atomic
def be_sure(juror: Juror, deposit: Deposit, confidence: int | None, *, at: datetime) -> Reading:
    """Say how sure one is of one's marks on a file; no fact of the journal, it changes no mark."""
    if not (right := may_mark(juror, deposit)):
        raise Refused(broken("reading.right", "assurance", right.reason or "Dossier inconnu."))
    if confidence is not None and confidence not in Reading.Confidence.values:
        raise Refused(broken("reading.confidence", "assurance", "Choisissez un des degrés."))
    made, _created = Reading.objects.update_or_create(
        juror=juror,
        application=deposit.application,
        defaults={"confidence": confidence, "at": at},
    )
    return made


@transaction.atomic
def report(juror: Juror, deposit: Deposit, text: str, *, by: User, at: datetime) -> Reading:
    """Keep the report of who instructs a file; everybody who judges it reads it."""
    if juror.part != Juror.Part.REPORTER:
        sentence = "Seule la personne qui instruit le dossier écrit un rapport."
        raise Refused(broken("report.part", "report", sentence))
    if not (right := may_mark(juror, deposit)):
        raise Refused(broken("report.right", "report", right.reason or "Dossier inconnu."))
    text = text.replace("\0", "").strip()[:LONGEST]
    made, _created = Reading.objects.update_or_create(
        juror=juror, application=deposit.application, defaults={"report": text, "at": at}
    )
    record(Reported(juror=juror.pk, application=deposit.application_id), by=by, at=at)
    return made


@transaction.atomic
def remark(
    panel: Panel, application: Application, text: str, *, audience: str, by: User, at: datetime
) -> Remark:
    """Say something of a file to an audience; who may write is asked before."""
    text = _said(text, "remark", "Écrivez votre message.")
    if audience not in Remark.Audience.values:
        sentence = "Choisissez qui lira ce message."
        raise Refused(missing("remark.audience", "audience", sentence))
    made = Remark.objects.create(
        panel=panel, application=application, text=text, audience=audience, by=by, at=at
    )
    record(Remarked(remark=made.pk, application=application.pk), by=by, at=at)
    return made


@transaction.atomic
def unsay(remark: Remark, *, by: User, at: datetime) -> None:
    """Take one's own remark back: its place stays, its words no longer show."""
    if remark.by_id != by.pk:
        raise Refused(broken("remark.own", "remark", "On ne retire que ses propres messages."))
    if Remark.objects.filter(pk=remark.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(Unsaid(remark=remark.pk), by=by, at=at)


@transaction.atomic
def contact(
    panel: Panel,
    application: Application,
    *,
    means: str,
    reached: str,
    question: str,
    answer: str = "",
    by: User,
    at: datetime,
) -> Contact:
    """Keep a question put to a candidate, and its answer when it came (R47).

    Raises `Refused` when the call does not provide for such contacts.
    """
    if not stage_of(panel).candidates_contacted:
        sentence = "L’appel ne prévoit pas de joindre les équipes candidates à cette étape."
        raise Refused(broken("contact.rule", "contact", sentence))
    if means not in Contact.Means.values:
        raise Refused(missing("contact.means", "means", "Dites par quel moyen."))
    answer = tidy(answer.replace("\0", ""))[:LONGEST]
    made = Contact.objects.create(
        panel=panel,
        application=application,
        means=means,
        reached=_said(reached, "reached", "Dites qui a été joint.")[:160],
        question=_said(question, "question", "Écrivez la question posée."),
        answer=answer,
        by=by,
        at=at,
        answered_at=at if answer else None,
    )
    record(Contacted(contact=made.pk, application=application.pk), by=by, at=at)
    return made


@transaction.atomic
def answer(made: Contact, text: str, *, by: User, at: datetime) -> None:
    """Keep the answer that came later; marks given before are flagged, none is changed."""
    text = _said(text, "answer", "Écrivez la réponse donnée.")
    if not Contact.objects.filter(pk=made.pk, answered_at=None).update(answer=text, answered_at=at):
        raise Refused(broken("contact.answered", "answer", "Cette réponse est déjà gardée."))
    record(Answered(contact=made.pk, application=made.application_id), by=by, at=at)


@transaction.atomic
def calibrate_on(panel: Panel, application: Application | None, *, by: User, at: datetime) -> None:
    """Choose the file everybody reads first; None for no such file."""
    Panel.objects.filter(pk=panel.pk).update(calibration=application)
    panel.calibration = application
    event = Calibrated(panel=panel.pk, application=application.pk if application else 0)
    record(event, by=by, at=at)


@transaction.atomic
def confirm(juror: Juror, deposit: Deposit, *, by: User, at: datetime) -> int:
    """Keep one's marks although more was learnt since; returns how many."""
    if not (right := may_mark(juror, deposit)):
        raise Refused(broken("mark.right", "mark", right.reason or "Dossier inconnu."))
    rows = Mark.objects.filter(juror=juror, deposit=deposit, withdrawn_at=None)
    kept = list(rows.order_by("pk"))
    rows.update(read_on=None, at=at, revision=F("revision") + 1)
    for one in kept:
        say(one, by=by, at=at)
    return len(kept)
