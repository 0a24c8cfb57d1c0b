"""Letters about a workstream: to who carries it, to who objected (R218, R221)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.alliance.works.models import (
    Assembly,
    WorkAlly,
    WorkObjection,
    Workstream,
    WorkSupport,
)
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.alliance.works.models import AssemblyDay
    from cordee.people.models import User


def _page(one: Workstream) -> str:
    return settings.SITE_URL + reverse("works:workstream", args=[one.public_id])


def _tell(key: str, to: str, words: tuple[str, str], one: Workstream, at: datetime) -> None:
    """One letter an address, `words` its subject and body; nobody to write to, no letter."""
    subject, body = words
    if not to:
        return
    text = french.say("Bonjour,\n\n{body}\n\n{page}\n", body=body, page=_page(one))
    post(key=key, to=to, subject=french.typeset(subject), text=french.typeset(text), at=at)


def _leader(one: Workstream) -> str:
    return one.leader.email if one.leader else one.by.email


def tell_objection(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who carries a workstream learns what is objected, and that it forbids nothing."""
    rows = WorkObjection.objects.select_related("workstream__leader", "workstream__by", "author")
    objection = rows.get(pk=event.work_objection)
    one = objection.workstream
    body = french.say(
        "{author} fait une objection au chantier « {title} » :\n\n{reason}\n\nElle ne l’interdit "
        "pas : répondez-lui, et dites si le chantier a mûri, se fond dans un autre ou s’arrête.",
        author=objection.author, title=one.title, reason=objection.reason,
    )  # fmt: skip
    subject = french.say("Une objection à « {title} »", title=one.title)
    _tell(f"works.objection:{objection.pk}", _leader(one), (subject, body), one, at)


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who objected learns what is answered and what becomes of the workstream."""
    rows = WorkObjection.objects.select_related("workstream", "author")
    objection = rows.get(pk=event.work_objection)
    one = objection.workstream
    body = french.say(
        "Vous aviez fait une objection au chantier « {title} ». Voici la réponse :\n\n{answer}\n\n"
        "Issue : {outcome}.",
        title=one.title, answer=objection.answer, outcome=objection.get_outcome_display(),
    )  # fmt: skip
    subject = french.say("Réponse à votre objection : « {title} »", title=one.title)
    to = objection.author.email or ""
    _tell(f"works.objection_answered:{objection.pk}", to, (subject, body), one, at)


def tell_joined(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who carries a workstream learns who takes part, unless she wrote it herself."""
    ally = WorkAlly.objects.select_related("person", "organisation").get(pk=event.work_ally)
    one = Workstream.objects.select_related("leader", "by").get(pk=event.workstream)
    to = _leader(one)
    if by is not None and by.email == to:
        return
    body = french.say("{who} prend part au chantier « {title} ».", who=ally, title=one.title)
    subject = french.say("Un allié de plus : « {title} »", title=one.title)
    _tell(f"works.joined:{ally.pk}", to, (subject, body), one, at)


def tell_decision(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who carries a workstream learns what was decided on its support, and why."""
    rows = WorkSupport.objects.select_related(
        "workstream__leader", "workstream__by", "decision__organ"
    )
    support = rows.get(pk=event.work_support)
    decision, one = support.decision, support.workstream
    assert decision is not None  # noqa: S101 - the event says so
    if decision.adopted:
        said = french.say(
            "{organ} accorde {amount} au chantier « {title} ».", organ=decision.organ,
            amount=french.money(decision.amount), title=one.title,
        )  # fmt: skip
    else:
        said = french.say(
            "{organ} n’accorde pas de soutien au chantier « {title} ».", organ=decision.organ,
            title=one.title,
        )  # fmt: skip
    body = french.say("{said}\n\nRaison : {reason}", said=said, reason=decision.reason)
    subject = french.say("Le soutien de « {title} »", title=one.title)
    _tell(f"works.support:{support.pk}", _leader(one), (subject, body), one, at)


def invite(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: once it is announced, each guest learns the days and where to answer, once."""
    one = Assembly.objects.get(pk=event.assembly)
    if one.state != Assembly.State.OPEN:
        return
    days = list(one.days.order_by("on"))
    when = french.strung(*(_day_said(day) for day in days), between="\n")
    page = settings.SITE_URL + reverse("works:assembly", args=[one.public_id])
    text = french.say(
        "Bonjour,\n\nVous êtes invité·e : {title}.\n\n{when}\n\nL’ordre du jour se lit ici, et "
        "vous y dites si vous venez : {page}\n",
        title=one.title, when=when, page=page,
    )  # fmt: skip
    subject = french.say("Invitation : {title}", title=one.title)
    for guest in one.guests.select_related("person").order_by("pk"):
        if guest.person.email:
            post(
                key=f"works.assembly:{one.pk}:{guest.person_id}", to=guest.person.email, at=at,
                subject=french.typeset(subject), text=french.typeset(text),
            )  # fmt: skip


def _day_said(day: AssemblyDay) -> str:
    """« jeudi 10 novembre 2022, sur place : Lens »."""
    said, mode = french.day(day.on), day.get_mode_display()
    if day.place:
        return french.say("{said}, {mode} : {place}", said=said, mode=mode, place=day.place)
    return french.say("{said}, {mode}", said=said, mode=mode)
