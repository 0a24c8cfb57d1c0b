"""Put questions to a cohort, answer them once: known, or unknown for good (R128, R129, R183)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from cordee.journeys.learning.events import SurveyAnswered, SurveyClosed, SurveyPlanned
from cordee.journeys.learning.models import Audience, Reply, Survey, Turnout
from cordee.journeys.learning.rules.codes import read_code
from cordee.journeys.learning.rules.surveys import SCALE, Asked, asked, pulse_of
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.speech import noted
from cordee.ledger.actions import record
from cordee.programme.schema.questions import Asked as FormQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cordee.journeys.models import Cohort, Meeting, Participation
    from cordee.people.models import Person, User
    from cordee.programme.schema.year import Survey as Announced

PULSE_LASTS = timedelta(days=7)
LONGEST = 6000


@transaction.atomic
def plan_survey(
    cohort: Cohort, questions: Sequence[Asked], *, by: User, at: datetime, **fields: Any
) -> Survey:
    """Prepare a survey; fields are those of the model. Raises `Refused` when it makes no sense."""
    made = Survey(cohort=cohort, questions=[one.data() for one in questions], at=at, by=by,
                  **fields)  # fmt: skip
    _check(made)
    made.save()
    record(SurveyPlanned(survey=made.pk, questions=len(questions)), by=by, at=at)
    return made


def _check(survey: Survey) -> None:
    if not survey.questions:
        raise Refused(missing("survey.questions", "q1", "Posez au moins une question."))
    if survey.closes_at <= survey.opens_at:
        raise Refused(broken("survey.dates", "closes_at", "La fin vient après l’ouverture."))
    if survey.audience not in {Audience.STAFF, Audience.COHORT}:
        raise Refused(broken("survey.audience", "audience", "Ce cercle n’existe pas ici."))
    if survey.anonymous and survey.to != Survey.To.EVERYONE:
        raise Refused(
            broken("survey.anonymous", "anonymous", "Un questionnaire anonyme s’adresse à chaque "
                   "membre des délégations : sinon, l’auteur·e se devine.")
        )  # fmt: skip
    paired = survey.kind in {Survey.Kind.BEFORE, Survey.Kind.AFTER}
    if paired and not survey.anonymous:
        raise Refused(
            broken("survey.paired", "anonymous", "Avant et après se comparent sans nom : cochez "
                   "« anonyme ».")
        )  # fmt: skip
    if survey.kind == Survey.Kind.AFTER and survey.before is None:
        raise Refused(missing("survey.before", "before", "Dites avec quel questionnaire comparer."))
    if survey.before is not None and survey.before.cohort_id != survey.cohort_id:
        raise Refused(broken("survey.before", "before", "Ce questionnaire n’est pas d’ici."))


@transaction.atomic
def plan_pulse(meeting: Meeting, *, by: User, at: datetime) -> Survey:
    """Ask how a meeting was: three questions, a minute, a week (R182); once a meeting.

    Raises `Refused` for a meeting without a date.
    """
    known = Survey.objects.filter(meeting=meeting, kind=Survey.Kind.PULSE).first()
    if known is not None:
        return known
    if meeting.starts is None:
        raise Refused(broken("pulse.date", "meeting", "Cette rencontre n’a pas encore de date."))
    ends = max(meeting.ends or meeting.starts, at)
    questions = [
        Asked("self", noted("Pour moi, cette rencontre a été utile"), "scale"),
        Asked("home", noted("Pour mon organisation, j’en rapporte quelque chose"), "scale"),
        Asked("place", noted("Pour mon territoire, ce que j’ai envie de tenter"), "text"),
    ]
    return plan_survey(
        meeting.cohort, questions, kind=Survey.Kind.PULSE, meeting=meeting, anonymous=True,
        title=pulse_of(meeting.label), audience=Audience.COHORT,
        opens_at=ends, closes_at=ends + PULSE_LASTS, by=by, at=at,
    )  # fmt: skip


def announced(cohort: Cohort) -> list[Announced]:
    """The surveys that the call itself announces."""
    return list(cohort.edition.definition.year.surveys)


def reused(cohort: Cohort, key: str) -> list[FormQuestion]:
    """The questions of the application whose answers this survey takes up (R129)."""
    return [
        one
        for one in cohort.edition.definition.questions()
        if isinstance(one, FormQuestion) and key in one.reused_in
    ]


@transaction.atomic
def close_survey(survey: Survey, *, by: User, at: datetime) -> Survey:
    """Close a survey now; it never opens again, since its results are read."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.opens_at >= at:
        survey.opens_at = at - timedelta(seconds=1)
    if survey.closes_at > at:
        survey.closes_at = at
        survey.save(update_fields=("closes_at", "opens_at"))
        record(SurveyClosed(survey=survey.pk), by=by, at=at)
    return survey


@transaction.atomic
def answer_survey(
    survey: Survey,
    answers: Mapping[str, Any],
    *,
    person: Person,
    participation: Participation | None,
    code: str = "",
    by: User | None,
    at: datetime,
) -> Reply:
    """Answer once. Anonymous: who answered and what was answered are kept apart, for good.

    With names, the answer may be changed until the survey closes. `code` is the one she keeps to
    pair before and after. Raises `Refused` outside its dates, twice, or with nothing answered.
    """
    if not survey.is_open(at):
        raise Refused(broken("survey.closed", "answers", "Ce questionnaire n’est pas ouvert."))
    kept = _kept(asked(survey.questions), answers)
    if not kept:
        raise Refused(missing("survey.empty", "answers", "Répondez au moins à une question."))
    mark = _mark(survey, code)
    team = survey.to == Survey.To.TEAM
    one = {"person": None, "participation": participation} if team else {
        "person": person, "participation": None,
    }  # fmt: skip
    _turnout, first = Turnout.objects.get_or_create(survey=survey, **one)
    if survey.anonymous:
        if not first:
            raise Refused(broken("survey.twice", "answers", "Vous avez déjà répondu. Merci !"))
        return Reply.objects.create(survey=survey, answers=kept, mark=mark)
    made, _new = Reply.objects.update_or_create(
        survey=survey, person=None if team else person, participation=participation,
        defaults={"answers": kept},
    )  # fmt: skip
    record(SurveyAnswered(survey=survey.pk), by=by, at=at)
    return made


def _kept(questions: Sequence[Asked], answers: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in questions:
        given = answers.get(one.key)
        if one.kind == "scale" and given in SCALE:
            found[one.key] = given
        elif one.kind == "text" and isinstance(given, str) and tidy(given):
            found[one.key] = tidy(given)[:LONGEST]
    return found


def _mark(survey: Survey, code: str) -> str:
    """What a code becomes: the same before and after, and nothing leads back from it."""
    if survey.kind not in {Survey.Kind.BEFORE, Survey.Kind.AFTER} or not code.strip():
        return ""
    read = read_code(code)
    if read is None:
        raise Refused(
            broken("survey.code", "code", "Ce code ne se lit pas : il a dix signes, comme "
                   "« ABCDE-FGHJK ». Vérifiez-le, ou laissez la case vide.")
        )  # fmt: skip
    first = survey.before_id or survey.pk
    return salted_hmac("learning.pair", f"{first}:{read}", algorithm="sha256").hexdigest()


@transaction.atomic
def retire_turnout(*, before: datetime) -> int:
    """Forget who answered anonymous surveys closed before an instant; their count stays.

    Returns how many names went.
    """
    over = Turnout.objects.filter(survey__anonymous=True, survey__closes_at__lt=before)
    return over.exclude(person=None).update(person=None, forgotten=F("id"))
