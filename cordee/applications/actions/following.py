"""Keep a door open for the pieces that may follow a deposit, until the day the call says."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.applications.actions.completing import close_completion
from cordee.applications.events import CompletionAsked
from cordee.applications.models import Application, Completion, CompletionPoint
from cordee.applications.queries import draft_of, handed_in
from cordee.applications.rules.deposit import asked
from cordee.applications.rules.pieces import following
from cordee.kernel import french
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date

    from cordee.people.models import User
    from cordee.programme.schema import Definition

MESSAGE = "Votre dossier est déposé. L’appel permet que ces pièces le suivent."


def await_pieces(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: what may follow the deposit is asked for, field by field, until its last day.

    A request already open is left alone, or closed once all its pieces have come.
    """
    made_of = handed_in(event.deposit)
    if event.number == 1 and not _may_follow(made_of.version.definition, made_of.application.step):
        return  # nothing waits before a first deposit: most calls ask no more queries
    rows = Application.objects.select_related("edition__current", "territory__vintage")
    application = rows.get(pk=event.application)
    pieces = [one for one in asked_pieces(application, at) if one[1] > at]
    waiting = application.completions.awaiting().filter(message=MESSAGE).order_by("-pk").first()
    if waiting is not None and by is not None:
        missing = {key for key, _, _ in pieces}
        if not missing & set(waiting.points.values_list("question", flat=True).order_by("pk")):
            close_completion(waiting, by=by, at=at)
        return
    if not pieces or by is None or application.current is None:
        return
    if application.completions.awaiting().filter(due__gt=at).exists():
        return
    made = Completion.objects.create(
        application=application,
        deposit=application.current,
        message=MESSAGE,
        due=max(due for _, due, _ in pieces),
        at=at,
        by=by,
    )
    CompletionPoint.objects.bulk_create(
        CompletionPoint(
            completion=made, question=key, reason=french.say("À remettre {when}.", when=said)
        )
        for key, _, said in pieces
    )
    told = CompletionAsked(application=application.pk, completion=made.pk, fields=len(pieces))
    record(told, by=by, at=at)


def asked_pieces(application: Application, at: datetime) -> list[tuple[str, datetime, str]]:
    """Question, last instant and words of each piece that may still come."""
    definition = application.edition.definition
    if not _may_follow(definition, application.step):
        return []
    draft = draft_of(application, at)
    found = following(
        definition, asked(definition, draft), draft.files, application.edition.today(at)
    )
    zone = ZoneInfo(definition.timeline.zone)
    return [
        (one.question.key, _over(one.until, zone), one.said)
        for one in found
        if one.until is not None
    ]


def _may_follow(definition: Definition, step: str) -> bool:
    return any(getattr(one, "due", None) for one in definition.questions(step))


def _over(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(23, 59), zone)
