"""Keep the register of what the alliance says and of what is said of it (R260-R266)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cordee.alliance.works import events
from cordee.alliance.works.models import RegisterLine, TakeUp
from cordee.alliance.works.rules import speaking as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.alliance.works.models import Term
    from cordee.people.models import User

TEXTS = ("who", "patronage", "place", "hearers")


@transaction.atomic
def keep_line(
    kind: Term, title: str, on: date, line: RegisterLine | None = None, *, by: User, at: datetime,
    **said: Any,
) -> RegisterLine:  # fmt: skip
    """Write a line, or change it; refused while a blank is left in it (R265)."""
    words = {name: tidy(said.pop(name, "")) for name in TEXTS}
    if found := rules.line_faults(
        kind.list, title=title, on=on, today=timezone.localdate(at), who=words["who"],
        place=words["place"], texts=(words["patronage"], words["hearers"]),
    ):  # fmt: skip
        raise Refused(found)
    made = line or RegisterLine(at=at, by=by)
    for name, value in {**words, **said, "kind": kind, "title": tidy(title), "on": on}.items():
        setattr(made, name, value)
    made.save()
    record(events.LineKept(register_line=made.pk), by=by, at=at)
    return made


@transaction.atomic
def strike_line(line: RegisterLine, *, by: User, at: datetime) -> None:
    """Strike a line written by mistake: it counts no more and nobody else reads it."""
    if RegisterLine.objects.filter(pk=line.pk, struck_at=None).update(struck_at=at):
        record(events.LineStruck(register_line=line.pk), by=by, at=at)


@transaction.atomic
def take_up(
    line: RegisterLine, where: str, *, on: date, link: str = "", by: User, at: datetime
) -> TakeUp:
    """Note where a publication was taken up (R262)."""
    if found := rules.taken_up_faults(where, on, line.on, timezone.localdate(at)):
        raise Refused(found)
    made = TakeUp.objects.create(
        line=line, where=tidy(where), on=on, link=link.strip(), at=at, by=by
    )
    told = events.LineTakenUp(take_up=made.pk, register_line=line.pk)
    record(told, by=by, at=at)
    return made
