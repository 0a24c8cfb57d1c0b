"""What is given at the end (a certificate): which of the things it asks for are held (R92)."""

from collections.abc import Iterable, Mapping

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, Verdict, impossible, missing, ok
from cordee.programme.schema.year import Completion

LOST = {Verdict.IMPOSSIBLE, Verdict.BROKEN}


def completion_findings(
    given: Iterable[Completion], verdicts: Mapping[str, Verdict], labels: Mapping[str, str]
) -> list[Finding]:
    """Where each certificate stands; what it asks for and nobody owes here asks for nothing.

    `verdicts` says where each pledge and deliverable of the territory stands, by its key.
    """
    return [_finding(one, verdicts, labels) for one in given]


def _finding(
    one: Completion, verdicts: Mapping[str, Verdict], labels: Mapping[str, str]
) -> Finding:
    asked = [key for key in one.needs if key in verdicts]
    least = min(one.at_least or len(asked), len(asked))
    held = [key for key in asked if verdicts[key] is Verdict.OK]
    open_ = [key for key in asked if verdicts[key] not in {Verdict.OK, *LOST}]
    code, where = f"completion.{one.key}", f"completion.{one.key}"
    if len(held) >= least:
        said = french.say("{label} : acquis.", label=one.label)
        return ok(code, where, said)
    left = french.listed([labels.get(key, key) for key in asked if key not in held])
    if len(held) + len(open_) < least:
        said = french.say(
            "{label} : il ne peut plus être délivré ; il manque {left}.",
            label=one.label, left=left,
        )  # fmt: skip
        return impossible(code, where, said, strength=Strength.ADVICE)
    said = french.say(
        "{label} : {held} sur {least} ; il reste {left}.",
        label=one.label, held=len(held), least=least, left=left,
    )  # fmt: skip
    return missing(code, where, said, strength=Strength.ADVICE)
