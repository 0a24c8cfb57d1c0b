"""`cordee programme diff`: what changes between two versions, and whether a promise is touched."""

import argparse

from cordee.kernel import french
from cordee.kernel.french import listed, plural, strung
from cordee.kernel.speech import into
from cordee.programme.commands.speaking import FAULTY, VALID, Verbs, answer, in_json, spoken, unread
from cordee.programme.compare import Change, compare, compare_texts
from cordee.programme.loading import load


def add(verbs: Verbs) -> None:
    """Offer `diff`."""
    parser = verbs.add_parser("diff", help="compare deux versions d’une définition")
    parser.add_argument("old", metavar="ANCIENNE", help="un dossier, ou un fichier .toml")
    parser.add_argument("new", metavar="NOUVELLE", help="un dossier, ou un fichier .toml")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    spoken(parser)
    parser.set_defaults(run=diff)


def diff(arguments: argparse.Namespace) -> int:
    """Say every change; 0 when all are living, 1 when a promise is touched, 2 unusable."""
    old, new = load(arguments.old), load(arguments.new)
    for loaded in (old, new):
        if loaded.definition is None:
            return max(unread(loaded), FAULTY)
    assert old.definition  # noqa: S101 - tells mypy what the loop has checked
    assert new.definition  # noqa: S101 - the same
    changes = compare(old.definition, new.definition) + compare_texts(old.texts, new.texts)
    language = arguments.language
    told = _as_data(changes, language) if arguments.json else into(_in_words(changes), language)
    answer(in_json(told) if arguments.json else str(told))
    return FAULTY if any(one.promised for one in changes) else VALID


def _as_data(changes: list[Change], language: str) -> dict[str, object]:
    promised = sum(one.promised for one in changes)
    return {
        "living": len(changes) - promised,
        "promised": promised,
        "changes": [one.as_dict(language) for one in changes],
    }


def _in_words(changes: list[Change]) -> str:
    """Promises first: they are what a notice must tell."""
    if not changes:
        return french.say("Les deux versions disent la même chose.")
    promised = [one for one in changes if one.promised]
    living = [one for one in changes if not one.promised]
    parts = [
        _part(french.say("Changements qui touchent une promesse"), promised),
        _part(french.say("Changements libres tant que l’appel est ouvert"), living),
    ]
    counts = listed(
        [
            plural(len(promised), "promesse touchée", "promesses touchées"),
            plural(len(living), "changement libre", "changements libres"),
        ]
    )
    return strung(*filter(None, parts), french.ended(counts), between="\n\n")


def _part(title: str, changes: list[Change]) -> str:
    lines = [strung("- ", one.sentence, "\n  ", _because(one), between="") for one in changes]
    return strung(title, *lines, between="\n") if lines else ""


def _because(change: Change) -> str:
    reason = french.ended(french.capitalized(change.reason))
    touches = french.say("Touche : {touches}.", touches=change.touches)
    return strung(reason, touches) if change.promised else reason
