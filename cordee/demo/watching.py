"""Who looks on in the demonstration: an evaluator, a journalist; the report signed last year."""

from datetime import timedelta

from django.utils import timezone

from cordee.demo.script import Script
from cordee.journeys.models import Cohort
from cordee.journeys.strategy import actions
from cordee.people.actions import accounts, invitations, persons
from cordee.people.models import User
from cordee.reports.actions import sign
from cordee.reports.rules import Period

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Welcome the guests of the script, invite someone who has not answered, sign a report."""
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
    today = timezone.localdate(script.now)
    period = Period(today - 600 * DAY, today - DAY)
    sign(
        period, title="Bilan du parcours, de l’appel à la quatrième journée", by=boss, at=script.now
    )
