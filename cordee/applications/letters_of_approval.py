"""Letters of an approval: the link to the signatory, her answer to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Approval
from cordee.applications.queries import handed_in, name_of
from cordee.applications.queries.drafts import substance_of
from cordee.applications.queries.times import deadline_of
from cordee.kernel import french
from cordee.kernel.french import quoted
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def post_request(approval: Approval, token: str, *, by: User, at: datetime) -> None:
    """The link by which the signatory reads the file and answers, hers alone."""
    application = approval.application
    url = settings.SITE_URL + reverse("applications:approve", args=[token])
    closes = deadline_of(application, application.edition.definition, at).words
    post(
        key=f"approval:{approval.public_id}",
        to=approval.member.email,
        subject=french.say(
            "Votre accord est demandé : candidature de {application}", application=application
        )[:200],
        text=(
            french.say(
                "Bonjour {member},\n\n{by} prépare la candidature de {application} à l’appel "
                "{title}. L’appel demande votre accord avant le dépôt (date limite : "
                "{closes}).\n\nPour lire le dossier et répondre, sans compte ni mot de passe : "
                "{url}\n\nCe lien est personnel. Gardez-le : s’il le faut, il sert aussi à "
                "retirer votre accord jusqu’à la date limite. Si vous n’attendiez pas ce "
                "message, ignorez-le : rien n’est signé sans vous.\n",
                member=approval.member,
                by=name_of(by),
                application=application,
                title=quoted(application.edition.title),
                closes=closes,
                url=url,
            )
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
        subject=french.say(
            "{member} retire son accord : candidature de {application}",
            member=approval.member,
            application=application,
        )[:200],
        text=(
            french.say(
                "Bonjour,\n\n{member} retire son accord sur le dossier {quoted}.\n\nSes mots : "
                "{withdrawn_because}\n\nUn dépôt déjà fait garde ce qui était approuvé alors ; "
                "pour déposer de nouveau, redemandez son accord. L’équipe : {url}\n",
                member=approval.member,
                quoted=quoted(str(application)),
                withdrawn_because=quoted(approval.withdrawn_because),
                url=url,
            )
        ),
        at=at,
    )


def tell_changed(event: Any, *, by: User | None, at: datetime) -> None:
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
            subject=french.say(
                "Le dossier que vous avez approuvé a changé : {application}",
                application=application,
            )[:200],
            text=(
                french.say(
                    "Bonjour {member},\n\nLe dossier {quoted}, que vous avez approuvé, a été "
                    "modifié depuis, puis déposé à l’appel {title}. Demandez à l’équipe ce qui "
                    "a changé. Si vous n’êtes plus d’accord, le lien reçu avec la demande sert "
                    "à le dire jusqu’à la date limite.\n",
                    member=one.member,
                    quoted=quoted(str(application)),
                    title=quoted(application.edition.title),
                )
            ),
            at=at,
        )


def post_answer(approval: Approval, *, at: datetime) -> None:
    """What the signatory answered, to whoever answers for the file."""
    application = approval.application
    url = settings.SITE_URL + reverse("applications:team", args=[application.public_id])
    given = approval.answer == Approval.Answer.GIVEN
    said = french.say("a donné son accord") if given else french.say("n’a pas donné son accord")
    because = (
        french.say("\n\nSes mots : {reason}", reason=quoted(approval.reason))
        if approval.reason
        else ""
    )
    post(
        key=f"approval-answer:{approval.public_id}",
        to=application.owner.email,
        subject=french.say(
            "{member} {said} : candidature de {application}",
            member=approval.member,
            said=said,
            application=application,
        )[:200],
        text=(
            french.say(
                "Bonjour,\n\n{member} {said} sur le dossier {quoted}.{because}\n\nL’équipe : "
                "{url}\n",
                member=approval.member,
                said=said,
                quoted=quoted(str(application)),
                because=because,
                url=url,
            )
        ),
        at=at,
    )
