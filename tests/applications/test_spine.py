"""The first passage: a call is published, a file is written and handed in."""

import threading
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from cordee.applications import actions
from cordee.applications.models import Deposit
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.models import User
from cordee.programme.schema import Definition

DURING = datetime(2024, 12, 1, 9, tzinfo=UTC)
NOON = datetime(2024, 12, 19, 11, tzinfo=UTC)


def _small() -> Definition:
    return Definition.model_validate(
        {
            "key": "petit-appel",
            "title": "Petit appel",
            "organisers": [{"key": "centre", "label": "Centre"}],
            "windows": [{"key": "w", "opens": "2024-11-08", "closes": "2024-12-19T12:00"}],
            "form": {
                "sections": [
                    {
                        "key": "projet",
                        "label": "Projet",
                        "questions": [
                            {"key": "besoins", "label": "Besoins", "kind": "long_text"},
                        ],
                    }
                ]
            },
        }
    )


@pytest.fixture
def edition(db: None) -> Edition:
    return publish(_small(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("nadia@example.org")


def test_a_deposit_freezes_the_file_and_is_written_in_the_journal(edition: Edition, owner: User):
    application = actions.start(edition, body_name="Commune", by=owner, at=DURING)
    actions.save_answer(application, "besoins", "Un peu d’aide.", by=owner, at=DURING)
    deposit = actions.deposit(application, by=owner, at=DURING)
    assert deposit.content["answers"] == {"besoins": "Un peu d’aide."}
    assert digest(deposit.content) == deposit.digest
    assert Entry.objects.filter(kind="applications.deposited").exists()


def test_noon_sharp_is_too_late_and_nothing_is_written(edition: Edition, owner: User):
    application = actions.start(edition, body_name="Commune", by=owner, at=DURING)
    actions.save_answer(application, "besoins", "Un peu d’aide.", by=owner, at=DURING)
    with pytest.raises(Refused, match="clos depuis le jeudi 19"):
        actions.deposit(application, by=owner, at=NOON)
    assert not Deposit.objects.exists()


def test_a_text_typed_over_another_hand_is_kept_aside(edition: Edition, owner: User):
    application = actions.start(edition, body_name="Commune", by=owner, at=DURING)
    first = actions.save_answer(application, "besoins", "Un", by=owner, at=DURING)
    actions.save_answer(application, "besoins", "Deux", revision=1, by=owner, at=DURING)
    late = actions.save_answer(application, "besoins", "Trois", revision=1, by=owner, at=DURING)
    assert late.fate is actions.Fate.CONFLICT
    assert late.answer.value == "Deux"
    assert first.answer.versions.get(lost=True).value == "Trois"


def test_the_seed_of_the_house_loads() -> None:
    path = Path(__file__).parents[2] / "programmes/mise-en-recits-2024/definition.toml"
    Definition.model_validate(tomllib.loads(path.read_text()))


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_make_one_deposit():
    """The second hand waits for the lock, then sees what the first one did."""
    edition = publish(_small(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    owner = User.objects.create_user("nadia@example.org")
    application = actions.start(edition, body_name="Commune", by=owner, at=DURING)
    actions.save_answer(application, "besoins", "Un peu d’aide.", by=owner, at=DURING)
    waiting, made = threading.Event(), []

    def second() -> None:
        waiting.set()
        made.append(actions.deposit(application, by=owner, at=DURING).pk)
        connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        made.append(actions.deposit(application, by=owner, at=DURING).pk)
        other.start()
        waiting.wait()
        time.sleep(0.3)  # the other one is now waiting for the lock
    other.join()
    assert len(set(made)) == 1
    assert Deposit.objects.count() == 1
