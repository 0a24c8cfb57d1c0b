"""Show texts that quote words given with consent, from rooms that know nothing of consents.

The rooms downstream keep the words; the tables `QUOTED` and `NOTED` say who tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.module_loading import import_string

from cordee.reactions import NOTED, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def texts_quoted(
    texts: Iterable[str], audience: str, *, use: str, aloud: bool = False
) -> list[str]:
    """Texts as an audience reads them today; `aloud` speaks the language of the reader."""
    told = import_string(QUOTED)(texts, audience, use=use, aloud=aloud)
    return cast("list[str]", told)


def note(text: str, place: str, url: str, *, at: datetime) -> None:
    """Remember what a text quotes, so that taking it back says where it was."""
    import_string(NOTED)(text, place, url, at=at)
