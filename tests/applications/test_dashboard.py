"""A call as its team follows it before the deadline: who, where, how far, and whom to call."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.applications.queries import dashboard
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.calls.reach import expected_departments
from cordee.people.actions import give_seat
from cordee.people.models import Organisation, User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING, small

NORTH = ("02", "59", "60", "62", "80")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def begun(edition: Edition, user: User, number: int, department: str = "62") -> Application:
    made = actions.start(edition, body_name=f"Structure {number}", by=user, at=DURING)
    Application.objects.filter(pk=made.pk).update(department=department, kind="commune")
    return made


def handed_in(application: Application, by: User, text: str = "Du temps.") -> None:
    now = {"by": by, "at": DURING}
    actions.join(application, given_name="Ève", family_name="Roy", role="elu", **now)
    actions.save_answer(application, "besoins", text, **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)


def page(client: Client, name: str, edition: Edition) -> str:
    answer = client.get(reverse(f"applications:{name}", args=[edition.key]))
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("eligibility", "expected"),
    [
        ([], None),
        ([{"rule": "place", "within": ["region:32"]}], NORTH),
        ([{"rule": "place", "within": ["region:32"], "outside": ["departement:02"]}], NORTH[1:]),
        ([{"rule": "place", "within": ["region:32"], "outside": ["commune:59350"]}], NORTH),
        ([{"rule": "place", "within": ["commune:97209", "departement:62"]}], ("62", "972")),
        (
            [
                {
                    "rule": "any_of",
                    "conditions": [
                        {"rule": "place", "within": ["departement:59"]},
                        {"rule": "place", "within": ["departement:60"]},
                    ],
                }
            ],
            ("59", "60"),
        ),
    ],
)
def test_the_departements_awaited_are_those_the_eligibility_opens(eligibility, expected):
    found = expected_departments(small(eligibility=eligibility))
    assert found == expected if expected else len(found) > 100


def test_the_dashboard_counts_each_state_and_names_the_white_zones(
    desk: Client, application: Application, nadia: User
):
    handed_in(application, nadia)
    begun(application.edition, nadia, 1, "59")
    gone = begun(application.edition, nadia, 2, "59")
    actions.withdraw(gone, reason="", by=nadia, at=DURING)
    seen = dashboard.picture(application.edition)
    assert (seen.all.deposited, seen.all.drafts, seen.all.withdrawn) == (1, 1, 1)
    assert seen.departments["59"].total == 1, "what was withdrawn is counted apart"
    text = page(desk, "follow", application.edition)
    zones = text.partition('id="zones-blanches"')[2].partition("</section>")[0]
    assert [name in zones for name in ("Aisne", "Oise", "Somme")] == [True] * 3
    assert "Pas-de-Calais" not in zones
    assert "Structure 1" in text


def test_every_count_is_the_length_of_the_list_it_opens_on(
    desk: Client, application: Application, nadia: User
):
    edition = application.edition
    handed_in(application, nadia)
    begun(edition, nadia, 1, "59")
    for number, department in ((2, "59"), (3, "80")):
        gone = begun(edition, nadia, number, department)
        actions.withdraw(gone, reason="", by=nadia, at=DURING)
    text = page(desk, "follow", edition)
    zones = text.partition('id="zones-blanches"')[2].partition("</section>")[0]
    assert "Somme" in zones, "a département whose only file was withdrawn has none"
    link = r'<a href="([^"]+etat=en-lice[^"]+)">'
    told = re.findall(link + r"[^<:]+: (\d+)</a>", text)
    assert len(told) == 2, "two départements"
    told += re.findall(link + r'[^<:]+</a>.*?<td class="num">(\d+)', text)
    assert len(told) == 3, "and one nature"
    for address, count in told:
        listed = desk.get(unescape(address)).text
        assert re.search(rf"\b{count}\W+dossiers?\b", listed), address
    assert "dont 1 déposé)" in text
    assert re.search(r"1<span[^>]*> – dossier déposé\W", text)


def test_a_white_zone_says_whom_to_call(
    desk: Client, edition: Edition, denise: User, nadia: User, lens: Territory
):
    at = {"made_at": DURING, "origin": "cog", "region": "32"}
    Territory.objects.create(
        ref="epci:200071983", kind="ca", name="CA du Beauvaisis", siren="200067999",
        department="60", population=100000, **at,
    )  # fmt: skip
    town = Organisation.objects.create(
        name="Ville d’Amiens", territory_code="80021", kind="commune"
    )
    Territory.objects.create(
        ref="commune:80021", kind="commune", name="Amiens", insee="80021", department="80", **at
    )
    give_seat(denise.person, "observer", organisation=town, by=None, at=DURING)
    found = dashboard.whom_to_call(["60", "80"], edition, DURING + timedelta(minutes=1))
    assert [one.name for one in found["60"]] == ["CA du Beauvaisis"]
    assert (found["80"][0].body, found["80"][0].email) == ("Ville d’Amiens", denise.email)
    assert "Ville d’Amiens" in page(desk, "follow", edition)


def test_how_the_call_was_heard_is_asked_once_and_counted(
    client: Client, edition: Edition, lens: Territory, nadia: User, amina: User
):
    client.force_login(nadia)
    sent = {"territory": lens.ref, "heard": "colleague", "read-0": "on", "start": "1"}
    client.post(reverse("applications:begin", args=[edition.key]), sent)
    assert Application.objects.get().heard == "colleague"
    client.force_login(amina)
    assert "collègue, élu·e ou territoire voisin" in page(client, "follow", edition)


def test_evasive_answers_are_told_as_advice(desk: Client, application: Application, nadia: User):
    handed_in(application, nadia, "cf. pièce jointe")
    text = page(desk, "evasive", application.edition)
    assert "vous renvoyez ailleurs" in text
    assert "cf. pièce jointe" in text


@pytest.mark.parametrize("name", ["received", "follow", "drafts", "evasive"])
def test_a_page_of_the_desk_costs_the_same_however_many_files(
    desk: Client, application: Application, nadia: User, cost, name: str
):
    edition, lens = application.edition, application.territory
    address = reverse(f"applications:{name}", args=[edition.key])
    handed_in(application, nadia)
    begun(edition, nadia, 1)
    few = cost(desk, address)
    for number in range(2, 6):
        begun(edition, nadia, number, "59")
        handed_in(actions.start(edition, territory=lens, by=nadia, at=DURING), nadia)
    assert cost(desk, address) == few


@pytest.mark.parametrize("name", ["follow", "drafts", "evasive"])
def test_only_the_team_follows_a_call(client: Client, edition: Edition, hortense: User, name: str):
    address = reverse(f"applications:{name}", args=[edition.key])
    assert client.get(address).status_code == 302
    client.force_login(hortense)
    assert client.get(address).status_code == 403


def test_ones_files_cost_the_same_however_many(writer: Client, application: Application, cost):
    few = cost(writer, reverse("applications:mine"))
    for number in range(3):
        begun(application.edition, application.owner, number)
    assert cost(writer, reverse("applications:mine")) == few


def test_the_calls_of_the_team_cost_the_same_however_many(desk: Client, edition: Edition, cost):
    few = cost(desk, reverse("calls:desk"))
    for number in range(3):
        publish(small(key=f"appel-{number}"), {}, by=None, at=DURING)
    assert cost(desk, reverse("calls:desk")) == few
