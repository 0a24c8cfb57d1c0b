"""What a call is at an instant, and how its rules may change: pure questions."""

from datetime import datetime
from enum import StrEnum

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.schema import Definition


class Phase(StrEnum):
    """Where a call stands; the value is the word people read (R145)."""

    UPCOMING = "à venir"
    OPEN = "ouvert"
    CLOSED = "clos"
    JUDGED = "en jury"
    RESULTS = "lauréats"
    ARCHIVED = "archivé"


def phase(
    *,
    opens: datetime | None,
    closes: datetime | None,
    judging: datetime | None,
    results: datetime | None,
    archived: datetime | None,
    at: datetime,
) -> Phase:
    """The latest stage the clock has reached; an absent date is never reached."""
    reached = [
        (archived, Phase.ARCHIVED),
        (results, Phase.RESULTS),
        (judging, Phase.JUDGED),
        (closes, Phase.CLOSED),
    ]
    for since, name in reached:
        if since is not None and since <= at:
            return name
    return Phase.UPCOMING if opens is not None and at < opens else Phase.OPEN


def closing_words(definition: Definition, step: str = "") -> str:
    """The one deadline, in words, with its zone: every page, mail and PDF prints this (R3)."""
    closes = definition.closes(step)
    if closes is None:
        return "sans date de clôture"
    return french.moment(closes, zone=definition.zone_of(step))


def time_faults(definition: Definition, at: datetime, step: str = "") -> list[Finding]:
    """Why nothing can be handed in at that instant: too early, or too late (R1, R2).

    The closing instant itself is too late. Grace minutes belong to the closing.
    """
    opens, closes = definition.opens(step), definition.limit(step)
    if opens is not None and at < opens:
        said = french.moment(opens, zone=definition.zone_of(step))
        return [missing("opens", "window", f"Le dépôt ouvrira le {said}.")]
    if closes is not None and at >= closes:
        return [
            broken(
                "closes",
                "window",
                f"Le dépôt est clos depuis le {closing_words(definition, step)}. "
                "Votre texte est conservé ; vous pouvez le relire et l’imprimer.",
            )
        ]
    return []


def change_faults(*, published: bool, notice: str, promised: bool) -> list[Finding]:
    """A promise changed while people rely on it needs its reason, said to them."""
    if published and promised and not notice.strip():
        return [
            missing(
                "notice",
                "notice",
                "Cette modification touche une promesse faite aux candidats : dites ce qui change "
                "et pourquoi, le message leur sera envoyé.",
            )
        ]
    return []
