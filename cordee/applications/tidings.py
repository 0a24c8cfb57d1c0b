"""Letters of the flow of a call: a closing moved, a step opened, a complement asked, a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from cordee.applications.models import Application, Completion, Examination, Member
from cordee.applications.rules.team import told
from cordee.calls.models import Version
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cordee.people.models import User
    from cordee.programme.schema import Definition


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


def announce_extension(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever writes a file that the new closing concerns learns it, and why."""
    version = Version.objects.select_related("edition").get(
        edition=event.edition, number=event.version
    )
    for application in _concerned(version, event.window):
        for address in addresses(application):
            post(
                key=f"extended:{version.pk}:{application.pk}:{address}",
                to=address,
                subject=f"Clôture reportée : {version.edition.title}"[:200],
                text=_extended(version, event, application),
                at=at,
            )


def _concerned(version: Version, window: str) -> Iterator[Application]:
    """The files of the steps that window receives, drafts and deposits alike."""
    definition = version.definition
    steps = [
        step.key
        for step in definition.steps
        if window in {one.key for one in definition.windows_of(step.key)}
    ]
    rows = Application.objects.filter(edition=version.edition_id, step__in=steps, withdrawn_at=None)
    return with_writers(rows).iterator(chunk_size=500)


def _extended(version: Version, event: Any, application: Application) -> str:
    window = version.definition.window(event.window)
    zone = (window.zone if window else None) or version.definition.timeline.zone
    closes = window.closes_at(zone) if window else None
    before = datetime.fromisoformat(event.before) if event.before else None
    state = (
        "Votre dépôt reste valable ; vous pouvez le modifier et déposer de nouveau jusque-là."
        if application.current_id
        else "Votre dossier n’est pas encore déposé."
    )
    was = f" au lieu du {french.moment(before, zone=zone)}" if before else ""
    until = french.moment(closes, zone=zone) if closes else ""
    return (
        f"Bonjour,\n\nLa clôture de l’appel « {version.edition.title} » est reportée : le dépôt "
        f"est possible jusqu’au {until}{was}.\n\nRaison donnée : {version.notice}\n\n"
        f"{state}\n\n{link(application)}\n"
    )


def invite_on(application: Application, *, at: datetime) -> None:
    """Tell a team retained at a stage that its next step is open, on what it gave already."""
    from cordee.applications.queries import reception  # noqa: PLC0415

    edition = application.edition
    step = next(one for one in edition.definition.steps if one.key == application.step)
    for address in _reached(application):
        post(
            key=f"invited:{application.pk}:{address}",
            to=address,
            subject=f"Étape suivante : {step.label} – {edition.title}"[:200],
            text=(
                f"Bonjour,\n\nLa candidature de {application.body_name} à l’appel « "
                f"{edition.title} » est retenue pour l’étape suivante : {step.label}.\n\n"
                "Le dossier est déjà ouvert sur ce que vous aviez donné. À déposer avant le : "
                f"{reception(application, at).words}.\n\n{link(application)}\n"
            ),
            at=at,
        )


def _reached(application: Application) -> list[str]:
    return addresses(written(application.pk))


def ask_to_complete(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever writes a file learns what is to be completed, why, and until when."""
    completion = Completion.objects.select_related("application__edition__current").get(
        pk=event.completion
    )
    application = completion.application
    definition = application.edition.definition
    zone = definition.timeline.zone
    due = french.moment(completion.due.astimezone(ZoneInfo(zone)), zone=zone)
    points = "\n".join(
        f"- {_label(definition, point.question)} : {point.reason}"
        for point in completion.points.order_by("pk")
    )
    message = f"{completion.message}\n\n" if completion.message else ""
    address_of = settings.SITE_URL + reverse("applications:complete", args=[application.public_id])
    for address in _reached(application):
        post(
            key=f"completion:{completion.pk}:{address}",
            to=address,
            subject=f"À compléter : {application.body_name} – {definition.title}"[:200],
            text=(
                f"Bonjour,\n\nL’équipe de l’appel « {definition.title} » vous demande de compléter "
                f"la candidature de {application.body_name} avant le {due}.\n\n{points}\n\n"
                f"{message}Seules ces réponses sont rouvertes ; le reste du dépôt ne change pas."
                f"\n\n{address_of}\n"
            ),
            at=at,
        )


def _label(definition: Definition, key: str) -> str:
    question = definition.question(key)
    return str(question.label) if question else key


def tell_verdicts(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: each candidate of a stage learns its verdict, its motives, and how to contest."""
    rows = Examination.objects.filter(pk__in=event.examinations).select_related(
        "application__edition__current", "version"
    )
    for one in rows.order_by("pk"):
        for address in _reached(one.application):
            post(
                key=f"examination:{one.pk}:{address}",
                to=address,
                subject=f"Recevabilité de votre candidature : {one.application.edition}"[:200],
                text=_verdict(one),
                at=at,
            )


def _verdict(one: Examination) -> str:
    definition = one.version.definition
    said = "recevable" if one.result == Examination.Result.ADMITTED else "irrecevable"
    rows = [row for row in one.content["rules"] if row["motive"]]
    motives = "\n".join(f"- {row['rule']} : {row['motive']}" for row in rows)
    reasons = "\n\n".join(filter(None, (one.reasons, motives)))
    contest = "\n".join(
        f"Pour contester : {complaint.to}, dans un délai de {complaint.within.said()}."
        for complaint in definition.timeline.complaints
    )
    body = one.application.body_name
    parts = [
        "Bonjour,",
        f"La candidature de {body} à l’appel « {definition.title} » est {said}.",
        reasons,
        contest,
        link(one.application),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def tell_superseded(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever wrote a file learns that another deposit of the body takes its place."""
    application = Application.objects.select_related("edition__current").get(pk=event.application)
    definition = application.edition.definition
    contact = next((one.email for one in definition.organisers if one.email), "")
    who = f" ({contact})" if contact else ""
    for address in _reached(application):
        post(
            key=f"superseded:{application.pk}:{event.by_application}:{address}",
            to=address,
            subject=f"Candidature remplacée : {application.body_name}"[:200],
            text=(
                f"Bonjour,\n\nUn autre dossier de {application.body_name} vient d’être déposé à "
                f"l’appel « {definition.title} ». Cet appel ne garde que le dernier dépôt d’une "
                "structure : votre dossier est donc retiré, et reste lisible. Si c’est une "
                f"erreur, écrivez à l’équipe de l’appel{who}.\n\n{link(application)}\n"
            ),
            at=at,
        )
