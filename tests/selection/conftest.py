"""A closed call with files handed in, a panel, jurors who have declared, and the team."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client

from cordee.applications import actions as writing
from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.selection import actions
from cordee.selection.models import Juror, Panel
from cordee.territories.models import Territory

DURING = datetime(2024, 12, 1, 9, tzinfo=UTC)
CLOSED = datetime(2024, 12, 20, 9, tzinfo=UTC)


JUDGED: dict[str, Any] = {
    "key": "petit-appel",
    "title": "Petit appel",
    "organisers": [{"key": "centre", "label": "Centre", "email": "centre@example.org"}],
    "windows": [{"key": "w", "opens": "2024-11-08", "closes": "2024-12-19T12:00"}],
    "form": {
        "sections": [
            {
                "key": "projet",
                "label": "Projet",
                "questions": [
                    {
                        "key": "besoins",
                        "label": "Besoins",
                        "kind": "long_text",
                        "looked_for": "Des besoins précis.",
                    }
                ],
            }
        ]
    },
    "criteria": [
        {"key": "pertinence", "label": "Pertinence", "weight": 2, "fed_by": ["besoins"]},
        {
            "key": "equipe",
            "label": "Équipe",
            "levels": [
                {"value": 0, "label": "absente"},
                {"value": 10, "label": "correcte"},
                {"value": 20, "label": "solide"},
            ],
        },
    ],
    "panels": [{"key": "jury", "label": "Jury", "seats": [{"key": "etat", "label": "État"}]}],
    "stages": [{"key": "jury", "label": "Examen par le jury", "panel": "jury"}],
    "selection": {
        "places_min": 1,
        "places_max": 2,
        "reserve": {"size": 1},
        "quotas": [
            {
                "key": "departements",
                "label": "Équilibre des départements",
                "attribute": "departement",
                "max": 1,
            }
        ],
    },
}


def judged(**more: Any) -> Definition:
    """A call judged on two criteria, one with labelled levels; one to two places."""
    return Definition.model_validate({**JUDGED, **more})


@pytest.fixture
def edition(db: None) -> Edition:
    return publish(judged(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def hand_in(edition: Edition) -> Callable[[str, str], Deposit]:
    """Hand a file in for a new commune of a department."""

    def made(name: str, department: str = "62") -> Deposit:
        code = f"{department}{Territory.objects.count() + 100:03}"
        place = Territory.objects.create(
            ref=f"commune:{code}", kind="commune", name=name, insee=code, department=department,
            region="32", population=9000, origin="cog", made_at=DURING,
        )  # fmt: skip
        owner, _ = User.objects.get_or_create(email=f"equipe-{code}@example.org")
        application: Application = writing.start(edition, territory=place, by=owner, at=DURING)
        writing.save_answer(application, "besoins", f"Un récit pour {name}.", by=owner, at=DURING)
        return writing.deposit(application, by=owner, at=DURING)

    return made


@pytest.fixture
def lens(hand_in: Callable[[str, str], Deposit]) -> Deposit:
    return hand_in("Lens", "62")


@pytest.fixture
def arras(hand_in: Callable[[str, str], Deposit]) -> Deposit:
    return hand_in("Arras", "62")


@pytest.fixture
def lille(hand_in: Callable[[str, str], Deposit]) -> Deposit:
    return hand_in("Lille", "59")


@pytest.fixture
def panel(edition: Edition, lens: Deposit, arras: Deposit, lille: Deposit, amina: User) -> Panel:
    return actions.open_panel(edition, "jury", by=amina, at=CLOSED)


@pytest.fixture
def sits(panel: Panel, amina: User) -> Callable[[User], Juror]:
    """Seat someone who declares no interest."""

    def seated(user: User, **more: Any) -> Juror:
        juror = actions.seat_juror(panel, user.person, by=amina, at=CLOSED, **more)
        actions.declare(juror, {}, by=user, at=CLOSED)
        return juror

    return seated


@pytest.fixture
def juror(sits: Callable[[User], Juror], denise: User) -> Juror:
    return sits(denise)


@pytest.fixture
def other(sits: Callable[[User], Juror], etienne: User) -> Juror:
    return sits(etienne)


@pytest.fixture
def reader(client: Client, juror: Juror, denise: User) -> Client:
    client.force_login(denise)
    return client


@pytest.fixture
def team(client: Client, amina: User) -> Client:
    """The team, her identity proved a moment ago."""
    client.force_login(amina)
    proven(client)
    return client


def proven(client: Client) -> None:
    """As if the person signed in had just given her code."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(session["_auth_user_id"])
    session.save()
