"""The team as an object: who is missing, who leaves, who replaces, who answers for the file."""

import io

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cordee.applications import actions
from cordee.applications.flyer import flyer_of, flyer_pdf
from cordee.applications.models import Application, Member
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.actions import erase, joined
from cordee.people.models import Invitation, Person, User
from cordee.programme import load
from tests.applications.conftest import DURING
from tests.applications.test_pages import at
from tests.browser.test_story import PROGRAMME


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def nadia_in(application: Application, nadia: User) -> Member:
    return join(application, nadia, "Nadia", person=joined(nadia, DURING))


def join(application: Application, by: User, name: str, **more: object) -> Member:
    given = {"role": "agent", "given_name": name, "family_name": "Roy", **more}
    return actions.join(application, by=by, at=DURING, **given)  # type: ignore[arg-type] # words of the test


def changes() -> list[str]:
    rows = Entry.objects.filter(kind="applications.team_changed").order_by("pk")
    return [row.payload["change"] for row in rows]


def test_the_page_says_who_is_missing_and_gives_the_flyer(writer: Client, application: Application):
    page = writer.get(at("team", application)).text.replace("\xa0", " ")
    assert "Il manque : 1 élu·e." in page
    paper = writer.get(at("flyer", application))
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(paper.content)).pages)
    assert "Lens cherche" in text
    assert "1 Élu·e" in text
    assert "nadia@example.org" in text


def test_the_flyer_of_a_call_holds_on_one_page_and_is_read_by_anyone(
    client: Client, edition: Edition
):
    page = client.get(reverse("applications:call_flyer", args=[edition.key]))
    assert "1 Élu·e" in page.text.replace("\xa0", " ")
    assert "nadia@example.org" not in page.text
    paper = client.get(reverse("applications:call_flyer_paper", args=[edition.key]))
    assert len(PdfReader(io.BytesIO(paper.content)).pages) == 1


def test_the_flyer_of_a_real_call_holds_on_one_page(db: None):
    definition = load(PROGRAMME).definition
    assert definition is not None
    told = flyer_of(publish(definition, {}, by=None, at=DURING))
    assert len(told["roles"]) == 4
    assert len(PdfReader(io.BytesIO(flyer_pdf(told))).pages) == 1


def test_leaving_twice_is_written_once(application: Application, nadia: User):
    member = join(application, nadia, "Léo")
    for _ in range(2):
        actions.leave(member, by=nadia, at=DURING)
    assert changes() == ["joined", "left"]


def test_whoever_replaces_takes_the_place_and_both_passages_stay_written(
    writer: Client, application: Application, nadia: User
):
    leo = join(application, nadia, "Léo", role="elu")
    form = {"remplace": leo.public_id, "given_name": "Ana", "family_name": "Lys", "role": "elu"}
    page = writer.get(at("team", application), {"remplace": leo.public_id}).text
    assert "Qui remplace Léo Roy" in page
    writer.post(at("team", application), form)
    ana = Member.objects.get(given_name="Ana")
    assert ana.replaces == leo
    assert ana.role == "elu"
    page = writer.get(at("team", application)).text.replace("\xa0", " ")
    assert "remplacé·e par Ana Lys" in page
    assert "1er décembre 2024" in page


@pytest.mark.parametrize("senseless", ["x", "\x00", "0" * 40])
def test_replacing_nobody_is_adding_someone(
    writer: Client, application: Application, senseless: str
):
    form = {"remplace": senseless, "given_name": "Ana", "family_name": "Lys", "role": "elu"}
    assert writer.post(at("team", application), form).status_code in {302, 400}


def test_whoever_opens_a_file_finds_herself_ready_to_be_added(
    writer: Client, application: Application, nadia: User
):
    person = joined(nadia, DURING)
    person.given_name, person.family_name = "Nadia", "Kaci"
    person.save()
    assert 'value="Kaci"' in writer.get(at("team", application)).text
    form = {"given_name": "Nadia", "family_name": "Kaci", "role": "agent", "email": nadia.email}
    writer.post(at("team", application), {**form, "invite": "on"})
    assert Member.objects.get().person == person
    assert 'value="Kaci"' not in writer.get(at("team", application)).text


