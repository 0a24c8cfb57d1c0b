"""What applications know of someone: told to her, waiting for her, taken away with her."""

from datetime import UTC, datetime

import pytest

from cordee.applications.models import Answer, Application, Member
from cordee.people import actions, exports, waiting
from cordee.people.models import Person
from tests.applications.conftest import DURING

LATER = datetime(2024, 12, 20, 9, tzinfo=UTC)


@pytest.fixture
def in_team(application: Application, nadia):
    """Nadia in the team of her own file, with an answer of hers."""
    person = actions.joined(nadia, DURING)
    Member.objects.create(
        application=application, person=person, given_name="Nadia", family_name="Kaci",
        email=nadia.email, phone="06 00 00 00 09", role="agent", joined_at=DURING,
    )  # fmt: skip
    Answer.objects.create(
        application=application, question="besoins", value="De l’eau", by=nadia, at=DURING
    )
    return person


def test_a_file_not_handed_in_waits_for_those_who_write_it(application, nadia):
    tasks = [task for task in waiting.for_user(nadia, DURING) if "Déposer" in task.label]
    assert [task.status for task in tasks] == ["non déposée"]
    assert "19\N{NO-BREAK SPACE}décembre 2024 à 12\N{NO-BREAK SPACE}h" in tasks[0].hint
    assert str(application.public_id) in tasks[0].url


def test_nothing_waits_once_the_call_is_over(application, nadia):
    assert not [task for task in waiting.for_user(nadia, LATER) if "Déposer" in task.label]


def test_nothing_waits_for_a_stranger(application, hortense):
    assert not [task for task in waiting.for_user(hortense, DURING) if "Déposer" in task.label]


def test_her_data_hold_her_teams_and_her_answers(in_team):
    told = exports.own_data(in_team, DURING)
    assert [team["nom donné"] for team in told["équipes candidates"]] == ["Nadia Kaci"]
    assert [answer["réponse"] for answer in told["réponses écrites"]] == ["De l’eau"]


def test_erasing_her_empties_her_place_in_the_team(in_team, amina):
    actions.erase(in_team, by=amina, at=LATER)
    member = Member.objects.get()
    assert str(member) == "Personne effacée"
    assert (member.email, member.phone, member.left_at) == ("", "", LATER)


def test_a_member_known_only_by_her_address_is_emptied_too(in_team, amina):
    Member.objects.update(person=None)
    actions.erase(in_team, by=amina, at=LATER)
    assert Member.objects.get().email == ""


def test_erasing_one_leaves_the_others_alone(in_team, amina, gerard):
    actions.erase(Person.objects.get(pk=gerard.person.pk), by=amina, at=LATER)
    assert str(Member.objects.get()) == "Nadia Kaci"
