"""Several files of one body, put in order by the body itself where the call asks it."""

from collections.abc import Sequence

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.programme.schema.who import Applicant


def rank_findings(
    applicant: Applicant, rank: int | None, others: Sequence[int | None]
) -> list[Finding]:
    """Whether the rank of a file among those of its body is said, and is no other's.

    `others` are the ranks of the other deposits in force of the body, empty when it has none.
    """
    if not applicant.ranked_files or not others:
        return []
    if rank is None:
        said = french.say(
            "Votre structure dépose plusieurs dossiers : dites le rang de celui-ci, 1 pour le "
            "premier à soutenir."
        )
        return [missing("body.rank", "applicant", said)]
    if rank in others:
        said = french.say(
            "Un autre dossier de votre structure porte déjà le rang {rank} : accordez-vous.",
            rank=rank,
        )
        return [broken("body.rank_twice", "applicant", said)]
    if None in others:
        said = french.say("Un autre dossier de votre structure n’a pas encore de rang.")
        return [missing("body.rank_other", "applicant", said, strength=Strength.ADVICE)]
    return []
