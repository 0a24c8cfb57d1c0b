"""Files shared between readers: an act, changed by hand, dealt again when someone leaves."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.people.models import Organisation
from cordee.selection import actions, queries, tasks
from cordee.selection.actions import sharing
from cordee.selection.models import Assignment, Distribution
from cordee.selection.queries.sharing import apart
from cordee.selection.rules.sharing import Terms, ToRead, Work
from cordee.selection.rules.sharing import sharing as sharing_rules
from tests.selection.conftest import CLOSED

ASKED = {"readers": "1", "least": "0", "most": "5", "seed": "granit"}


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture
def both(panel, juror, other):
    return panel


def test_sharing_is_an_act_with_its_seed_and_digest(team, both, juror, other, lens):
    assert team.get(url("sharing", both)).status_code == 200
    assert team.post(url("sharing", both), ASKED).status_code == 302
    made = Distribution.objects.get()
    assert (made.seed, len(made.digest)) == ("granit", 64)
    assert Assignment.objects.count() == 3
    assert {queries.open_to(one).count() for one in (juror, other)} == {1, 2}
    page = team.get(url("sharing", both)).text
    assert "granit" in page
    document = json.loads(team.get(url("sharing_document", both)).content)
    assert document["instance"]["document"]["format"] == "cordee-assign/1"


def test_the_same_terms_deal_the_same(both, amina):
    terms = Terms(readers=1, most=5, seed="granit")
    first, second = (actions.share_out(both, terms, by=amina, at=CLOSED) for _ in range(2))
    assert first.result["pairs"] == second.result["pairs"]


def test_marks_too_far_apart_call_for_another_reading(edition, both, juror, other, lens):
    for seat, value in ((juror, 20), (other, 10)):
        for key in ("pertinence", "equipe"):
            by = seat.person.user
            actions.mark(seat, lens, key, Decimal(value), by=by, at=CLOSED)
    stage = queries.stage_of(both)
    for most, more in ((None, 0), (9, 1), (10, 0)):
        asked = stage.model_copy(update={"third_above": most})
        assert len(apart(both, asked)) == more
    (wanted,) = [one for one in queries.ranking(both) if one.deposit == lens]
    assert wanted.enough
    told = sharing_rules(Work([ToRead("a", "A", more=1), ToRead("b", "B")], []), Terms(readers=2))
    assert [one["demand"] for one in told["applications"]].count(3) == 1


def test_a_large_sharing_is_left_to_the_worker_and_the_page_says_so(team, both, monkeypatch):
    monkeypatch.setattr(sharing, "AT_ONCE", 0)
    assert team.post(url("sharing", both), ASKED).status_code == 302
    assert not Distribution.objects.exists()
    assert "Un calcul est en cours" in team.get(url("sharing", both)).text
    team.post(url("sharing", both), ASKED)  # asked twice, computed once
    (job,) = ProcrastinateJob.objects.filter(task_name="selection.share")
    tasks.share(**job.args)
    assert Distribution.objects.get().seed == "granit"
    both.refresh_from_db()
    assert (both.asked_at, both.refusal) == (None, "")


def test_a_large_sharing_that_cannot_be_is_said_at_once(team, both, monkeypatch):
    monkeypatch.setattr(sharing, "AT_ONCE", 0)
    answer = team.post(url("sharing", both), {**ASKED, "least": "9"})
    assert answer.status_code == 422
    assert not ProcrastinateJob.objects.filter(task_name="selection.share").exists()


@pytest.mark.parametrize(
    ("field", "value"), [("readers", "0"), ("readers", "x"), ("seed", ""), ("most", "1e9")]
)
def test_nonsense_is_asked_again(team, both, field, value):
    answer = team.post(url("sharing", both), {**ASKED, field: value})
    assert answer.status_code == 422
    assert not Distribution.objects.exists()


def test_too_little_room_is_told_with_what_would_be_enough(team, both):
    team.post(url("sharing", both), {**ASKED, "readers": "2", "most": "1"})
    page = team.get(url("sharing", both)).text
    assert "Il manque 4" in page
    assert "il suffirait" in page
    assert "une charge maximale de 3" in page


def test_an_institution_reads_a_file_once_unless_allowed(both, juror, other, amina):
    house = Organisation.objects.create(name="Région", kind="autre")
    for one in (juror, other):
        one.organisation = house
        one.save()
    terms = Terms(readers=2, most=5, seed="granit")
    made = actions.share_out(both, terms, by=amina, at=CLOSED)
    assert made.result["levels"]["shortfall"] == 3
    assert any("plusieurs lecteurs" in one["sentence"] for one in made.result["findings"])
    made = actions.share_out(both, Terms(2, 0, 5, None, "granit"), by=amina, at=CLOSED)
    assert made.result["levels"]["shortfall"] == 0


def test_a_change_by_hand_shows_its_cost_and_never_breaks_a_withdrawal(  # noqa: PLR0917 - fixtures, by name
    team, both, juror, other, lens, denise, amina
):
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    team.post(url("sharing", both), ASKED)
    key = lens.application.public_id
    assert queries.open_to(other).filter(pk=lens.pk).exists()
    page = team.get(url("sharing_file", both, key)).text
    assert "+1 lecture manquante" in page
    give = url("entrust", both, key, juror.public_id)
    answer = team.post(give)
    assert answer.status_code == 422
    assert "déportée" in answer.text
    assert team.post(url("take_back", both, key, other.public_id)).status_code == 302
    assert not Assignment.objects.filter(application=lens.application).exists()
    assert team.post(url("entrust", both, key, other.public_id)).status_code == 302


def test_what_is_begun_is_not_taken_back(team, both, juror, lens, denise):
    actions.mark(juror, lens, "equipe", Decimal(10), by=denise, at=CLOSED)
    team.post(url("sharing", both), {**ASKED, "readers": "2"})
    key = lens.application.public_id
    answer = team.post(url("take_back", both, key, juror.public_id))
    assert answer.status_code == 422
    assert "commencé" in answer.text


def test_when_someone_resigns_what_the_others_read_stays(  # noqa: PLR0917 - fixtures, by name
    team, both, juror, other, lens, amina
):
    actions.mark(other, lens, "equipe", Decimal(10), by=other.person.user, at=CLOSED)
    team.post(url("sharing", both), ASKED)
    actions.unseat(juror, by=amina, at=CLOSED)
    team.post(url("sharing", both), ASKED)
    assert set(Assignment.objects.values_list("juror", flat=True)) == {other.pk}
    assert queries.open_to(other).count() == 3


def test_nothing_is_shared_once_marks_are_closed(team, both, amina):
    actions.close_marks(both, by=amina, at=CLOSED)
    assert team.post(url("sharing", both), ASKED).status_code == 422


def test_the_page_costs_the_same_at_one_and_three_files(team, both, hand_in, cost):
    before = cost(team, url("sharing", both))
    for place in ("Douai", "Calais"):
        hand_in(place)
    assert cost(team, url("sharing", both)) == before
