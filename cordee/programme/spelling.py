"""Spelling: the word that was probably meant."""

import difflib
from collections.abc import Iterable

from cordee.kernel.french import unaccented

MANY = 300
"""Beyond, words are too many to be compared one by one with each misspelt one."""


def closest(word: str, among: Iterable[str]) -> str:
    """The word most like `word`, accents and case forgiven; empty when none is near."""
    known = list(among)
    if len(known) > MANY:
        return ""
    by_sound = {unaccented(one): one for one in known}
    found = difflib.get_close_matches(unaccented(word), by_sound, n=1, cutoff=0.6)
    return by_sound[found[0]] if found else ""
