"""What tells, once a day, that files are talked about: how many remarks, never on which file."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.people.models import Person, Seat
from cordee.selection import policy, queries
from cordee.selection.models import Recusal, Remark
from cordee.selection.reminders import about_panel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cordee.ledger.reminders import Proposal
    from cordee.selection.models import Juror, Panel

HOUR = time(18)
DAY = timedelta(days=1)


class Remarks:
    """Tell jurors and team, in the evening, how many remarks of the day they may read."""

    key = "selection.remarks"
    label = _("Remarques sur les dossiers, une fois par jour")
    comfort = True

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Yesterday evening's letter and this evening's, for whoever has something to read."""
        today = timezone.localtime(at).date()
        for day in (today - DAY, today):
            end = timezone.make_aware(datetime.combine(day, HOUR))
            yield from _of_evening(end)


def _of_evening(end: datetime) -> Iterator[Proposal]:
    said = Remark.objects.filter(at__gt=end - DAY, at__lte=end, withdrawn_at=None)
    for panel in (
        queries.panels().filter(pk__in=said.values("panel"), closed_at=None).order_by("pk")
    ):
        remarks = list(said.filter(panel=panel).order_by("pk"))
        for juror in queries.seated(panel, end).select_related("person"):
            juror.panel = panel
            if count := _readable(juror, remarks):
                page = reverse("selection:panel", args=[panel.public_id])
                yield _proposal(panel, juror.person, count, page, end)
        yield from _to_team(panel, remarks, end)


def _readable(juror: Juror, remarks: Sequence[Remark]) -> int:
    """How many of these remarks she may read, her own apart."""
    about = Counter(one.application_id for one in remarks if one.by_id != juror.person.user_id)
    files = queries.open_to(juror).filter(application__in=about)
    return sum(about[one.application_id] for one in files if policy.sees_others(juror, one))


def _to_team(panel: Panel, remarks: Sequence[Remark], end: datetime) -> Iterator[Proposal]:
    """What was written to the team, to whoever of it withdrew from no file of this panel."""
    shown = [one for one in remarks if one.audience == Remark.Audience.STAFF]
    if not shown:
        return
    left = Recusal.objects.standing().filter(juror__panel=panel).values("juror__person")
    seats = Seat.objects.current(end).staffing()
    people = Person.objects.filter(seats__in=seats).exclude(pk__in=left).distinct()
    page = reverse("selection:follow", args=[panel.public_id])
    for person in people.order_by("pk"):
        count = sum(one.by_id != person.user_id for one in shown)
        if count:
            yield _proposal(panel, person, count, page, end)


def _proposal(panel: Panel, person: Person, count: int, page: str, end: datetime) -> Proposal:
    told = french.plural(count, "remarque nouvelle", "remarques nouvelles")
    text = french.say(
        "Bonjour,\n\nIl y a {told} à lire au jury : {site_url}{page}\n",
        told=told,
        site_url=settings.SITE_URL,
        page=page,
    )
    title = french.say("Jury : des remarques à lire – {title}", title=panel.edition.title)
    occurrence = f"remarques-{end.date().isoformat()}"
    return about_panel(panel, person, occurrence=occurrence, due=end, title=title, text=text)


REMARKS = Remarks()
