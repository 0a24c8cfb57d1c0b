"""`cordee programme check`: everything that does not hold in a definition."""

import argparse
import json
from collections.abc import Iterable

from cordee.kernel import french
from cordee.kernel.french import listed, plural, strung
from cordee.kernel.speech import into, table
from cordee.programme.commands.speaking import FAULTY, UNUSABLE, VALID, Verbs, answer, spoken
from cordee.programme.loading import Loaded, load
from cordee.programme.remarks import Remark, Severity

SIGNS = table({
    Severity.ERROR: "FAUTE", Severity.WARNING: "À TRANCHER", Severity.NOTICE: "À SAVOIR",
})  # fmt: skip


def add(verbs: Verbs) -> None:
    """Offer `check`."""
    parser = verbs.add_parser("check", help="dit toutes les fautes d’une définition")
    parser.add_argument("path", metavar="CHEMIN", help="un dossier, ou un fichier .toml")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    spoken(parser)
    parser.set_defaults(run=check)


def check(arguments: argparse.Namespace) -> int:
    """Say everything about a definition; 0 valid, 1 faulty, 2 nothing to examine."""
    loaded = load(arguments.path)
    language = arguments.language
    answer(in_json(loaded, language) if arguments.json else into(in_words(loaded), language))
    return status(loaded)


def status(loaded: Loaded) -> int:
    """The exit status a load deserves."""
    if not loaded.usable:
        return UNUSABLE
    return VALID if loaded.valid else FAULTY


def in_json(loaded: Loaded, language: str = "fr") -> str:
    """`{"valid": bool, "findings": […]}`; characters outside ASCII are escaped."""
    findings = [finding.as_dict(language) for finding in loaded.findings]
    return json.dumps({"valid": loaded.valid, "findings": findings}, indent=2)


def in_words(loaded: Loaded) -> str:
    """One paragraph a finding, then the verdict."""
    said = [_paragraph(finding) for finding in loaded.findings]
    return strung(*said, _verdict(loaded), between="\n\n")


def _paragraph(finding: Remark) -> str:
    lined = french.say("{file}, ligne {line}", file=finding.file, line=finding.line)
    where = f" — {finding.where}" if finding.where else ""
    place = strung(lined if finding.line else finding.file, where, between="")
    head = strung(*filter(None, [SIGNS[finding.severity], place]), between="  ")
    return strung(head, "\n  ", finding.message, f" [{finding.code}]", between="")


def _verdict(loaded: Loaded) -> str:
    counts = listed(_counts(loaded.findings))
    if loaded.valid:
        valid = french.say("La définition est valide : {counts}.", counts=counts)
        return valid if counts else french.say("La définition est valide.")
    return french.say("La définition n’est pas valide : {counts}.", counts=counts)


def _counts(findings: Iterable[Remark]) -> list[str]:
    counts = {kind: sum(one.severity is kind for one in findings) for kind in Severity}
    said = {
        Severity.ERROR: plural(counts[Severity.ERROR], "faute"),
        Severity.WARNING: plural(
            counts[Severity.WARNING], "contradiction à trancher", "contradictions à trancher"
        ),
        Severity.NOTICE: plural(counts[Severity.NOTICE], "point à savoir", "points à savoir"),
    }
    return [said[kind] for kind, count in counts.items() if count]
