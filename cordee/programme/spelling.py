"""Spelling: the word that was probably meant."""

import difflib
from collections.abc import Iterable

from cordee.kernel.french import unaccented


def closest(word: str, among: Iterable[str]) -> str:
    """The word most like `word`, accents and case forgiven; empty when none is near."""
    by_sound = {unaccented(one): one for one in among}
    found = difflib.get_close_matches(unaccented(word), by_sound, n=1, cutoff=0.6)
    return by_sound[found[0]] if found else ""
