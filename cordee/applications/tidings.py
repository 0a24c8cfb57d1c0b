"""Letters of the flow of a call: a closing moved, a step opened, a complement asked, a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from cordee.applications.models import Application, Completion, Examination, Member
from cordee.applications.queries.times import about_file, deadline_of, handed_at
from cordee.applications.rules.team import told
from cordee.calls.models import Version
from cordee.calls.rules.entrances import closing_of
from cordee.calls.rules.reception import window_about, windows_for
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Window


def with_writers(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Files with those who write them, in two queries more."""
    team = Member.objects.filter(left_at=None)
    mates = Prefetch("members", team.select_related("person__user").order_by("pk"))
    return rows.select_related("owner", "edition__current").prefetch_related(mates).order_by("pk")


def addresses(application: Application) -> list[str]:
    """Where those who write a file are reached, each once; closed accounts are left alone.

    Whoever receives the messages of her team is reached too, account or not (R29).
    """
    mates = list(application.members.all())
    people = [one.person for one in mates]
    users = [application.owner, *(one.user for one in people if one is not None and one.user)]
    closed = {user.email.lower() for user in users if not user.is_active}
    return sorted(
        {user.email for user in users if user.is_active} | (leading(application) - closed)
    )


def leading(application: Application) -> set[str]:
    """Addresses of those of the team who receive its messages; its members are loaded or asked."""
    team = application.edition.definition.team_of(application.track)
    mates = (one for one in application.members.all() if one.left_at is None)
    return told(team, ((one.email, one.leads) for one in mates))


def written(key: int) -> Application:
    """A file with those who write it."""
    return with_writers(Application.objects.filter(pk=key)).get()


def link(application: Application) -> str:
    """The address of a file, as a letter gives it."""
    return settings.SITE_URL + reverse("applications:detail", args=[application.public_id])


