"""What the alliance reminds of: a convention that ends soon and that nothing follows (R254)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.alliance import queries
from cordee.alliance.models import Agreement, Organ
from cordee.kernel import french
from cordee.ledger.reminders import Proposal
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.people.models import User

MORNING = time(9)


class Ending:
    """So many days before its end, whoever follows a convention is told; not once it is settled."""

    key = "alliance.ending"
    label = gettext_lazy("Convention qui finit bientôt")

    def proposals(self, at: datetime) -> Iterator[Proposal]:  # noqa: ARG002 - a rule's shape
        """Every convention, renewed or let end ones being skipped with the reason."""
        rows = Agreement.objects.select_related("by__person", "renewed_by")
        for one in rows.order_by("ends", "pk"):
            yield _proposal(one)


def _proposal(one: Agreement) -> Proposal:
    page = settings.SITE_URL + reverse("alliance:agreement", args=[one.public_id])
    said = french.day(one.ends)
    done = one.followed is not None or one.closed_at is not None
    text = french.say(
        "Bonjour,\n\nLa convention « {one} » finit le {said}. Renouvelez-la, ou dites qu’elle "
        "finit : {page}\n",
        one=one,
        said=said,
        page=page,
    )
    return Proposal(
        person=f"user:{one.by_id}",
        name=str(one.by),
        to=one.by.email,
        subject=("agreement", str(one.pk)),
        subject_name=str(one),
        occurrence=one.ends.isoformat(),
        due=datetime.combine(one.alerts_on, MORNING, timezone.get_default_timezone()),
        title=french.typeset(
            french.say("{partner} : la convention finit le {said}", partner=one.partner, said=said)
        ),
        text=french.typeset(text),
        skip=french.say("Déjà réglé.") if done else "",
    )


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For the team, the conventions that end soon and that nothing follows."""
    if not is_staff(user, at):
        return
    today = timezone.localdate(at)
    yield from _ending(today)
    yield from _late(today)


@if_any(lambda _user: Agreement.objects.filter(closed_at=None), team=True)
def _ending(today: date) -> Iterator[Task]:
    for one in queries.ending(today)[:5]:
        over = one.ends < today
        until = french.day(one.ends, weekday=False)
        status = _("finie") if over else _("se termine le %(day)s") % {"day": until}
        url = reverse("alliance:agreement", args=[one.public_id])
        yield Task(_("Convention : %(name)s") % {"name": one.partner}, status,
                   "bad" if over else "warn", url)  # fmt: skip


@if_any(lambda _user: Organ.objects.exclude(meets_every=None), team=True)
def _late(today: date) -> Iterator[Task]:
    for organ, due in queries.late(today)[:5]:
        url = reverse("alliance:organ", args=[organ.public_id])
        yield Task(
            _("Réunir : %(name)s") % {"name": organ.label},
            french.day(due, weekday=False),
            "bad" if due < today else "warn",
            url,
        )


ENDING = Ending()
