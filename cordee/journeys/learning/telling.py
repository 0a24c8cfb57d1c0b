"""Texts of learning that may quote words given with consent, as their circle reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.learning.models import Extract, Minutes
from cordee.journeys.quoting import texts_quoted

if TYPE_CHECKING:
    from cordee.journeys.learning.models import Resource


def body_of(one: Resource, *, aloud: bool = False) -> str:
    """What a resource says: minutes kept in a kit stay minutes, the rest is capitalisation."""
    use = Extract.Use.MINUTES if _is_minutes(one) else Extract.Use.REPORT
    return texts_quoted([one.body], one.audience, use=use, aloud=aloud)[0]


def _is_minutes(one: Resource) -> bool:
    """Asked only of a text that quotes a logbook."""
    return "[extrait:" in one.body and Minutes.objects.filter(resource=one).exists()


def told(minutes: Minutes, *texts: str, aloud: bool = False) -> list[str]:
    """Texts of minutes, as the circle of the minutes reads them."""
    return texts_quoted(texts, minutes.audience, use=Extract.Use.MINUTES, aloud=aloud)
