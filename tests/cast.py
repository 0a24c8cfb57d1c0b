"""The people of the tests, always the same: who they are is said here once."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from cordee.kernel.french import unaccented
from cordee.people import actions
from cordee.people.models import Person, User

THEN = datetime(2024, 1, 8, 9, tzinfo=UTC)
"""When everybody's role began: before anything the tests tell."""


def arrive(given_name: str, family_name: str, title: str, *roles: str) -> User:
    """Make someone with an account at example.org and roles on the whole house."""
    email = unaccented(f"{given_name}.{family_name}@example.org")
    user = actions.reserve(email, at=THEN)
    EmailAddress.objects.filter(user=user).update(verified=True)
    Person.objects.create(
        user=user, email=user.email, given_name=given_name, family_name=family_name,
        title=title, created=THEN,
    )  # fmt: skip
    for role in roles:
        actions.give_seat(user.person, role, by=None, at=THEN)
    return User.objects.select_related("person").get(pk=user.pk)


@pytest.fixture
def amina(db) -> User:
    """Amina runs the programmes: chargée de mission."""
    return arrive("Amina", "Benali", "Chargée de mission", "staff")


@pytest.fixture
def bernard(db) -> User:
    """Bernard directs the centre."""
    return arrive("Bernard", "Delattre", "Directeur", "director")


@pytest.fixture
def chloe(db) -> User:
    """Chloé, the assistant, keeps papers and money straight."""
    return arrive("Chloé", "Vasseur", "Assistante administrative", "assistant")


@pytest.fixture
def denise(db) -> User:
    """Denise sits in juries; a former mayor."""
    return arrive("Denise", "Lemaire", "Ancienne maire", "juror")


@pytest.fixture
def etienne(db) -> User:
    """Étienne sits in juries; a researcher in a hurry."""
    return arrive("Étienne", "Roussel", "Chercheur", "juror")


@pytest.fixture
def farida(db) -> User:
    """Farida, a tired technicienne, writes the file at night; she holds no role yet."""
    return arrive("Farida", "Haddad", "Chargée de mission climat")


@pytest.fixture
def gerard(db) -> User:
    """Gérard is an élu on Farida's territory; he holds no role yet."""
    return arrive("Gérard", "Dubois", "Adjoint à la transition")


@pytest.fixture
def hortense(db) -> User:
    """Hortense opened an account and never came back: the stranger of every matrix."""
    return arrive("Hortense", "Quesnel", "")
