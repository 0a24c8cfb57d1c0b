"""When a document counts as received, by the rule of its call (R2); in which formats (R140)."""

from collections.abc import Iterable
from datetime import datetime

from cordee.calls.rules.reception import PLAIN, Circumstances, window_about
from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, missing
from cordee.programme.schema import Definition

EDITABLE = frozenset({"doc", "docx", "odt"})
"""Formats of one family: whoever sends one of them gave the text that can be taken up."""


def counted(
    definition: Definition | None,
    *,
    began: datetime,
    ended: datetime,
    sent: datetime | None = None,
    step: str = "",
    about: Circumstances = PLAIN,
) -> datetime:
    """The instant that is compared with the closing.

    The end of its reception, unless the window it was sent in says that what counts is the start
    of it (`started`) or its sending (`sent`); a date of sending after the reception is not
    believed. `about` tells the window of its file, where the call has several.
    """
    left = min(began, sent) if sent is not None else began
    window = window_about(definition, left, step, about) if definition else None
    rule = window.counts if window else "received"
    if rule == "started":
        return began
    if rule == "sent" and sent is not None and sent <= ended:
        return sent
    return ended


def type_findings(definition: Definition, names: Iterable[str]) -> list[Finding]:
    """What is missing of the formats a call asks for, and what came in another one (R140).

    Nothing is refused for it: what came is kept, with its hour.
    """
    asked = definition.form.document_types
    came = {name.rpartition(".")[2].lower() for name in names} & (EDITABLE | {"pdf"})
    if not asked or not came:
        return []
    said = french.listed([one.upper() for one in asked], "et" if _all(definition) else "ou")
    if not came & _families(asked):
        other = french.say(
            "L’appel demande un document {said} ; le vôtre est en {came}. Il est gardé, avec son "
            "heure : renvoyez-le aussi dans un format demandé.",
            said=said, came=french.listed([one.upper() for one in sorted(came)]),
        )  # fmt: skip
        return [_told("arrival.type", other)]
    absent = [one for one in asked if not came & _families([one])] if _all(definition) else []
    if not absent:
        return []
    lacks = french.say(
        "L’appel demande le document en {said} : il manque la version {absent}. Ce qui est arrivé "
        "est gardé, avec son heure ; envoyez l’autre version en réponse, avant la clôture.",
        said=said, absent=french.listed([one.upper() for one in absent]),
    )  # fmt: skip
    return [_told("arrival.type_missing", lacks)]


def _all(definition: Definition) -> bool:
    return definition.form.types_together


def _families(types: Iterable[str]) -> frozenset[str]:
    """Formats that satisfy what is asked: any text stands for another, a PDF only for itself."""
    named = frozenset(types)
    return named | (EDITABLE if named & EDITABLE else frozenset())


def _told(code: str, sentence: str) -> Finding:
    return missing(code, "files", french.typeset(sentence), strength=Strength.ADVICE)


def kept_unread(found: Finding) -> Finding:
    """A document that came by mail and cannot be read: kept as it is, and what to do to be read."""
    said = french.say(
        "{told} En attendant, il est gardé tel quel et son heure compte : l’équipe l’ouvrira à la "
        "main.",
        told=found.sentence,
    )
    return missing(found.code, found.where, french.typeset(said), strength=Strength.ADVICE)
