"""A sitting: led on one screen, followed on the others, each act a row, secret votes kept apart."""

import os
import re
import signal
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.programme.schema.choosing import Panel as Composition
from cordee.selection import actions, queries, waiting
from cordee.selection.models import Ballot, Proceeding, Sitting, Tally, Voice
from cordee.selection.papers import sittings as sittings_paper
from cordee.selection.queries import sittings as reading
from tests.selection.conftest import CLOSED, DURING, judged


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def edition(db):
    panel = {
        "key": "jury", "label": "Jury", "quorum": 2, "proxies_per_member": 1, "casting_vote": True,
    }  # fmt: skip
    return publish(judged(panels=[panel]), {}, by=None, at=DURING)


@pytest.fixture
def sitting(panel, juror, other, amina):
    """Two jurors present; one of them withdrew from nothing."""
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    for one in (juror, other):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    return made


def test_every_act_is_a_row_and_the_screen_reads_them_all(team, panel, juror, other, lens):
    assert team.post(url("sitting", panel)).status_code == 302
    for one in (juror, other):
        sent = {"arrive": str(one.public_id)}
        assert team.post(url("act", panel, "presence"), sent).status_code == 302
    team.post(url("act", panel, "discussion"), {"dossier": str(lens.public_id)})
    team.post(url("act", panel, "point"), {"point-text": "Le portage est clair."})
    sent = {"rang-deposit": str(lens.public_id), "rang-place": "1", "rang-reason": "Territoire."}
    team.post(url("act", panel, "rang"), sent)
    page = team.get(url("sitting", panel)).text
    for said in ("Quorum atteint", "En discussion", "Lens", "Le portage est clair.", "Territoire."):
        assert said in page
    kinds = list(Proceeding.objects.values_list("kind", flat=True).order_by("pk"))
    assert kinds == ["ranking", "came", "came", "discuss", "point", "ranked"]


def test_the_screens_follow_and_answer_nothing_when_nothing_moved(team, panel, sitting):
    waits, *_others = waiting.to_do(sitting.panel.jurors.order_by("pk")[0].person.user, CLOSED)
    assert str(waits.label) == "Rejoindre la séance du jury"
    page = team.get(url("room", panel)).text
    stamp = re.search(r"vu=([\d-]+)", page)[1]
    assert team.get(url("room", panel), {"vu": stamp}).status_code == 204
    team.post(url("act", panel, "point"), {"point-text": "Un point."})
    assert team.get(url("room", panel), {"vu": stamp}).status_code == 200


def test_a_member_who_withdrew_leaves_the_room_without_learning_more(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, sitting, juror, lens, denise, amina
):
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    actions.discuss(sitting, lens, by=amina, at=CLOSED)
    ballot = actions.put_to_vote(sitting, "Retient-on Lens ?", deposit=lens, by=amina, at=CLOSED)
    assert "Sortent de la salle" in team.get(url("sitting", panel)).text
    client.force_login(denise)
    page = client.get(url("sitting_seat", panel)).text
    assert "Sortez de la salle" in page
    assert "Lens" not in page
    assert client.post(url("vote", panel, ballot.public_id), {"reponse": "for"}).status_code == 404
    with pytest.raises(Refused):
        actions.vote(ballot, juror, "for", voter=juror, by=denise, at=CLOSED)


