"""Ask for an approval by a link without account, answer it once (R90)."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import touch
from cordee.applications.events import ApprovalAnswered, ApprovalAsked, ApprovalWithdrawn
from cordee.applications.letters_of_approval import post_answer, post_request, post_withdrawal
from cordee.applications.models import Approval
from cordee.applications.queries import reception, teammates
from cordee.applications.queries.approvals import substance_now
from cordee.applications.rules.approvals import signs
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Member
    from cordee.people.models import User

LASTS = timedelta(days=60)
PAUSE = timedelta(minutes=10)
"""Two requests to one person are at least this far apart."""


def digest_of(token: str) -> str:
    """What the database keeps of a link."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def ask_approval(member: Member, *, by: User, at: datetime) -> Approval:
    """Send a member the link by which she approves the file or not; older links stop working.

    Raises `Refused` when the call asks nothing of her, when she has no address, when she answered
    or when a request has just left.
    """
    application = member.application
    type(application).objects.select_for_update().only("pk").get(pk=application.pk)
    _may_be_asked(member, at)
    application.approvals.filter(member=member).update(taken_back_at=at)
    token = secrets.token_urlsafe(32)
    made = Approval.objects.create(
        application=application,
        member=member,
        token_digest=digest_of(token),
        asked_at=at,
        asked_by=by,
        expires_at=at + LASTS,
    )
    post_request(made, token, by=by, at=at)
    record(ApprovalAsked(application=application.pk, approval=made.pk), by=by, at=at)
    return made


def _may_be_asked(member: Member, at: datetime) -> None:
    team = member.application.edition.definition.team_of(member.application.track)
    if team is None or not signs(team, teammates([member])[0]):
        sentence = _("L’appel ne demande pas l’accord de cette personne.")
        raise Refused(broken("approval.useless", "member", sentence))
    if not member.email:
        sentence = french.say("Donnez d’abord l’adresse électronique de {member}.", member=member)
        raise Refused(missing("approval.address", "email", sentence))
    last = member.approvals.filter(taken_back_at=None).order_by("-asked_at").first()
    if last is not None and last.answer == Approval.Answer.GIVEN:
        raise Refused(
            broken(
                "approval.given",
                "member",
                french.say("{member} a déjà donné son accord.", member=member),
            )
        )
    if last is not None and at - last.asked_at < PAUSE:
        sentence = _("Une demande vient de partir : laissez-lui quelques minutes.")
        raise Refused(broken("approval.lately", "member", sentence))


@transaction.atomic
def answer_approval(
    approval: Approval,
    *,
    answer: str,
    name: str = "",
    capacity: str = "",
    delegation: str = "",
    reason: str = "",
    at: datetime,
) -> Approval:
    """Keep what the person of the link answers, once and for all, on the file as it stands.

    Nobody is signed in: the link, sent to her address, is the proof, and the act says so.
    """
    row = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    _may_be_answered(row, at)
    given = answer == Approval.Answer.GIVEN
    if given and not (tidy(name) and tidy(capacity)):
        sentence = _("Écrivez vos nom et qualité : l’accord se donne au titre d’une fonction.")
        raise Refused(missing("approval.name", "name", sentence))
    if not given and not tidy(reason):
        sentence = _("Dites en une phrase ce qui vous retient : l’équipe pourra y répondre.")
        raise Refused(missing("approval.reason", "reason", sentence))
    row.answer = Approval.Answer.GIVEN if given else Approval.Answer.REFUSED
    row.answered_at = at
    row.name, row.capacity = tidy(name)[:160], tidy(capacity)[:160]
    row.delegation, row.reason = tidy(delegation)[:300], tidy(reason)[:2000]
    row.digest = substance_now(row.application, at) if given else ""
    row.save()
    post_answer(row, at=at)
    event = ApprovalAnswered(application=row.application_id, approval=row.pk, given=given)
    record(event, by=None, at=at)
    return row


@transaction.atomic
def withdraw_approval(approval: Approval, *, reason: str, at: datetime) -> Approval:
    """The signatory takes back, by her link, the approval she gave; the team is told why.

    A deposit already made keeps what was approved then; it is not handed in again without a new
    approval. Raises `Refused` without reason, twice, or once the call no longer takes the file.
    """
    row = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    if row.answer != Approval.Answer.GIVEN or row.taken_back_at is not None:
        sentence = _("Il n’y a plus d’accord à retirer par ce lien.")
        raise Refused(broken("approval.none", "approval", sentence))
    if not tidy(reason):
        sentence = _("Dites en une phrase pourquoi : l’équipe pourra y répondre.")
        raise Refused(missing("approval.reason", "reason", sentence))
    if row.application.withdrawn_at is not None or reception(row.application, at).faults:
        sentence = _(
            "L’appel ne prend plus ce dossier : l’accord donné y reste. Écrivez au contact de "
            "l’appel si vous le contestez."
        )
        raise Refused(broken("approval.late", "approval", sentence))
    row.taken_back_at = row.withdrawn_at = at
    row.withdrawn_because = tidy(reason)[:2000]
    row.save(update_fields=("taken_back_at", "withdrawn_at", "withdrawn_because"))
    touch(row.application, at=at)
    post_withdrawal(row, at=at)
    event = ApprovalWithdrawn(application=row.application_id, approval=row.pk)
    record(event, by=None, at=at)
    return row


def _may_be_answered(row: Approval, at: datetime) -> None:
    if row.answered_at is not None:
        raise Refused(broken("approval.once", "approval", _("Ce lien a déjà servi : merci.")))
    gone = row.taken_back_at is not None or row.member.left_at is not None
    if gone or row.application.withdrawn_at is not None or at >= row.expires_at:
        sentence = _("Ce lien ne sert plus. Demandez-en un autre à l’équipe si besoin.")
        raise Refused(broken("approval.gone", "approval", sentence))
