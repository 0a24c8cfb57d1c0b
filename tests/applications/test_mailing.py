"""A letter to a segment: everyone and why is seen before, an empty field refuses, sent once."""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions import mailing
from cordee.applications.models import Application, Mailing
from cordee.applications.queries.mailing import recipients
from cordee.applications.rules.merging import lacking, merged, named, unknown
from cordee.applications.views import mailing as views
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from tests.applications.conftest import DURING

TEXT = "Bonjour,\n\nDossier de {structure}, {lien}. Il manque : {manque}."


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


def stamped(made: Mailing) -> str:
    """What somebody sees who re-reads a letter now."""
    return mailing.stamp(made, recipients(made))


def letter(edition: Edition, by: User, *, text: str = TEXT, to: str = "owner", **segment: str):
    return actions.prepare(
        edition, subject="Votre dossier {structure}", text=text, segment=segment, to=to, by=by,
        at=DURING,
    )  # fmt: skip


def handed_in(application: Application, by: User) -> None:
    now = {"by": by, "at": DURING}
    actions.join(application, given_name="Ève", family_name="Roy", role="elu", **now)
    actions.save_answer(application, "besoins", "Du temps.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)


def test_fields_are_found_said_and_told_apart():
    assert named("{structure} {lien}", "{ structure }") == ["structure", "lien"]
    assert unknown("{prénom} {structure}") == ["prénom"]
    assert merged("À {structure} : {lien}", {"structure": "Lens"}) == "À Lens : {lien}"
    assert lacking({"structure": " "}, ["structure"]) == ["structure"]


def test_each_recipient_is_told_why_and_reads_her_own_words(
    application: Application, nadia: User, farida: User, amina: User
):
    actions.start(application.edition, body_name="Arras", by=farida, at=DURING)
    found = {one.email: one for one in recipients(letter(application.edition, amina))}
    assert found.keys() == {nadia.email, farida.email}
    own = found[nadia.email]
    assert own.subject == "Votre dossier Lens"
    assert str(application.public_id) in own.text
    assert "Besoins, Thème, l’équipe" in own.text
    assert own.why == "responsable du dossier"


def test_the_segment_keeps_state_place_and_what_is_missing(
    application: Application, nadia: User, farida: User, amina: User
):
    edition = application.edition
    actions.start(edition, body_name="Arras", by=farida, at=DURING)
    handed_in(application, nadia)

    def reached(**segment: str) -> list[str]:
        return [one.email for one in recipients(letter(edition, amina, text="x", **segment))]

    assert reached(state="brouillon") == [farida.email]
    assert reached(state="deposee") == [nadia.email]
    assert reached(department="62") == [nadia.email]
    assert reached(missing="team") == [farida.email]
    assert reached(missing="files") == []
    assert reached(state="retiree") == []


def test_a_team_receives_one_letter_an_address(application: Application, nadia: User, amina: User):
    now = {"by": nadia, "at": DURING}
    same = {"given_name": "N", "family_name": "N", "email": nadia.email.upper()}
    actions.join(application, role="elu", **same, **now)
    actions.join(
        application, role="elu", given_name="E", family_name="R", email="eve@example.org", **now
    )
    found = recipients(letter(application.edition, amina, to="team", text="x"))
    assert sorted(one.email for one in found) == ["eve@example.org", nadia.email]


def test_an_empty_field_refuses_to_leave_until_the_person_is_left_out(
    application: Application, nadia: User, farida: User, amina: User
):
    edition = application.edition
    actions.start(edition, body_name="Arras", by=farida, at=DURING)
    made = letter(edition, amina, text="Dans le {departement}.")
    with pytest.raises(Refused, match=farida.email):
        actions.send(made, seen=stamped(made), by=amina, at=DURING)
    assert not Message.objects.filter(key__startswith="mailing").exists()
    actions.leave_out(made, [farida.email])
    made.refresh_from_db()
    assert actions.send(made, seen=stamped(made), by=amina, at=DURING) == 1
    sent = Message.objects.get(key__startswith="mailing")
    assert (sent.to, sent.text, sent.reply_to) == (
        nadia.email, "Dans le Pas-de-Calais.", amina.email,
    )  # fmt: skip


def test_a_letter_leaves_once_to_those_who_were_seen(
    application: Application, nadia: User, farida: User, amina: User
):
    made = letter(application.edition, amina, text="x")
    read = stamped(made)
    actions.start(application.edition, body_name="Arras", by=farida, at=DURING)
    with pytest.raises(Refused, match="ont changé"):
        actions.send(made, seen=read, by=amina, at=DURING)
    read = stamped(made)
    actions.prepare(
        application.edition, subject=made.subject, text="y", segment={}, mailing=made,
        by=farida, at=DURING,
    )  # fmt: skip
    with pytest.raises(Refused, match="Le texte"):
        actions.send(made, seen=read, by=amina, at=DURING)
    made.refresh_from_db()
    read = stamped(made)
    actions.send(made, seen=read, by=amina, at=DURING)
    for seen in (read, ""):
        with pytest.raises(Refused, match="déjà parti"):
            actions.send(made, seen=seen, by=amina, at=DURING)
    assert Message.objects.filter(key__startswith="mailing").count() == 2
    assert Entry.objects.get(kind="applications.mailed").payload["count"] == 2


def test_an_unknown_field_is_named_with_those_that_exist(edition: Edition, amina: User):
    with pytest.raises(Refused, match=r"\{prenom\}.*\{structure\}"):
        letter(edition, amina, text="Bonjour {prenom}")


def test_nobody_and_too_many_are_refused(edition: Edition, amina: User, monkeypatch):
    assert "Personne" in actions.mailing_faults([])[0].sentence
    monkeypatch.setattr("cordee.applications.actions.mailing.MOST", 0)
    assert "Restreignez" in actions.mailing_faults([object()])[0].sentence  # type: ignore[list-item] # not a file, on purpose


def test_the_team_writes_rereads_and_sends_by_the_pages(
    client: Client, application: Application, nadia: User, amina: User
):
    client.force_login(amina)
    page = reverse("applications:write", args=[application.edition.key])
    said = {"subject": "Bientôt la clôture", "text": "À {structure}", "to": "owner"}
    assert client.post(page, said | {"text": "{x}"}).status_code == 422
    answer = client.post(page, said | {"state": "brouillon"})
    made = Mailing.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    shown = client.get(made.get_absolute_url()).text
    assert "À Lens" in shown
    assert nadia.email in shown
    assert client.post(made.get_absolute_url(), {"seen": "9"}).status_code == 422
    assert client.post(made.get_absolute_url(), {"seen": stamped(made)}).status_code == 302
    assert "Ce message est parti" in client.get(made.get_absolute_url()).text
    rewrite = reverse("applications:rewrite", args=[made.public_id])
    assert client.get(rewrite).status_code == 403
    assert "Bientôt" in client.get(reverse("applications:mailings", args=[made.edition.key])).text


@pytest.mark.parametrize("name", ["mailing", "mailings"])
def test_re_reading_costs_the_same_however_many_teams(
    client: Client, application: Application, amina: User, cost, name: str
):
    client.force_login(amina)
    made = letter(application.edition, amina, to="team")
    key = made.public_id if name == "mailing" else made.edition.key
    address = reverse(f"applications:{name}", args=[key])
    few = cost(client, address)
    for number in range(3):
        user = User.objects.create_user(f"u{number}@example.org")
        other = actions.start(application.edition, body_name=f"S{number}", by=user, at=DURING)
        Application.objects.filter(pk=other.pk).update(territory=application.territory)
        letter(application.edition, amina)
    assert cost(client, address) == few


@pytest.mark.parametrize("name", ["mailings", "write", "awaiting"])
def test_only_the_team_writes_to_teams(client: Client, edition: Edition, hortense: User, name: str):
    address = reverse(f"applications:{name}", args=[edition.key])
    assert client.get(address).status_code == 302
    client.force_login(hortense)
    assert client.get(address).status_code == 403


def test_the_letters_of_a_sending_are_found_whatever_their_fields_became(
    client: Client, application: Application, amina: User
):
    made = actions.prepare(
        application.edition, subject="{structure} : bientôt la clôture !", text="x", segment={},
        by=amina, at=DURING,
    )  # fmt: skip
    actions.send(made, seen=stamped(made), by=amina, at=DURING)
    client.force_login(amina)
    page = client.get(made.get_absolute_url()).text
    (found,) = re.findall(r'href="(/espace/messages/[^"]+)"', page)
    assert "bientôt la clôture" in client.get(unescape(found)).text.partition("<tbody>")[2]


def test_whoever_was_rewriting_a_letter_while_it_left_does_not_make_it_leave_again(
    application: Application, amina: User
):
    made = letter(application.edition, amina)
    read_before = Mailing.objects.get(pk=made.pk)
    actions.send(made, seen=stamped(made), by=amina, at=DURING)
    with pytest.raises(Refused, match="déjà parti"):
        actions.prepare(
            application.edition, subject="Autre", text="Autre", segment={}, mailing=read_before,
            by=amina, at=DURING,
        )  # fmt: skip
    assert Mailing.objects.get().sent_at == DURING


def test_a_large_sending_is_left_to_the_worker_and_goes_on_where_it_was(
    client: Client, application: Application, farida: User, amina: User, monkeypatch
):
    monkeypatch.setattr(mailing, "AT_ONCE", 1)
    monkeypatch.setattr(views, "AT_ONCE", 1)
    monkeypatch.setattr(mailing, "PART", 1)
    left: list[dict[str, Any]] = []
    monkeypatch.setattr(
        mailing.app, "configure_task",
        lambda *_, **__: SimpleNamespace(defer=lambda **given: left.append(given)),
    )  # fmt: skip
    actions.start(application.edition, body_name="Arras", by=farida, at=DURING)
    made = letter(application.edition, amina, text="Bonjour.")
    assert actions.send(made, seen=stamped(made), by=amina, at=DURING) == 2
    assert (Message.objects.count(), len(left[0]["addresses"])) == (0, 2)
    client.force_login(amina)
    page = reverse("applications:mailing", args=[made.public_id])
    assert "0 messages sur 2" in client.get(page).text
    given = {name: left[0][name] for name in ("addresses", "without", "reply_to")}
    assert mailing.post_mailing(made, **given, at=DURING) == 2
    assert mailing.post_mailing(made, **given, at=DURING) == 2
    assert "Ce message est parti" in client.get(page).text


def test_whoever_left_the_segment_before_the_worker_came_is_not_awaited_for_ever(
    client: Client, application: Application, farida: User, amina: User
):
    other = actions.start(application.edition, body_name="Arras", by=farida, at=DURING)
    made = letter(application.edition, amina, text="Bonjour.")
    given = {"addresses": [one.email for one in recipients(made)], "without": [], "reply_to": ""}
    Mailing.objects.update(sent_at=DURING, count=2)
    made.refresh_from_db()
    actions.withdraw(other, reason="", by=farida, at=DURING)
    assert mailing.post_mailing(made, **given, at=DURING) == 1
    assert Mailing.objects.get().count == 1
