"""Judge whether files are admissible, rule by rule, then tell every candidate at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.steps import open_next
from cordee.applications.events import ExaminationsReleased, Examined
from cordee.applications.models import Application, Examination
from cordee.applications.queries import facts_of
from cordee.applications.queries.instruction import to_tell
from cordee.applications.rules.examination import (
    Checked,
    Decided,
    examination_faults,
    examined_stages,
    result_of,
    to_check,
)
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.french import say
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.programme.schema.choosing import Stage


def stage_of(edition: Edition, key: str) -> Stage:
    """The stage of examination of that key; raises `Refused` when the call has none."""
    found = next((one for one in examined_stages(edition.definition) if one.key == key), None)
    if found is None:
        raise Refused(broken("stage", "stage", _("Cet appel n’a pas cette étape d’examen.")))
    return found


def checked_at(application: Application, stage: Stage, as_of: date) -> list[Checked]:
    """The rules of a stage on the deposit in force, judged with the facts of that day."""
    made = application.current
    if made is None:
        return []
    known = facts_of(application, as_of)
    joined, said = made.content.get("attachments", {}), made.content.get("answers", {})
    facts = replace(known, answers={**joined, **known.answers, **said})
    return to_check(made.version.definition, stage, application.track, facts)


@transaction.atomic
def examine(
    application: Application,
    stage: str,
    *,
    as_of: date,
    decided: Mapping[str, Decided],
    reasons: str = "",
    seen: str | None = None,
    by: User,
    at: datetime,
) -> Examination:
    """Give the verdict of a stage on the deposit in force, in private; given again, it replaces.

    Every rule is decided: held, failed, or set aside by a motivated derogation. `seen` is the
    `stance` one had read. Raises `Refused` with every motive that lacks, once the verdict was
    told, or when the deposit or a colleague's verdict changed meanwhile.
    """
    application = _held(application)
    made = application.current
    if made is None or application.withdrawn_at is not None:
        raise Refused(broken("deposit", "application", _("Ce dossier n’est pas déposé.")))
    checked = checked_at(application, stage_of(application.edition, stage), as_of)
    if found := examination_faults(checked, decided, reasons):
        raise Refused(found)
    content = _content(checked, decided, as_of, reasons)
    mark = digest({**content, "deposit": made.digest, "stage": stage})
    if (same := _standing(application, stage)) is not None and same.digest == mark:
        return same
    if seen is not None and seen != stance(application, stage):
        raise Refused(broken("changed", "examination", CHANGED))
    _replace(application, stage)
    verdict = Examination.objects.create(
        application=application,
        deposit=made,
        version=made.version,
        stage=stage,
        as_of=as_of,
        result=result_of(checked, decided),
        content=content,
        reasons=tidy(reasons),
        digest=mark,
        at=at,
        by=by,
    )
    event = Examined(application=application.pk, examination=verdict.pk, digest=verdict.digest)
    record(event, by=by, at=at)
    return verdict


CHANGED = say(
    "Depuis que vous avez ouvert cette page, le dossier a changé ou quelqu’un a rendu un verdict. "
    "Relisez, puis enregistrez de nouveau."
)


def stance(application: Application, stage: str) -> str:
    """What a verdict is given upon: the deposit in force, and the verdict it would replace."""
    known = _standing(application, stage)
    return f"{application.current_id}:{known.pk if known else ''}"


def _standing(application: Application, stage: str) -> Examination | None:
    return application.examinations.filter(stage=stage, replaced=False).order_by("pk").last()


def _held(application: Application) -> Application:
    """The file as it is now, held: whoever completes it or judges it too waits."""
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    rows = Application.objects.select_related("edition__current", "territory", "current__version")
    return rows.get(pk=application.pk)


def _replace(application: Application, stage: str) -> None:
    """Set aside the verdict this file had at that stage; raises `Refused` once it was told."""
    former = application.examinations.filter(stage=stage, replaced=False)
    if former.exclude(released_at=None).exists():
        raise Refused(broken("told", "examination", _("Ce verdict est déjà notifié.")))
    former.update(replaced=True)


def _content(
    checked: Iterable[Checked], decided: Mapping[str, Decided], as_of: date, reasons: str
) -> dict[str, Any]:
    """What a verdict freezes."""
    rows = [_row(one, decided[one.key]) for one in checked]
    return {"as_of": as_of.isoformat(), "rules": rows, "reasons": tidy(reasons)}


def _row(one: Checked, choice: Decided) -> dict[str, str]:
    return {
        "key": one.key,
        "rule": one.label,
        "known": one.finding.sentence,
        "register": one.finding.verdict.value,
        "answer": choice.answer,
        "motive": tidy(choice.motive),
    }


@transaction.atomic
def release_examinations(edition: Edition, stage: str, *, by: User, at: datetime) -> int:
    """Tell every candidate of a stage its verdict at one instant, and open the next step.

    Returns how many were told. Raises `Refused` when there is nothing to tell.
    """
    rows = to_tell(edition, stage).select_for_update(of=("self",))
    told = list(rows.select_related("application__edition__current").order_by("pk"))
    if not told:
        raise Refused(missing("nothing", "stage", _("Aucun verdict n’attend d’être notifié.")))
    Examination.objects.filter(pk__in=[one.pk for one in told]).update(released_at=at)
    event = ExaminationsReleased(
        edition=edition.pk,
        stage=stage,
        count=len(told),
        examinations=[one.pk for one in told],
    )
    record(event, by=by, at=at)
    admitted = [one.application for one in told if one.result == Examination.Result.ADMITTED]
    open_next(admitted, stage, by=by, at=at)
    return len(told)
