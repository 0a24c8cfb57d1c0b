"""Questions on a call: asked by anyone, answered to everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.calls.asking import answer_faults, asking_faults
from cordee.calls.events import Answered, Asked, Dismissed
from cordee.calls.letters import tell_answer, thank_for_question
from cordee.calls.models import Inquiry
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.people.models import User

TWICE = timedelta(minutes=10)
"""So long, the same question of the same address is a second click."""


@transaction.atomic
def ask(
    edition: Edition, text: str, *, name: str = "", email: str = "", by: User | None, at: datetime
) -> Inquiry:
    """Ask the team something, once however often one clicks; `Refused` once the time is over."""
    found = asking_faults(edition.definition, at)
    text, email = tidy(text), email.strip().lower()
    if not text:
        found.append(missing("text", "text", _("Écrivez votre question.")))
    if found:
        raise Refused(found)
    same = Inquiry.objects.filter(edition=edition, text=text, email=email, asked_at__gt=at - TWICE)
    if (known := same.order_by("pk").first()) is not None:
        return known
    made = Inquiry.objects.create(
        edition=edition, text=text, name=tidy(name), email=email, asked_at=at
    )
    record(Asked(inquiry=made.pk, edition=edition.pk), by=by, at=at)
    thank_for_question(made, at=at)
    return made


@transaction.atomic
def answer(
    inquiry: Inquiry,
    *,
    shown: str,
    answer: str,
    before: str | None = None,
    by: User,
    at: datetime,
) -> None:
    """Answer to everyone, or correct an answer; followers and whoever asked are told.

    `before` is the `edited` of what one had read while writing. Raises `Refused` when a part is
    missing, when the question was put aside, or when someone else answered meanwhile.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.dismissed_at is not None:
        raise Refused(broken("dismissed", "inquiry", _("Cette question a été écartée.")))
    if found := answer_faults(shown, answer):
        raise Refused(found)
    shown, answer = tidy(shown), tidy(answer)
    again = inquiry.answered_at is not None
    if again and (inquiry.shown, inquiry.answer) == (shown, answer):
        return
    if before is not None and before != edited(inquiry):
        raise Refused(
            broken(
                "answered",
                "answer",
                _(
                    "Quelqu’un a publié une réponse pendant que vous écriviez : lisez-la "
                    "ci-dessous. Publiez de nouveau pour la remplacer par la vôtre."
                ),
            )
        )
    inquiry.shown, inquiry.answer, inquiry.answered_by = shown, answer, by
    inquiry.answered_at = inquiry.answered_at or at
    inquiry.corrected_at = at if again else None
    inquiry.save()
    record(Answered(inquiry=inquiry.pk, edition=inquiry.edition_id, again=again), by=by, at=at)
    tell_answer(inquiry, at=at)


def edited(inquiry: Inquiry) -> str:
    """When the answer took its present words; nothing before there is one."""
    at = inquiry.corrected_at or inquiry.answered_at
    return at.isoformat() if at else ""


@transaction.atomic
def dismiss(inquiry: Inquiry, *, because: str, by: User, at: datetime) -> None:
    """Put a question aside (out of the subject, already answered, nonsense) and keep why."""
    if not tidy(because):
        raise Refused(
            missing("because", "because", _("Dites pourquoi cette question est écartée."))
        )
    kept = Inquiry.objects.filter(pk=inquiry.pk, answered_at=None, dismissed_at=None)
    if not kept.update(dismissed_at=at, dismissed_because=tidy(because)):
        raise Refused(broken("settled", "inquiry", _("Cette question a déjà reçu sa suite.")))
    record(Dismissed(inquiry=inquiry.pk, edition=inquiry.edition_id), by=by, at=at)
