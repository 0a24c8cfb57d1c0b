"""A file signed apart from its deposit: how, how many copies, until when, what was received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing, ok
from cordee.programme.schema.form import Form


@dataclass(frozen=True, slots=True)
class Awaited:
    """The signed copy a call waits for after a deposit."""

    copies: int
    until: date | None
    how: str


@dataclass(frozen=True, slots=True)
class Received:
    """What came: the day, how many copies."""

    on: date
    copies: int


def copy_awaited(form: Form, deposited: date) -> Awaited | None:
    """The signed copy that follows a deposit made on that day; none when nothing is asked."""
    apart = form.signature in {"handwritten", "advanced", "qualified"}
    if not (apart or form.signed_copy_within):
        return None
    until = form.signed_copy_within.after(deposited) if form.signed_copy_within else None
    return Awaited(form.copies or 1, until, _HOW[form.signature])


_HOW = {
    "none": french.say("signé"),
    "simple": french.say("signé"),
    "handwritten": french.say("signé à la main"),
    "advanced": french.say("signé par signature électronique avancée"),
    "qualified": french.say("signé par signature électronique qualifiée"),
}


def copy_finding(awaited: Awaited, received: Sequence[Received], today: date) -> Finding:
    """Where the signed copy stands: awaited until a day, here, incomplete, late, or never come."""
    until = awaited.until
    came = sorted(received, key=lambda one: one.on)
    number = sum(one.copies for one in came)
    files = french.plural(awaited.copies, "exemplaire")
    how, where = awaited.how, "papers"
    if number >= awaited.copies:
        last = came[-1].on
        if until is not None and last > until:
            said = french.say(
                "Exemplaire {how} reçu le {day}, après le {until}.", how=how,
                day=_day(last), until=_day(until),
            )  # fmt: skip
            return broken("copy.late", where, french.typeset(said))
        told = french.say("Exemplaire {how} reçu le {day}.", how=how, day=_day(last))
        return ok("copy.here", where, french.typeset(told))
    if came:
        said = french.say("Reçu {number} sur {files} : il en manque.", number=number, files=files)
        return missing("copy.few", where, french.typeset(said))
    if until is not None and until < today:
        said = french.say(
            "Le dossier {how}, en {files}, était attendu avant le {until} : rien n’est arrivé. "
            "Écrivez au contact de l’appel pour dire où il en est.",
            files=files, how=how, until=_day(until),
        )  # fmt: skip
        return broken("copy.never", where, french.typeset(said))
    due = (
        french.say("au plus tard le {until}", until=_day(until))
        if until is not None
        else french.say("sans date limite dite")
    )
    said = french.say(
        "À faire parvenir, {due} : le dossier déposé, {how}, en {files}.",
        due=due,
        files=files,
        how=how,
    )
    return missing("copy.awaited", where, french.typeset(said), strength=Strength.OBLIGATION)


def _day(on: date) -> str:
    return french.day(on, weekday=False)


def signature_findings(form: Form, signed: str) -> list[Finding]:
    """A call that asks a plain signature receives no file that nobody signs."""
    if form.signature != "simple" or signed.strip():
        return []
    said = french.say(
        "Signez le dossier : écrivez le nom et la qualité de la personne qui s’engage."
    )
    return [missing("signature.missing", "signed", said)]