def test_an_open_ballot_moves_the_file_it_is_about(  # noqa: PLR0917 - fixtures, by name
    client, panel, juror, other, arras, denise, etienne, amina
):
    for seat in (juror, other):
        for deposit in queries.files(panel):
            for key, value in (("pertinence", 12), ("equipe", 10)):
                by = seat.person.user
                actions.mark(seat, deposit, key, Decimal(value), by=by, at=CLOSED)
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    current = "selected" if str(arras.public_id) in proposal.result["selected"] else "reserve"
    goes = "refused" if current == "selected" else "selected"
    made = actions.open_sitting(panel, deliberation=proposal, by=amina, at=CLOSED)
    for one in (juror, other):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    ballot = actions.put_to_vote(made, "Et Arras ?", deposit=arras, into=goes, by=amina, at=CLOSED)
    for user in (denise, etienne):
        client.force_login(user)
        page = client.get(url("sitting_seat", panel)).text
        assert "Et Arras ?" in page
        sent = {"reponse": "for"}
        assert client.post(url("vote", panel, ballot.public_id), sent).status_code == 302
        assert client.post(url("vote", panel, ballot.public_id), sent).status_code == 422
    client.force_login(amina)
    assert client.post(url("act", panel, "decompte")).status_code == 302
    proposal.refresh_from_db()
    (moved,) = proposal.moves
    assert moved["into"] == goes
    assert "2\u00a0voix pour" in moved["reason"] or "2 voix pour" in moved["reason"]


def test_a_secret_ballot_keeps_who_voted_apart_from_what(sitting, juror, other, amina, denise):
    ballot = actions.put_to_vote(sitting, "Secret ?", secret=True, by=amina, at=CLOSED)
    actions.vote(ballot, juror, "against", voter=juror, by=denise, at=CLOSED)
    actions.vote(ballot, other, "for", voter=other, by=denise, at=CLOSED)
    assert set(Voice.objects.values_list("option", flat=True)) == {""}
    tallies = dict(Tally.objects.values_list("option", "count").order_by("pk"))
    assert tallies == {"for": 1, "against": 1, "abstain": 0}
    assert not any("against" in str(one.payload) for one in Entry.objects.order_by("pk"))
    actions.count(ballot, by=amina, at=CLOSED)
    assert Ballot.objects.get().outcome["adopted"] is False


def test_the_casting_vote_of_the_president_settles_a_tie(panel, sits, gerard, amina, denise):
    president = sits(gerard, president=True)
    member = sits(denise)
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    for one in (president, member):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    ballot = actions.put_to_vote(made, "Oui ?", by=amina, at=CLOSED)
    actions.vote(ballot, president, "for", voter=president, by=gerard, at=CLOSED)
    actions.vote(ballot, member, "against", voter=member, by=denise, at=CLOSED)
    found = actions.count(ballot, casting="for", by=amina, at=CLOSED).outcome
    assert (found["adopted"], found["casting"]) == (True, "for")


@pytest.mark.parametrize("secret", [False, True])
def test_a_voice_weighs_the_votes_of_its_seat(  # noqa: PLR0917 - fixtures, by name
    panel, sits, secret, amina, denise, etienne, monkeypatch
):
    seats = [{"key": "elus", "label": "Élus", "votes": 2}, {"key": "etat", "label": "État"}]
    said = Composition.model_validate({"key": "jury", "label": "Jury", "seats": seats})
    monkeypatch.setattr(reading, "composition", lambda _panel: said)
    heavy, light = sits(denise, seat="elus"), sits(etienne, seat="etat")
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    for one in (heavy, light):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    ballot = actions.put_to_vote(made, "Oui ?", secret=secret, by=amina, at=CLOSED)
    actions.vote(ballot, heavy, "for", voter=heavy, by=denise, at=CLOSED)
    actions.vote(ballot, light, "against", voter=light, by=etienne, at=CLOSED)
    found = actions.count(Ballot.objects.get(), by=amina, at=CLOSED).outcome
    if secret:
        assert found == {"adopted": True, "hidden": True}, "two against one says who said what"
        assert "qui a voté quoi" in actions.sittings.said_count(found)
        assert "qui a voté quoi" in str(sittings_paper._ballots(made))
    else:
        assert (found["for"], found["against"], found["adopted"]) == (2, 1, True)


