"""What the clock says of a file: its window, its deadline, the fields asked again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.applications.models import Application, Completion, Deposit
from cordee.applications.queries.received import in_window
from cordee.applications.rules.answers import decimal
from cordee.calls.rules import Circumstances, Reception, receive
from cordee.calls.rules.reception import window_about, windows_for
from cordee.kernel.clocks import zone_at
from cordee.programme.amounts import asked_question
from cordee.programme.schema.questions import Money
from cordee.territories.queries import places

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Window


def circumstances(application: Application, at: datetime) -> Circumstances:
    """What decides, with the clock, whether this file may come in; no query for a plain call."""
    definition = application.edition.definition
    rows = windows_for(definition, application.step, application.track)
    deposited = handed_at(application)
    code = _code_until(application) if any(one.late == "code" for one in rows) else None
    about = about_file(application, definition, at, deposited)
    received, amount = _held(application, at, about)
    return replace(
        about,
        started=application.started_at if application.pk else None,
        code_until=code,
        examined=application.edition.judging_at,
        received=received,
        amount=amount,
    )


def about_file(
    application: Application, definition: Definition, at: datetime, deposited: datetime | None
) -> Circumstances:
    """What names the window of a file and its own deadline; nobody else's file is counted."""
    return Circumstances(
        track=application.track,
        deposited=deposited,
        invited=application.invited_at,
        there=there(application, definition),
        refs=where(application, definition, deposited or at),
    )


def where(application: Application, definition: Definition, at: datetime) -> frozenset[str]:
    """The places where the candidate is, when the windows of the call tell them apart."""
    told_apart = any(one.serves for one in definition.windows)
    if not told_apart or application.territory is None:
        return frozenset()
    return definition.lying(places(application.territory, application.edition.today(at)))


def there(application: Application, definition: Definition) -> str:
    """The zone where the candidate is, when a window closes by its clock; empty when unknown."""
    if all(one.clock == "call" for one in definition.windows):
        return ""
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
    about = about_file(application, definition, at, deposited)
    return receive(definition, at, application.step, about)


def handed_at(application: Application) -> datetime | None:
    """When its candidate last handed it in; a complement asked by the staff moves no window."""
    current = application.current
    return handed_in_at(current) if current is not None else None


def handed_in_at(deposit: Deposit) -> datetime:
    """When the candidate handed in what a deposit holds, the complements it answers apart."""
    if deposit.completes_id is None:
        return deposit.at
    rows = Deposit.objects.filter(application=deposit.application_id, completes=None)
    own = rows.filter(number__lt=deposit.number).order_by("-number")
    return own.values_list("at", flat=True).first() or deposit.at


def _code_until(application: Application) -> datetime | None:
    if application.pk is None:
        return None
    held = application.late_codes.filter(used_at=None, withdrawn_at=None).order_by("-expires_at")
    return held.values_list("expires_at", flat=True).first()


def _held(application: Application, at: datetime, about: Circumstances) -> tuple[int, Decimal]:
    """What the window of the moment holds already, when it has a capacity."""
    definition = application.edition.definition
    window = window_about(definition, at, application.step, about)
    if window is None or about.deposited is not None:
        return 0, Decimal()
    return held(application.edition, application.step, window)


def held(edition: Edition, step: str, window: Window) -> tuple[int, Decimal]:
    """How many files a window holds, or how much they ask for; not counted without a capacity."""
    if window.capacity is None:
        return 0, Decimal()
    rows = in_window(edition, step, window)
    if window.capacity_counts == "files":
        return rows.count(), Decimal()
    return 0, _asked_for(rows, edition.definition)


def window_of(application: Application, at: datetime) -> Window | None:
    """The window this file belongs to, or would."""
    definition = application.edition.definition
    about = about_file(application, definition, at, handed_at(application))
    return window_about(definition, at, application.step, about)


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
