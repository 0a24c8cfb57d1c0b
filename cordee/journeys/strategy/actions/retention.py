"""What is kept of those who spoke or looked on has an end, each night a little."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from cordee.journeys.strategy.actions.voices import take_words_back
from cordee.journeys.strategy.models import Contribution, Guest, Sheet, Voice

if TYPE_CHECKING:
    from datetime import datetime

UNANSWERED = timedelta(days=180)
"""Words gathered, to which somebody never said yes."""
TAKEN_BACK = timedelta(days=30)
"""A sheet its authors took back, and the address of whoever took her words back."""
LOOKED_ON = timedelta(days=365)
"""Why someone looked on, once her access is over."""
AT_ONCE = 200


@transaction.atomic
def retire_words(*, at: datetime) -> int:
    """Take back the words nobody agreed to in time; forget who spoke long ago (rows touched).

    What was published stays, said by « une personne du parcours »: its count is not changed.
    """
    late = Voice.objects.filter(
        given_at=None, refused_at=None, verbatim__withdrawn_at=None, verbatim__film=None,
        verbatim__at__lte=at - UNANSWERED,
    )  # fmt: skip
    waiting = list(late.select_related("verbatim").order_by("pk")[:AT_ONCE])
    for one in waiting:
        take_words_back(one, by=None, at=at)
    blank = {"name": "", "function": "", "email": "", "person": None}
    kept = Voice.objects.exclude(name="", function="", email="", person=None)
    gone = kept.filter(verbatim__withdrawn_at__lte=at - TAKEN_BACK).update(**blank)
    long_ago = kept.filter(verbatim__at__lte=at - timedelta(days=settings.PERSON_KEPT_DAYS))
    return len(waiting) + gone + long_ago.update(named=Voice.Named.NOTHING, **blank)


@transaction.atomic
def retire_sheets_and_guests(*, at: datetime) -> int:
    """Empty what has an end: sheets taken back, why people looked on, who gave days long ago."""
    blank = {"title": "", "context": "", "successes": "", "failures": "", "lesson": "",
             "review": ""}  # fmt: skip
    sheets = Sheet.objects.filter(withdrawn_at__lte=at - TAKEN_BACK).exclude(
        title="", context="", successes="", failures="", lesson="", review=""
    )
    long_ago = at - timedelta(days=settings.PERSON_KEPT_DAYS)
    days = Contribution.objects.filter(at__lte=long_ago).exclude(name="", person=None)
    guests = Guest.objects.filter(seat__ends__lte=at - LOOKED_ON).exclude(purpose="")
    return sheets.update(**blank) + guests.update(purpose="") + days.update(name="", person=None)