def test_an_absent_member_votes_through_her_proxy(  # noqa: PLR0917 - fixtures, by name
    client, panel, sitting, juror, sits, gerard, amina, denise
):
    absent = sits(gerard)
    actions.give_proxy(sitting, absent, juror, by=amina, at=CLOSED)
    more = sits(amina)
    with pytest.raises(Refused, match="au plus"):
        actions.give_proxy(sitting, more, juror, by=amina, at=CLOSED)
    ballot = actions.put_to_vote(sitting, "Oui ?", by=amina, at=CLOSED)
    client.force_login(denise)
    page = client.get(url("sitting_seat", panel)).text
    assert "Ma voix" in page
    assert "Par pouvoir de" in page
    sent = {"reponse": "for", "voix": str(absent.public_id)}
    assert client.post(url("vote", panel, ballot.public_id), sent).status_code == 302
    assert Voice.objects.get().holder == juror


def test_nothing_is_voted_without_quorum(panel, juror, amina, team):
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    actions.attend(made, juror, present=True, by=amina, at=CLOSED)
    answer = team.post(url("act", panel, "scrutin"), {"scrutin-question": "Oui ?"})
    assert answer.status_code == 422
    assert "quorum" in answer.text
    assert not Ballot.objects.exists()


def test_a_sitting_is_closed_once_its_ballot_is_counted(team, panel, sitting, amina):
    team.post(url("act", panel, "scrutin"), {"scrutin-question": "Oui ?"})
    assert team.post(url("act", panel, "lever")).status_code == 422
    team.post(url("act", panel, "decompte"))
    assert team.post(url("act", panel, "lever")).status_code == 302
    assert "Séances levées" in team.get(url("sitting", panel)).text
    with pytest.raises(Refused, match="levée"):
        actions.note(sitting, "Trop tard.", by=amina, at=CLOSED)
    assert Proceeding.objects.filter(kind="ranking").count() == 2


def test_only_one_sitting_of_a_panel_at_a_time(panel, sitting, amina):
    with pytest.raises(Refused, match="déjà ouverte"):
        actions.open_sitting(panel, by=amina, at=CLOSED)
    assert Sitting.objects.count() == 1


def test_bad_acts_are_refused_and_break_nothing(team, panel, sitting):
    assert team.post(url("act", panel, "rien")).status_code == 404
    assert team.post(url("act", panel, "presence"), {"membre": "x"}).status_code == 404
    assert team.post(url("act", panel, "point"), {}).status_code == 422
    assert team.post(url("act", panel, "rang"), {"rang-place": "-1"}).status_code == 422
    assert team.post(url("act", panel, "pouvoir"), {}).status_code == 422
    assert team.post(url("act", panel, "discussion"), {"dossier": "x"}).status_code == 302
    odd = {"scrutin-question": "é" * 900, "scrutin-into": "ailleurs"}
    assert team.post(url("act", panel, "scrutin"), odd).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_leaves_every_act_written_and_none_by_half(panel, juror, amina):
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    connection.close()
    child = os.fork()
    if not child:  # pragma: no cover - the child is killed in the middle of its second act
        actions.attend(made, juror, present=True, by=amina, at=CLOSED)
        with transaction.atomic():
            actions.note(made, "À moitié.", by=amina, at=CLOSED)
            os.kill(os.getpid(), signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    found = reading.open_sitting(panel)
    shown = reading.screen(found, CLOSED)
    assert shown.present == [juror]
    assert not Proceeding.objects.filter(kind="point").exists()
    actions.note(found, "On reprend.", by=amina, at=CLOSED)


def test_everybody_is_noted_there_at_once_and_the_end_of_a_discussion_is_told(  # noqa: PLR0917 - fixtures
    team, panel, juror, other, lens, amina
):
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    page = url("sitting", panel)
    assert "Tout le monde est là" in team.get(page).text
    assert team.post(url("act", panel, "presence"), {"arrive": "tous"}).status_code == 302
    assert reading.screen(made, timezone.now()).present == [juror, other]
    assert "Tout le monde est là" not in team.get(page).text
    team.post(url("act", panel, "discussion"), {"dossier": str(lens.public_id)})
    team.post(url("act", panel, "discussion"), {"dossier": ""})
    assert "fin de la discussion" in team.get(page).text
