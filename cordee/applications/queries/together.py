"""What members do together: the versions of an answer, their comments, where their hands are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from cordee.applications.models import Answer, Comment, Hand
from cordee.web.ready import ready

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import AnswerVersion, Application
    from cordee.people.models import User

NOW = timedelta(minutes=2)
"""Someone heard of since so long is said to be writing."""


def answer_to(application: Application, question: str) -> Answer | None:
    """The answer in force to a question, with its author."""
    rows = Answer.objects.filter(application=application, question=question)
    return rows.select_related("by__person").first()


def versions_of(answer: Answer) -> QuerySet[AnswerVersion]:
    """The earlier texts of an answer, latest first, with their authors."""
    return answer.versions.select_related("by__person").order_by("-at", "-pk")


def comments_on(application: Application, question: str) -> QuerySet[Comment]:
    """What members said of a question: what is open first, then what was settled."""
    rows = application.comments.filter(question=question)
    return rows.select_related("by__person", "settled_by__person").order_by(
        "settled_at", "at", "pk"
    )


def open_comments(application: Application) -> dict[str, int]:
    """How many comments wait under each question."""
    return dict(_open_comments(application.pk))


@ready
def _open_comments(application: int) -> QuerySet[Comment, tuple[str, int]]:
    rows = Comment.objects.filter(application=application, settled_at=None).values_list("question")
    return rows.annotate(count=Count("pk")).order_by("question")


def other_hands(application: Application, user: User, at: datetime) -> list[Hand]:
    """Where the others are writing at that instant."""
    return _other_hands(application.pk, user.pk, at - NOW)


@ready
def _other_hands(application: int, user: int, since: datetime) -> QuerySet[Hand]:
    rows = Hand.objects.filter(application=application, at__gte=since).exclude(user=user)
    return rows.select_related("user__person").order_by("question", "pk")


def name_of(user: User | None) -> str:
    """How members call one another: a name, or the address when nobody gave one."""
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return str(person) if person is not None and person.is_named else user.email
