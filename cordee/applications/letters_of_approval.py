"""Letters of an approval: the link to the signatory, her answer to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Approval
from cordee.applications.queries import name_of
from cordee.calls.rules import closing_words
from cordee.kernel.french import quoted
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def post_request(approval: Approval, token: str, *, by: User, at: datetime) -> None:
    """The link by which the signatory reads the file and answers, hers alone."""
    application = approval.application
    url = settings.SITE_URL + reverse("applications:approve", args=[token])
    closes = closing_words(application.edition.definition, application.step)
    post(
        key=f"approval:{approval.public_id}",
        to=approval.member.email,
        subject=f"Votre accord est demandé : candidature de {application}"[:200],
        text=(
            f"Bonjour {approval.member},\n\n{name_of(by)} prépare la candidature de {application} "
            f"à l’appel {quoted(application.edition.title)}. L’appel demande votre accord avant "
            f"le dépôt (date limite : {closes}).\n\nPour lire le dossier et répondre, sans compte "
            f"ni mot de passe : {url}\n\nCe lien est personnel et ne sert qu’une fois. Si vous "
            "n’attendiez pas ce message, ignorez-le : rien n’est signé sans vous.\n"
        ),
        at=at,
        private=True,
    )


def post_answer(approval: Approval, *, at: datetime) -> None:
    """What the signatory answered, to whoever answers for the file."""
    application = approval.application
    url = settings.SITE_URL + reverse("applications:team", args=[application.public_id])
    given = approval.answer == Approval.Answer.GIVEN
    said = "a donné son accord" if given else "n’a pas donné son accord"
    because = f"\n\nSes mots : {quoted(approval.reason)}" if approval.reason else ""
    post(
        key=f"approval-answer:{approval.public_id}",
        to=application.owner.email,
        subject=f"{approval.member} {said} : candidature de {application}"[:200],
        text=(
            f"Bonjour,\n\n{approval.member} {said} sur le dossier {quoted(str(application))}."
            f"{because}\n\nL’équipe : {url}\n"
        ),
        at=at,
    )
