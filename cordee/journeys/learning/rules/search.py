"""Search in French as people mean it: « récit » finds « les récits », « élu » finds « élues ».

Words are cut to a light stem: no accent, no plural, no feminine. The same is done to what is
sought, and each stem sought begins a stem of the text.
"""

import re

from cordee.kernel.french import unaccented

EMPTY = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "de",
        "du",
        "des",
        "d",
        "et",
        "ou",
        "a",
        "au",
        "aux",
        "en",
        "dans",
        "par",
        "pour",
        "sur",
        "avec",
        "sans",
        "ce",
        "cet",
        "cette",
        "ces",
        "se",
        "s",
        "son",
        "sa",
        "ses",
        "qui",
        "que",
        "qu",
        "ne",
        "n",
        "y",
        "est",
        "sont",
        "nous",
        "vous",
    ]
)
LONGEST = 8
"""Words sought at once."""
_WORD = re.compile(r"[a-z0-9]+")


def stem(word: str) -> str:
    """The stem of an unaccented word."""
    if len(word) > 5 and word.endswith("eaux"):  # noqa: PLR2004 - shorter words keep their shape
        return word[:-1]
    if len(word) > 4 and word.endswith("aux"):  # noqa: PLR2004 - letters of a word
        return word[:-3] + "al"
    if len(word) > 3 and word[-1] in "sx":  # noqa: PLR2004 - letters of a word
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):  # noqa: PLR2004 - letters of a word
        word = word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text, in order, without the words that say nothing."""
    found = _WORD.findall(unaccented(text.replace("\0", " ")))
    return [stem(word) for word in found if word not in EMPTY and len(word) > 1]


def key(*texts: str) -> str:
    """What is kept beside a text to search it."""
    return " " + " ".join(dict.fromkeys(one for text in texts for one in stems(text)))


def sought(words: str) -> list[str]:
    """What must stand in a key, each: « les grands récits » → « ␣grand », « ␣recit »."""
    return [f" {one}" for one in dict.fromkeys(stems(words))][:LONGEST]
