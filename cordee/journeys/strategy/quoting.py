"""Quote words in a text, so that taking them back reaches every place that quotes them.

A text never holds the words: it holds a marker, told anew each time it is shown, to whom it is
shown. `texts_quoted(texts, audience, use=…)` is the only way to show texts that may hold some;
`use` is the kind of text, as `Extract.Use` names them: an accord to quote a logbook is for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from cordee.journeys.learning.models import Extract
from cordee.journeys.rules.audiences import rank
from cordee.journeys.strategy.models import Quotation, Verbatim
from cordee.journeys.strategy.rules.voices import (
    EXTRACT,
    TESTIMONY,
    quoted_keys,
    replaced,
    signature,
    unknown,
    unmarked,
)
from cordee.kernel import french
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """What a marker becomes; `whole` unless its words are withheld."""

    text: str
    whole: bool = False


def quoted(text: str, audience: str, *, use: str, aloud: bool = False, of: int = 0) -> str:
    """A text as an audience reads it: words told, those taken back said to be so."""
    return texts_quoted([text], audience, use=use, aloud=aloud, of=of)[0]


def texts_quoted(
    texts: Iterable[str], audience: str, *, use: str, aloud: bool = False, of: int = 0
) -> list[str]:
    """The same for several texts, in three queries at most, none when nothing is quoted.

    `aloud` says in the language of the present reader why words are missing: for a page, never
    for what is kept, sent or printed. `of` is the participation a strategy is of: words agreed
    to for the strategy of one's territory are not for another's.
    """
    given = list(texts)
    keys = quoted_keys(*given)
    if not keys:
        return given
    found = _told(keys, audience, use, of)
    told = {key: heard(one.text) if aloud else str(one.text) for key, one in found.items()}
    return [replaced(text, told) for text in given]


def withheld(texts: Iterable[str], audience: str, *, use: str) -> bool:
    """Whether texts quote words that may not be told to an audience in that kind of text."""
    keys = quoted_keys(*texts)
    found = _told(keys, audience, use) if keys else {}
    return not all(one.whole for one in found.values())


def _told(keys: Iterable[str], audience: str, use: str, of: int = 0) -> dict[str, Telling]:
    """What each marker becomes."""
    told = {key: Telling(unknown(key)) for key in keys}
    told |= {unmarked(one.marker): said(one, audience) for one in named(keys)}
    return told | {unmarked(one.marker): cited(one, use, of) for one in cut(keys)}


def _behind(keys: Iterable[str], word: str) -> Q:
    """The rows that markers of one word name."""
    found = Q(pk__in=())
    for kind, key in (one.split(":") for one in keys):
        if kind == word:
            found |= Q(public_id__gte=f"{key:0<32}", public_id__lte=f"{key:f<32}")
    return found


def named(keys: Iterable[str]) -> list[Verbatim]:
    """The testimonies behind some markers, with who speaks in them."""
    rows = Verbatim.objects.filter(_behind(keys, TESTIMONY))
    return list(rows.prefetch_related("voices").order_by("pk"))


def cut(keys: Iterable[str]) -> list[Extract]:
    """The extracts of logbooks behind some markers, with who wrote them."""
    rows = Extract.objects.filter(_behind(keys, EXTRACT))
    return list(rows.select_related("person", "entry").order_by("pk"))


def said(one: Verbatim, audience: str) -> Telling:
    """A testimony as an audience reads it."""
    if one.withdrawn_at is not None:
        day = french.day(timezone.localtime(one.withdrawn_at).date(), weekday=False)
        return Telling(
            french.say("[témoignage retiré le {day} à la demande de qui l’avait donné]", day=day)
        )
    if rank(audience) > rank(one.audience):
        return Telling(french.say("[témoignage réservé à un cercle plus étroit]"))
    return Telling(_spoken(one.text, signed(one)), whole=True)


def cited(one: Extract, use: str, of: int = 0) -> Telling:
    """Words of a logbook as a kind of text tells them: an accord is for one kind."""
    if one.withdrawn_at is not None:
        day = french.day(timezone.localtime(one.withdrawn_at).date(), weekday=False)
        return Telling(
            french.say("[extrait retiré le {day} à la demande de qui l’avait écrit]", day=day)
        )
    if not one.granted:
        return Telling(french.say("[extrait dont l’accord n’est pas donné]"))
    elsewhere = of and one.entry is not None and one.entry.participation_id not in {None, of}
    if one.use != use or elsewhere:
        return Telling(french.say("[extrait accordé pour un autre usage]"))
    bare = one.person is None or one.answer == Extract.Answer.ANONYMOUS
    who = signature(str(one.person), "", "nothing" if bare else "name")
    return Telling(_spoken(one.text, who), whole=True)


def _spoken(words: str, who: str) -> str:
    return french.say("« {words} » ({who})", words=words, who=who)


def signed(one: Verbatim) -> str:
    """Who speaks, as each wished to be told."""
    voices = [signature(row.name, row.function, row.named) for row in one.voices.all()]
    return french.strung(*voices, between=" ; ")


def note(text: str, place: str, url: str, *, at: datetime) -> None:
    """Remember where words are quoted, so that taking them back says where they were."""
    keys = quoted_keys(text)
    for one in named(keys) if keys else ():
        _noted(at, place, verbatim=one, url=url[:300])
    for cited_ in cut(keys) if keys else ():
        _noted(at, place, extract=cited_, url=url[:300])


def _noted(at: datetime, place: str, **where: Verbatim | Extract | str) -> None:
    Quotation.objects.get_or_create(**where, defaults={"place": place[:300], "at": at})
