"""What may not stand in an answer made a sheet for all: the names of those who asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:\+33\s?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
SHORT = 3
"""Shorter names are words of the language too often to be looked for."""


def traces(text: str, names: Iterable[str]) -> list[str]:
    """What still tells who asked: names among these, addresses, telephone numbers."""
    flat = unaccented(text)
    found = [
        name
        for name in dict.fromkeys(one.strip() for one in names)
        if len(name) >= SHORT and re.search(rf"\b{re.escape(unaccented(name))}\b", flat)
    ]
    return [*found, *ADDRESS.findall(text), *PHONE.findall(text)]
