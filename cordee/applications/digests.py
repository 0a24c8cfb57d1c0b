"""The morning letter to a team: what its members said to one another since the day before."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse

from cordee.applications.models import Comment, Member
from cordee.applications.queries import name_of
from cordee.kernel import french
from cordee.kernel.french import quoted, typeset
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User

SINCE: Final = timedelta(hours=24)
TOLD: Final = 20
"""Comments a letter tells; the page has them all."""


def tell_teams(*, at: datetime) -> int:
    """Post to each member the open comments of the others since yesterday; how many letters."""
    team = Member.objects.filter(left_at=None, person__user__is_active=True)
    mates = Prefetch("application__members", team.select_related("person__user").order_by("pk"))
    rows = (
        Comment.objects.filter(at__gt=at - SINCE, at__lte=at, settled_at=None)
        .filter(application__withdrawn_at=None)
        .select_related("application__edition__current", "application__owner", "by__person")
        .prefetch_related(mates)
        .order_by("application", "at", "pk")
    )
    files = groupby(rows, key=lambda one: one.application)
    return sum(_tell(file, list(comments), at) for file, comments in files)


def _tell(file: Application, comments: Sequence[Comment], at: datetime) -> int:
    letters = 0
    for user in writing(file):
        others = [one for one in comments if one.by_id != user.pk]
        if others and user.is_active:
            _post(file, user, others, at)
            letters += 1
    return letters


def writing(file: Application) -> list[User]:
    """Whoever writes a file with an account, its owner first, each once."""
    people = [one.person for one in file.members.all()]
    users = [file.owner, *(one.user for one in people if one is not None and one.user)]
    return list({user.pk: user for user in users}.values())


@transaction.atomic
def _post(file: Application, user: User, comments: Sequence[Comment], at: datetime) -> None:
    url = settings.SITE_URL + reverse("applications:detail", args=[file.public_id])
    said = french.strung(*(_line(file, one) for one in comments[:TOLD]), between="\n\n")
    post(
        key=f"comments:{file.pk}:{user.pk}:{at:%Y-%m-%d}",
        to=user.email,
        subject=french.say("Votre équipe a commenté le dossier {file}", file=file)[:200],
        text=typeset(
            french.say(
                "Bonjour,\n\nDepuis hier, dans le dossier {quoted} pour {quoted2} "
                ":\n\n{said}\n\nPour répondre ou régler un commentaire : {url}\n\nSeule "
                "l’équipe lit ces échanges ; le jury ne les voit pas.\n",
                quoted=quoted(str(file)),
                quoted2=quoted(str(file.edition.title)),
                said=said,
                url=url,
            )
        ),
        at=at,
    )


def _line(file: Application, one: Comment) -> str:
    question = file.edition.definition.question(one.question)
    label = quoted(str(getattr(question, "label", one.question)))
    return french.say("{by}, sur {label} :\n{text}", by=name_of(one.by), label=label, text=one.text)
