"""How one condition tells what it found."""

from collections.abc import Callable

from cordee.kernel.findings import Finding
from cordee.programme.schema import who


def finding(
    make: Callable[..., Finding], condition: who.Condition, sentence: str, *evidence: str
) -> Finding:
    """A finding of one condition, under its key and with its strength."""
    rule = getattr(condition, "rule", "condition")
    return make(
        condition.key or f"eligibility.{rule}",
        "eligibility",
        sentence,
        strength=condition.strength,
        evidence=tuple(filter(None, evidence)),
    )
