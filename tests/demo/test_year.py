"""The demonstration year, played by the acts of the house, is itself a story that must hold."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cordee.alliance.allies.queries import lived
from cordee.alliance.models import Objection
from cordee.applications.models import Application, Deposit
from cordee.calls.editor.models import Draft
from cordee.calls.editor.queries import examined
from cordee.calls.models import Edition
from cordee.calls.rules import Phase
from cordee.demo import entrances, year
from cordee.journeys.learning.models import Resource, Survey
from cordee.journeys.models import Appraisal, Charge, Cohort, Meeting, Participation
from cordee.journeys.queries import pledges
from cordee.journeys.strategy.models import Support, Verbatim
from cordee.journeys.strategy.queries.sequels import counts
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Verdict
from cordee.ledger.actions import chain_now
from cordee.ledger.models import Message
from cordee.ledger.queries import proof
from cordee.letters.models import DiscussionList
from cordee.people.models import User
from cordee.people.models.seats import Role
from cordee.reports.figures import all_of, lives
from cordee.reports.models import Report, ReportDraft
from cordee.reports.rules import Period, contradictions, whole
from cordee.selection.models import Deliberation, Mark, Outcome, Recusal
from cordee.territories.models import Territory
from tests import database, france
from tests.harness import shuffled


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Edition]:
    """The year, played once for every test of this module, then undone."""
    with django_db_blocker.unblock():
        france.arrives()
        with transaction.atomic():
            with shuffled():
                edition = year.play(say=lambda _: None)
            yield edition
            transaction.set_rollback(True)
        database.wash()


@pytest.fixture
def edition(played: Edition, db: None) -> Edition:
    return Edition.objects.get(pk=played.pk)


def test_the_year_holds_from_call_to_report(edition: Edition) -> None:
    now = timezone.now()
    edition.refresh_from_db()
    files = Application.objects.filter(edition=edition)
    assert edition.phase(now) is Phase.RESULTS
    assert files.count() == 24
    assert files.deposited().count() == 18
    assert files.exclude(withdrawn_at=None).count() == 1
    assert all(digest(one.content) == one.digest for one in Deposit.objects.order_by("pk"))

    _the_jury_withdrew_and_chose(edition)
    _the_cohort_is_in_the_middle_of_its_year(edition)
    _every_figure_counts_its_rows(now)
    chain_now()
    assert proof().sound
    _someone_of_each_role_can_be_met()


def _someone_of_each_role_can_be_met() -> None:
    with override_settings(DEMO=True):
        doors = entrances.links("http://localhost")
        assert {"chargé·e de mission", "membre du jury"} < {role for role, _, _ in doors}
        assert len(doors) >= 6
        writer = User.objects.get(
            email=f"equipe.{Territory.objects.get(ref='commune:62041').pk}@example.org"
        )
        assert (str(Role.APPLICANT.label), str(writer.person)) in {door[:2] for door in doors}
        draft = Application.objects.get(owner=writer)
        assert draft.current is None
        assert draft.edition.phase(timezone.now()) is Phase.OPEN
        for _, _, link in doors:
            response = Client().get(link.removeprefix("http://localhost"))
            assert response.status_code == 302


def _the_jury_withdrew_and_chose(edition: Edition) -> None:
    assert Recusal.objects.count() == 4
    for recusal in Recusal.objects.order_by("pk"):
        given = Mark.objects.filter(juror=recusal.juror, deposit__application=recusal.application)
        assert not given.exists()
    result = Deliberation.objects.get(panel__edition=edition).result
    chosen = {str(one.deposit.public_id) for one in Outcome.objects.selected().order_by("pk")}
    assert result["status"] == "optimal"
    assert chosen == set(result["selected"])
    assert 5 <= len(chosen) <= 7
    assert not Outcome.objects.filter(reasons="").exclude(result="selected").exists()
    receipts = Message.objects.filter(key__startswith="receipt:")
    assert receipts.count() >= Deposit.objects.count()


def _the_cohort_is_in_the_middle_of_its_year(edition: Edition) -> None:
    cohort = Cohort.objects.get(edition=edition)
    states = set(
        cohort.meetings.filter(participation=None).values_list("state", flat=True).order_by()
    )
    assert {Meeting.State.CLOSED, Meeting.State.VAGUE} <= states
    amounts = set(Charge.objects.values_list("amount", flat=True).order_by())
    assert amounts == {Decimal(700), Decimal(350)}
    verdicts = {
        state.finding.verdict
        for participation in Participation.objects.order_by("pk")
        for state in pledges(participation, timezone.now())
    }
    assert {Verdict.OK, Verdict.MISSING, Verdict.IMPOSSIBLE} <= verdicts


def test_the_newer_rooms_hold_something_to_see(edition: Edition) -> None:
    cohort = Cohort.objects.get(edition=edition)
    told = {one.state for one in Appraisal.objects.filter(participation__cohort=cohort)}
    assert told >= set(Appraisal.State.values)
    later = Survey.objects.get(cohort=cohort, kind="after")
    marks = [
        set(one.replies.exclude(mark="").order_by().values_list("mark", flat=True))
        for one in (later, later.before)
    ]
    assert len(marks[0] & marks[1]) > 5, "what is paired is shown"
    circles = set(Verbatim.objects.filter(cohort=cohort).values_list("audience", flat=True))
    assert {"me", "cohort", "public"} <= circles
    film = Resource.objects.get(cohort=cohort, kind="film")
    assert film.audience == "staff", "one of those filmed has not answered"
    assert {one.towards for one in Support.objects.order_by("pk")} == {"territory", "ally"}
    assert sum(count for _label, count in counts(cohort)) >= 1
    assert DiscussionList.objects.get(cohort=cohort).messages.exists()
    assert {bool(one.answered_at) for one in Objection.objects.order_by("pk")} == {True, False}
    assert {one.life for one in lived(timezone.localdate())} == {"new", "active", "dormant"}
    assert (
        b"<enclosure" in Client().get(reverse("learning:podcast", args=[cohort.public_id])).content
    )


def _every_figure_counts_its_rows(now: object) -> None:
    today = timezone.localdate()
    figures = {one.key: one for one in all_of(Period(today - timedelta(days=600), today))}
    assert len(figures) >= 10
    usual = whole(Period(today.replace(month=1, day=1), today), lives())
    assert not contradictions(all_of(usual))
    assert figures["deposits"].value == len(figures["deposits"].rows.cells) == 27
    assert all(one.value is not None for one in figures.values())


def test_next_years_call_is_being_written_and_playing_again_changes_nothing(
    edition: Edition,
) -> None:
    draft = Draft.objects.get()
    loaded = examined(draft.save_now)
    assert loaded.valid, [one.message for one in loaded.errors]
    assert loaded.definition
    assert loaded.definition.closes() - edition.definition.closes() == timedelta(weeks=52)
    before = Deposit.objects.count()
    assert year.play(say=lambda _: None) == edition
    assert Deposit.objects.count() == before


def test_the_report_is_signed_whole_and_the_next_one_follows_it(
    edition: Edition,
) -> None:
    following = ReportDraft.objects.get(report=None)
    signed = Report.objects.get()
    assert [one["number"] for one in signed.content["sections"]] == ["1", "2", "2.1", "2.2", "3"]
    assert "[chiffre:" not in str(signed.content["sections"])
    announced = [one.announced for one in following.sections.order_by("rank")]
    assert announced == [one["outlook"] for one in signed.content["sections"]]


def test_the_pages_that_gather_every_room_stay_light(
    edition: Edition, cost: Callable[[Client, str], int]
) -> None:
    """What waits and what counts are asked together: a room without any asks nothing."""
    delegate = Cohort.objects.get(edition=edition).participations.order_by("pk")[0].delegates
    people = {
        "staff": User.objects.filter(person__seats__role="staff").order_by("pk")[0],
        "delegate": delegate.exclude(person__user=None).order_by("pk")[0].person.user,
    }
    for who, page, most in (
        ("staff", "people:workspace", 35),
        ("staff", "reports:figures", 50),
        ("delegate", "people:workspace", 25),
    ):
        client = Client()
        client.force_login(people[who])
        assert cost(client, reverse(page)) <= most, (who, page)
