"""A cohort of two territories, born of a released ruling, with a vague meeting and a dated one."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.models import Cohort, Participation
from cordee.people.actions.seats import give_seat
from cordee.people.models import Person, User
from cordee.programme.schema import Definition
from cordee.selection.actions import release
from cordee.selection.models import Outcome, Ruling

RELEASED = datetime(2025, 1, 15, 9, tzinfo=UTC)


YEAR: dict[str, Any] = {
    "key": "appel",
    "title": "Appel",
    "organisers": [{"key": "centre", "label": "Centre"}],
    "windows": [{"key": "w", "opens": "2024-11-08", "closes": "2024-12-19T12:00"}],
    "contacts": [{"name": "Référent du projet", "email": "projet@example.org"}],
    "circles": [{"key": "gouvernance", "label": "Gouvernance"}],
    "team": {
        "roles": [
            {"key": "elu", "label": "Élu·e"},
            {"key": "tech", "label": "Technicien·ne"},
        ],
        "leads": [{"key": "chef", "label": "Chef·fe de file"}],
    },
    "year": {
        "meetings": [
            {
                "key": "j1",
                "label": "J1",
                "when": "2025-02-27",
                "start": "09:30",
                "end": "17:00",
            },
            {
                "key": "j2",
                "label": "J2",
                "when": "2025-W25",
                "start": "09:30",
                "end": "17:00",
            },
            {
                "key": "suivi",
                "label": "Suivi",
                "kind": "individual",
                "per": "territory",
                "days": "0.5",
                "count": 2,
            },
        ],
        "pledges": [
            {"key": "tous", "label": "Présence", "rule": "presence.all", "who": "chef"},
            {
                "key": "conseil",
                "label": "Conseil",
                "rule": "presented",
                "before": "le conseil",
                "due": {"anchor": "meeting.j1", "offset": "P1M"},
            },
        ],
        "results": [{"key": "equipe", "label": "Une équipe stable", "measured_by": "evidence"}],
        "deliverables": [{"key": "bilan", "label": "Bilan", "by": "organiser"}],
        "completion": [{"key": "fin", "label": "Certificat", "needs": ["tous", "conseil"]}],
        "charter": {
            "signatory": "la présidente",
            "given": {"anchor": "meeting.j1"},
            "due": {"anchor": "meeting.j2"},
        },
    },
    "fees": [
        {
            "key": "part",
            "label": "Contribution",
            "rates": [
                {"amount": 350, "when": {"rule": "member", "circle": "gouvernance"}},
                {"amount": 700},
            ],
        },
    ],
}


def definition(key: str = "appel") -> Definition:
    return Definition.model_validate({**YEAR, "key": key})


@pytest.fixture
def amina(db: None) -> User:
    user = User.objects.create_user("amina@example.org")
    person = Person.objects.create(user=user, given_name="Amina", family_name="B")
    give_seat(person, "staff", by=None, at=datetime(2024, 1, 1, tzinfo=UTC))
    return user


@pytest.fixture
def edition(amina: User) -> Edition:
    return publish(definition(), {}, by=amina, at=datetime(2024, 11, 1, tzinfo=UTC))


def laureate(edition: Edition, ruling: Ruling, name: str, circles: list[str], by: User) -> Outcome:
    application = Application.objects.create(
        edition=edition, body_name=name, owner=by, started_at=RELEASED
    )
    team: list[dict[str, Any]] = [
        {"given_name": who, "family_name": name, "email": f"{who}.{name}@example.org".lower(),
         "phone": "", "capacity": "", "role": role, "leads": leads}
        for who, role, leads in (("Eve", "elu", []), ("Theo", "tech", ["chef"]))
    ]  # fmt: skip
    deposit = Deposit.objects.create(
        application=application, number=1, version=edition.rules_in_force, digest=name, at=RELEASED,
        by=by, content={"body": {"name": name, "circles": circles}, "team": team, "answers": {}},
    )  # fmt: skip
    return Outcome.objects.create(ruling=ruling, deposit=deposit, result="selected")


def ruled(edition: Edition, by: User) -> Ruling:
    """A decision on a call, whose winners are still to be named."""
    return Ruling.objects.create(
        edition=edition, stage="jury", version=edition.rules_in_force, content={}, digest="x",
        at=RELEASED, by=by,
    )  # fmt: skip


@pytest.fixture
def cohort(edition: Edition, amina: User) -> Cohort:
    ruling = ruled(edition, amina)
    laureate(edition, ruling, "Lens", ["gouvernance"], amina)
    laureate(edition, ruling, "Arras", [], amina)
    with patch("cordee.selection.papers.answer_pdf", return_value=b"%PDF-"):  # read by no test here
        release(ruling, by=amina, at=RELEASED)
    return Cohort.objects.get()


@pytest.fixture
def lens(cohort: Cohort) -> Participation:
    return cohort.participations.get(name="Lens")


@pytest.fixture
def arras(cohort: Cohort) -> Participation:
    return cohort.participations.get(name="Arras")


def account(participation: Participation, role: str) -> User:
    """Give its account to a delegate."""
    person = participation.delegates.get(role=role).person
    person.user = User.objects.create_user(person.email)
    person.save()
    return person.user


@pytest.fixture
def staff(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client
