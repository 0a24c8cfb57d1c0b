"""An objection: its author, its reason, its answer, its outcome; heard, and never a veto (R219)."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.ledger.sayings import sentence
from cordee.selection import actions, queries
from cordee.selection.papers.sittings import told
from cordee.selection.queries import sittings as reading
from cordee.selection.rules.objections import objection_faults, objections, reply_faults
from cordee.selection.rules.sittings import Act
from tests.selection.conftest import CLOSED


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def sitting(panel, juror, other, amina):
    made = actions.open_sitting(panel, by=amina, at=CLOSED)
    for one in (juror, other):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    return made


def test_the_last_answer_tells_what_an_objection_became():
    acts = [
        Act("objection", juror=7, deposit=3, data={"text": "Trop tôt."}, id=1),
        Act("objection", juror=8, data={"text": "Autre chose."}, id=2),
        Act("reply", data={"objection": 1, "text": "Non.", "outcome": "kept"}, id=3),
        Act("reply", data={"objection": 1, "text": "Si.", "outcome": "heeded"}, id=4),
        Act("reply", data={"objection": 9, "text": "Rien.", "outcome": "kept"}, id=5),
    ]
    first, second = objections(acts)
    assert (first.juror, first.deposit, first.answer, first.outcome) == (7, 3, "Si.", "heeded")
    assert (second.reason, second.answer, second.outcome) == ("Autre chose.", "", "")


def test_each_hole_of_an_objection_or_its_answer_is_told():
    assert {one.code for one in objection_faults(" ", None, ())} == {
        "objection.author", "objection.reason",
    }  # fmt: skip
    assert [one.code for one in objection_faults("Si.", 7, {7})] == ["objection.left"]
    assert [one.code for one in reply_faults(None, "x", "kept")] == ["reply.objection"]
    (known,) = objections([Act("objection", juror=7, data={"text": "Non."}, id=1)])
    assert {one.code for one in reply_faults(known, "", "gone")} == {
        "reply.answer", "reply.outcome",
    }  # fmt: skip


def test_an_objection_goes_from_a_seat_to_the_minutes_and_stops_nothing(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, sitting, juror, lens, denise, amina
):
    actions.discuss(sitting, lens, by=amina, at=CLOSED)
    client.force_login(denise)
    page = client.get(url("sitting_seat", panel)).text
    assert "Votre objection sur Lens" in page
    empty = client.post(url("object", panel), {"texte": " ", "dossier": str(lens.public_id)})
    assert (empty.status_code, "procès-verbal" in empty.text) == (422, True)
    sent = {"texte": "Le calendrier est trop court.", "dossier": str(lens.public_id)}
    assert client.post(url("object", panel), sent).status_code == 302
    assert "attend une réponse" in client.get(url("sitting_seat", panel)).text
    (raised,) = reading.objections_of(sitting)
    client.force_login(amina)
    assert "Le calendrier est trop court." in client.get(url("sitting", panel)).text
    assert client.post(url("act", panel, "reponse"), {}).status_code == 422
    typed = {
        "reponse-objection": str(raised.id), "reponse-text": "Il est revu.",
        "reponse-outcome": "heeded",
    }  # fmt: skip
    assert client.post(url("act", panel, "reponse"), typed).status_code == 302
    ballot = actions.put_to_vote(sitting, "Retient-on Lens ?", deposit=lens, by=amina, at=CLOSED)
    actions.count(ballot, by=amina, at=CLOSED)
    actions.close_sitting(sitting, by=amina, at=CLOSED)
    said = json.dumps(told(sitting, panel.edition.definition), ensure_ascii=False)
    for word in ("Objections", "Denise", "calendrier est trop court", "revu", "prise en compte"):
        assert word in said
    journal = [sentence(one) for one in Entry.objects.order_by("pk")]
    assert any(f"objection n° {raised.number}" in one for one in journal)
    assert not any("calendrier" in str(one.payload) for one in Entry.objects.order_by("pk"))


def test_the_team_notes_an_objection_and_who_left_the_file_makes_none(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, sitting, juror, other, lens, denise, amina
):
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    typed = {"objection-author": str(other.public_id), "objection-text": "Hors sujet."}
    assert team.post(url("act", panel, "objection"), typed).status_code == 302
    typed = {
        "objection-author": str(juror.public_id), "objection-text": "Non.",
        "objection-deposit": str(lens.public_id),
    }  # fmt: skip
    refused = team.post(url("act", panel, "objection"), typed)
    assert (refused.status_code, "s’est déporté" in refused.text) == (422, True)
    assert team.post(url("act", panel, "objection"), {}).status_code == 422
    with pytest.raises(Refused):
        actions.answer_objection(sitting, 0, "Si.", outcome="kept", by=amina, at=CLOSED)
    client.force_login(denise)
    sent = {"texte": "Un mot.", "dossier": str(lens.public_id)}
    assert client.post(url("object", panel), sent).status_code == 404
    assert "Hors sujet." not in client.get(url("sitting_seat", panel)).text
    actions.close_sitting(sitting, by=amina, at=CLOSED)
    assert client.post(url("object", panel), {"texte": "Trop tard."}).status_code == 404
    assert "restée sans réponse" in str(told(sitting, queries.panels().get().edition.definition))
