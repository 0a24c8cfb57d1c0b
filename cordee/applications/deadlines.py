"""What reminds of the flow: a complement to give, an answer promised, a silence that will speak."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.models import Application, Completion
from cordee.applications.queries.promised import Promised, promised
from cordee.applications.queries.silence import Unanswered, unanswered
from cordee.applications.tidings import with_writers
from cordee.kernel import french
from cordee.ledger.reminders import Proposal
from cordee.people.models import Seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.calls.models import Edition
    from cordee.people.models import User

MORNING: Final = time(9)
COMPLETION_DAYS: Final = (3, 1)
SILENCE_DAYS: Final = (30, 14, 3)
ANSWER_DAYS: Final = (7, 2, -1)
"""Days before the answer promised; the last one is the morning after."""
MEANS: Final = {"rejection": "rejet", "acceptance": "acceptation"}


class Completions:
    """Three days and one day before, a complement still awaited is called to mind."""

    key = "applications.completions"
    label = _("Complément demandé et non déposé")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders of each request that may still be answered."""
        files = with_writers(Application.objects.select_related("edition__current"))
        rows = Completion.objects.open(at).prefetch_related(Prefetch("application", files))
        for one in rows.order_by("pk"):
            dues = [(days, one.due - timedelta(days=days)) for days in COMPLETION_DAYS]
            past = [pair for pair in dues if pair[1] <= at][-1:]
            for days, due in [*past, *(pair for pair in dues if pair[1] > at)]:
                if due < one.at:
                    continue
                for user in _writers(one.application):
                    yield _completion(one, user, days, due)


def _writers(application: Application) -> list[User]:
    people = [one.person for one in application.members.all()]
    users = [application.owner, *(one.user for one in people if one is not None and one.user)]
    return list({user.pk: user for user in users}.values())


def _completion(one: Completion, user: User, days: int, due: datetime) -> Proposal:
    application = one.application
    zone = application.edition.definition.timeline.zone
    until = french.moment(one.due.astimezone(ZoneInfo(zone)), zone=zone)
    url = settings.SITE_URL + reverse("applications:complete", args=[application.public_id])
    return Proposal(
        person=f"user:{user.pk}",
        name=user.email,
        to=user.email,
        subject=("completion", str(one.pk)),
        subject_name=french.strung(application, " – ", application.edition.title, between="")[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        title=french.typeset(french.say("À compléter : {title}", title=application.edition.title))[
            :200
        ],
        text=french.typeset(
            french.say(
                "Bonjour,\n\nLe complément demandé pour « {application} » n’est pas encore "
                "déposé. Il est attendu avant le {until} : {url}\n",
                application=application,
                until=until,
                url=url,
            )
        ),
        skip="" if user.is_active else french.say("Ce compte est fermé."),
    )


class Silences:
    """A month, two weeks and three days before, the team is told that its silence will speak."""

    key = "applications.silence"
    label = _("Silence qui va valoir décision")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders to the team, for each call with unanswered files."""
        waiting = [one for one in unanswered(at) if one.speaks >= one.edition.today(at)]
        if not waiting:
            return
        staff = _staff(at)
        for one in waiting:
            for days, due in _dues(one.edition, one.speaks, SILENCE_DAYS, at):
                for user in staff:
                    yield _silence(one, user, days, due)


def _staff(at: datetime) -> list[User]:
    seats = Seat.objects.current(at).staffing().exclude(person__user=None)
    rows = seats.select_related("person__user").order_by("pk")
    staff = {seat.person.user.pk: seat.person.user for seat in rows if seat.person.user}
    return list(staff.values())


def _dues(
    edition: Edition, day: date, before: tuple[int, ...], at: datetime
) -> list[tuple[int, datetime]]:
    """The mornings so many days before: the latest past, and those to come."""
    zone = ZoneInfo(edition.definition.timeline.zone)
    dues = [(days, datetime.combine(day - timedelta(days=days), MORNING, zone)) for days in before]
    past = [pair for pair in dues if pair[1] <= at][-1:]
    return [*past, *(pair for pair in dues if pair[1] > at)]


def _silence(one: Unanswered, user: User, days: int, due: datetime) -> Proposal:
    url = settings.SITE_URL + reverse("applications:received", args=[one.edition.key])
    files = french.plural(one.count, "dossier")
    return Proposal(
        person=f"user:{user.pk}",
        name=user.email,
        to=user.email,
        subject=("edition", f"{one.edition.pk}:{one.speaks}"),
        subject_name=one.edition.title[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        title=french.typeset(
            french.say("Répondre avant le silence : {title}", title=one.edition.title)
        )[:200],
        text=french.typeset(
            french.say(
                "Bonjour,\n\nÀ partir du {speaks}, l’absence de réponse vaudra {means} pour "
                "l’appel « {title} » : {files} sans réponse à ce jour.\n\n{url}\n",
                speaks=french.day(one.speaks),
                means=MEANS[one.rule.means],
                title=one.edition.title,
                files=files,
                url=url,
            )
        ),
        skip="" if user.is_active else french.say("Ce compte est fermé."),
    )


class Answers:
    """A week and two days before, then the day after: the answer promised is called to mind."""

    key = "applications.answers"
    label = _("Réponse promise aux candidats")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders to the team, for each call whose files still wait (R100)."""
        waiting = list(promised())
        staff = _staff(at) if waiting else []
        for one in waiting:
            for days, due in _dues(one.edition, one.day, ANSWER_DAYS, at):
                for user in staff:
                    yield _answer(one, user, days, due)


def _answer(one: Promised, user: User, days: int, due: datetime) -> Proposal:
    url = settings.SITE_URL + reverse("applications:received", args=[one.edition.key])
    files = french.plural(one.count, "dossier")
    said = french.day(one.day)
    what = (
        french.say("était promise pour le {said}", said=said)
        if days < 0
        else french.say("est promise pour le {said}", said=said)
    )
    return Proposal(
        person=f"user:{user.pk}",
        name=user.email,
        to=user.email,
        subject=("edition", f"{one.edition.pk}:{one.key}"),
        subject_name=one.edition.title[:200],
        occurrence=f"J{-days:+d}",
        due=due,
        title=french.typeset(french.say("Réponse promise : {title}", title=one.edition.title))[
            :200
        ],
        text=french.typeset(
            french.say(
                "Bonjour,\n\nLa réponse aux candidats de l’appel « {title} » {what}. {files} "
                "sans réponse à ce jour. Si ce jour ne peut plus être tenu, modifiez l’appel : "
                "les équipes l’apprendront avec la raison.\n\n{url}\n",
                title=one.edition.title,
                what=what,
                files=files,
                url=url,
            )
        ),
        skip="" if user.is_active else french.say("Ce compte est fermé."),
    )


COMPLETIONS, SILENCES, ANSWERS = Completions(), Silences(), Answers()
