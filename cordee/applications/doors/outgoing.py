"""The form of a call as a document: blank, or with what a draft already says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing, Written
from cordee.programme.schema import questions as q
from cordee.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from cordee.applications.doors.sheet import Sheet
    from cordee.applications.models import Application
    from cordee.calls.models import Version

WRITERS: dict[str, Callable[[Sheet], bytes]] = {"docx": docx.write, "odt": odt.write}
MEDIA_TYPES = {"docx": docx.MEDIA_TYPE, "odt": odt.MEDIA_TYPE}


def blank_form(version: Version, format_: str, *, track: str = "") -> bytes:
    """The form of the first step, to be filled off-line. `format_` is `docx` or `odt`."""
    definition = version.definition
    step = definition.steps[0].key
    sheet = Printing(definition, step, track).sheet(mark_of(version, step=step, track=track))
    return WRITERS[format_](sheet)


def draft_form(application: Application, format_: str, *, at: datetime) -> bytes:
    """The form of a file with what it says today; the mark remembers when it was taken."""
    version = application.edition.rules_in_force
    rows = application.answers.order_by("pk").values_list("question", "value")
    team = application.members.filter(left_at=None).order_by("joined_at", "pk").values(
        "given_name", "family_name", "role", "leads", "capacity", "organisation", "service",
        "email", "phone",
    )  # fmt: skip
    answers = dict(rows)
    written = Written(application.body_name, answers, list(team), _places(version, answers))
    mark = mark_of(version, step=application.step, track=application.track)
    mark |= {"file": str(application.public_id), "taken": at.isoformat()}
    printing = Printing(version.definition, application.step, application.track, written)
    return WRITERS[format_](printing.sheet(mark))


def mark_of(version: Version, *, step: str, track: str) -> dict[str, str]:
    """What tells a document that comes back: the call, the version of its rules, the language."""
    return {
        "edition": version.edition.key,
        "version": str(version.number),
        "digest": version.digest[:16],
        "step": step,
        "track": track,
        "language": get_language() or "fr",
    }


def _places(version: Version, answers: dict[str, Any]) -> dict[str, str]:
    """The names of the territories that answers refer to."""
    refs = set(_refs(version.definition.questions(), answers))
    rows = Territory.objects.filter(ref__in=refs) if refs else Territory.objects.none()
    return dict(rows.values_list("ref", "name").order_by("ref"))


def _refs(questions: Iterable[q.AnyQuestion], answers: Any) -> Iterable[str]:
    for question in questions:
        if not isinstance(answers, dict) or question.key not in answers:
            continue
        value = answers[question.key]
        if isinstance(question, q.Place):
            yield from map(str, value if isinstance(value, list) else [value])
        elif isinstance(question, q.Group) and isinstance(value, list):
            for item in value:
                yield from _refs(question.questions, item)
