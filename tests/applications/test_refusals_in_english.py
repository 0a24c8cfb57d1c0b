"""Refusals are read in the language of whoever asked; what an act keeps stays in French."""

import pytest
from django.utils import translation

from cordee.applications import actions, policy
from cordee.applications.models import Application
from cordee.kernel.findings import Refused
from cordee.people.models import User
from tests.applications.conftest import DURING


def test_a_refusal_speaks_the_language_of_the_page(application: Application, nadia: User):
    now = {"by": nadia, "at": DURING}
    with translation.override("en"), pytest.raises(Refused, match="This note is empty"):
        actions.write_note(application, " ", **now)
    with pytest.raises(Refused, match="Cette note est vide"):
        actions.write_note(application, " ", **now)


def test_a_right_refused_gives_its_reason_in_english_too(application: Application, nadia: User):
    actions.withdraw(application, reason="", by=nadia, at=DURING)
    application.refresh_from_db()
    with translation.override("en"):
        assert "was withdrawn" in policy.may_write(nadia, application).reason
    assert "a été retirée" in policy.may_write(nadia, application).reason
