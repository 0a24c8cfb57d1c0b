"""`cordee programme explain`: everything a definition says, in the terminal or as a file."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cordee.programme.explain.document import Document, Reader
from cordee.programme.explain.plain import markdown, terminal
from cordee.programme.explain.reference import reference, renewed
from cordee.programme.explain.telling import explain
from cordee.programme.loading import Loaded, load

EXPLAINED, FAULTY, UNUSABLE = 0, 1, 2


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Offer `explain`."""
    parser = verbs.add_parser("explain", help="dit en français tout ce qu’une définition contient")
    parser.add_argument("path", metavar="CHEMIN", help="un dossier, ou un fichier .toml")
    parser.add_argument("--for", dest="reader", choices=[*Reader], help="ce qui concerne un seul "
                        "lecteur : candidate, juror ou participant")  # fmt: skip
    parser.add_argument("--language", default="fr", help="langue des textes (fr par défaut)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--markdown", action="store_true", help="répond en Markdown")
    shape.add_argument("--json", action="store_true", help="répond en JSON, l’arbre tel quel")
    parser.set_defaults(run=run)
    referring = verbs.add_parser("reference", help="décrit chaque fiche et chaque champ du format")
    referring.add_argument("--into", metavar="GUIDE", help="récrit la référence d’un guide")
    referring.set_defaults(run=refer)


def refer(arguments: argparse.Namespace) -> int:
    """Print the reference of the vocabulary, or renew it inside a guide."""
    if arguments.into is None:
        sys.stdout.write(reference())
        return EXPLAINED
    guide = Path(arguments.into)
    try:
        guide.write_text(renewed(guide.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, ValueError) as reason:
        sys.stderr.write(f"{guide} : {reason}\n")
        return UNUSABLE
    return EXPLAINED


def run(arguments: argparse.Namespace) -> int:
    """Explain a definition, even a faulty one, as long as it can be read."""
    loaded = load(arguments.path)
    if loaded.definition is None:
        sys.stderr.write("".join(f"{one.message}\n" for one in loaded.findings))
        return FAULTY if loaded.usable else UNUSABLE
    document = explain(loaded.definition, loaded.texts, arguments.language)
    if arguments.reader:
        document = document.concerning(Reader(arguments.reader))
    sys.stdout.write(_written(document, arguments))
    return _status(loaded)


def _status(loaded: Loaded) -> int:
    """A faulty definition is explained all the same, and its faults are counted beside."""
    if loaded.valid:
        return EXPLAINED
    sys.stderr.write(f"Cette définition a des fautes ({len(loaded.errors)}) : cordee programme "
                     "check les dit.\n")  # fmt: skip
    return FAULTY


def _written(document: Document, arguments: argparse.Namespace) -> str:
    if arguments.json:
        return json.dumps(as_data(document), ensure_ascii=False, indent=2) + "\n"
    return markdown(document) if arguments.markdown else terminal(document)


def as_data(document: Document) -> dict[str, Any]:
    """The tree as plain data: readers as sorted lists, each node with its kind."""
    data: dict[str, Any] = _plain(asdict(document))
    return data | {"sections": [_node(one) for one in document.sections]}


def _node(node: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"node": type(node).__name__.lower(), **_plain(asdict(node))}
    if "nodes" in data:
        data["nodes"] = [_node(one) for one in node.nodes]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return sorted(value) if isinstance(value, frozenset) else value
