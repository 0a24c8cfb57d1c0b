"""Keep the words of a list; each room records in its own event what became of its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.alliance.models.words import ListedWord


@transaction.atomic
def offer_word[W: ListedWord](
    kind: type[W], label: str, *, rank: int | None = None, **of: str
) -> W:
    """Add a word to the list `of` at `rank` (last when unsaid), or offer a retired one again.

    Raises `Refused` when it is empty, or offered already.
    """
    word = tidy(label)
    if not word:
        raise Refused(missing("word.label", "label", _("Écrivez le mot à ajouter.")))
    rows = kind._default_manager.filter(**of)  # noqa: SLF001 - Django documents it
    made = rows.filter(label=word).first() or kind(**of, label=word, rank=_next_rank(rows))
    twice = Refused(broken("word.twice", "label", _("Ce mot est déjà dans la liste.")))
    if made.pk and made.retired_at is None:
        raise twice
    made.rank, made.retired_at = made.rank if rank is None else rank, None
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # two people added one word at once
        raise twice from error
    return made


def _next_rank(rows: QuerySet[Any]) -> int:
    last = rows.aggregate(last=Max("rank"))["last"]
    return 0 if last is None else int(last) + 1


def retire_word(word: ListedWord, *, at: datetime) -> bool:
    """Offer a word no more; False when it was retired already."""
    rows = type(word)._default_manager.filter(pk=word.pk, retired_at=None)  # noqa: SLF001 - Django documents it
    return bool(rows.update(retired_at=at))
