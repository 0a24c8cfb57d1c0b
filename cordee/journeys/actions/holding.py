"""Marks that come late: sent once the network is back, held when the sheet was closed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.actions.presence import foreign_faults, sign
from cordee.journeys.actions.signing import hours_of
from cordee.journeys.events import MarksHeld, MarksSettled
from cordee.journeys.models import HeldMark, Meeting, Presence
from cordee.journeys.rules import signing
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cordee.journeys.models import Delegate
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

    type HalfDay = tuple[date, str]
    type Mark = tuple[Delegate, str, HalfDay]

OPEN = "La feuille de cette rencontre n’est pas close : notez la présence sur la feuille."


@transaction.atomic
def sign_late(
    meeting: Meeting,
    delegate: Delegate,
    *,
    mode: str,
    source: str,
    framed: datetime,
    signed: datetime,
    by: User | None,
    at: datetime,
) -> str:
    """Write a signature a phone kept, under its own moment; what the sheet says already stays.

    Returns `written`, `known` (the sheet says something of her already, also to whoever sends the
    same twice) or `held` (the sheet was closed meanwhile). Raises `Refused` for a moment the code
    of the room did not open.
    """
    standing = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    wanted = hours_of(meeting)
    if found := signing.late_faults(wanted, framed=framed, signed=signed, at=at, source=source):
        raise Refused(found)
    known = set(meeting.presences.filter(delegate=delegate).values_list("day", "half"))
    halves = {(one.day, str(one.half)) for one in signing.open_now(wanted, signed)} - known
    if not halves:
        return "known"
    if standing.state == Meeting.State.CLOSED:
        rows = [(delegate, str(Presence.Status.PRESENT), half) for half in sorted(halves)]
        hold(meeting, rows, mode=mode, source=source, by=by, signed=signed, at=at)
        return "held"
    sign(meeting, delegate, halves=halves, mode=mode, source=source, by=by, at=signed, sent=at)
    return "written"


@transaction.atomic
def write_sheet(
    meeting: Meeting,
    marks: Iterable[Mark],
    *,
    by: User,
    at: datetime,
    signed: datetime | None = None,
) -> int | None:
    """Write what somebody noted on a sheet, all of it or nothing, under the moment `signed`.

    A colleague may have closed the sheet meanwhile: the marks then wait there (`hold`), and how
    many is returned; None once they are written.
    """
    standing = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if standing.state == Meeting.State.CLOSED:
        return hold(meeting, marks, by=by, signed=signed or at, at=at)
    rows: dict[tuple[Delegate, str], list[HalfDay]] = {}
    for delegate, status, half in marks:
        rows.setdefault((delegate, status), []).append(half)
    for (delegate, status), halves in rows.items():
        sign(meeting, delegate, status=status, halves=halves, by=by, at=signed or at,
             sent=at if signed else None)  # fmt: skip
    return None


@transaction.atomic
def hold(
    meeting: Meeting,
    marks: Iterable[Mark],
    *,
    mode: str = "",
    source: str = "staff",
    by: User | None,
    signed: datetime,
    at: datetime,
) -> int:
    """Keep the marks that differ from a closed sheet until somebody decides; returns how many.

    Sent twice, they wait once, and the ledger tells it once. Raises `Refused` while the sheet is
    open, for somebody of another meeting, and when all were set aside already, with the reason.
    """
    _check_closed(meeting)
    said = {(one.delegate_id, (one.day, one.half)): one for one in meeting.presences.order_by("pk")}
    aside = _set_aside(meeting, signed)
    kept, new, decided = 0, 0, ""
    for delegate, status, (day, half) in marks:
        if found := foreign_faults(meeting, delegate):
            raise Refused(found)
        stands = said.get((delegate.pk, (day, half)))
        same = status == (stands.status if stands else Presence.Status.ABSENT)
        if same or (stands and stands.at > signed):  # what was written since then stays
            continue
        if reason := aside.get((delegate.pk, (day, half), status)):
            decided = reason
            continue
        _mark, made = HeldMark.objects.get_or_create(
            meeting=meeting, delegate=delegate, day=day, half=half, status=status, settled_at=None,
            defaults={"mode": mode, "source": source, "at": signed, "sent_at": at, "by": by},
        )  # fmt: skip
        kept += 1
        new += made
    if decided and not kept:
        raise Refused(_decided(decided))
    if new:
        record(MarksHeld(meeting=meeting.pk, count=new), by=by, at=at)
    return kept


def _check_closed(meeting: Meeting) -> None:
    """Lock the meeting; raise `Refused` while its sheet is open."""
    standing = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if standing.state != Meeting.State.CLOSED:
        raise Refused(broken("held.open", "meeting", OPEN))


def _decided(reason: str) -> Finding:
    said = french.say(
        "Cette présence a déjà été écartée de la feuille close. Raison donnée : {reason}",
        reason=reason,
    )
    return broken("held.decided", "meeting", said)


def _set_aside(meeting: Meeting, signed: datetime) -> dict[tuple[int, HalfDay, str], str]:
    """The marks set aside since `signed`, with why: what is sent again does not wait anew."""
    rows = meeting.held_marks.filter(kept=False, settled_at__gte=signed).order_by("pk")
    return {(one.delegate_id, (one.day, one.half), one.status): one.reason for one in rows}


@transaction.atomic
def settle_marks(
    meeting: Meeting, keys: Iterable[str], *, keep: bool, reason: str, by: User, at: datetime
) -> int:
    """Write held marks on the closed sheet, or set them aside, with the reason; returns how many.

    Raises `Refused` without a mark or without a reason, and for a mark that the sheet was corrected
    after: certificates and pledges rely on it.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rows = list(
        meeting.held_marks.select_for_update(of=("self",))
        .filter(public_id__in=list(keys), settled_at=None)
        .select_related("delegate__person")
        .order_by("at", "pk")
    )
    if not rows:
        raise Refused(missing("held.none", "mark", "Cochez au moins une présence en attente."))
    if not tidy(reason):
        raise Refused(missing("held.reason", "reason", "Dites pourquoi : la feuille le garde."))
    if keep:
        _check_uncorrected(meeting, rows)
    for one in rows:
        if keep:
            Presence.objects.update_or_create(
                meeting=meeting, delegate=one.delegate, day=one.day, half=one.half,
                defaults={"status": one.status, "mode": one.mode, "source": one.source,
                          "at": one.at, "sent_at": one.sent_at, "by": one.by},
            )  # fmt: skip
        HeldMark.objects.filter(pk=one.pk).update(
            settled_at=at, settled_by=by, kept=keep, reason=tidy(reason)[:300]
        )
    record(MarksSettled(meeting=meeting.pk, count=len(rows), kept=keep), by=by, at=at)
    return len(rows)


def _check_uncorrected(meeting: Meeting, rows: Iterable[HeldMark]) -> None:
    """Raise `Refused` for marks made before what the sheet says now was written."""
    stands = {
        (delegate, day, half): at
        for delegate, day, half, at in meeting.presences.values_list(
            "delegate", "day", "half", "at"
        )
    }
    for one in rows:
        since = stands.get((one.delegate_id, one.day, one.half))
        if since is not None and since > one.at:
            sentence = french.say(
                "La feuille a été corrigée depuis pour {who} : écartez cette présence, ou corrigez "
                "la feuille.",
                who=str(one.delegate.person),
            )
            raise Refused(broken("held.corrected", "mark", sentence))
