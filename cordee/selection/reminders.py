"""What reminds the jurors who have not finished, once a week at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal
from cordee.selection import queries
from cordee.selection.models import Juror
from cordee.selection.rules.votes import is_vote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import Person
    from cordee.selection.models import Panel
    from cordee.selection.queries import Progress

EVERY = timedelta(days=7)
TIMES = 4
"""Beyond so many reminders, it is for people to call each other."""


class Unfinished:
    """Remind each juror, week after week, of what she has not declared or marked."""

    key = "selection.unfinished"
    label = _("Lecture des dossiers par le jury")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The reminder of this week and the next one, for each juror who is not through."""
        for panel in queries.panels().filter(closed_at=None).order_by("pk"):
            for one in queries.progress(panel, at):
                reads = one.juror.part == Juror.Part.MEMBER
                if (reads and one.left) or one.juror.declared_at is None:
                    yield from _proposals(panel, one, at)


def _proposals(panel: Panel, one: Progress, at: datetime) -> Iterator[Proposal]:
    weeks = max((at - one.juror.starts) // EVERY, 0)
    for week in (weeks, weeks + 1):
        if 1 <= week <= TIMES:
            yield _proposal(panel, one, week)


def _proposal(panel: Panel, one: Progress, week: int) -> Proposal:
    url = settings.SITE_URL + reverse("selection:panel", args=[panel.public_id])
    left = (
        _left(panel, one)
        if one.juror.declared_at
        else french.say("Il vous reste à déclarer vos intérêts, puis à lire les dossiers.")
    )
    text = french.say(
        "Bonjour,\n\n{left} Tout se fait ici : {url}\n\nMerci de votre temps.\n",
        left=left,
        url=url,
    )
    title = french.say("Jury : {title}", title=panel.edition.title)
    due = one.juror.starts + week * EVERY
    return about_panel(
        panel, one.juror.person, occurrence=f"semaine-{week}", due=due, title=title, text=text
    )


def about_panel(
    panel: Panel, person: Person, *, occurrence: str, due: datetime, title: str, text: str
) -> Proposal:
    """A reminder about a panel to one of its people."""
    return Proposal(
        person=f"person:{person.pk}",
        name=str(person),
        to=person.email,
        subject=("selection.panel", str(panel.pk)),
        subject_name=panel.edition.title,
        occurrence=occurrence,
        due=due,
        title=typeset(title)[:200],
        text=typeset(text),
        skip="" if person.email else "Aucune adresse connue.",
    )


def _left(panel: Panel, one: Progress) -> str:
    """What she still has to do."""
    if is_vote(queries.stage_of(panel)):
        return french.say("Il vous reste à voter : votre bulletin n’est pas encore dans l’urne.")
    return french.say("Il vous reste {left} à noter.", left=french.plural(one.left, "dossier"))


UNFINISHED = Unfinished()
