"""What the clock says of a file: its window, its deadline, the fields asked again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application, Completion, Deposit
from cordee.applications.rules.answers import decimal
from cordee.calls.rules import Circumstances, Reception, receive, window_at
from cordee.calls.rules.reception import windows_for
from cordee.kernel.clocks import zone_at
from cordee.kernel.places import opened
from cordee.programme.amounts import asked_question
from cordee.programme.schema.questions import Money
from cordee.territories.queries import places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Window


def circumstances(application: Application, at: datetime) -> Circumstances:
    """What decides, with the clock, whether this file may come in; no query for a plain call."""
    definition = application.edition.definition
    rows = windows_for(definition, application.step, application.track)
    deposited = _deposited(application)
    code = _code_until(application) if any(one.late == "code" for one in rows) else None
    received, amount = _held(application, at, deposited)
    return Circumstances(
        track=application.track,
        started=application.started_at,
        deposited=deposited,
        invited=application.invited_at,
        code_until=code,
        examined=application.edition.judging_at,
        received=received,
        amount=amount,
        there=there(application),
        refs=where(application, definition, at),
    )


def where(application: Application, definition: Definition, at: datetime) -> frozenset[str]:
    """The places where the candidate is, when the windows of the call tell them apart."""
    told_apart = any(one.serves for one in definition.windows)
    if not told_apart or application.territory is None:
        return frozenset()
    return places(application.territory, at.date())


def there(application: Application) -> str:
    """The zone of the clock where the candidate is; empty when nobody knows it."""
    body = application.territory
    return zone_at(body.department, body.country) if body is not None else ""


def reception(application: Application, at: datetime) -> Reception:
    """What becomes of this file handed in at that instant."""
    about = circumstances(application, at)
    return receive(application.edition.definition, at, application.step, about)


def deadline_of(
    application: Application,
    definition: Definition,
    at: datetime,
    deposited: datetime | None = None,
) -> Reception:
    """The window of one file and its own deadline, as its letters say them (R3); no places counted.

    A call may close by track, by territory, or so long after an invitation.
    """
    about = Circumstances(
        track=application.track,
        deposited=deposited,
        invited=application.invited_at,
        refs=where(application, definition, at),
    )
    return receive(definition, at, application.step, about)


def _deposited(application: Application) -> datetime | None:
    """When its candidate last handed it in; a complement asked by the staff moves no window."""
    current = application.current
    if current is None or current.completes_id is None:
        return current.at if current else None
    own = application.deposits.filter(completes=None).order_by("-number")
    return own.values_list("at", flat=True).first()


def _code_until(application: Application) -> datetime | None:
    if application.pk is None:
        return None
    held = application.late_codes.filter(used_at=None, withdrawn_at=None).order_by("-expires_at")
    return held.values_list("expires_at", flat=True).first()


def _held(
    application: Application, at: datetime, deposited: datetime | None
) -> tuple[int, Decimal]:
    """What the window of the moment holds already, when it has a capacity."""
    definition = application.edition.definition
    window = window_at(definition, at, application.step, application.track, deposited,
                       refs=where(application, definition, at))  # fmt: skip
    if window is None or window.capacity is None or deposited is not None:
        return 0, Decimal()
    rows = in_window(application, window)
    if window.capacity_counts == "files":
        return rows.count(), Decimal()
    return 0, _asked_for(rows, definition)


def window_of(application: Application, at: datetime) -> Window | None:
    """The window this file belongs to, or would."""
    definition, deposited = application.edition.definition, _deposited(application)
    return window_at(definition, at, application.step, application.track, deposited,
                     refs=where(application, definition, at))  # fmt: skip


def in_window(application: Application, window: Window) -> QuerySet[Deposit]:
    """The deposits in force that this window received."""
    zone = application.edition.definition.timeline.zone
    rows = Deposit.objects.filter(
        in_force__edition=application.edition,
        in_force__step=application.step,
        in_force__withdrawn_at=None,
    )
    if opens := window.opens_at(zone):
        rows = rows.filter(at__gte=opens)
    if closes := window.closes_at(zone):
        rows = rows.filter(at__lt=closes)
    rows = rows.filter(in_force__track__in=window.tracks) if window.tracks else rows
    return rows.filter(_of_places(window.serves)) if window.serves else rows


def _of_places(serves: Iterable[str]) -> Q:
    """Deposits whose candidate is in one of these places, as it was when it handed in."""
    found = Q(pk=None)
    body = "content__body__territory__"
    for one in opened(serves):
        family, _, code = one.partition(":")
        found |= Q(**{f"{body}ref": one})
        if family == "country":
            found |= Q(**{f"{body}country": code})
        elif family in {"region", "departement"}:
            name = "department" if family == "departement" else family
            found |= Q(**{f"{body}{name}": code}) | Q(**{f"{body}{name}__code": code})
    return found


def _asked_for(rows: QuerySet[Deposit], definition: Definition) -> Decimal:
    """The total of the amounts these files ask for."""
    key = amount_question(definition)
    if key is None:
        return Decimal()
    asked = rows.values_list(f"content__answers__{key}", flat=True)
    return sum((decimal(one) or Decimal() for one in asked.order_by().iterator()), Decimal())


def amount_question(definition: Definition) -> str | None:
    """The question that says how much is asked for; the first amount when none is named."""
    asked = (one for one in definition.questions() if isinstance(one, Money))
    return asked_question(definition) or next((one.key for one in asked), None)


def asked_again(application: Application, at: datetime) -> Completion | None:
    """The request to complete that its team may answer now."""
    if application.current_id is None:
        return None
    rows = Completion.objects.open(at).filter(application=application)
    return rows.prefetch_related("points").order_by("-pk").first()


def reopened(application: Application, at: datetime) -> frozenset[str]:
    """The questions that a request of the staff opens again."""
    found = asked_again(application, at)
    return frozenset(one.question for one in found.points.all()) if found else frozenset()


def writable(application: Application, at: datetime, question: str) -> bool:
    """Whether an answer may change now: the file may come in, or that field is asked again."""
    if not reception(application, at).faults:
        return True
    return question in reopened(application, at)
