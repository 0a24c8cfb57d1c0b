"""What a year keeps of people ends when its call says it; counts and amounts stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from cordee.journeys import actions, queries
from cordee.journeys.claims import Billed
from cordee.journeys.models import Claim, Coming, Participation, Presence, Scan
from cordee.journeys.rules.keeping import accounts_over, diets_over, presence_over
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.reports.figures.course import attendance, presence
from cordee.reports.rules import Period
from tests.applications.conftest import small

ENDED = datetime(2025, 3, 10, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def kept(**terms: str) -> Definition:
    return small(retention=terms)


def test_diets_go_thirty_days_after_the_meeting_or_when_the_call_says_it():
    assert not diets_over(kept(), ENDED, ENDED + 30 * DAY)
    assert diets_over(kept(), ENDED, ENDED + 30 * DAY + timedelta(seconds=1))
    assert diets_over(kept(diets="P1W"), ENDED, ENDED + 8 * DAY)
    assert not diets_over(kept(diets="P2M"), ENDED, ENDED + 45 * DAY)


def test_presences_and_accounts_stay_for_ever_unless_the_call_says_their_term():
    last, late = date(2025, 3, 10), date(2090, 1, 1)
    assert not presence_over(kept(), last, late)
    assert not accounts_over(kept(), last, late)
    assert not presence_over(kept(presence="P5Y"), last, date(2030, 3, 10))
    assert presence_over(kept(presence="P5Y"), last, date(2030, 3, 11))
    assert not accounts_over(kept(accounts="P10Y"), last, date(2035, 12, 31)), "of its year's end"
    assert accounts_over(kept(accounts="P10Y"), last, date(2036, 1, 1))


def test_a_year_forgets_who_ate_who_came_and_who_paid_at_the_terms_of_its_call(
    monkeypatch: pytest.MonkeyPatch, lens: Participation, amina: User
):
    cohort = lens.cohort
    meeting = cohort.meetings.exclude(starts=None).order_by("starts").first()
    assert meeting is not None
    meeting.state = "closed"
    meeting.save()
    start = meeting.starts
    assert start is not None
    ends = [one.ends or one.starts for one in cohort.meetings.exclude(starts=None)]
    last = max(one for one in ends if one)
    who = lens.delegates.order_by("pk")[0]
    day = {"meeting": meeting, "delegate": who, "day": start.date(), "at": start, "by": amina}
    Presence.objects.create(**day, half="am", status="present")
    Presence.objects.create(**day, half="pm", status="absent")
    scan = Scan(meeting=meeting, page=1, name="signé.pdf", media_type="application/pdf",
                sha256="0" * 64, at=start, by=amina)  # fmt: skip
    scan.content.save("signe.pdf", ContentFile(b"%PDF-"))
    Coming.objects.create(
        meeting=meeting, delegate=who, mode="on_site", meal=True, diet="vegan", at=start
    )
    town = Billed("Commune de Lens", "1 place de la Mairie", "", "", "BC 12", "compta@example.org")
    actions.claim(lens.charges.get(), town, by=amina, at=start)
    definition = type(cohort.edition).definition.fget(cohort.edition)  # type: ignore[attr-defined] # a property
    terms = {"diets": "P1W", "presence": "P5Y", "accounts": "P10Y"}
    said = definition.model_copy(update={"retention": terms})
    monkeypatch.setattr(type(cohort.edition), "definition", property(lambda _self: said))
    period = Period(start.date() - DAY, start.date() + DAY)
    before = presence(period).value, attendance(period).value

    assert actions.forget_diets(at=start + 9 * DAY) == 1
    assert Coming.objects.get().diet == ""
    assert actions.forget_presences(at=last + 5 * 365 * DAY) == 0, "a leap year is longer"
    assert actions.forget_presences(at=last + 5 * 366 * DAY) == 1
    assert actions.forget_presences(at=last + 6 * 366 * DAY) == 0
    assert not Presence.objects.exists()
    meeting.refresh_from_db()
    assert meeting.presence_counts == {"halves": 2, "present": 1, "people": 1, "teams": 1}
    assert (presence(period).value, attendance(period).value) == before
    emptied = Scan.objects.get()
    assert (bool(emptied.content), emptied.name, emptied.removed_at is None) == (False, "", False)
    assert str(meeting.pk) not in {one.id for one in queries.gatherings([meeting], said)}

    assert actions.forget_accounts(at=last + 9 * 366 * DAY) == 0
    assert actions.forget_accounts(at=last + 12 * 366 * DAY) == 1
    assert actions.forget_accounts(at=last + 13 * 366 * DAY) == 0
    claim = Claim.objects.get()
    assert (bool(claim.document), claim.sent_to) == (False, "")
    assert claim.content["gross"] == "350.00"
    assert claim.content["buyer"]["address"] == ""
    assert claim.digest
