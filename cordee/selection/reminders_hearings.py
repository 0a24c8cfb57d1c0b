"""The day before, each team that is heard is told when and where."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal
from cordee.selection.letters_hearings import page_of, recipients, said_slot
from cordee.selection.models import Hearing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BEFORE = timedelta(days=1)


class Hearings:
    """Remind each team of its hearing, the day before."""

    key = "selection.hearings"
    label = _("Audition demain")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """One reminder an address for each hearing still to come."""
        joined = ("slot", "panel__edition__current", "application__current__application__owner")
        rows = Hearing.objects.filter(slot__starts__gt=at, application__withdrawn_at=None)
        for one in rows.select_related(*joined, "application__current__by").order_by("pk"):
            for address in recipients(one):
                yield _proposal(one, address)


def _proposal(hearing: Hearing, address: str) -> Proposal:
    slot = hearing.slot
    assert slot is not None  # noqa: S101 - the caller keeps those that stand on a slot
    name = hearing.application.body_name
    return Proposal(
        person=f"mail:{address}",
        name=name,
        to=address,
        subject=("selection.hearing", str(hearing.pk)),
        subject_name=name,
        occurrence=f"{slot.starts:%Y-%m-%dT%H:%M}",
        due=slot.starts - BEFORE,
        title=typeset(french.say("Votre audition : {title}", title=hearing.panel.edition.title))[
            :200
        ],
        text=typeset(
            french.say(
                "Bonjour,\n\nLe jury vous entend {slot}\n\n{hearing}\n",
                slot=said_slot(hearing, slot),
                hearing=page_of(hearing),
            )
        ),
    )


HEARINGS = Hearings()
