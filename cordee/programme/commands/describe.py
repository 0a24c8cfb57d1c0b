"""`cordee programme schema`: the format for text editors."""

import argparse
import json

from cordee.programme.commands.speaking import VALID, Verbs, answer
from cordee.programme.jsonschema import json_schema


def add(verbs: Verbs) -> None:
    """Offer `schema`."""
    parser = verbs.add_parser("schema", help="donne le JSON Schema du format")
    parser.set_defaults(run=schema)


def schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    answer(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return VALID
