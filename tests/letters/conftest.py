"""A letter of a cohort, whose second issue is being written."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from cordee.journeys.models import Cohort, Participation
from cordee.letters import actions
from cordee.letters.models import Issue, Letter
from cordee.people.models import User
from tests.journeys.conftest import account, amina, arras, cohort, edition, lens  # noqa: F401 - fixtures

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
SECTIONS = "✍️ Édito : le mot de qui signe\n💡 En théorie : une notion\nDes nouvelles"


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    cache.clear()


@pytest.fixture
def letter(cohort: Cohort, amina: User) -> Letter:  # noqa: F811 - the fixture
    return actions.keep_letter(
        title="La lettre", about="Chaque mois.", sections=SECTIONS, cohort=cohort, coming=True,
        public=True, most=1, every=30, by=amina, at=NOW,
    )  # fmt: skip


@pytest.fixture
def issue(letter: Letter, amina: User) -> Issue:  # noqa: F811 - the fixture
    return actions.begin_issue(letter, "Au bord de l’eau", by=amina, at=NOW)


@pytest.fixture
def eve(lens: Participation) -> User:  # noqa: F811 - the fixture
    return account(lens, "elu")


def fill(issue: Issue, by: User, text: str = "Quelques mots **vrais**.") -> None:
    """Write every section."""
    for one in issue.passages.order_by("rank"):
        actions.write_passage(one, text, signature="", revision=None, by=by, at=NOW)
