"""The workspace tells those who write a file that they do, though nobody gave them a seat."""

import time_machine
from django.test import Client

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.people.actions.seats import give_seat
from cordee.people.models import User
from cordee.people.models.seats import Role
from tests.applications.conftest import DURING

SPACE = "/espace/"


def test_whoever_writes_a_file_reads_that_she_does(writer: Client, application: Application):
    with time_machine.travel(DURING, tick=False):
        page = writer.get(SPACE).text
    assert "Vous n’avez pas encore de rôle" not in page
    assert "Membre d’une équipe candidate" in page
    assert f"/candidatures/{application.public_id}/" in page
    assert "candidature non déposée" in page


def test_whoever_left_the_team_is_no_longer_told(
    client: Client, application: Application, nadia: User, farida: User
):
    now = {"by": nadia, "at": DURING}
    member = actions.join(
        application, role="elu", given_name="F", family_name="H", person=farida.person, **now
    )
    client.force_login(farida)
    with time_machine.travel(DURING, tick=False):
        assert "Lens" in client.get(SPACE).text
        actions.leave(member, **now)
        assert "Lens" not in client.get(SPACE).text


def test_whoever_came_in_by_invitation_reads_it_once(
    client: Client, application: Application, nadia: User, farida: User
):
    now = {"by": nadia, "at": DURING}
    actions.join(
        application, role="elu", given_name="F", family_name="H", person=farida.person, **now
    )
    give_seat(farida.person, Role.APPLICANT, scope=application, **now)
    client.force_login(farida)
    with time_machine.travel(DURING, tick=False):
        page = client.get(SPACE).text
    assert page.count("Membre d’une équipe candidate") == 1
    assert page.count(f'card-main" href="/candidatures/{application.public_id}/"') == 1
