"""Settle permanences, hold gatherings or say why not, note who came and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import events, queries
from cordee.alliance.allies.models import Came, DropIn, FeedbackTalk, Gathering, Headcount
from cordee.alliance.allies.rules import counts, recurring
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.alliance.allies.models import AllyKind
    from cordee.people.models import Organisation, Person, User


@transaction.atomic
def set_drop_in(drop_in: DropIn | None = None, *, by: User, at: datetime, **fields: Any) -> DropIn:
    """Settle a permanence by its rule, or change it: days already told stay (R231)."""
    made = drop_in or DropIn(at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    if found := recurring.rule_faults(queries.rule_of(made), made.starts, made.ends):
        raise Refused(found)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        said = _("Une permanence porte déjà ce nom.")
        raise Refused(broken("drop_in.twice", "label", said)) from error
    record(events.DropInSet(drop_in=made.pk), by=by, at=at)
    return made


def _permanence(drop_in: DropIn, on: date, *, by: User, at: datetime) -> Gathering:
    known = Gathering.objects.filter(drop_in=drop_in, on=on).first()
    if known is not None:
        return known
    if not recurring.days(queries.rule_of(drop_in), on, on):
        said = _("La règle de cette permanence ne tombe pas ce jour-là.")
        raise Refused(broken("gathering.day", "on", said))
    return Gathering.objects.create(
        drop_in=drop_in, on=on, title=drop_in.label, place=drop_in.place, link=drop_in.link, at=at,
        by=by,
    )  # fmt: skip


@transaction.atomic
def hold(drop_in: DropIn, on: date, *, by: User, at: datetime) -> Gathering:
    """Say that a permanence was held: who came and its sheet are then written on its page."""
    if on > timezone.localdate(at):
        said = _("Cette permanence n’a pas encore eu lieu.")
        raise Refused(broken("gathering.future", "on", said))
    made = _permanence(drop_in, on, by=by, at=at)
    Gathering.objects.filter(pk=made.pk).update(missed_because="")
    record(events.GatheringKept(gathering=made.pk), by=by, at=at)
    return made


@transaction.atomic
def miss(drop_in: DropIn, on: date, *, because: str, by: User, at: datetime) -> Gathering:
    """Say why a permanence was not, or will not be, held (R233)."""
    if found := recurring.missed_faults(because):
        raise Refused(found)
    made = _permanence(drop_in, on, by=by, at=at)
    _not_held(made, because, by=by, at=at)
    return made


@transaction.atomic
def call_off(gathering: Gathering, *, because: str, by: User, at: datetime) -> None:
    """Say why a session or a meeting was not held."""
    if found := recurring.missed_faults(because):
        raise Refused(found)
    _not_held(gathering, because, by=by, at=at)


def _not_held(gathering: Gathering, because: str, *, by: User, at: datetime) -> None:
    if gathering.came.exists() or gathering.headcounts.exists():
        said = _("Des personnes y sont venues : elle a eu lieu.")
        raise Refused(broken("gathering.came", "missed_because", said))
    Gathering.objects.filter(pk=gathering.pk).update(missed_because=tidy(because)[:300])
    record(events.GatheringMissed(gathering=gathering.pk), by=by, at=at)


@transaction.atomic
def plan(*, title: str, on: date, by: User, at: datetime, **fields: Any) -> Gathering:
    """Write down a session of a community, or a meeting of the alliance, to come or held."""
    if found := counts.held_faults(title, on, timezone.localdate(at)):
        raise Refused(found)
    made = Gathering.objects.create(title=tidy(title)[:200], on=on, at=at, by=by, **fields)
    record(events.GatheringKept(gathering=made.pk), by=by, at=at)
    return made


@transaction.atomic
def keep(gathering: Gathering, *, by: User, at: datetime, **fields: Any) -> None:
    """Write what is kept of a gathering: its place, agenda, sheet, the number told elsewhere."""
    if "title" in fields and not tidy(fields["title"]):
        said = _("Donnez un titre à la rencontre.")
        raise Refused(missing("gathering.title", "title", said))
    for name, value in fields.items():
        setattr(gathering, name, value)
    gathering.save(update_fields=tuple(fields))
    record(events.GatheringKept(gathering=gathering.pk), by=by, at=at)


def _stands(gathering: Gathering, at: datetime) -> None:
    found = counts.held_faults(gathering.title, gathering.on, timezone.localdate(at), came=True)
    if gathering.missed_because:
        said = _("Elle n’a pas eu lieu : dites d’abord qu’elle a été tenue.")
        found.append(broken("gathering.missed", "on", said))
    if found:
        raise Refused(found)


@transaction.atomic
def note_coming(
    gathering: Gathering,
    person: Person,
    *,
    kind: AllyKind | None = None,
    organisation: Organisation | None = None,
    remote: bool = False,
    by: User,
    at: datetime,
) -> Came:
    """Note that someone came; twice changes how."""
    _stands(gathering, at)
    made, _new = Came.objects.update_or_create(
        gathering=gathering, person=person,
        defaults={"kind": kind, "organisation": organisation, "remote": remote},
    )  # fmt: skip
    record(events.AttendanceNoted(gathering=gathering.pk), by=by, at=at)
    return made


@transaction.atomic
def drop_coming(came: Came, *, by: User, at: datetime) -> None:
    """Take back a coming noted by mistake."""
    came.delete()
    record(events.AttendanceNoted(gathering=came.gathering_id), by=by, at=at)


@transaction.atomic
def count(
    gathering: Gathering, kind: AllyKind, *, on_site: int, remote: int, by: User, at: datetime
) -> None:
    """Count those of a kind who came unnamed; none takes the line away (R280)."""
    _stands(gathering, at)
    if on_site or remote:
        Headcount.objects.update_or_create(
            gathering=gathering, kind=kind, defaults={"on_site": on_site, "remote": remote}
        )
    else:
        Headcount.objects.filter(gathering=gathering, kind=kind).delete()
    record(events.AttendanceNoted(gathering=gathering.pk), by=by, at=at)


@transaction.atomic
def tell(
    gathering: Gathering, *, title: str, teller: str, kind: AllyKind | None = None, kept: str = "",
    by: User, at: datetime,
) -> FeedbackTalk:  # fmt: skip
    """Keep an experience told during a gathering (R282)."""
    if not (tidy(title) and tidy(teller)):
        said = _("Dites ce qui est raconté, et par qui.")
        raise Refused(missing("talk.empty", "title", said))
    made = FeedbackTalk.objects.create(
        gathering=gathering, title=tidy(title)[:200], teller=tidy(teller)[:200], kind=kind,
        kept=kept.strip(), at=at, by=by,
    )  # fmt: skip
    record(events.GatheringKept(gathering=gathering.pk), by=by, at=at)
    return made
