"""The one table of cross-checks, and how their flaws become remarks."""

from collections.abc import Iterable, Iterator

from cordee.programme.remarks import Remark, Severity
from cordee.programme.schema.definition import Definition, Settled
from cordee.programme.sense import references
from cordee.programme.sense.flaws import Check, Flaw, TextCheck, Texts

CHECKS: tuple[Check, ...] = (*references.CHECKS,)
TEXT_CHECKS: tuple[TextCheck, ...] = ()


def remarks(definition: Definition, texts: Texts) -> list[Remark]:
    """Everything the checks say of a definition and its long texts."""
    found = [one for check in CHECKS for one in _said(check, check.flaws(definition), definition)]
    for check in TEXT_CHECKS:
        found += _said(check, check.flaws(definition, texts), definition)
    return found


def _said(
    check: Check | TextCheck, flaws: Iterable[Flaw], definition: Definition
) -> Iterator[Remark]:
    """Turn flaws into remarks; a warning that the organiser has settled becomes a notice."""
    choices = [one for one in definition.settled if one.about in check.topics]
    settled = bool(choices) and check.severity is Severity.WARNING
    severity = Severity.NOTICE if settled else check.severity
    for flaw in flaws:
        message = " ".join([flaw.message, *(_choice(one) for one in choices if settled)])
        yield Remark(check.code, flaw.path, severity, message, flaw.file, flaw.line)


def _choice(settled: Settled) -> str:
    why = f" ({str(settled.why).rstrip('.')})" if settled.why else ""
    return f"Tranché par l’organisateur : {str(settled.choice).rstrip('.')}{why}."
