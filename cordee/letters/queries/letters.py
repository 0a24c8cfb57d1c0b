"""Reading letters: what stands in an issue, who would receive it, what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.models import Delegate
from cordee.journeys.queries import calendar
from cordee.journeys.screens import said_when
from cordee.journeys.strategy.quoting import texts_quoted
from cordee.kernel import french
from cordee.ledger.models import MailChoice, Message
from cordee.ledger.rules.digests import CAP
from cordee.letters.models import Issue, Letter, Passage, Subscriber
from cordee.letters.rules import Address, Readers, next_issue
from cordee.people.models import Person, Seat
from cordee.people.rules import HOUSE_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

WEEK = timedelta(days=7)
SHOWN = 4
"""Meetings told at the end of an issue."""
WRITERS = 200


def letters() -> QuerySet[Letter]:
    """Letters with how many issues left, and the last one."""
    return Letter.objects.annotate(
        sent=Count("issues__sent_at"), last=Max("issues__sent_at")
    ).order_by("title", "pk")


def issues() -> QuerySet[Issue]:
    """Issues with what their page shows."""
    return Issue.objects.select_related("letter__cohort__edition__current")


def passages() -> QuerySet[Passage]:
    """Sections with what their page shows."""
    return Passage.objects.select_related(
        "letter__cohort", "issue", "draft__by__person", "assigned__user"
    )


def written(issue: Issue) -> list[Passage]:
    """The sections of an issue in writing, in order."""
    return list(passages().filter(issue=issue).order_by("rank", "pk"))


def put_off(letter: Letter) -> QuerySet[Passage]:
    """What waits for a later issue."""
    return passages().filter(letter=letter, issue=None).order_by("-pk")


def content(issue: Issue, at: datetime) -> dict[str, Any]:
    """What an issue says: frozen when it left, as it stands before."""
    if issue.sent_at is not None:
        return dict(issue.content)
    return {
        "title": issue.title,
        "parts": [
            {"mark": one.mark, "title": one.title, "line": one.line, "text": one.draft.text,
             "signature": one.signature}
            for one in written(issue)
        ],
        "coming": coming(issue.letter, at),
    }  # fmt: skip


def coming(letter: Letter, at: datetime) -> list[str]:
    """The next meetings of the cohort, as they stand (R172), and the next issue (R165)."""
    following = next_issue(letter.every, timezone.localtime(at).date())
    return [*_meetings(letter, at), *([following] if following else [])]


def _meetings(letter: Letter, at: datetime) -> list[str]:
    if letter.cohort is None or not letter.coming:
        return []
    ahead = calendar(letter.cohort).exclude(state__in=("closed", "cancelled", "held"))
    kept = [one for one in ahead if one.starts is None or one.starts > at][:SHOWN]
    return [f"{said_when(one)} – {one.label}" for one in kept]


def told(parts: Iterable[dict[str, str]], *, aloud: bool = False) -> list[dict[str, str]]:
    """Sections as anyone reads them: words told as far as each consent allows (R194)."""
    given = list(parts)
    texts = texts_quoted([one["text"] for one in given], "public", use="letter", aloud=aloud)
    return [one | {"text": text} for one, text in zip(given, texts, strict=True)]


def readers(letter: Letter, at: datetime) -> Readers:
    """Everyone who could receive the next issue, each once; a fixed number of queries."""
    known = {one.email.lower(): one for one in letter.subscribers.order_by("email")}
    found = {
        email: Address(email, because=_subscribed(one), ended=one.ended_at is not None)
        for email, one in known.items()
        if one.confirmed_at is not None
    }
    for one in _delegates(letter, at):
        email = one.person.email.lower()
        said = _("délégation : %(name)s") % {"name": one.participation.name}
        gone = email in known and known[email].ended_at is not None
        found[email] = Address(email, str(one.person), said, ended=gone)
    return Readers(_chosen(found, at))


def _subscribed(one: Subscriber) -> str:
    if one.confirmed_at is None:
        return ""
    day = french.day(timezone.localtime(one.confirmed_at).date(), weekday=False)
    return _("abonnement du %(day)s") % {"day": day}


def _delegates(letter: Letter, at: datetime) -> Iterable[Delegate]:
    if letter.cohort_id is None:
        return []
    rows = Delegate.objects.current(at).filter(
        participation__cohort=letter.cohort_id, participation__ends=None, person__erased=None
    )
    return rows.exclude(person__email="").select_related("person", "participation").order_by("pk")


def _chosen(found: dict[str, Address], at: datetime) -> list[Address]:
    """The same addresses, with what each chose to receive and what it just received."""
    chosen = {one.address: one for one in MailChoice.objects.filter(address__in=found)}
    rows = Message.objects.filter(key__startswith="letter:", posted_at__gt=at - WEEK)
    heard = dict(
        rows.annotate(lower=Lower("to")).filter(lower__in=found).order_by().values("lower")
        .annotate(n=Count("pk")).values_list("lower", "n")
    )  # fmt: skip
    done = []
    for email, one in sorted(found.items()):
        choice = chosen.get(email)
        done.append(
            Address(
                one.email, one.name, one.because, one.ended,
                muted=tuple(choice.muted) if choice else (),
                cap=choice.cap if choice else CAP, heard=heard.get(email, 0),
            )
        )  # fmt: skip
    return done


def writers(letter: Letter, at: datetime) -> list[Person]:
    """Who may be asked to write a section: the team, the delegations, with an account."""
    team = Seat.objects.current(at).with_role(*HOUSE_ROLES).values("person")
    keys = set(
        Person.objects.filter(pk__in=team, user__is_active=True).values_list("pk", flat=True)
    )
    keys |= {one.person_id for one in _delegates(letter, at) if one.person.user_id is not None}
    return list(Person.objects.filter(pk__in=keys).order_by("sort_key", "pk")[:WRITERS])
