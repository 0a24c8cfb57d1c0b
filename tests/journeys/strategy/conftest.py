"""A cohort whose call asks for a strategy in sections, a diagnosis, guests, and has funders."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.models import Participation
from cordee.people.models import Person, User
from cordee.programme.schema import Definition
from tests.journeys.conftest import account, definition

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)


def asking() -> dict[str, Any]:
    """What the year of this call asks, besides its meetings."""
    levels = [{"value": n, "label": f"Degré {n}"} for n in range(4)]
    return {
        "sequels": [
            {"key": "appui", "label": "Un accompagnement"},
            {"key": "seuls", "label": "Continuer seuls"},
        ],
        "sequel_due": {"anchor": "meeting.j2"},
        "parts": [
            {"key": "eval", "label": "Évaluatrice", "reads": "staff"},
            {"key": "grille", "label": "Référent·es", "count": 2, "reads": "staff"},
        ],
        "diagnosis": {
            "meeting": "diag", "referents": "grille",
            "axes": [{"key": one, "label": one.capitalize()} for one in ("portage", "pilotage")],
            "capacities": [
                {"key": key, "label": key.capitalize(), "axis": axis, "levels": levels,
                 "themes": [key] if key == "cooperation" else []}
                for key, axis in (("engagement", "portage"), ("cooperation", "portage"),
                                  ("evaluation", "pilotage"))
            ],
            "restitutions": [
                {"key": "peu", "label": "Restitution restreinte", "roles": ["elu"]},
                {"key": "tous", "label": "Restitution ouverte", "audience": "cohort"},
            ],
        },
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
    told["themes"] = [{"key": "cooperation", "label": "Coopération", "of": "principle"}]
    told["year"]["meetings"].append(
        {"key": "diag", "label": "Diagnostic", "kind": "visit", "per": "territory", "count": 2}
    )
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


@pytest.fixture
def allies(db: None) -> list[Person]:
    """Two allies with an account, who visit territories."""
    made = []
    for name in ("Nadia", "Omar"):
        user = User.objects.create_user(f"{name}@allies.example.org".lower())
        made.append(Person.objects.create(user=user, given_name=name, family_name="Ally",
                                          email=user.email))  # fmt: skip
    return made


def entered(user: User) -> Client:
    """A browser where that person is signed in."""
    client = Client()
    client.force_login(user)
    return client
