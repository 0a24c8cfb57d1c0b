"""Letters of working groups: one is brought in, a session is told, moved or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import WorkingGroup, WorkingMember, WorkingSession
from cordee.journeys.queries.workgroups import members
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _page(group: WorkingGroup) -> str:
    return settings.SITE_URL + reverse("journeys:working_group", args=[group.public_id])


def welcome(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever was brought in by someone else is told what is expected of her."""
    if event.herself:
        return
    rows = WorkingMember.objects.select_related("group", "person")
    one = rows.get(pk=event.member)
    if not one.person.email:
        return
    part = (
        french.say("Vous animez désormais un groupe de travail")
        if event.leads
        else french.say("Vous êtes d’un groupe de travail")
    )
    text = french.say(
        "Bonjour,\n\n{part} : {question}\n\nSes séances rejoignent votre calendrier. Sa page : "
        "{page}\n\nVous pouvez le quitter d’un clic, de là.\n",
        part=part, question=french.quoted(one.group.question), page=_page(one.group),
    )  # fmt: skip
    key = f"journeys.working_group:{one.pk}:{int(event.leads)}"
    subject = french.say("Groupe de travail : {question}", question=one.group.question[:120])
    post(key=key, to=one.person.email, subject=subject, text=text, at=at)


def tell_session(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: members learn the date of a session, and each of its changes."""
    rows = WorkingSession.objects.select_related("group__cohort__edition__current")
    one = rows.get(pk=event.session)
    when = french.moment(one.starts.astimezone(one.group.zone))
    told = _told(one, when)
    for member in members(one.group, at):
        if member.person.email:
            text = french.say(
                "Bonjour,\n\nGroupe de travail {question}.\n\n{told}\n\nVotre calendrier suit : "
                "{page}\n",
                question=french.quoted(one.group.question), told=told, page=_page(one.group),
            )  # fmt: skip
            key = f"journeys.working_session:{one.pk}:{one.sequence}:{member.pk}"
            subject = french.say("Groupe de travail : {when}", when=when)
            post(key=key, to=member.person.email, subject=subject, text=text, at=at)


def _told(one: WorkingSession, when: str) -> str:
    if one.cancelled_at is not None:
        return french.say("La séance du {when} est annulée.", when=when)
    place = french.say(" Lieu : {place}.", place=one.place) if one.place else ""
    video = french.say(" Lien : {video}", video=one.video) if one.video else ""
    if one.sequence == 0:
        said = french.say("Le groupe se retrouve le {when}.", when=when)
    else:
        said = french.say("La séance est désormais le {when}.", when=when)
    return french.strung(said, place, video, between="")