def test_whoever_adds_herself_is_known_by_her_name_when_she_invites(
    writer: Client, application: Application, nadia: User
):
    joined(nadia, DURING)
    Person.objects.filter(user=nadia).update(given_name="", family_name="")
    herself = {"given_name": "Nadia", "family_name": "Kaci", "role": "agent", "email": nadia.email}
    writer.post(at("team", application), herself)
    assert Person.objects.get(user=nadia).name == "Nadia Kaci"
    ally = {"given_name": "Ugo", "family_name": "Roy", "role": "elu", "email": "ugo@example.org"}
    page = writer.post(at("team", application), {**ally, "invite": "on"}, follow=True).text
    assert "L’invitation part vers ugo@example.org" in page
    assert "Invitation envoyée" in page or "invitation envoyée" in page
    sent = Message.objects.get(to="ugo@example.org")
    assert sent.subject.startswith("Nadia Kaci vous invite")
    assert application.edition.title in sent.text


def test_an_invitation_is_sent_again_and_dies_with_a_corrected_address(
    writer: Client, application: Application, clock: time_machine.Traveller
):
    ally = {"given_name": "Ugo", "family_name": "Roy", "role": "elu", "email": "ogu@example.org"}
    writer.post(at("team", application), {**ally, "invite": "on"})
    where = at("member", application, Member.objects.get().public_id)
    assert "vient de partir" in writer.post(where, {**ally, "invite": "on"}, follow=True).text
    clock.shift(3600)
    assert "Lui renvoyer l’invitation" in writer.get(where).text
    writer.post(where, {**ally, "invite": "on"})
    assert Message.objects.filter(to=ally["email"]).count() == 2
    writer.post(where, {**ally, "email": "ugo@example.org", "invite": "on"})
    waiting = Invitation.objects.pending(timezone.now()).somewhere(application)
    assert [one.email for one in waiting] == ["ugo@example.org"]


def test_an_owner_who_leaves_hands_the_file_on_to_whoever_plays_a_part(  # noqa: PLR0917 - the cast
    writer: Client, application: Application, nadia: User, nadia_in: Member, farida: User,
    gerard: User,
):  # fmt: skip
    join(application, nadia, "Farida", person=farida.person)
    join(application, nadia, "Gérard", person=gerard.person, leads=["chef"])
    answer = writer.post(at("leave", application, nadia_in.public_id), {"because": "Mutation"})
    assert answer["Location"] == reverse("applications:mine")
    application.refresh_from_db()
    assert application.owner == gerard
    assert Member.objects.get(pk=nadia_in.pk).left_because == "Mutation"
    assert writer.get(at("detail", application)).status_code == 404


def test_an_owner_alone_may_not_leave_and_is_told_what_to_do(
    writer: Client, application: Application, nadia: User, nadia_in: Member
):
    with pytest.raises(Refused, match="invitez quelqu’un"):
        actions.leave(nadia_in, by=nadia, at=DURING)
    writer.post(at("leave", application, nadia_in.public_id))
    assert "invitez quelqu’un" in writer.get(at("team", application)).text
    assert Member.objects.get(pk=nadia_in.pk).left_at is None


def test_a_file_whose_owner_is_erased_goes_to_another_writer(
    application: Application, nadia: User, nadia_in: Member, farida: User, amina: User
):
    join(application, nadia, "Farida", person=farida.person)
    assert nadia_in.person is not None
    erase(nadia_in.person, by=amina, at=DURING)
    application.refresh_from_db()
    assert application.owner == farida


def test_handing_on_to_oneself_is_no_event(application: Application, nadia: User, nadia_in: Member):
    actions.hand_on(application, nadia, by=nadia, at=DURING)
    assert not Entry.objects.filter(kind="applications.handed_on").exists()
    with pytest.raises(ObjectDoesNotExist):
        Entry.objects.get(kind="applications.handed_on")
