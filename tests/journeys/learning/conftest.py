"""A cohort that keeps a logbook, on a call that names its surveys and its exercises."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.models import Delegate, Participation
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.journeys.conftest import account, definition

NOW = datetime(2025, 2, 1, 9, tzinfo=UTC)
SECTIONS = ("Points forts retenus", "Points de vigilance", "Idées", "Marges de progression")


def learning() -> dict[str, Any]:
    """What the year of this call asks to learn."""
    return {
        "logbook": {"sections": list(SECTIONS)},
        "surveys": [
            {
                "key": "besoins", "label": "Vos besoins avant la première journée",
                "when": {"anchor": "meeting.j1", "offset": "-P14D"},
            },
        ],
        "deliverables": [
            {
                "key": "article", "label": "Article « dans vingt ans »", "kind": "exercise",
                "due": {"anchor": "meeting.j1"},
            },
        ],
    }  # fmt: skip


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data()
    told["year"] |= learning()
    told["themes"] = [
        {"key": "eau", "label": "L’eau", "of": "session"},
        {"key": "feu", "label": "Le feu", "of": "session"},
        {"key": "parc", "label": "Un parc", "of": "project"},
    ]
    told["form"] = {
        "sections": [
            {
                "key": "s",
                "label": "Vous",
                "questions": [
                    {
                        "key": "needs",
                        "label": "Vos besoins",
                        "kind": "long_text",
                        "reused_in": ["besoins"],
                    },
                ],
            }
        ]
    }
    told["year"]["pledges"] = [*told["year"]["pledges"], {
        "key": "rendre", "label": "Rendre l’article", "rule": "handed", "deliverable": "article",
    }]  # fmt: skip
    told = Definition.model_validate(told)
    return publish(told, {}, by=amina, at=datetime(2024, 11, 1, tzinfo=UTC))


def delegate(participation: Participation, role: str = "elu") -> Delegate:
    """A member of the delegation, with an account."""
    one = participation.delegates.select_related("person", "participation__cohort").get(role=role)
    if one.person.user is None:
        account(participation, role)
        one.person.refresh_from_db()
    return one


def entered(person: Any) -> Client:
    """A browser where that person is signed in."""
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def eve(lens: Participation) -> Delegate:
    return delegate(lens, "elu")


@pytest.fixture
def theo(lens: Participation) -> Delegate:
    return delegate(lens, "tech")


@pytest.fixture
def peer(arras: Participation) -> Delegate:
    return delegate(arras, "elu")


@pytest.fixture(autouse=True)
def _now(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
