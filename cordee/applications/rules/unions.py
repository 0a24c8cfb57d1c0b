"""Whether two files of a call may become one, as the call says."""

from dataclasses import dataclass

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema.who import Applicant


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files: its call, its step, whether it is still there, or joins another."""

    call: str
    step: str
    there: bool = True
    joining: bool = False


def union_faults(applicant: Applicant, kept: Side, absorbed: Side) -> list[Finding]:
    """Why these two files may not become one, told at once."""
    found = []
    if applicant.merging == "no":
        said = french.say("Cet appel ne prévoit pas que des dossiers soient réunis.")
        found.append(broken("merger.closed", "absorbed", said))
    if (kept.call, kept.step) != (absorbed.call, absorbed.step):
        said = french.say("Choisissez deux dossiers du même appel, à la même étape.")
        found.append(broken("merger.apart", "absorbed", said))
    if not (kept.there and absorbed.there):
        said = french.say("L’un de ces dossiers est retiré : il ne se réunit plus à un autre.")
        found.append(broken("merger.gone", "absorbed", said))
    if kept.joining or absorbed.joining:
        said = french.say("L’un de ces dossiers attend déjà d’être réuni à un autre.")
        found.append(broken("merger.twice", "absorbed", said))
    return found
