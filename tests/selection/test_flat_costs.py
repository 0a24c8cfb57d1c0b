"""The pages of the choice, the sitting, the decision and its sequels cost the same at 1 and 3."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.selection import actions, queries
from tests.selection.conftest import CLOSED


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture
def small(edition, hand_in, amina):
    """A panel with one file."""
    hand_in("Lens", "62")
    return actions.open_panel(edition, "jury", by=amina, at=CLOSED)


@pytest.fixture
def panel(small):
    return small


def mark_all(panel, juror):
    for deposit in queries.files(panel):
        for key, value in (("pertinence", 12), ("equipe", 10)):
            by = juror.person.user
            actions.mark(juror, deposit, key, Decimal(value), by=by, at=CLOSED)


def test_the_pages_of_a_choice_and_of_a_sitting_cost_the_same(  # noqa: PLR0917 - fixtures, by name
    team, cost, panel, hand_in, sits, denise, etienne, gerard, amina
):
    first = sits(denise)
    mark_all(panel, first)

    def pages():
        made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
        actions.explain(made)
        key = made.public_id
        return {
            "ranking": url("ranking", panel), "choice": url("choice", panel, key),
            "trial": url("trial", panel, key),
            "analysis": url("analysis", panel),
            "decide": url("decide", panel, key), "choices": url("choices", panel),
            "sitting": url("sitting", panel), "room": url("room", panel),
            "seat": url("sitting_seat", panel),
        }  # fmt: skip

    sitting = actions.open_sitting(panel, by=amina, at=CLOSED)
    actions.attend(sitting, first, present=True, by=amina, at=CLOSED)
    sits(amina)
    before = {name: cost(team, page) for name, page in pages().items()}
    for name in ("Arras", "Lille"):
        hand_in(name, "59")
    for user in (etienne, gerard):
        seat = sits(user)
        mark_all(panel, seat)
        actions.attend(sitting, seat, present=True, by=amina, at=CLOSED)
    mark_all(panel, first)
    actions.note(sitting, "Un point.", by=amina, at=CLOSED)
    after = {name: cost(team, page) for name, page in pages().items()}
    assert after == before


def test_wording_refusals_costs_the_same_whatever_their_number(  # noqa: PLR0917 - by name
    team, cost, panel, hand_in, sits, denise, amina, django_assert_num_queries
):
    juror, costs = sits(denise), []
    for names in (("Arras", "Lille"), ("Hazebrouck", "Douai")):
        for name in names:
            hand_in(name, "59")
        mark_all(panel, juror)
        made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
        costs.append(cost(team, url("reasons", panel, made.public_id)))
    assert costs[0] == costs[1]
    refused = [one for one in made.result["waiting_list"] if one not in made.result["selected"]]
    one = {(refused[0], "pertinence"): "Un portage manque."}
    with CaptureQueriesContext(connection) as seen:
        actions.word_all(made, one, by=amina, at=CLOSED)
    texts = {(refused[0], key): "Le calendrier est court." for key in ("", "pertinence", "equipe")}
    with django_assert_num_queries(len(seen)):
        actions.word_all(made, texts, by=amina, at=CLOSED)


def test_the_decision_and_its_sequels_cost_the_same(  # noqa: PLR0917 - fixtures, by name
    team, cost, panel, hand_in, sits, denise, amina, edition
):
    juror = sits(denise)
    costs = []
    for names in ((), ("Arras", "Lille")):
        for name in names:
            hand_in(name, "59")
        panel.edition.rulings.all().delete() if not names else _undo(panel)
        mark_all(panel, juror)
        made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
        keys = [str(one.public_id) for one in queries.files(panel)]
        ruling = actions.rule(
            made, selected=keys[:1], reserve=keys[1:2], by=amina, at=CLOSED,
            reasons=dict.fromkeys(keys, "À préciser."),
        )  # fmt: skip
        found = [cost(team, url("decision", panel))]
        actions.release(ruling, by=amina, at=CLOSED)
        outcome = ruling.outcomes.order_by("pk").first()
        found += [
            cost(team, page)
            for page in (
                url("followed", panel),
                url("sequel", panel, outcome.public_id),
                reverse("selection:winners", args=[edition.key]),
                reverse("selection:winners_feed", args=[edition.key]),
            )
        ]
        costs.append(found)
    assert costs[0] == costs[1]


def _undo(panel):
    """Forget the first decision, to take another one on more files."""
    from cordee.journeys.models import Cohort, Delegate, Meeting, Participation  # noqa: PLC0415 - once the house is ready
    from cordee.selection.models import Outcome  # noqa: PLC0415 - once the house is ready

    for model in (Delegate, Meeting, Participation, Cohort, Outcome):
        model.objects.all().delete()
    panel.edition.rulings.all().delete()
