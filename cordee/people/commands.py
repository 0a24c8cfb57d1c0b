"""`cordee people`: the first role of the house, from a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from cordee.kernel.findings import Refused
from cordee.operations.arguments import UNUSABLE
from cordee.people import actions
from cordee.people.rules import HOUSE_ROLES

if TYPE_CHECKING:
    import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Add `staff`: who runs this house."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    text = "donne un rôle de l’équipe à une adresse, qui se connectera ensuite par un code"
    staff = verbs.add_parser("staff", help=text, description=text)
    staff.add_argument("email", metavar="ADRESSE")
    staff.add_argument("--role", choices=HOUSE_ROLES, default="staff", help="staff par défaut")
    staff.set_defaults(run=seat)


def seat(arguments: argparse.Namespace) -> int:
    """Give a role of the team to an address: 0 done, 1 refused, 2 not an address."""
    try:
        validate_email(arguments.email)
    except ValidationError:
        return _say(f"« {arguments.email} » n’est pas une adresse électronique.", UNUSABLE)
    now = timezone.now()
    try:
        with transaction.atomic():
            person = actions.joined(actions.reserve(arguments.email, at=now), now)
            actions.give_seat(person, arguments.role, by=None, at=now)
    except Refused as refusal:
        return _say(str(refusal), 1)
    return _say(f"C’est fait. {person.email} peut se connecter : un code lui sera envoyé.", 0)


def _say(sentence: str, status: int) -> int:
    stream = sys.stdout if status == 0 else sys.stderr
    stream.write(sentence + "\n")
    return status