def announce_extension(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever writes a file that the new closing concerns learns it, and why."""
    version = Version.objects.select_related("edition").get(
        edition=event.edition, number=event.version
    )
    for application, window, until in _concerned(version, event, at):
        for address in addresses(application):
            post(
                key=f"extended:{version.pk}:{application.pk}:{address}",
                to=address,
                subject=french.say("Clôture reportée : {title}", title=version.edition.title)[:200],
                text=_extended(version, event, application, window, until),
                at=at,
            )


def _concerned(
    version: Version, event: Any, at: datetime
) -> Iterator[tuple[Application, Window, str]]:
    """The files that the window receives and whose deadline moves: each window, its new deadline.

    A delay of its own, run from an invitation, may end before the former closing: nothing moves.
    """
    definition, window = version.definition, event.window
    before = datetime.fromisoformat(event.before) if event.before else None
    steps = [
        step.key
        for step in definition.steps
        if window in {one.key for one in definition.windows_of(step.key)}
    ]
    rows = Application.objects.filter(edition=version.edition_id, step__in=steps, withdrawn_at=None)
    light = with_writers(rows).select_related("territory", "current")
    for one in light.defer("current__content", "current__findings").iterator(chunk_size=500):
        own = {each.key: each for each in _own(one, definition, at)}
        if window in own:
            found = deadline_of(one, definition, at, handed_at(one))
            mine = found.window is not None and found.window.key == window
            if not (mine and before and found.closes and found.closes <= before):
                yield one, own[window], found.words if mine else closing_of(definition, own[window])


def _own(application: Application, definition: Definition, at: datetime) -> list[Window]:
    """The windows of a file: that of its deposit, else all those it may still come in by."""
    about = about_file(application, definition, at, handed_at(application))
    if about.deposited is not None:
        found = window_about(definition, at, application.step, about)
        return [found] if found else []
    return windows_for(definition, application.step, about.track, about.there, about.refs)


def _extended(
    version: Version, event: Any, application: Application, window: Window, until: str
) -> str:
    zone = window.zone or version.definition.timeline.zone
    before = datetime.fromisoformat(event.before) if event.before else None
    state = french.say("Votre dossier n’est pas encore déposé.")
    if application.current_id and window.edit_until == "deposit":
        state = french.say("Votre dépôt reste valable ; cet appel ne permet pas de le modifier.")
    elif application.current_id:
        state = french.say(
            "Votre dépôt reste valable ; vous pouvez le modifier et déposer de nouveau jusque-là."
        )
    was = (
        french.say(" au lieu du {before}", before=french.moment(before, zone=zone))
        if before
        else ""
    )
    return french.say(
        "Bonjour,\n\nLa clôture de l’appel « {title} » est reportée : le dépôt est possible "
        "jusqu’au {until}{was}.\n\nRaison donnée : {notice}\n\n{state}\n\n{application}\n",
        title=version.edition.title,
        until=until,
        was=was,
        notice=version.notice,
        state=state,
        application=link(application),
    )


def invite_on(application: Application, *, at: datetime) -> None:
    """Tell a team retained at a stage that its next step is open, on what it gave already."""
    from cordee.applications.queries import reception  # noqa: PLC0415 - it tells through us

    edition = application.edition
    step = next(one for one in edition.definition.steps if one.key == application.step)
    for address in _reached(application):
        post(
            key=f"invited:{application.pk}:{address}",
            to=address,
            subject=french.say(
                "Étape suivante : {label} – {title}", label=step.label, title=edition.title
            )[:200],
            text=(
                french.say(
                    "Bonjour,\n\nLa candidature de {body_name} à l’appel « {title} » est "
                    "retenue pour l’étape suivante : {label}.\n\nLe dossier est déjà ouvert "
                    "sur ce que vous aviez donné. À déposer avant le : {words}.\n\n{application}\n",
                    body_name=application.body_name,
                    title=edition.title,
                    label=step.label,
                    words=reception(application, at).words,
                    application=link(application),
                )
            ),
            at=at,
        )


def _reached(application: Application) -> list[str]:
    return addresses(written(application.pk))


def ask_to_complete(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever writes a file learns what is to be completed, why, and until when."""
    rows = Completion.objects.select_related("application__edition__current")
    completion = rows.get(pk=event.completion)
    application = completion.application
    subject = french.say(
        "À compléter : {body_name} – {title}",
        body_name=application.body_name,
        title=application.edition.definition.title,
    )
    text = _to_complete(completion)
    for address in _reached(application):
        key = f"completion:{completion.pk}:{address}"
        post(key=key, to=address, subject=subject[:200], text=text, at=at)


def _to_complete(completion: Completion) -> str:
    application = completion.application
    definition = application.edition.definition
    zone = definition.timeline.zone
    due = french.moment(completion.due.astimezone(ZoneInfo(zone)), zone=zone)
    points = french.strung(
        *(
            french.strung("- ", _label(definition, point.question), " : ", point.reason, between="")
            for point in completion.points.order_by("pk")
        ),
        between="\n",
    )
    message = french.strung(completion.message, "\n\n", between="") if completion.message else ""
    address_of = settings.SITE_URL + reverse("applications:complete", args=[application.public_id])
    return french.say(
        "Bonjour,\n\nL’équipe de l’appel « {title} » vous demande de compléter la "
        "candidature de {body_name} avant le {due}.\n\n{points}\n\n{message}Seules "
        "ces réponses sont rouvertes ; le reste du dépôt ne change "
        "pas.\n\n{address_of}\n",
        title=definition.title,
        body_name=application.body_name,
        due=due,
        points=points,
        message=message,
        address_of=address_of,
    )


def _label(definition: Definition, key: str) -> str:
    question = definition.question(key)
    return str(question.label) if question else key


def tell_verdicts(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: each candidate of a stage learns its verdict, its motives, and how to contest."""
    rows = Examination.objects.filter(pk__in=event.examinations).select_related(
        "application__edition__current", "version"
    )
    for one in rows.order_by("pk"):
        for address in _reached(one.application):
            post(
                key=f"examination:{one.pk}:{address}",
                to=address,
                subject=french.say(
                    "Recevabilité de votre candidature : {edition}", edition=one.application.edition
                )[:200],
                text=_verdict(one),
                at=at,
            )


def _verdict(one: Examination) -> str:
    definition = one.version.definition
    said = "recevable" if one.result == Examination.Result.ADMITTED else "irrecevable"
    rows = [row for row in one.content["rules"] if row["motive"]]
    motives = french.strung(
        *(french.strung("- ", row["rule"], " : ", row["motive"], between="") for row in rows),
        between="\n",
    )
    reasons = french.strung(*filter(None, (one.reasons, motives)), between="\n\n")
    contest = french.strung(
        *(
            french.say(
                "Pour contester : {to}, dans un délai de {said}.",
                to=complaint.to,
                said=complaint.within.said(),
            )
            for complaint in definition.timeline.complaints
            if complaint.stage in {None, one.stage}
        ),
        between="\n",
    )
    body = one.application.body_name
    parts = [
        french.say("Bonjour,"),
        french.say(
            "La candidature de {body} à l’appel « {title} » est {said}.",
            body=body,
            title=definition.title,
            said=said,
        ),
        reasons,
        contest,
        link(one.application),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def tell_superseded(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever wrote a file learns that another deposit of the body takes its place."""
    application = Application.objects.select_related("edition__current").get(pk=event.application)
    definition = application.edition.definition
    contact = next((one.email for one in definition.organisers if one.email), "")
    who = french.strung(" (", contact, ")", between="") if contact else ""
    for address in _reached(application):
        post(
            key=f"superseded:{application.pk}:{event.by_application}:{address}",
            to=address,
            subject=french.say(
                "Candidature remplacée : {body_name}", body_name=application.body_name
            )[:200],
            text=(
                french.say(
                    "Bonjour,\n\nUn autre dossier de {body_name} vient d’être déposé à l’appel "
                    "« {title} ». Cet appel ne garde que le dernier dépôt d’une structure : "
                    "votre dossier est donc retiré, et reste lisible. Si c’est une erreur, "
                    "écrivez à l’équipe de l’appel{who}.\n\n{application}\n",
                    body_name=application.body_name,
                    title=definition.title,
                    who=who,
                    application=link(application),
                )
            ),
            at=at,
        )
