"""What reminds those who write: a file begun and not handed in, as the closing comes near."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.digests import writing
from cordee.applications.models import Application, Member
from cordee.applications.queries import reception
from cordee.calls.models import Edition
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.people.models import User

DAYS_BEFORE: Final = (7, 2, 0)
MORNING: Final = time(9)
LAST_HOURS: Final = timedelta(hours=3)
"""A call that closes early in the day is called to mind at least so long before."""


UNREAD: Final = Q(withdrawn_at=None) & (Q(current=None) | Q(changed_at__isnull=False))
"""Files of which something would not be read, were the call to close now."""


class Unfinished:
    """A week before, two days before and on the very day, a file not handed in is called to mind.

    So is a file changed since it was handed in: what changed would not be read. Everyone who
    writes it with an account is told, in the morning of the zone of the call. A file handed in as
    it stands, or withdrawn, is not proposed; a reminder overtaken by the next never leaves.
    """

    key = "applications.unfinished"
    label = _("Candidature commencée et non déposée")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminders due and those to come, of each draft that can still be handed in."""
        waiting = Application.objects.filter(UNREAD).values("edition")
        editions = Edition.objects.published().filter(pk__in=waiting, archived_at=None)
        for edition in editions.select_related("current").order_by("pk"):
            for draft in _drafts(edition):
                for days, due in moments(draft, at):
                    for user in writing(draft):
                        yield _proposal(draft, user, days, due)


def moments(draft: Application, at: datetime) -> list[tuple[int, datetime]]:
    """Days before the closing and instant of each reminder: the last one due, those to come."""
    door = reception(draft, at)
    closes = door.closes
    if closes is None or door.late or door.faults:
        return []
    dues = [(days, _due(closes, days)) for days in DAYS_BEFORE]
    dues = [(days, due) for days, due in dues if due >= draft.started_at]
    past = [one for one in dues if one[1] <= at]
    return past[-1:] + [one for one in dues if one[1] > at]


def _due(closes: datetime, days: int) -> datetime:
    """The morning of that day, where the call is; earlier when the call closes in the morning."""
    day = closes.date() - timedelta(days=days)
    return min(datetime.combine(day, MORNING, closes.tzinfo), closes - LAST_HOURS)


def _drafts(edition: Edition) -> Iterator[Application]:
    """The files of a call not handed in as they stand, with their writers; three queries."""
    team = Member.objects.filter(left_at=None).exclude(person__user=None)
    rows = Application.objects.filter(UNREAD, edition=edition).select_related("owner", "current")
    mates = Prefetch("members", team.select_related("person__user").order_by("pk"))
    for draft in rows.prefetch_related(mates).order_by("pk"):
        draft.edition = edition
        yield draft


def _proposal(draft: Application, user: User, days: int, due: datetime) -> Proposal:
    said = reception(draft, due).words
    url = settings.SITE_URL + reverse("applications:detail", args=[draft.public_id])
    return Proposal(
        person=f"user:{user.pk}",
        name=user.email,
        to=user.email,
        subject=("application", str(draft.pk)),
        subject_name=french.strung(draft, " – ", draft.edition.title, between="")[:200],
        occurrence=french.strung("J-", days, between=""),
        due=due,
        title=typeset(
            french.say(
                "Dossier {draft} : {title}", draft=_standing(draft), title=draft.edition.title
            )
        )[:200],
        text=typeset(_text(draft, said, url)),
        skip="" if user.is_active else french.say("Ce compte est fermé."),
    )


def _standing(draft: Application) -> str:
    return french.say("modifié et non redéposé") if draft.current_id else french.say("non déposé")


def _text(draft: Application, said: str, url: str) -> str:
    if draft.current is not None:
        return french.say(
            "Bonjour,\n\nLe dossier « {draft} » est déposé (dépôt n° {number}), mais il a été "
            "modifié depuis. Ces changements ne sont pas déposés : ils ne seront lus que si "
            "vous déposez de nouveau. Date limite : {said}.\n\nPour le relire et le déposer : "
            "{url}\n\nSi le dépôt déjà fait vous convient, vous n’avez rien à faire.\n",
            draft=draft,
            number=draft.current.number,
            said=said,
            url=url,
        )
    return french.say(
        "Bonjour,\n\nLe dossier « {draft} » est commencé mais n’est pas déposé. Date limite : "
        "{said}.\n\nPour le relire, le compléter et le déposer : {url}\n\nSi vous avez renoncé "
        "à candidater, retirez-le depuis cette page : nous n’écrirons plus.\n",
        draft=draft,
        said=said,
        url=url,
    )


UNFINISHED = Unfinished()
