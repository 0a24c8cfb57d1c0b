"""The first role of a house is given from its terminal."""

import pytest
from django.utils import timezone

from cordee import cli
from cordee.people import policy
from cordee.people.models import User


@pytest.fixture(autouse=True)
def _inside(monkeypatch, db):
    """The command finds Django ready, as the tests are."""
    monkeypatch.setattr("cordee.operations.house.enter", lambda: None)


def test_an_address_becomes_staff_and_signs_in_by_a_code(capsys):
    assert cli.main(["people", "staff", "Amina@Example.org"]) == 0
    assert "amina@example.org peut se connecter" in capsys.readouterr().out
    assert policy.is_staff(User.objects.get(), timezone.now())


def test_the_same_role_twice_is_refused_in_words(capsys):
    cli.main(["people", "staff", "amina@example.org"])
    assert cli.main(["people", "staff", "amina@example.org"]) == 1
    assert "a déjà ce rôle" in capsys.readouterr().err


@pytest.mark.parametrize("email", ["pas-une-adresse", "", "a\0@example.org", "x" * 5000])
def test_what_is_no_address_is_not_understood(capsys, email):
    assert cli.main(["people", "staff", email]) == 2
    assert "n’est pas une adresse" in capsys.readouterr().err
    assert not User.objects.exists()
