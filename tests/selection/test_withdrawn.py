"""Whoever withdrew from a file finds it nowhere; and no page breaks, whatever it is sent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.ledger.models import Message
from cordee.selection import actions, waiting
from cordee.selection.models import Contact, Recusal, ReturnedGrid
from cordee.selection.rules.sharing import Terms
from tests.methods import has_page
from tests.nagging import faults
from tests.selection.conftest import CLOSED
from tests.walking import addresses, parameters, unknown

NAME = "Wissant-le-Vieux"
LATER = datetime(2099, 3, 3, 9, tzinfo=UTC)
HERS = {"people:data"}
"""One's own data name the file one withdrew from, in one's own words (GDPR, article 15)."""
ROOMS = ("selection", "applications", "calls", "people", "ledger", "reports", "journeys")


@pytest.fixture
def secret(hand_in):
    return hand_in(NAME, "62")


@pytest.fixture
def seen(secret, panel, juror, other, amina, denise, etienne):  # noqa: PLR0917 - fixtures, by name
    """A panel where everything happened to one file: values of every parameter of a page."""
    application = secret.application
    now = {"by": amina, "at": CLOSED}
    for key in ("pertinence", "equipe"):
        actions.mark(other, secret, key, Decimal(10), comment="Bien.", by=etienne, at=CLOSED)
    remark = actions.remark(
        panel, application, "À revoir.", audience="staff", by=etienne, at=CLOSED
    )
    contact = Contact.objects.create(
        panel=panel, application=application, means="phone", reached="La maire",
        question="Quel budget ?", by=amina, at=CLOSED,
    )  # fmt: skip
    grid = ReturnedGrid.objects.create(
        juror=juror, rows=[[str(secret.public_id), "equipe", "10", True, ""]], sha256="0", at=CLOSED
    )
    proposal = actions.propose(panel, seed="granit", **now)
    sitting = actions.open_sitting(panel, deliberation=proposal, **now)
    actions.attend(sitting, other, present=True, **now)
    actions.discuss(sitting, secret, **now)
    ballot = actions.put_to_vote(sitting, f"Et {NAME} ?", deposit=secret, **now)
    actions.make_objection(sitting, other, f"{NAME} n’est pas prêt.", deposit=secret, **now)
    (slot, hearing) = _heard(panel, secret, amina)
    values = {
        "public_id": panel.public_id, "deposit": secret.public_id, "juror": other.public_id,
        "remark": remark.public_id, "contact": contact.public_id, "grid": grid.public_id,
        "key": proposal.public_id, "file": secret.public_id, "stage": "jury", "volume": 1,
        "recusal": 1, "sitting": panel.public_id, "number": 1, "pk": 1,
        "ballot": ballot.public_id, "verb": "point", "criterion": "equipe",
        "slot": slot.public_id, "hearing": hearing.public_id, "host": "centre",
    }  # fmt: skip
    edition = {"key": panel.edition.key}
    file = {"deposit": application.public_id}
    answer = {"public_id": application.public_id}
    own = {
        "open": edition, "winners": edition, "winners_data": edition, "save": {"key": "equipe"},
        "sharing_file": file, "entrust": file, "take_back": file,
        "answer": answer, "answer_paper": answer, "answer_act": {**answer, "verb": "contester"},
        "own_hearing": answer, "take_hearing": answer, "give_hearing_back": answer,
        "hearing_calendar": answer,
        "public_vote": edition, "public_ballot": {**edition, "token": "faux"}, "reviews": answer,
        "winners_feed": edition, "candidates": edition, "statistics": edition,
    }  # fmt: skip
    return values, own


def _heard(panel, secret, amina):
    """A hearing of the file, fixed."""
    times = [(LATER, LATER + timedelta(minutes=30))]
    where = actions.HearingTerms(venue="Salle 12")
    actions.offer_hearings(panel, times, where, by=amina, at=CLOSED)
    actions.ask_hearings(panel, [secret], by=amina, at=CLOSED)
    slot, hearing = panel.hearing_slots.get(), panel.hearings.get()
    actions.take_hearing(hearing, slot, by=secret.by, at=CLOSED)
    return slot, hearing


def elsewhere(secret):
    """What the other rooms call the same things."""
    application = secret.application
    one = {"public_id": application.public_id, "key": application.edition.key, "number": 1,
           "pk": 1}  # fmt: skip
    return one, {name: {"key": "besoins"} for name in ("save", "attach")}


@pytest.mark.parametrize("role", ["juror", "staff who sits", "director", "assistant"])
def test_a_file_one_withdrew_from_is_nowhere_in_the_house(  # noqa: PLR0917 - fixtures, by name
    seen, secret, panel, juror, sits, role, denise, amina, bernard, chloe
):
    users = {
        "juror": denise, "staff who sits": amina, "director": bernard, "assistant": chloe,
    }  # fmt: skip
    user = users[role]
    if role == "juror":
        seat = juror
    elif role == "staff who sits":
        seat = sits(user)
    else:
        seat = actions.follow(_following(panel, user), by=user, at=CLOSED)
        actions.declare(seat, {}, by=user, at=CLOSED)
    actions.recuse(seat, secret.application, reason="Un lien.", by=user, at=CLOSED)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    shown = [
        f"{room}:{name}"
        for room in ROOMS
        for name, address in addresses(room, *(seen if room == "selection" else elsewhere(secret)))
        if f"{room}:{name}" not in HERS
        and has_page(address)
        and _shows(client.get(address), address, secret)
    ]
    assert shown == []


def _following(panel, user):
    from cordee.selection.models import Juror  # noqa: PLC0415 - used here alone

    return Juror(panel=panel, person=user.person, part="team", voting=False, starts=CLOSED)


def _shows(answer, address, secret):
    """Whether an answer names the file or a way to it, the address that was asked apart."""
    content = b"".join(answer) if answer.streaming else answer.content
    said = content.decode(errors="replace").replace(address, "")
    keys = (secret.public_id, secret.application.public_id)
    return NAME in said or any(str(key) in said for key in keys if str(key) not in address)


def test_each_page_of_one_file_answers_404_to_the_juror_who_left_it(
    seen, secret, panel, juror, denise
):
    actions.recuse(juror, secret.application, reason="Un lien.", by=denise, at=CLOSED)
    client = Client()
    client.force_login(denise)
    values, own = seen
    asked = [
        (name, address)
        for name, address in addresses("selection", values, own)
        if any("deposit" in one for one in parameters("selection", name))
    ]
    assert len(asked) > 10
    for name, address in asked:
        assert client.get(address).status_code in {404, 405}, name
        sent = {"note-equipe": "10", "message": "x", "destinataires": "jury", "reason": "x"}
        assert client.post(address, sent).status_code in {404, 405}, name


def test_no_hostile_field_makes_a_page_of_a_jury_fail(seen, panel, sits, amina):
    actions.share_out(panel, Terms(1, 0, 9, None, "x"), by=amina, at=CLOSED)
    values, own = seen
    assert unknown("selection", values, own) == set()
    sits(amina)
    both = Client()
    both.force_login(amina)
    with time_machine.travel(CLOSED, tick=False):
        assert faults(both, [address for _name, address in addresses("selection", *seen)]) == []


def test_a_withdrawal_lifted_gives_the_file_back(seen, secret, panel, juror, denise, amina):  # noqa: PLR0917 - fixtures, by name
    made = actions.recuse(juror, secret.application, reason="Un lien.", by=denise, at=CLOSED)
    actions.lift(made, by=amina, at=CLOSED)
    client = Client()
    client.force_login(denise)
    address = dict(addresses("selection", *seen))["file"]
    assert client.get(address).status_code == 200
    assert Recusal.objects.count() == 1


def test_no_letter_names_to_the_team_a_file_that_one_of_it_left(  # noqa: PLR0917 - fixtures, by name
    seen, secret, panel, sits, amina, bernard
):
    letter = Message.objects.filter(text__contains=NAME).order_by("pk").first()
    page = reverse("ledger:letter", args=[letter.pk])
    client = Client()
    client.force_login(amina)
    assert NAME in client.get(page).text
    actions.recuse(sits(amina), secret.application, reason="Un lien.", by=amina, at=CLOSED)
    assert client.get(page).status_code == 404
    for name in ("letters", "reminders"):
        assert NAME not in client.get(reverse(f"ledger:{name}")).text
    client.force_login(bernard)
    assert NAME in client.get(page).text


def test_who_of_the_team_left_a_file_follows_the_others_as_if_it_were_not_there(  # noqa: PLR0917 - fixtures, by name
    panel, sits, amina, denise, lens, lille, arras
):
    reader = sits(denise)
    for rank, deposit in enumerate((arras, lens, lille)):
        for key in ("pertinence", "equipe"):
            value = Decimal(20 - 10 * rank)
            actions.mark(reader, deposit, key, value, by=denise, at=CLOSED)
    actions.recuse(sits(amina), lens.application, reason="Un lien.", by=amina, at=CLOSED)
    client = Client()
    client.force_login(amina)
    names = ("follow", "members", "sharing", "ranking", "hearings", "heard_files")
    at = {name: reverse(f"selection:{name}", args=[panel.public_id]) for name in names}
    pages = {name: client.get(page) for name, page in at.items()}
    assert {name: one.status_code for name, one in pages.items()} == dict.fromkeys(pages, 200)
    assert not any("Lens" in one.text for one in pages.values())
    assert "2\u00a0dossiers" in pages["ranking"].text
    ranks = [one.rank for one in pages["ranking"].context["page"]]
    assert ranks == [1, 2]
    assert [one.files for one in pages["follow"].context["page"]] == [2, 2]
    assert (
        '<a href="' + reverse("selection:choices", args=[panel.public_id])
        not in pages["follow"].text
    )
    for name in ("choices", "sitting", "decision", "analysis"):
        answer = client.get(reverse(f"selection:{name}", args=[panel.public_id]))
        assert answer.status_code == 403
        assert "un·e collègue les mène" in answer.text


def test_a_late_declaration_holds_at_once_and_the_team_confirms_it(  # noqa: PLR0917 - fixtures
    team, panel, juror, lens, denise, amina
):
    actions.mark(juror, lens, "equipe", Decimal(10), by=denise, at=CLOSED)
    made = actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    assert made.late
    assert not juror.marks.filter(withdrawn_at=None).exists()
    labels = [str(one.label) for one in waiting.to_do(amina, CLOSED)]
    assert "Confirmer un déport tardif" in labels
    page = reverse("selection:members", args=[panel.public_id])
    assert "tardif, à confirmer" in team.get(page).text
    act = reverse("selection:confirm_recusal", args=[panel.public_id, made.pk])
    assert team.post(act).status_code == 302
    assert team.post(act).status_code == 422
    assert "Confirmer un déport tardif" not in [
        str(one.label) for one in waiting.to_do(amina, CLOSED)
    ]
    assert "tardif, confirmé le" in team.get(page).text


def test_what_is_declared_on_appointment_asks_no_confirmation(panel, lens, denise, amina):
    juror = actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    actions.declare(juror, {lens.application: "Un lien."}, by=denise, at=CLOSED)
    assert not Recusal.objects.unconfirmed().exists()
