"""Who looks on in the demonstration: an evaluator, a journalist, someone not yet here."""

from datetime import timedelta

from cordee.demo.script import Script
from cordee.journeys.models import Cohort
from cordee.journeys.strategy import actions
from cordee.people.actions import accounts, invitations, persons
from cordee.people.models import User

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Welcome the guests of the script, invite someone who has not answered."""
    at = script.now - 15 * DAY
    for one in script.data["guests"]:
        given, _, family = one["name"].partition(" ")
        user = accounts.reserve(one["email"], at=at)
        person = accounts.welcome(user, method="code", at=at)
        persons.change_profile(person, given_name=given, family_name=family, by=user, at=at)
        actions.welcome(
            cohort, person, one["kind"], purpose=one["purpose"],
            ends=script.now + one["days"] * DAY, by=boss, at=at,
        )  # fmt: skip
    invitations.invite("releve.mission@example.org", "staff", by=boss, at=script.now - 2 * DAY)
