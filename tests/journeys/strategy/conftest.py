"""A cohort whose call asks for a strategy in sections, a diagnosis, guests, and has funders."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.models import Participation
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.journeys.conftest import account, definition

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)


def asking() -> dict[str, Any]:
    """What the year of this call asks, besides its meetings."""
    return {
        "deliverables": [
            {
                "key": "strategie", "label": "Stratégie", "kind": "strategy",
                "due": {"anchor": "meeting.j2"}, "audience": "cohort", "pages_max": 8,
                "chapters": [
                    {"key": "cap", "label": "Le cap", "description": "Où allez-vous ?"},
                    {"key": "allies", "label": "Les alliés", "required": False},
                ],
            },
        ],
    }  # fmt: skip


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data()
    told["year"] |= asking()
    told["year"]["pledges"].append(
        {"key": "remise", "label": "Remise", "rule": "handed", "deliverable": "strategie"}
    )
    made = Definition.model_validate(told)
    return publish(made, {}, by=amina, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def eve(lens: Participation) -> User:
    """The elected member of Lens."""
    return account(lens, "elu")


@pytest.fixture
def theo(lens: Participation) -> User:
    """Who leads the delegation of Lens."""
    return account(lens, "tech")


@pytest.fixture
def paul(arras: Participation) -> User:
    """A peer, of Arras."""
    return account(arras, "tech")


def entered(user: User) -> Client:
    """A browser where that person is signed in."""
    client = Client()
    client.force_login(user)
    return client
