"""What a call keeps has the end it says: answers, pieces, teams, words around a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from cordee.applications.events.files import ContentPurged
from cordee.applications.files.previews import forget
from cordee.applications.models import (
    Application,
    Attachment,
    CompletionPoint,
    Deposit,
    LeftPiece,
)
from cordee.applications.queries.bodies import results
from cordee.applications.rules.retention import WHOLE, over, passing
from cordee.calls.models import Edition
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

AT_ONCE = 200
"""How many files a night: the rest waits for the next one."""
KEPT = ("edition", "step", "track")
OF_BODY = ("name", "territory", "places", "circles")
"""What a deposit still says once erased, with where its body is, its day and its digest."""


def retire_contents(*, at: datetime) -> int:
    """Erase what the calls said they would no longer keep; how many files were touched."""
    done = 0
    for edition in Edition.objects.published().select_related("current").order_by("pk"):
        for application, questions in _due(edition, at):
            purge(application, questions, at=at)
            done += 1
            if done == AT_ONCE:
                return done
    return done


def _due(edition: Edition, at: datetime) -> Iterator[tuple[Application, list[str]]]:
    """The files of a call of which something is over, and what."""
    definition = edition.definition
    closed = edition.results_at or edition.closes_at
    if closed is None or not (definition.retention or passing(definition)):
        return
    zone = ZoneInfo(definition.timeline.zone)
    since, today = closed.astimezone(zone).date(), at.astimezone(zone).date()
    if not (over(definition, "", since, today) or over(definition, "selected", since, today)):
        return
    rows = list(_whole(edition))
    known = results([one.pk for one in rows], at)
    for one in rows:
        found = known.get(one.pk)
        ended = over(definition, found.result if found else "", since, today)
        if left := [key for key in ended if not _gone(one, key)]:
            yield one, left


def _whole(edition: Edition) -> QuerySet[Application]:
    """The files of which something is still kept."""
    held = Q(current__isnull=False) & ~Q(current__purged__has_key=WHOLE)
    rows = Application.objects.filter(held | Q(answers__isnull=False), edition=edition)
    light = rows.select_related("current").defer("current__content", "current__findings")
    return light.distinct("pk").order_by("pk")


def _gone(application: Application, key: str) -> bool:
    """Whether this is erased already; a draft has nothing but its answers."""
    if application.current is not None:
        return key in application.current.purged
    if key == WHOLE:
        return False
    return not application.answers.filter(question=key).exists()


@transaction.atomic
def purge(application: Application, questions: Collection[str], *, at: datetime) -> None:
    """Erase answers to some questions, or everything (`*`); digests, days and names of bodies stay.

    A deposit whose content is erased still proves when it was made, and its digest still answers.
    """
    day = at.date()
    for one in application.deposits.order_by("number"):
        _erase_deposit(one, questions, day)
    whole = WHOLE in questions
    answers, pieces = application.answers.all(), application.attachments.order_by("pk")
    _erase_pieces(pieces if whole else pieces.filter(question__in=questions))
    (answers if whole else answers.filter(question__in=questions)).delete()
    if whole:
        _erase_around(application)
    else:
        _erase_brought(application, questions)
    record(ContentPurged(application=application.pk, questions=tuple(questions)), by=None, at=at)


def _erase_deposit(deposit: Deposit, questions: Collection[str], day: date) -> None:
    gone = {**deposit.purged, **{key: day.isoformat() for key in questions}}
    content = deposit.content
    if WHOLE in questions:
        body = content.get("body", {})
        kept: dict[str, Any] = {key: content[key] for key in KEPT if key in content}
        kept["body"] = {key: body[key] for key in OF_BODY if key in body}
        content = {**kept, "team": [], "answers": {}, "attachments": {}}
        Deposit.objects.filter(pk=deposit.pk).update(findings=[])
    else:
        for part in ("answers", "attachments"):
            held = content.get(part, {})
            content = {**content, part: {k: v for k, v in held.items() if k not in questions}}
    Deposit.objects.filter(pk=deposit.pk).update(content=content, purged=gone)


def _erase_pieces(rows: QuerySet[Attachment]) -> None:
    for one in rows:
        forget(one)
        one.content.delete(save=False)
        one.delete()


def _erase_brought(application: Application, questions: Collection[str]) -> None:
    """What a form that came back says of these questions; the form itself, which holds them."""
    for arrival in application.arrivals.filter(found__isnull=False).order_by("pk"):
        held = arrival.answers
        if not any(held.get(key) for key in questions):
            continue
        left = {key: value for key, value in held.items() if key not in questions}
        arrival.found = {**(arrival.found or {}), "answers": left}
        arrival.save(update_fields=("found",))
        for file in arrival.files.filter(form=True).order_by("pk"):
            file.content.delete(save=False)
            file.delete()


def _erase_around(application: Application) -> None:
    """The people, and what was said around the file."""
    blank = dict.fromkeys(("email", "phone", "capacity", "organisation", "service"), "")
    application.members.update(
        given_name="Personne", family_name="effacée", person=None, left_because="", **blank
    )
    application.approvals.update(
        name="", capacity="", delegation="", reason="", withdrawn_because=""
    )
    application.references.update(name="", email="", signed="", text="")
    application.completions.update(message="", reply="")
    CompletionPoint.objects.filter(completion__application=application).update(reason="")
    for rows in (application.comments, application.exchanges, application.staff_notes,
                 application.hands):  # fmt: skip
        rows.all().delete()
    LeftPiece.objects.filter(arrival__application=application).delete()
    for arrival in application.arrivals.order_by("pk"):
        for file in arrival.files.order_by("pk"):
            file.content.delete(save=False)
            file.delete()
    application.arrivals.update(sender="", subject="", text="", found=None, remarks=[])
    Application.objects.filter(pk=application.pk).update(known={}, labels=[])
