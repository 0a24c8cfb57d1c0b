"""Quote a logbook: asked, granted or not by its author, used, withdrawn (R134, R194)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.learning.events import (
    ExtractAnswered,
    ExtractAsked,
    ExtractTakenOut,
    ExtractUsed,
    ExtractWithdrawn,
)
from cordee.journeys.learning.models import Extract
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.learning.models import LogEntry
    from cordee.people.models import User


@transaction.atomic
def ask_extract(
    entry: LogEntry, text: str, use: str, *, reason: str = "", by: User, at: datetime
) -> Extract:
    """Ask an author to let words of her entry be quoted; raises `Refused` for words not hers."""
    words = tidy(text)
    if use not in Extract.Use.values:
        raise Refused(broken("extract.use", "use", "Dites à quoi cet extrait servira."))
    if not words or words not in entry.text:
        raise Refused(
            broken("extract.words", "text", "L’extrait reprend mot pour mot une partie du texte.")
        )
    if entry.extracts.filter(text=words, use=use, withdrawn_at=None).exists():
        raise Refused(broken("extract.twice", "text", "Cet extrait est déjà demandé."))
    made = Extract.objects.create(
        cohort=entry.cohort, entry=entry, person=entry.person, text=words, use=use,
        reason=tidy(reason)[:300], asked_at=at, asked_by=by,
    )  # fmt: skip
    record(ExtractAsked(extract=made.pk, use=use), by=by, at=at)
    return made


@transaction.atomic
def answer_extract(extract: Extract, answer: str, *, by: User, at: datetime) -> Extract:
    """Say yes under one's name, yes without it, or no; a later answer replaces it until used."""
    extract = Extract.objects.select_for_update().get(pk=extract.pk)
    if answer not in Extract.Answer.values:
        raise Refused(missing("extract.answer", "answer", "Choisissez une réponse."))
    if extract.withdrawn_at is not None:
        raise Refused(broken("extract.over", "answer", "Vous avez retiré cet extrait."))
    if extract.used_at is not None:
        raise Refused(
            broken("extract.used", "answer", "Cet extrait est déjà utilisé : retirez votre accord "
                   "plutôt, nous l’ôterons partout où c’est possible.")
        )  # fmt: skip
    extract.answer, extract.answered_at = answer, at
    extract.save(update_fields=("answer", "answered_at"))
    record(ExtractAnswered(extract=extract.pk, answer=answer), by=by, at=at)
    return extract


@transaction.atomic
def withdraw_extract(extract: Extract, *, by: User | None, at: datetime) -> Extract:
    """Take one's accord back, before or after the words were used.

    Whatever quotes them by their marker has lost them from this instant. The words are forgotten
    too, unless someone copied them by hand and has to find them there: then once they are out.
    """
    extract = Extract.objects.select_for_update().get(pk=extract.pk)
    if extract.withdrawn_at is None:
        extract.withdrawn_at = at
        extract.text = extract.text if extract.used_in else ""
        extract.save(update_fields=("withdrawn_at", "text"))
        record(ExtractWithdrawn(extract=extract.pk), by=by, at=at)
    return extract


@transaction.atomic
def take_out(extract: Extract, *, by: User, at: datetime) -> Extract:
    """Say that words copied by hand are out of where they were; they are forgotten here too."""
    extract = Extract.objects.select_for_update().get(pk=extract.pk)
    if extract.withdrawn_at is None:
        raise Refused(broken("extract.granted", "where", "L’accord n’est pas retiré : ces mots "
                             "peuvent rester."))  # fmt: skip
    if extract.removed_at is None:
        extract.removed_at, extract.text = at, ""
        extract.save(update_fields=("removed_at", "text"))
        record(ExtractTakenOut(extract=extract.pk), by=by, at=at)
    return extract


@transaction.atomic
def use_extract(extract: Extract, where: str, *, by: User, at: datetime) -> Extract:
    """Write down where granted words are printed, so that a withdrawal reaches them."""
    extract = Extract.objects.select_for_update().get(pk=extract.pk)
    if not extract.granted:
        raise Refused(
            broken("extract.refused", "where", "La personne citée n’a pas donné son accord.")
        )
    if not tidy(where):
        raise Refused(missing("extract.where", "where", "Dites où : la lettre de mars, le bilan…"))
    extract.used_in, extract.used_at = tidy(where)[:300], at
    extract.save(update_fields=("used_in", "used_at"))
    record(ExtractUsed(extract=extract.pk), by=by, at=at)
    return extract
