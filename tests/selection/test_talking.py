"""What is said around a file: after one's own marks, to an audience, never to whoever left it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from cordee.applications import actions as writing
from cordee.calls.actions import publish
from cordee.people.models import User
from cordee.selection import actions, queries
from cordee.selection.digests import REMARKS
from cordee.selection.erasure import forget
from cordee.selection.exports import juries, talks
from cordee.selection.models import Contact, Mark, Reading, Remark
from tests.selection.conftest import CLOSED, DURING, judged

STAGE = {"key": "jury", "label": "Examen", "panel": "jury"}


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def whole(juror, deposit, at=CLOSED):
    for key in ("pertinence", "equipe"):
        actions.mark(juror, deposit, key, Decimal(10), by=juror.person.user, at=at)


SENT = {"message": "Le portage me paraît fragile.", "destinataires": "jury"}


def test_the_thread_opens_with_the_marks_of_the_others(reader, panel, juror, lens):
    assert reader.post(url("remark", panel, lens.public_id), SENT).status_code == 403
    assert not Remark.objects.exists()
    assert "Le fil du dossier" not in reader.get(url("file", panel, lens.public_id)).text
    whole(juror, lens)
    assert reader.post(url("remark", panel, lens.public_id), SENT).status_code == 302
    assert SENT["message"] in reader.get(url("file", panel, lens.public_id)).text
    nothing = {**SENT, "message": " \0 "}
    assert reader.post(url("remark", panel, lens.public_id), nothing).status_code == 422
    nobody = {**SENT, "destinataires": "public"}
    assert reader.post(url("remark", panel, lens.public_id), nobody).status_code == 422


def test_the_team_reads_only_what_is_written_to_it(team, panel, juror, lens, denise):
    now = {"by": denise, "at": CLOSED}
    actions.remark(panel, lens.application, "Entre nous.", audience="jury", **now)
    actions.remark(panel, lens.application, "Pour l’équipe.", audience="staff", **now)
    page = team.get(url("team_file", panel, lens.public_id)).text
    assert "Pour l’équipe." in page
    assert "Entre nous." not in page


def test_whoever_leaves_a_file_takes_her_words_back_and_reads_none(  # noqa: PLR0917 - fixtures, by name
    reader, panel, juror, other, lens, denise, etienne
):
    whole(other, lens)
    mine = actions.remark(panel, lens.application, "Bof.", audience="jury", by=denise, at=CLOSED)
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    mine.refresh_from_db()
    assert mine.withdrawn_at is not None
    for name in ("remark", "report", "be_sure", "confirm"):
        assert reader.post(url(name, panel, lens.public_id), SENT).status_code == 404
    gone = url("unsay", panel, lens.public_id, mine.public_id)
    assert reader.post(gone).status_code == 404
    reader.force_login(etienne)
    page = reader.get(url("file", panel, lens.public_id)).text
    assert "Message retiré." in page
    assert "Bof." not in page


def test_one_takes_back_only_her_own_words(reader, panel, juror, other, lens, etienne):  # noqa: PLR0917 - fixtures, by name
    whole(juror, lens)
    his = actions.remark(panel, lens.application, "Bien.", audience="jury", by=etienne, at=CLOSED)
    assert reader.post(url("unsay", panel, lens.public_id, his.public_id)).status_code == 404


def test_only_who_instructs_reports_and_everybody_reads_it(reader, panel, juror, other, lens):
    page = url("report", panel, lens.public_id)
    assert reader.post(page, {"rapport": "Solide."}).status_code == 422
    profile = actions.Profile(part="reporter")
    actions.change_juror(juror, profile, by=juror.person.user, at=CLOSED)
    assert reader.post(page, {"rapport": "Solide."}).status_code == 302
    reader.force_login(other.person.user)
    assert "Solide." in reader.get(url("file", panel, lens.public_id)).text


@pytest.fixture
def sure(amina, denise, edition):
    """A stage that asks confidence and provides for contacts, with one file."""
    stage = {**STAGE, "confidence": True, "candidates_contacted": True, "blind": True}
    other = publish(judged(key="autre", stages=[stage]), {}, by=None, at=DURING - timedelta(30))
    owner = User.objects.create_user("equipe@ault.example")
    file = writing.start(other, body_name="Ville d’Ault", by=owner, at=DURING)
    text = "À Ault, écrire à equipe@ault.example."
    writing.save_answer(file, "besoins", text, by=owner, at=DURING)
    made = writing.deposit(file, by=owner, at=DURING)
    panel = actions.open_panel(other, "jury", by=amina, at=CLOSED)
    juror = actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    actions.declare(juror, {}, by=denise, at=CLOSED)
    return panel, juror, made


def test_confidence_is_kept_and_nonsense_refused(client, sure, denise):
    panel, _juror, made = sure
    client.force_login(denise)
    page = url("be_sure", panel, made.public_id)
    assert client.post(page, {"assurance": "3"}).status_code == 302
    assert Reading.objects.get().confidence == 3
    for typed in ("9", "x", "\0", "²"):
        assert client.post(page, {"assurance": typed}).status_code in {302, 422}
    assert Reading.objects.get().confidence in {3, None}


def test_a_blind_jury_reads_no_name(client, sure, denise):
    panel, _juror, made = sure
    client.force_login(denise)
    for name, more in (("panel", ()), ("grid", ()), ("file", (made.public_id,))):
        page = client.get(url(name, panel, *more)).text
        assert "Ault" not in page
        assert "ault.example" not in page
    assert "nom masqué" in client.get(url("file", panel, made.public_id)).text
    declaring = client.get(url("declare", panel)).text
    assert "Ault" in declaring
    assert str(made.public_id) not in declaring


def test_a_candidate_is_asked_and_marks_given_before_are_flagged(client, sure, denise, amina):
    panel, juror, made = sure
    whole(juror, made)
    client.force_login(amina)
    page = url("team_file", panel, made.public_id)
    assert client.post(page, {"means": "phone"}).status_code == 422
    sent = {"means": "phone", "reached": "La maire", "question": "Quel budget ?", "answer": ""}
    assert client.post(page, sent).status_code == 302
    contact = Contact.objects.get()
    answer = url("answered", panel, made.public_id, contact.public_id)
    assert client.post(answer, {"answer": ""}).status_code == 422
    assert client.post(answer, {"answer": "Dix mille euros."}).status_code == 302
    assert client.post(answer, {"answer": "Autre chose."}).status_code == 422
    client.force_login(denise)
    file = client.get(url("file", panel, made.public_id)).text
    assert "Dix mille euros." in file
    assert "donnée avant la réponse" in file
    client.post(url("confirm", panel, made.public_id))
    assert "donnée avant la réponse" not in client.get(url("file", panel, made.public_id)).text


def test_without_the_call_no_candidate_is_contacted(team, panel, lens):
    sent = {"means": "phone", "reached": "La maire", "question": "Quel budget ?"}
    assert team.post(url("team_file", panel, lens.public_id), sent).status_code == 422
    assert not Contact.objects.exists()


def test_marks_follow_a_completed_file_flagged_until_given_again(reader, panel, juror, lens):
    whole(juror, lens)
    owner = lens.application.owner
    lens.application.refresh_from_db()
    writing.save_answer(lens.application, "besoins", "Un récit complété.", by=owner, at=DURING)
    again = writing.deposit(lens.application, by=owner, at=DURING)
    assert Mark.objects.filter(deposit=again, read_on=lens).count() == 2
    page = url("file", panel, again.public_id)
    assert reader.get(page).text.count("donnée avant le complément") == 2
    assert queries.standings(panel)[again.pk].evaluations == 1
    actions.mark(juror, again, "equipe", Decimal(10), by=juror.person.user, at=CLOSED)
    assert reader.get(page).text.count("donnée avant le complément") == 1
    reader.post(url("confirm", panel, again.public_id))
    assert "donnée avant le complément" not in reader.get(page).text


def test_the_common_file_comes_first_to_everybody(team, panel, juror, other, lille, denise):  # noqa: PLR0917 - fixtures, by name
    key = str(lille.application.public_id)
    assert team.post(url("calibrate", panel), {"dossier": key}).status_code == 302
    panel.refresh_from_db()
    for seat in (juror, other):
        seat.panel = panel
        assert queries.queue(seat).first() == lille
    team.force_login(denise)
    assert "étalonnage" in team.get(url("panel", panel)).text


def test_a_file_beside_its_thread_costs_the_same_whatever_is_said(  # noqa: PLR0917 - fixtures, by name
    reader, panel, juror, lens, denise, cost
):
    whole(juror, lens)
    page = url("file", panel, lens.public_id)
    actions.remark(panel, lens.application, "Un.", audience="jury", by=denise, at=CLOSED)
    before = cost(reader, page)
    for text in ("Deux.", "Trois."):
        actions.remark(panel, lens.application, text, audience="staff", by=denise, at=CLOSED)
    assert cost(reader, page) == before


def test_remarks_of_the_day_are_counted_in_one_letter_that_names_no_file(  # noqa: PLR0917 - fixtures, by name
    panel, juror, other, lens, lille, denise, etienne, amina
):
    evening = datetime(2024, 12, 21, 17, 30, tzinfo=UTC)
    for deposit in (lens, lille):
        whole(juror, deposit)
        whole(other, deposit)
        now = {"by": etienne, "at": evening - timedelta(hours=3)}
        actions.remark(panel, deposit.application, "À revoir.", audience="staff", **now)
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    found = {one.to: one for one in REMARKS.proposals(evening)}
    assert found.keys() == {denise.email, amina.email}
    assert "1 remarque nouvelle" in found[denise.email].text.replace("\u00a0", " ")
    assert "2 remarques nouvelles" in found[amina.email].text.replace("\u00a0", " ")
    assert not any("Lens" in one.text + one.title for one in found.values())
    assert not list(REMARKS.proposals(evening + timedelta(days=3)))


def test_erasing_someone_takes_her_words_and_leaves_her_marks(panel, juror, lens, denise, amina):
    whole(juror, lens)
    actions.remark(panel, lens.application, "Bof.", audience="jury", by=denise, at=CLOSED)
    actions.declare(juror, {}, interests="Élue à Calais.", by=denise, at=CLOSED)
    assert "Élue" in str(juries(denise.person, CLOSED))
    assert "Bof." in str(talks(denise.person, CLOSED))
    forget(SimpleNamespace(person=denise.person.pk), by=amina, at=CLOSED)
    juror.refresh_from_db()
    assert not juror.interests
    assert not Remark.objects.get().text
    assert Mark.objects.filter(withdrawn_at=None).count() == 2
