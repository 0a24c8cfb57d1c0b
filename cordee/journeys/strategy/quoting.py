"""Quote words in a text, so that taking them back reaches every place that quotes them.

A text never holds the words: it holds a marker, told anew each time it is shown, to whom it is
shown. `quoted(text, audience)` is the only way to show a text that may hold some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cordee.journeys.rules.audiences import rank
from cordee.journeys.strategy.models import Quotation, Verbatim
from cordee.journeys.strategy.rules.voices import quoted_keys, replaced, signature
from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def quoted(text: str, audience: str) -> str:
    """A text as an audience reads it: testimonies told, those taken back said to be so."""
    return texts_quoted([text], audience)[0]


def texts_quoted(texts: Iterable[str], audience: str) -> list[str]:
    """The same for several texts, in two queries at most, none when nothing is quoted."""
    given = list(texts)
    keys = quoted_keys(*given)
    if not keys:
        return given
    told = {one.public_id.hex[:12]: said(one, audience) for one in named(keys)}
    return [replaced(text, told) for text in given]


def named(keys: Iterable[str]) -> list[Verbatim]:
    """The testimonies behind some markers, with who speaks in them."""
    from django.db.models import Q  # noqa: PLC0415 - only where something is quoted

    found = Q(pk__in=())
    for key in keys:
        low, high = f"{key:0<32}", f"{key:f<32}"
        found |= Q(public_id__gte=low, public_id__lte=high)
    return list(Verbatim.objects.filter(found).prefetch_related("voices").order_by("pk"))


def said(one: Verbatim, audience: str) -> str:
    """A testimony as an audience reads it."""
    if one.withdrawn_at is not None:
        day = french.day(timezone.localtime(one.withdrawn_at).date(), weekday=False)
        return f"[témoignage retiré le {day} à la demande de qui l’avait donné]"
    if rank(audience) > rank(one.audience):
        return "[témoignage réservé à un cercle plus étroit]"
    return f"« {one.text} » ({signed(one)})"


def signed(one: Verbatim) -> str:
    """Who speaks, as each wished to be told."""
    return " ; ".join(signature(row.name, row.function, row.named) for row in one.voices.all())


def note(text: str, place: str, url: str, *, at: datetime) -> None:
    """Remember where testimonies are quoted, so that taking one back says where it was."""
    for one in named(quoted_keys(text)):
        Quotation.objects.get_or_create(
            verbatim=one, url=url[:300], defaults={"place": place[:300], "at": at}
        )
