"""A small open call, a territory and someone who writes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cordee.applications.actions import start
from cordee.applications.models import Application
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.territories.models import Territory

DURING = datetime(2024, 12, 1, 9, tzinfo=UTC)


SMALL: dict[str, Any] = {
    "key": "petit-appel",
    "title": "Petit appel",
    "organisers": [{"key": "centre", "label": "Centre", "email": "centre@example.org"}],
    "windows": [{"key": "w", "opens": "2024-11-08", "closes": "2024-12-19T12:00"}],
    "eligibility": [{"rule": "place", "within": ["region:32"]}],
    "promises": [{"kind": "not", "text": "une prestation", "acknowledged": True}],
    "team": {
        "min": 1,
        "max": 3,
        "roles": [
            {"key": "elu", "label": "Élu·e", "min": 1, "actor": "elected"},
            {"key": "agent", "label": "Agent", "actor": "agent"},
        ],
    },
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
                        "limit": {"unit": "lines", "max": 3},
                    },
                    {
                        "key": "theme",
                        "label": "Thème",
                        "kind": "choice",
                        "options": [
                            {"key": "eau", "label": "Eau"},
                            {"key": "air", "label": "Air"},
                        ],
                    },
                    {"key": "annexe", "label": "Annexe", "kind": "file", "required": False},
                ],
            }
        ]
    },
}


def small(**more: Any) -> Definition:
    """A call with a team, a text counted in lines, a choice, a file."""
    return Definition.model_validate({**SMALL, **more})


@pytest.fixture
def edition(db: None) -> Edition:
    return publish(small(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def lens(db: None) -> Territory:
    return Territory.objects.create(
        ref="commune:62498", kind="commune", name="Lens", insee="62498", department="62",
        region="32", population=32920, origin="cog", made_at=DURING,
    )  # fmt: skip


@pytest.fixture
def rouen(db: None) -> Territory:
    return Territory.objects.create(
        ref="commune:76540", kind="commune", name="Rouen", insee="76540", department="76",
        region="28", population=115000, origin="cog", made_at=DURING,
    )  # fmt: skip


@pytest.fixture
def nadia(db: None) -> User:
    return User.objects.create_user("nadia@example.org")


@pytest.fixture
def application(edition: Edition, lens: Territory, nadia: User) -> Application:
    return start(edition, territory=lens, by=nadia, at=DURING)


@pytest.fixture
def writer(client: Client, nadia: User) -> Client:
    client.force_login(nadia)
    return client
