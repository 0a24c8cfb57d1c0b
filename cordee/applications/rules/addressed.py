"""To whom a file is handed in, where a call has several organisers: by place, track or wish."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.places import opened
from cordee.programme.schema import Definition
from cordee.programme.schema.definition import Organiser


def addressed(
    definition: Definition, refs: AbstractSet[str], track: str = "", wishes: Sequence[str] = ()
) -> Organiser | None:
    """The organiser that receives a file: it serves its place, leads its track, or is wished first.

    `refs` are the places the applicant is or lies in.
    """
    known = {one.key: one for one in definition.organisers}
    for one in definition.organisers:
        if one.serves and refs & opened(one.serves):
            return one
    for one_track in definition.line_of(track):
        if one_track.organiser in known:
            return known[one_track.organiser]
    return known.get(wishes[0]) if wishes else None


def addressed_findings(
    definition: Definition, refs: AbstractSet[str], track: str = "", wishes: Sequence[str] = ()
) -> list[Finding]:
    """Nobody receives this file: refused, with the places that are served.

    Asked of a call whose organisers each serve places; one that serves none receives the others.
    """
    serving = [one for one in definition.organisers if one.serves]
    lead = [one for one in definition.organisers if not one.serves and one.part == "lead"]
    if not serving or lead or addressed(definition, refs, track, wishes) is not None:
        return []
    if not refs:
        said = french.say("Indiquez votre territoire : il dit à quel organisateur va le dossier.")
        return [missing("organiser.place", "applicant", said)]
    names = french.listed([str(one.label) for one in serving])
    said = french.say(
        "Aucun organisateur ne reçoit les dossiers de votre territoire : cet appel en a pour "
        "ceux que servent {names}. Écrivez-leur si vous pensez en faire partie.",
        names=names,
    )
    return [broken("organiser.place", "applicant", french.typeset(said))]
