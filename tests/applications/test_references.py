"""Letters of referees: asked at the deposit by a link, deposited once, read as promised."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions.vouching import MOST_TIMES, ask_reference
from cordee.applications.models import Reference
from cordee.applications.queries.references import letters, letters_part
from cordee.applications.reminders_references import LETTERS
from cordee.applications.rules.references import LEAST, referees
from cordee.applications.rules.written import contact_faults
from cordee.calls.actions import publish
from cordee.kernel.findings import Refused, Strength
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.schema.choosing import Stage
from cordee.selection.reading import read_file
from tests.applications.conftest import DURING, small
from tests.applications.test_pages import at
from tests.programme.build import define

PERSON = {"kind": "person", "key": "ref", "label": "Référent", "asked_to": "une lettre d’appui",
          "due": {"anchor": "deposit", "offset": "P15D"}, "confidential": True}  # fmt: skip
LUC = {"name": "Luc Roy", "email": "Luc@Example.org"}


def form(*questions):
    return {"form": {"sections": [{"key": "s", "label": "S", "questions": list(questions)}]}}


def test_the_people_a_file_names_are_those_the_call_asks_for_a_letter():
    several = {"kind": "group", "key": "g", "label": "G", "questions": [PERSON]}
    plain = {"kind": "person", "key": "p", "label": "P"}
    made = define(**form(several, plain))
    answers = {"g": [{"ref": LUC}, {"ref": LUC}, {"ref": {"name": "Sans adresse"}}, "?"], "p": LUC}
    (found,) = referees(made, answers, deposited=date(2025, 1, 10))
    assert (found.email, found.until) == ("luc@example.org", date(2025, 1, 25))
    assert found.confidential
    assert referees(made, answers)[0].until is None
    assert referees(define(**form(plain)), {"p": LUC}) == []


@pytest.mark.parametrize(
    "email", ["luc,roy@e.org", "luc;r@e.org", "luc@e.org.", "l" * 250 + "@e.org"]
)
def test_an_address_that_the_post_refuses_names_nobody_and_keeps_no_file_out(email):
    made = define(**form(PERSON))
    assert referees(made, {"ref": {"name": "Luc", "email": email}}) == []
    (told,) = contact_faults("email", email, "Référent", "ref")
    assert told.strength is Strength.ADVICE


def test_a_name_in_the_subject_of_a_letter_fits_on_one_line():
    hostile = {"name": "Luc\r\nBcc: x@e.org\x07 Roy", "email": "luc@e.org"}
    (found,) = referees(define(**form(PERSON)), {"ref": hostile})
    assert found.name == "Luc Bcc: x@e.org Roy"


def naming(nadia: User, person, *, confidential=False):
    """A file of a call that asks a letter, whole, naming that person."""
    definition = small(eligibility=[], team=None)
    data = definition.data()
    data["form"]["sections"][0]["questions"].append({**PERSON, "confidential": confidential})
    edition = publish(type(definition).model_validate(data), {}, by=None,
                      at=datetime(2024, 11, 1, tzinfo=UTC))  # fmt: skip
    file = actions.start(edition, body_name="Lens", by=nadia, at=DURING)
    for key, value in {"besoins": "Du temps.", "theme": "eau", "ref": person}.items():
        actions.save_answer(file, key, value, by=nadia, at=DURING)
    return file


@pytest.mark.parametrize("confidential", [True, False])
def test_a_referee_deposits_her_letter_once_and_the_jury_reads_it(
    nadia: User, writer: Client, confidential
):
    with time_machine.travel(DURING, tick=False) as clock:
        file = naming(nadia, LUC, confidential=confidential)
        assert "pas encore demandée" in writer.get(at("detail", file)).text
        if confidential:  # asked before the deposit: she keeps her link, and learns her day
            asked = {"question": "ref", "email": "luc@example.org"}
            assert writer.post(at("ask_reference", file), asked).status_code == 302
        actions.deposit(file, by=nadia, at=DURING)
        assert Message.objects.filter(key__startswith="reference-day:").exists() == confidential
        assert Reference.objects.get().expires_at.date() == (DURING + timedelta(days=15)).date()
        letter = Message.objects.get(key__startswith="reference:")
        assert (letter.to, letter.private) == ("luc@example.org", True)
        link = re.search(r"http\S+(/lettre/\S+/)", letter.text)
        assert link
        page = Client().get(link.group(1))
        assert page.status_code == 200
        assert ("jamais" in page.text) == confidential
        assert Client().post(link.group(1), {"answer": "given"}).status_code == 422
        said = {"answer": "given", "text": "Lens tiendra parole.", "signed": "Luc Roy, maire"}
        assert "déposée" in Client().post(link.group(1), said).text
        assert "Lens tiendra parole" not in Client().post(link.group(1), said).text
        told = writer.get(at("detail", file)).text
        assert "lettre reçue" in told
        assert ("Lens tiendra parole." in told) != confidential
        assert not Message.objects.filter(text__contains="Lens tiendra parole").exists()
        with pytest.raises(Refused, match="déjà arrivée"):
            ask_reference(file, "ref", "luc@example.org", by=nadia, at=DURING)
        file.refresh_from_db()
        assert file.current
        stage = Stage(key="jury", label="Jury")
        (part,) = [one for one in read_file(file.current, stage, letters(file.current))
                   if one.key == "lettres-recues"]  # fmt: skip
        assert part.answers[0].text == "Lens tiendra parole."
        file.current.content["answers"] = {}
        assert letters(file.current) == [], "the file names her no more: her letter stays unread"
        file.refresh_from_db()
        assert "Luc" not in letters_part(letters(file.current), named=False)[0].answers[0].label
        clock.shift(timedelta(days=20))
        Reference.objects.update(answer="", answered_at=None)
        late = Client().post(link.group(1), said)
        assert late.status_code == 410
        assert "Lens tiendra parole." in late.text


def test_nobody_of_the_file_is_asked_nor_who_declined_or_asked_to_be_forgotten(nadia: User):
    file = naming(nadia, {**LUC, "email": nadia.email.upper()})
    actions.deposit(file, by=nadia, at=DURING)
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        ask_reference(file, "ref", nadia.email, by=nadia, at=DURING)
    assert not Reference.objects.exists()
    actions.save_answer(file, "ref", LUC, by=nadia, at=DURING)
    actions.deposit(file, by=nadia, at=DURING)
    assert Reference.objects.count() == 1
    Reference.objects.update(email="", name="Personne effacée")
    actions.save_answer(file, "besoins", "Encore du temps.", by=nadia, at=DURING)
    actions.deposit(file, by=nadia, at=DURING)
    assert Reference.objects.count() == 1, "erased, she is not written to again"
    Reference.objects.update(email="luc@example.org", answer="refused")
    with pytest.raises(Refused, match="n’écrira pas"):
        ask_reference(file, "ref", "luc@example.org", by=nadia, at=DURING)


def test_a_form_is_no_way_to_write_to_strangers(nadia: User):
    """So many addresses a file, so many requests an address; the deposit stands all the same."""
    file = naming(nadia, LUC)
    for rank in range(LEAST):
        actions.save_answer(file, "ref", {**LUC, "email": f"p{rank}@e.org"}, by=nadia, at=DURING)
        ask_reference(file, "ref", f"p{rank}@e.org", by=nadia, at=DURING)
    actions.save_answer(file, "ref", LUC, by=nadia, at=DURING)
    with pytest.raises(Refused, match="6 adresses"):
        ask_reference(file, "ref", "luc@example.org", by=nadia, at=DURING)
    assert actions.deposit(file, by=nadia, at=DURING)
    assert not Reference.objects.filter(email="luc@example.org").exists()
    again = {**LUC, "email": "p0@e.org"}
    actions.save_answer(file, "ref", again, by=nadia, at=DURING)
    for rank in range(1, MOST_TIMES):
        ask_reference(file, "ref", "p0@e.org", by=nadia, at=DURING + timedelta(hours=rank))
    with pytest.raises(Refused, match="déjà reçu 5 demandes"):
        ask_reference(file, "ref", "p0@e.org", by=nadia, at=DURING + timedelta(hours=9))


def test_who_knows_nobody_there_is_written_to_no_more(nadia: User, amina: User):
    with time_machine.travel(DURING, tick=False):
        file = naming(nadia, LUC)
        ask_reference(file, "ref", "luc@example.org", by=nadia, at=DURING)
        (link,) = re.findall(r"http\S+(/lettre/\S+/)", Message.objects.latest("pk").text)
        told = Client().post(link, {"answer": "unknown"})
        assert "ne peut plus vous faire écrire" in told.text
        assert "dit ne pas vous connaître" in Message.objects.latest("pk").text
        staff = Client()
        staff.force_login(amina)
        page = staff.get(reverse("applications:received_one", args=[file.public_id]))
        assert "dit ne pas connaître la personne qui candidate" in page.text
    other = naming_again(file, nadia)
    for one in (file, other):
        with pytest.raises(Refused, match="ne pas vous connaître"):
            ask_reference(one, "ref", "luc@example.org", by=nadia, at=DURING + timedelta(days=1))


def naming_again(file, user: User):
    """Another file of the same person, naming the same referee."""
    made = actions.start(file.edition, body_name="Liévin", by=user, at=DURING)
    actions.save_answer(made, "ref", LUC, by=user, at=DURING)
    return made


def test_a_letter_awaited_is_called_to_mind_before_its_day(nadia: User):
    file = naming(nadia, LUC)
    actions.deposit(file, by=nadia, at=DURING)
    soon = DURING + timedelta(days=9)
    found = [(one.to, one.occurrence) for one in LETTERS.proposals(soon)]
    assert found == [
        ("luc@example.org", "J-7"),
        ("luc@example.org", "J-2"),
        (nadia.email, "J-2"),
    ]
    text = next(LETTERS.proposals(soon)).text.replace("\xa0", " ")
    assert "lundi 16 décembre 2024 à 23 h 59 (heure de Paris)" in text
    actions.save_answer(file, "ref", {**LUC, "email": "autre@e.org"}, by=nadia, at=DURING)
    assert list(LETTERS.proposals(soon)) == [], "the file names her no more"
    actions.save_answer(file, "ref", LUC, by=nadia, at=DURING)
    Reference.objects.update(answer="given")
    assert list(LETTERS.proposals(soon)) == []
