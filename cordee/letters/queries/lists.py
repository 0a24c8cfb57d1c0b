"""Reading lists: who is on them, what was said, what waits, how each member is reached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cordee.journeys.models import Delegate
from cordee.ledger.models import MailChoice, Message
from cordee.ledger.rules.digests import CAP
from cordee.letters.models import DiscussionList, ListMember, ListMessage
from cordee.letters.rules.lists import RULE, Mailing
from cordee.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from cordee.people.models import User

WEEK = timedelta(days=7)
LATELY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class OnList:
    """Someone on a list that day."""

    email: str
    name: str = ""
    person: int | None = None
    because: str = ""
    moderates: bool = False
    trusted: bool = False
    rhythm: str = ""
    row: ListMember | None = None


def lists() -> QuerySet[DiscussionList]:
    """Lists with what their page shows."""
    return DiscussionList.objects.select_related("cohort__edition__current")


def counted() -> QuerySet[DiscussionList]:
    """Lists with how many messages were told, how many wait, and when the last was."""
    told, held = ListMessage.State.TOLD, ListMessage.State.HELD
    return lists().annotate(
        told=Count("messages", filter=Q(messages__state=told)),
        held=Count("messages", filter=Q(messages__state=held)),
        last=Max("messages__decided_at", filter=Q(messages__state=told)),
    ).order_by("closed_at", "title", "pk")  # fmt: skip


def on_list(one: DiscussionList, at: datetime) -> dict[str, OnList]:
    """Everyone on a list, by address; a fixed number of queries.

    A delegate is on the list of her cohort without asking, until she says no; whoever left, was
    replaced or whose territory withdrew is on it no more.
    """
    rows = {row.email.lower(): row for row in one.members.select_related("participation")}
    found = {}
    for delegate in _delegates(one, at):
        email = delegate.person.email.lower()
        row = rows.get(email)
        if row is None or row.ended_at is None:
            because = delegate.participation.name
            found[email] = _on(email, str(delegate.person), delegate.person_id, because, row)
    people = _people([key for key in rows if key not in found])
    for email, row in rows.items():
        if email not in found and _alive(row):
            person = people.get(email)
            because = row.participation.name if row.participation else _because(row)
            name = row.name or (str(person) if person else "")
            found[email] = _on(email, name, person.pk if person else None, because, row)
    return found


def _on(email: str, name: str, person: int | None, because: str, row: ListMember | None) -> OnList:
    made = OnList(email, name, person, because)
    if row is None:
        return made
    return replace(made, moderates=row.moderates, trusted=row.trusted, rhythm=row.rhythm, row=row)


def _because(row: ListMember) -> str:
    return _("anime la liste") if row.moderates else ""


def _alive(row: ListMember) -> bool:
    gone = row.participation is not None and row.participation.ends is not None
    return row.confirmed_at is not None and row.ended_at is None and not row.waits and not gone


def _delegates(one: DiscussionList, at: datetime) -> QuerySet[Delegate]:
    if one.cohort_id is None:
        return Delegate.objects.none()
    rows = Delegate.objects.current(at).filter(
        participation__cohort=one.cohort_id, participation__ends=None, person__erased=None
    )
    return rows.exclude(person__email="").select_related("person", "participation").order_by("pk")


def _people(emails: Collection[str]) -> dict[str, Person]:
    rows = Person.objects.annotate(lower=Lower("email")).filter(lower__in=emails, erased=None)
    return {one.email.lower(): one for one in rows.order_by("-pk")}


def membership(one: DiscussionList, user: User | AnonymousUser, at: datetime) -> OnList | None:
    """How someone is on a list, by her account; None when she is not."""
    if not user.is_authenticated:
        return None
    email = user.email.lower()
    row = one.members.filter(email__iexact=email).select_related("participation").first()
    mine = _delegates(one, at).filter(person__user=user).first()
    if mine is not None:
        known = row or one.members.filter(email__iexact=mine.person.email).first()
        if known is None or known.ended_at is None:
            because = mine.participation.name
            return _on(mine.person.email.lower(), str(mine.person), mine.person_id, because, known)
    if row is not None and _alive(row):
        person = getattr(user, "person", None)
        name = row.name or (str(person) if person else "")
        return _on(email, name, person.pk if person else None, _because(row), row)
    return None


def of_user(user: User | AnonymousUser, at: datetime, *, ally: bool) -> QuerySet[DiscussionList]:
    """The lists someone sees: hers, those she may join, those she may read."""
    seen = Q(reading="public") | Q(joining__in=("open", "asked"))
    if ally:
        seen |= Q(reading="alliance")
    if user.is_authenticated:
        rows = ListMember.objects.alive().filter(email__iexact=user.email, waits=False)
        here = Delegate.objects.current(at).filter(person__user=user, participation__ends=None)
        left = ListMember.objects.filter(email__iexact=user.email).exclude(ended_at=None)
        seen |= Q(pk__in=rows.values("list"))
        seen |= Q(cohort__in=here.values("participation__cohort")) & ~Q(pk__in=left.values("list"))
    return counted().filter(seen)


def threads(one: DiscussionList) -> QuerySet[ListMessage]:
    """What was said, thread by thread, the last one that moved first."""
    replies = ListMessage.objects.told().filter(thread=OuterRef("pk")).order_by()
    last = replies.values("thread").annotate(last=Max("decided_at")).values("last")
    count = replies.values("thread").annotate(n=Count("pk")).values("n")
    rows = one.messages.told().filter(thread=None)
    return rows.annotate(
        answered=Subquery(last), answers=Subquery(count)
    ).order_by("-answered", "-decided_at", "-pk")  # fmt: skip


def messages() -> QuerySet[ListMessage]:
    """Messages with what their page shows."""
    return ListMessage.objects.select_related("list__cohort__edition__current", "thread")


def thread_of(root: ListMessage) -> QuerySet[ListMessage]:
    """The messages of a thread, its first one first; what was taken back keeps its place."""
    seen = (ListMessage.State.TOLD, ListMessage.State.WITHDRAWN)
    rows = ListMessage.objects.filter(Q(pk=root.pk) | Q(thread=root), state__in=seen)
    return rows.order_by("decided_at", "pk")


def waiting(one: DiscussionList) -> QuerySet[ListMessage]:
    """What a moderator is to read over, the oldest first."""
    return one.messages.waiting().order_by("at", "pk")


def asking(one: DiscussionList) -> QuerySet[ListMember]:
    """Who asks to come in, her address proved."""
    return one.members.filter(waits=True, ended_at=None).order_by("asked_at", "pk")


def moderators(one: DiscussionList, at: datetime) -> list[OnList]:
    """Who reads over."""
    return [some for some in on_list(one, at).values() if some.moderates]


def recent(one: DiscussionList, email: str, at: datetime) -> int:
    """How many messages an address sent there in the last minutes."""
    return one.messages.filter(email__iexact=email, at__gt=at - LATELY).count()


def accepted_before(one: DiscussionList, email: str) -> bool:
    """Whether a message of that address was let through already."""
    return one.messages.told().filter(email__iexact=email).exists()


def mailings(people: dict[str, OnList], at: datetime) -> dict[str, Mailing]:
    """How each one is reached, with what she chose and what she just received."""
    chosen = {one.address: one for one in MailChoice.objects.filter(address__in=people)}
    rows = Message.objects.filter(key__startswith="list:", posted_at__gt=at - WEEK)
    heard = dict(
        rows.annotate(lower=Lower("to")).filter(lower__in=people).order_by().values("lower")
        .annotate(n=Count("pk")).values_list("lower", "n")
    )  # fmt: skip
    return {email: _mailing(one, chosen.get(email), heard.get(email, 0))
            for email, one in people.items()}  # fmt: skip


def _mailing(one: OnList, choice: MailChoice | None, heard: int) -> Mailing:
    if choice is None:
        return Mailing(one.rhythm, cap=CAP, heard=heard)
    return Mailing(one.rhythm, choice.rhythm, RULE in choice.muted, choice.cap, heard)
