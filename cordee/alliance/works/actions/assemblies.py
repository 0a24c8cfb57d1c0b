"""Prepare an assembly, invite, count who came, keep its votes and its minutes (R200-R205)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.actions import hold_meeting
from cordee.alliance.works import events
from cordee.alliance.works.models import (
    Assembly,
    AssemblyDay,
    AssemblyGuest,
    AssemblyPart,
    DayReply,
    Resolution,
    SideOffer,
)
from cordee.alliance.works.queries import assemblies as reading
from cordee.alliance.works.rules import assemblies as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cordee.people.models import Person, User


def _kept(assembly: Assembly, what: str, by: User, at: datetime) -> None:
    record(events.AssemblyKept(assembly=assembly.pk, what=what), by=by, at=at)


def _open(assembly: Assembly) -> Assembly:
    """The row, for this transaction alone, while its minutes are not published."""
    row = Assembly.objects.select_for_update(of=("self",)).get(pk=assembly.pk)
    if row.state == Assembly.State.CLOSED:
        said = _("Son compte rendu est publié : il ne change plus.")
        raise Refused(broken("assembly.closed", "title", said))
    return row


@transaction.atomic
def keep_assembly(
    title: str, assembly: Assembly | None = None, *, by: User, at: datetime, **said: Any
) -> Assembly:
    """Write an assembly or a seminar, or change it; `said` are `kind`, `aim`, `organ`."""
    if not tidy(title):
        raise Refused(missing("assembly.title", "title", _("Donnez un titre.")))
    made = _open(assembly) if assembly else Assembly(at=at, by=by)
    made.title = tidy(title)
    for name, value in said.items():
        setattr(made, name, value)
    made.save()
    _kept(made, "text", by, at)
    return made


@transaction.atomic
def keep_day(
    assembly: Assembly, on: date, mode: str, *, aim: str, place: str = "", link: str = "",
    by: User, at: datetime,
) -> AssemblyDay:  # fmt: skip
    """Write one of its times; the same day written again is changed."""
    row = _open(assembly)
    if found := rules.day_faults(mode, place, link, aim):
        raise Refused(found)
    said = {"mode": mode, "aim": tidy(aim), "place": tidy(place), "link": link.strip()}
    made, _made = AssemblyDay.objects.update_or_create(assembly=row, on=on, defaults=said)
    _kept(row, "day", by, at)
    return made


@transaction.atomic
def add_part(
    day: AssemblyDay, half: str, title: str, *, aim: str, duty: str = "", by: User, at: datetime
) -> AssemblyPart:
    """Put a part on the agenda: in the morning or the afternoon, with its own aim (R204)."""
    row = _open(day.assembly)
    if not (tidy(title) and tidy(aim)):
        said = _("Donnez un titre et un but à cette séquence.")
        raise Refused(missing("part.empty", "title", said))
    made = AssemblyPart.objects.create(
        day=day, half=half, title=tidy(title), aim=tidy(aim), duty=duty,
        rank=day.parts.filter(half=half).count(),
    )  # fmt: skip
    _kept(row, "part", by, at)
    return made


@transaction.atomic
def take_part_away(part: AssemblyPart, *, by: User, at: datetime) -> None:
    """Take a part off the agenda."""
    row = _open(part.day.assembly)
    part.delete()
    _kept(row, "part", by, at)


@transaction.atomic
def add_offer(
    assembly: Assembly, title: str, *, said: str = "", link: str = "", by: User, at: datetime
) -> SideOffer:
    """Propose something beside the agenda (R205)."""
    row = _open(assembly)
    if not tidy(title):
        raise Refused(missing("offer.title", "title", _("Dites ce qui est proposé.")))
    made = SideOffer.objects.create(assembly=row, title=tidy(title), said=tidy(said), link=link)
    _kept(row, "offer", by, at)
    return made


@transaction.atomic
def invite(assembly: Assembly, people: Iterable[Person], *, by: User, at: datetime) -> int:
    """Invite people, each once; letters leave as soon as it is announced. How many are new."""
    row = _open(assembly)
    known = set(row.guests.values_list("person_id", flat=True).order_by())
    fresh = {one.pk: one for one in people if one.pk not in known}
    AssemblyGuest.objects.bulk_create(
        AssemblyGuest(assembly=row, person=one, at=at) for one in fresh.values()
    )
    if fresh:
        record(events.GuestsInvited(assembly=row.pk, count=len(fresh)), by=by, at=at)
    return len(fresh)


@transaction.atomic
def announce(assembly: Assembly, *, by: User, at: datetime) -> Assembly:
    """Open it to its guests: they are written to, and say whether they come."""
    row = _open(assembly)
    days = list(row.days.values_list("on", flat=True).order_by("on"))
    if found := rules.open_faults(days, timezone.localdate(at)):
        raise Refused(found)
    if row.state == Assembly.State.DRAFT:
        row.state = Assembly.State.OPEN
        row.save(update_fields=("state",))
        record(events.AssemblyAnnounced(assembly=row.pk), by=by, at=at)
    return row


@transaction.atomic
def reply(day: AssemblyDay, person: Person, way: str, *, by: User, at: datetime) -> DayReply:
    """Say whether one comes to a day, and how; an ally who was not invited comes all the same."""
    row = _open(day.assembly)
    if found := rules.reply_faults(day.mode, way, day.on, timezone.localdate(at)):
        raise Refused(found)
    guest, _new = AssemblyGuest.objects.get_or_create(
        assembly=row, person=person, defaults={"at": at}
    )
    made, _made = DayReply.objects.update_or_create(
        guest=guest, day=day, defaults={"reply": way, "at": at}
    )
    record(events.DayReplied(assembly_day=day.pk, reply=way), by=by, at=at)
    return made


@transaction.atomic
def note_came(day: AssemblyDay, came: Mapping[int, str], *, by: User, at: datetime) -> None:
    """Tick how each guest came, by guest; nothing for who was not seen."""
    if day.on > timezone.localdate(at):
        said = _("Ce temps n’a pas encore eu lieu.")
        raise Refused(broken("count.future", "came", said))
    row = _open(day.assembly)
    guests = row.guests.filter(pk__in=came).order_by("pk")
    for guest in guests:
        DayReply.objects.update_or_create(
            guest=guest, day=day, defaults={"came": came[guest.pk], "at": at}
        )
    record(events.DayCounted(assembly_day=day.pk), by=by, at=at)


@transaction.atomic
def count(
    day: AssemblyDay, *, on_site: int | None, remote: int | None, by: User, at: datetime
) -> AssemblyDay:
    """Write how many came, by mode; none: those of the list who came (R203)."""
    _open(day.assembly)
    today = timezone.localdate(at)
    if found := rules.count_faults(day.mode, day.on, today, on_site=on_site, remote=remote):
        raise Refused(found)
    day.on_site, day.remote = on_site, remote
    day.save(update_fields=("on_site", "remote"))
    record(events.DayCounted(assembly_day=day.pk), by=by, at=at)
    return day


@transaction.atomic
def vote(
    day: AssemblyDay, text: str, *, favour: int, against: int, abstained: int, by: User,
    at: datetime,
) -> Resolution:  # fmt: skip
    """Keep a vote of the assembly, with its voices."""
    _open(day.assembly)
    if found := rules.resolution_faults(
        text, on=day.on, today=timezone.localdate(at), votes=(favour, against, abstained),
        most=reading.counted(day).every,
    ):  # fmt: skip
        raise Refused(found)
    made = Resolution.objects.create(
        day=day, text=text.strip(), favour=favour, against=against, abstained=abstained,
        carried=rules.carried(favour, against), at=at, by=by,
    )  # fmt: skip
    record(events.ResolutionVoted(resolution=made.pk, carried=made.carried), by=by, at=at)
    return made


@transaction.atomic
def close(assembly: Assembly, minutes: str, *, by: User, at: datetime) -> Assembly:
    """Publish the minutes to the guests; each day counts as a meeting of its organ (R199)."""
    row = _open(assembly)
    days = list(reading.days(row))
    empty = sum(not reading.counted(one).every for one in days)
    today = timezone.localdate(at)
    if found := rules.close_faults(minutes, [one.on for one in days], today, uncounted=empty):
        raise Refused(found)
    row.minutes, row.state, row.closed_at = minutes.strip(), Assembly.State.CLOSED, at
    row.save(update_fields=("minutes", "state", "closed_at"))
    if row.organ is not None:
        for one in days:
            there = reading.counted(one).every
            hold_meeting(row.organ, on=one.on, attended=there, note=row.title, by=by, at=at)
    record(events.AssemblyClosed(assembly=row.pk), by=by, at=at)
    return row
