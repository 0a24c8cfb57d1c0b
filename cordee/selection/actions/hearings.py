"""Ask teams to be heard, offer times, take one, give it back: the first to ask has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.slots import Time, meeting_faults, release_faults
from cordee.ledger.actions import record
from cordee.selection.events import (
    HearingAsked,
    HearingMoved,
    HearingSlotWithdrawn,
    HearingsOffered,
)
from cordee.selection.models import Hearing, HearingSlot, Panel
from cordee.selection.queries import free_for, stage_of
from cordee.selection.rules.hearings import (
    length_faults,
    number_faults,
    people_faults,
    place_faults,
    time_faults,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.selection.models import Juror


@dataclass(frozen=True, slots=True)
class HearingTerms:
    """Where one is heard and by whom; no juror named stands for the whole jury."""

    mode: str = HearingSlot.Mode.ON_SITE
    venue: str = ""
    video: str = ""
    jurors: tuple[Juror, ...] = ()


@transaction.atomic
def offer_hearings(
    panel: Panel,
    times: Sequence[tuple[datetime, datetime]],
    terms: HearingTerms,
    *,
    by: User,
    at: datetime,
) -> int:
    """Offer times to the teams a jury hears; raises `Refused`."""
    Panel.objects.select_for_update().get(pk=panel.pk)
    found = number_faults(len(times)) + place_faults(terms.mode, terms.venue, terms.video)
    found += [fault for one in times for fault in time_faults(*one, at)][:1]
    minutes = stage_of(panel).minutes
    found += [fault for one in times for fault in length_faults(*one, minutes)][:1]
    if found := found or _twice(panel, times, terms):
        raise Refused(found)
    on_site = terms.mode == HearingSlot.Mode.ON_SITE
    for starts, ends in times:
        made = HearingSlot.objects.create(
            panel=panel, starts=starts, ends=ends, mode=terms.mode, at=at, by=by,
            venue=tidy(terms.venue) if on_site else "", video="" if on_site else terms.video,
        )  # fmt: skip
        made.jurors.set(terms.jurors)
    record(HearingsOffered(panel=panel.pk, slots=len(times)), by=by, at=at)
    return len(times)


def _twice(
    panel: Panel, times: Sequence[tuple[datetime, datetime]], terms: HearingTerms
) -> list[Finding]:
    """What stands at the same time with the same people."""
    rows = panel.hearing_slots.standing().prefetch_related("jurors")
    standing = [Time(one.starts, one.ends, _who(one.jurors.all())) for one in rows]
    return meeting_faults((Time(*one, _who(terms.jurors)) for one in times), standing)


def _who(jurors: Iterable[Juror]) -> frozenset[str]:
    return frozenset(str(one.pk) for one in jurors)


@transaction.atomic
def ask_hearings(panel: Panel, deposits: Sequence[Deposit], *, by: User, at: datetime) -> int:
    """Ask some teams to be heard, each once; gives how many were not asked before."""
    if not deposits:
        raise Refused(missing("hearing.nobody", "deposits", "Cochez au moins un dossier."))
    new = 0
    for one in deposits:
        hearing, created = Hearing.objects.get_or_create(
            panel=panel, application=one.application,
            defaults={"at": at, "by": by, "changed_at": at},
        )  # fmt: skip
        if created:
            new += 1
            record(HearingAsked(hearing=hearing.pk), by=by, at=at)
    return new


@transaction.atomic
def take_hearing(
    hearing: Hearing, slot: HearingSlot, *, people: int | None = None, by: User, at: datetime
) -> Hearing:
    """Take a time; the first to ask has it, and taking another one frees the former.

    `people`: how many of the team come, where the call says how many may.
    """
    if found := people_faults(people, stage_of(hearing.panel).people_max):
        raise Refused(found)
    if hearing.people != people:
        hearing.people = people
        Hearing.objects.filter(pk=hearing.pk).update(people=people)
    slot = HearingSlot.objects.select_for_update().get(pk=slot.pk)
    hearing = _locked(hearing)
    if hearing.slot_id == slot.pk:
        return hearing
    if found := _take_faults(hearing, slot, at):
        raise Refused(found)
    hearing.slot, hearing.starts, hearing.ends = slot, slot.starts, slot.ends
    _moved(hearing, "", by=by, at=at)
    return hearing


def _locked(hearing: Hearing) -> Hearing:
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("slot", "panel")
    return rows.get(pk=hearing.pk)


def _take_faults(hearing: Hearing, slot: HearingSlot, at: datetime) -> list[Finding]:
    if Hearing.objects.filter(slot=slot).exists():
        sentence = "Une autre équipe vient de prendre ce créneau : prenez-en un autre."
        return [broken("slot.taken", "slot", sentence)]
    if not free_for(hearing, at).filter(pk=slot.pk).exists():
        return [broken("slot.gone", "slot", "Ce créneau n’est plus proposé : prenez-en un autre.")]
    return release_faults(hearing.slot.starts, at) if hearing.slot else []


@transaction.atomic
def give_hearing_back(hearing: Hearing, *, by: User, at: datetime) -> None:
    """Give one's time back; refused from two days before."""
    hearing = _locked(hearing)
    if hearing.slot is None:
        return
    if found := release_faults(hearing.slot.starts, at):
        raise Refused(found)
    hearing.slot = None
    _moved(hearing, "", by=by, at=at)


@transaction.atomic
def withdraw_hearing_slot(slot: HearingSlot, *, reason: str, by: User, at: datetime) -> None:
    """No longer offer a time; the team that had taken it is told why, and takes another one."""
    slot = HearingSlot.objects.select_for_update().get(pk=slot.pk)
    taken = Hearing.objects.select_for_update().filter(slot=slot).first()
    if slot.withdrawn_at is not None:
        return
    if slot.starts <= at:
        raise Refused(broken("slot.past", "slot", "Ce créneau est passé : il ne se retire plus."))
    if taken is not None and not tidy(reason):
        sentence = "Une équipe a pris ce créneau : dites-lui pourquoi il est annulé."
        raise Refused(missing("hearing.reason", "reason", sentence))
    slot.withdrawn_at = at
    slot.save(update_fields=("withdrawn_at",))
    record(HearingSlotWithdrawn(slot=slot.pk), by=by, at=at)
    if taken is not None:
        taken.slot = None
        _moved(taken, tidy(reason), by=by, at=at)


def _moved(hearing: Hearing, reason: str, *, by: User, at: datetime) -> None:
    hearing.sequence += 1
    hearing.changed_at, hearing.reason = at, reason
    hearing.save()
    record(HearingMoved(hearing=hearing.pk, sequence=hearing.sequence), by=by, at=at)
