"""Voting slips: kept, cast, taken back; what they name is counted, and told in no journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.selection.events import SlipCast
from cordee.selection.models import Juror, Naming, Slip
from cordee.selection.policy import may_vote
from cordee.selection.queries import open_to, stage_of
from cordee.selection.queries.votes import amounts, limits_for
from cordee.selection.rules.votes import is_vote, slip_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def keep_slip(juror: Juror, given: Mapping[str, int], *, at: datetime) -> Slip:
    """Keep what she would vote, without voting yet; a slip already cast is taken back first.

    `given`: public id of a file → 1, or its points; raises `Refused` beyond the limits.
    """
    slip = _open(juror, at)
    if slip.cast_at is not None:
        raise Refused(
            broken(
                "vote.cast",
                "vote",
                "Votre bulletin est déjà dans l’urne : reprenez-le pour changer votre vote.",
            )
        )
    _write(slip, juror, given, at, casting=False)
    return slip


@transaction.atomic
def cast_slip(
    juror: Juror, given: Mapping[str, int], *, blank: bool = False, by: User, at: datetime
) -> Slip:
    """Vote: the slip goes in the box, as it is; `blank` names nobody and counts as having voted.

    Raises `Refused` when the limits of the stage are not kept.
    """
    slip = _open(juror, at)
    _write(slip, juror, {} if blank else given, at, casting=not blank)
    slip.cast_at, slip.revision = at, slip.revision + 1
    slip.save(update_fields=("cast_at", "revision"))
    record(SlipCast(juror=juror.pk, revision=slip.revision), by=by, at=at)
    return slip


@transaction.atomic
def take_slip_back(juror: Juror, *, at: datetime) -> None:
    """Take a slip out of the box to change it; until she votes again, her voice does not count."""
    slip = _open(juror, at)
    slip.cast_at = None
    slip.save(update_fields=("cast_at",))


def _open(juror: Juror, at: datetime) -> Slip:
    """Her slip, locked, once sure that she may vote now."""
    if not is_vote(stage_of(juror.panel)):
        raise Refused(broken("vote.none", "vote", "Cette étape ne se décide pas par un vote."))
    Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
    if not (right := may_vote(juror)):
        raise Refused(broken("vote.right", "vote", right.reason or "Vous ne votez pas ici."))
    slip, _created = Slip.objects.get_or_create(juror=juror, defaults={"at": at})
    if slip.withdrawn_at is not None:
        slip.withdrawn_at = slip.cast_at = None
        slip.save(update_fields=("withdrawn_at", "cast_at"))
    return slip


def _write(
    slip: Slip, juror: Juror, given: Mapping[str, int], at: datetime, *, casting: bool
) -> None:
    """Put these files on the slip, and no other."""
    rows = {str(one.public_id): one for one in open_to(juror).filter(public_id__in=given)}
    if set(given) - set(rows):
        raise Refused(
            broken(
                "vote.unknown",
                "vote",
                "Un dossier désigné n’est plus en lice : relisez votre bulletin.",
            )
        )
    if found := slip_faults(limits_for(juror), given, amounts(juror.panel), casting=casting):
        raise Refused(found)
    slip.namings.filter(withdrawn_at=None).delete()
    Naming.objects.bulk_create(
        Naming(slip=slip, deposit=rows[key], points=points, at=at) for key, points in given.items()
    )
    slip.at = at
    slip.save(update_fields=("at",))
