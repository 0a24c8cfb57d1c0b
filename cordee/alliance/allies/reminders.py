"""A newcomer is invited to the permanences, until she came to one (R234)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cordee.alliance.allies import queries
from cordee.alliance.allies.letters import expected
from cordee.alliance.allies.rules.lives import NEW
from cordee.kernel import french
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNING = time(9)
BEFORE = timedelta(days=4)
SOON = timedelta(days=14)


class Newcomers:
    """Four days before a permanence, each newcomer whom nobody met yet is invited."""

    key = "allies.newcomers"
    label = gettext_lazy("Nouveaux alliés attendus à la permanence")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Every newcomer, those who came being skipped with the reason."""
        coming, today = queries.next_permanence(at), timezone.localdate(at)
        if coming is None or coming.on > today + SOON:
            return
        for one in queries.lived(today, NEW):
            if one.ally.person.email:
                yield _proposal(one, coming)


def _proposal(one: queries.Told, coming: queries.Next) -> Proposal:
    person = one.ally.person
    key = f"user:{person.user_id}" if person.user_id else f"person:{person.pk}"
    text = french.say(
        "Bonjour {name},\n\nVous avez signé la charte de l’alliance, et nous ne nous sommes pas "
        "encore rencontrés.\n\n{coming}\n",
        name=person.given_name,
        coming=expected(coming),
    )
    zone = timezone.get_default_timezone()
    return Proposal(
        person=key, name=person.name, to=person.email, subject=("ally", str(one.ally.pk)),
        subject_name=str(one.ally), occurrence=coming.on.isoformat(),
        due=datetime.combine(coming.on - BEFORE, MORNING, zone),
        until=datetime.combine(coming.on, coming.rule.starts, zone),
        title=french.say("Venez nous rencontrer le {day}", day=french.day(coming.on)),
        text=french.typeset(text),
        skip=french.say("Déjà accueilli·e.") if one.standing.welcomed_on else "",
    )  # fmt: skip


NEWCOMERS = Newcomers()
