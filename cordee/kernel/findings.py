"""Findings: the one shape in which every rule of the house answers."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from cordee.kernel.french import typeset
from cordee.kernel.speech import remembered


class Verdict(StrEnum):
    """What a rule concludes."""

    OK = "ok"
    MISSING = "à compléter"
    BROKEN = "enfreint"
    IMPOSSIBLE = "impossible désormais"


class Strength(StrEnum):
    """How much a rule binds: advice warns, a criterion is judged, an obligation refuses."""

    ADVICE = "conseil"
    CRITERION = "critère"
    OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one place: the sentence is ready to be read by the person concerned.

    It is French, and can be said in her language (`speech.heard`); written as it stands or with
    `french.say`, never as an f-string, whose English nobody could find (decision 0085).

    `code` is a stable slug, `where` the path of what is judged (`team.elu`, `questions.besoins`),
    `evidence` the facts that led there, each a short sentence.
    """

    code: str
    where: str
    verdict: Verdict
    sentence: str
    strength: Strength = Strength.OBLIGATION
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Set the sentence as French prints it, so that rules write plain spaces."""
        object.__setattr__(self, "sentence", typeset(remembered(self.sentence)))
        object.__setattr__(self, "evidence", tuple(map(remembered, self.evidence)))

    @property
    def blocks(self) -> bool:
        """Whether this finding alone refuses the act."""
        return self.strength is Strength.OBLIGATION and self.verdict is not Verdict.OK

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data, for JSON and for the journal."""
        return asdict(self)


def ok(code: str, where: str, sentence: str, **more: Any) -> Finding:
    """Say that a rule holds."""
    return Finding(code, where, Verdict.OK, sentence, **more)


def missing(code: str, where: str, sentence: str, **more: Any) -> Finding:
    """Say that something is still to be completed."""
    return Finding(code, where, Verdict.MISSING, sentence, **more)


def broken(code: str, where: str, sentence: str, **more: Any) -> Finding:
    """Say that a rule is broken."""
    return Finding(code, where, Verdict.BROKEN, sentence, **more)


def impossible(code: str, where: str, sentence: str, **more: Any) -> Finding:
    """Say that a rule can no longer be met, whatever happens next (R78)."""
    return Finding(code, where, Verdict.IMPOSSIBLE, sentence, **more)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that refuse an act."""
    return [finding for finding in findings if finding.blocks]


class Refused(Exception):
    """An act was refused; `findings` say why and what to do."""

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings = [findings] if isinstance(findings, Finding) else list(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))
