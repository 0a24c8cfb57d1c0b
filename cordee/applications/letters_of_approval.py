"""Letters of an approval: the link to the signatory, her answer to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Approval
from cordee.applications.queries import handed_in, name_of
from cordee.applications.queries.drafts import substance_of
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
            f"ni mot de passe : {url}\n\nCe lien est personnel. Gardez-le : s’il le faut, il sert "
            "aussi à retirer votre accord jusqu’à la date limite. Si vous n’attendiez pas ce "
            "message, ignorez-le : rien n’est signé sans vous.\n"
        ),
        at=at,
        private=True,
    )


def post_withdrawal(approval: Approval, *, at: datetime) -> None:
    """The signatory took her approval back: whoever answers for the file learns why."""
    application = approval.application
    url = settings.SITE_URL + reverse("applications:team", args=[application.public_id])
    post(
        key=f"approval-withdrawn:{approval.public_id}",
        to=application.owner.email,
        subject=f"{approval.member} retire son accord : candidature de {application}"[:200],
        text=(
            f"Bonjour,\n\n{approval.member} retire son accord sur le dossier "
            f"{quoted(str(application))}.\n\nSes mots : {quoted(approval.withdrawn_because)}\n\n"
            "Un dépôt déjà fait garde ce qui était approuvé alors ; pour déposer de nouveau, "
            f"redemandez son accord. L’équipe : {url}\n"
        ),
        at=at,
    )


def tell_changed(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a file is handed in otherwise than it was approved; its signatories are told."""
    deposit = handed_in(event.deposit)
    application = deposit.application
    team = deposit.version.definition.team_of(application.track)
    if team is None or not team.sign_off:
        return  # nobody was asked for an approval
    rows = application.approvals.filter(answer=Approval.Answer.GIVEN, taken_back_at=None)
    known = substance_of(deposit.content)
    for one in rows.exclude(digest=known).select_related("member").order_by("pk"):
        post(
            key=f"approval-changed:{one.public_id}:{deposit.pk}",
            to=one.member.email,
            subject=f"Le dossier que vous avez approuvé a changé : {application}"[:200],
            text=(
                f"Bonjour {one.member},\n\nLe dossier {quoted(str(application))}, que vous avez "
                f"approuvé, a été modifié depuis, puis déposé à l’appel "
                f"{quoted(application.edition.title)}. Demandez à l’équipe ce qui a changé. Si "
                "vous n’êtes plus d’accord, le lien reçu avec la demande sert à le dire jusqu’à "
                "la date limite.\n"
            ),
            at=at,
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
