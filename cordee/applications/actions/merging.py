"""Let two files become one: proposed by the team of the house, agreed by both teams if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.team import join
from cordee.applications.events.files import Merged, MergerAnswered, MergerProposed
from cordee.applications.models import Application, Merger
from cordee.applications.queries import writers
from cordee.applications.rules.unions import Side, union_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def propose_merger(
    kept: Application, absorbed: Application, *, because: str, by: User, at: datetime
) -> Merger:
    """Propose that `absorbed` joins `kept`; done at once where the organiser decides alone.

    Raises `Refused` when the call merges no files, when both are not of one step, or when one of
    them is gone or promised already.
    """
    rules = kept.edition.definition.applicant
    found = union_faults(rules, _side(kept), _side(absorbed))
    if kept.pk == absorbed.pk:
        found = [broken("merger.same", "absorbed", _("Choisissez deux dossiers différents."))]
    if not tidy(because):
        said = _("Dites pourquoi : les deux équipes le liront.")
        found.append(missing("merger.reason", "because", said))
    if found:
        raise Refused(found)
    made = Merger.objects.create(kept=kept, absorbed=absorbed, because=tidy(because), by=by, at=at)
    event = MergerProposed(application=kept.pk, absorbed=absorbed.pk, merger=made.pk)
    record(event, by=by, at=at)
    if rules.merging == "by_organiser":
        _merge(made, by=by, at=at)
    return made


def _side(application: Application) -> Side:
    waiting = Merger.objects.filter(refused_at=None, done_at=None)
    return Side(
        call=str(application.edition_id),
        step=application.step,
        there=application.withdrawn_at is None,
        joining=waiting.filter(absorbed=application).exists(),
    )


@transaction.atomic
def answer_merger(
    merger: Merger, application: Application, *, agreed: bool, why: str = "", by: User, at: datetime
) -> Merger:
    """One of both teams agrees or refuses; both agreed, the files are one.

    Raises `Refused` once it is done, or refused.
    """
    merger = Merger.objects.select_for_update(of=("self",)).get(pk=merger.pk)
    if not merger.open:
        said = _("Cette réunion de dossiers est déjà réglée.")
        raise Refused(broken("merger.settled", "agreed", said))
    if not agreed:
        merger.refused_at, merger.refused_because = at, tidy(why)[:300]
    elif application.pk == merger.kept_id:
        merger.kept_agreed_at = at
    else:
        merger.absorbed_agreed_at = at
    merger.save()
    record(MergerAnswered(application=application.pk, merger=merger.pk, agreed=agreed),
           by=by, at=at)  # fmt: skip
    if agreed and merger.kept_agreed_at and merger.absorbed_agreed_at:
        _merge(merger, by=by, at=at)
    return merger


def _merge(merger: Merger, *, by: User, at: datetime) -> None:
    """The absorbed file is taken back; its people write in the other, where its text is offered."""
    kept, absorbed = merger.kept, merger.absorbed
    here = {one.person_id for one in writers(kept) if one.person_id}
    mails = {one.email.casefold() for one in writers(kept) if one.email}
    for one in writers(absorbed):
        if one.person_id in here or (one.email and one.email.casefold() in mails):
            continue
        join(
            kept, role=one.role, given_name=one.given_name, family_name=one.family_name,
            person=one.person, email=one.email, phone=one.phone, capacity=one.capacity,
            organisation=one.organisation, service=one.service, by=by, at=at,
        )  # fmt: skip
    reason = _("Réunie au dossier de %(body)s.") % {"body": kept.body_name}
    Application.objects.filter(pk=absorbed.pk).update(withdrawn_at=at, withdrawn_because=reason)
    merger.done_at = at
    merger.save(update_fields=("done_at",))
    record(Merged(application=kept.pk, absorbed=absorbed.pk, merger=merger.pk), by=by, at=at)
