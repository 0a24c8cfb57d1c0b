"""The way out of a flaw that only tells a contradiction: what to change, or how to keep it."""

import re

from cordee.kernel.french import say
from cordee.programme.remarks import Severity
from cordee.programme.sense.flaws import Check, Flaw, TextCheck

WAY = re.compile(r"\b(?!assez\b|chez\b)[^\W\d_]{2,}ez\b|\?")
"""What already asks to write, take away, choose something, or puts a question."""


def ways_out(check: Check | TextCheck, flaw: Flaw, *, settled: bool) -> list[str]:
    """What to do about a flaw, unless its own sentence says it; nothing for what is only told.

    A sentence that ends with a question (« est-ce la bonne année ? ») says how to answer yes.
    """
    told = check.severity is Severity.NOTICE or not flaw.path
    if settled or told:
        return []
    topic = check.topics[0] if check.topics else ""
    if WAY.search(str(flaw.message)):
        asked = topic and str(flaw.message).rstrip().endswith("?")
        return [_keep(topic)] if asked else []
    if flaw.path[0] == "stated" and topic:
        return [say("Corrigez la définition, ou dites ce que vous retenez dans [[settled]], "
                    'about = "{topic}".', topic=topic)]  # fmt: skip
    return [_change(flaw), *([_keep(topic)] if topic else [])]


def _change(flaw: Flaw) -> str:
    """The word to change, by its name; the whole record when the flaw names none."""
    name = flaw.path[-1]
    if isinstance(name, str):
        return say("Changez {field}, ou ce qu’il contredit.", field=name)
    return say("Changez cette fiche, ou ce qu’elle contredit.")


def _keep(topic: str) -> str:
    """How to keep what a warning finds odd."""
    return say('Si c’est voulu, dites-le dans [[settled]], about = "{topic}".', topic=topic)
