"""`cordee programme check`: everything that does not hold in a definition."""

import argparse
import json
from collections.abc import Iterable

from cordee.kernel.french import listed, plural, typeset
from cordee.programme.commands.speaking import FAULTY, UNUSABLE, VALID, Verbs, say
from cordee.programme.loading import Loaded, load
from cordee.programme.remarks import Remark, Severity

SIGNS = {Severity.ERROR: "FAUTE", Severity.WARNING: "À TRANCHER", Severity.NOTICE: "À SAVOIR"}


def add(verbs: Verbs) -> None:
    """Offer `check`."""
    parser = verbs.add_parser("check", help="dit toutes les fautes d’une définition")
    parser.add_argument("path", metavar="CHEMIN", help="un dossier, ou un fichier .toml")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.set_defaults(run=check)


def check(arguments: argparse.Namespace) -> int:
    """Say everything about a definition; 0 valid, 1 faulty, 2 nothing to examine."""
    loaded = load(arguments.path)
    say(in_json(loaded) if arguments.json else in_words(loaded))
    return status(loaded)


def status(loaded: Loaded) -> int:
    """The exit status a load deserves."""
    if not loaded.usable:
        return UNUSABLE
    return VALID if loaded.valid else FAULTY


def in_json(loaded: Loaded) -> str:
    """`{"valid": bool, "findings": […]}`; characters outside ASCII are escaped."""
    findings = [finding.as_dict() for finding in loaded.findings]
    return json.dumps({"valid": loaded.valid, "findings": findings}, indent=2)


def in_words(loaded: Loaded) -> str:
    """One paragraph a finding, then the verdict."""
    said = [_paragraph(finding) for finding in loaded.findings]
    return "\n\n".join([*said, typeset(_verdict(loaded))])


def _paragraph(finding: Remark) -> str:
    place = f"{finding.file}, ligne {finding.line}" if finding.line else finding.file
    where = f" — {finding.where}" if finding.where else ""
    head = f"{SIGNS[finding.severity]}  {place}{where}".rstrip()
    return f"{head}\n  {finding.message} [{finding.code}]"


def _verdict(loaded: Loaded) -> str:
    counts = listed(_counts(loaded.findings))
    if loaded.valid:
        return f"La définition est valide{' : ' + counts if counts else ''}."
    return f"La définition n’est pas valide : {counts}."


def _counts(findings: Iterable[Remark]) -> list[str]:
    names = {
        Severity.ERROR: ("faute", "fautes"),
        Severity.WARNING: ("contradiction à trancher", "contradictions à trancher"),
        Severity.NOTICE: ("choix à connaître", "choix à connaître"),
    }
    counts = {kind: sum(one.severity is kind for one in findings) for kind in Severity}
    return [plural(count, *names[kind]) for kind, count in counts.items() if count]
