"""The minutes: sittings, votes and terms in them, PDF and ODT alike each time, a signed copy."""

import hashlib
import io
import json
import re
import zipfile
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cordee.selection import actions, queries
from cordee.selection.models import SignedMinutes
from cordee.selection.papers import minutes_odt, minutes_pdf
from cordee.selection.rules import Relaxed, Terms
from tests.selection.conftest import CLOSED


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def ruling(panel, juror, other, lens, lille, arras, denise, etienne, amina):  # noqa: PLR0917 - fixtures, by name
    """A decision taken after a sitting, under a term of the jury."""
    for seat in (juror, other):
        for deposit in queries.files(panel):
            for key, value in (("pertinence", 12), ("equipe", 10)):
                by = seat.person.user
                actions.mark(seat, deposit, key, Decimal(value), by=by, at=CLOSED)
    relaxed = Relaxed("departements:62", None, 2, "Deux bassins de vie.")
    terms = Terms({str(lens.public_id): "Projet pilote."}, {}, (relaxed,))
    proposal = actions.propose(panel, seed="granit", terms=terms, by=amina, at=CLOSED)
    made = actions.open_sitting(panel, deliberation=proposal, by=amina, at=CLOSED)
    for one in (juror, other):
        actions.attend(made, one, present=True, by=amina, at=CLOSED)
    actions.discuss(made, arras, by=amina, at=CLOSED)
    actions.note(made, "Le portage d’Arras.", deposit=arras, by=amina, at=CLOSED)
    actions.rank(made, arras, 1, reason="Le territoire.", by=amina, at=CLOSED)
    ballot = actions.put_to_vote(
        made, "Arras en réserve ?", deposit=arras, into="reserve", secret=True, by=amina, at=CLOSED
    )
    actions.vote(ballot, juror, "for", voter=juror, by=denise, at=CLOSED)
    actions.vote(ballot, other, "for", voter=other, by=etienne, at=CLOSED)
    current = "reserve" if str(arras.public_id) in proposal.result["waiting_list"][:1] else "out"
    if current == "reserve":
        actions.move(
            proposal, str(arras.public_id), into="refused", reason="Essai.", by=amina, at=CLOSED
        )
    actions.count(ballot, by=amina, at=CLOSED)
    actions.close_sitting(made, by=amina, at=CLOSED)
    actions.close_marks(panel, by=amina, at=CLOSED)
    proposal.refresh_from_db()
    keys = [str(one.public_id) for one in queries.files(panel)]
    selected = [str(lens.public_id), str(lille.public_id)]
    return actions.rule(
        proposal, selected=selected, reserve=[str(arras.public_id)],
        reasons=dict.fromkeys(keys, "À préciser."), by=amina, at=CLOSED,
    )  # fmt: skip


def test_the_minutes_tell_the_sitting_the_votes_and_the_terms(ruling):
    told = json.dumps(ruling.minutes, ensure_ascii=False).replace("\u00a0", " ")
    for said in (
        "Séance ouverte", "Denise", "arrivée à", "Le portage d’Arras.", "Le territoire.",
        "Arras en réserve ?", "secret", "2 – 0 – 0", "adopté", "Projet pilote.",
        "Deux bassins de vie.",
    ):  # fmt: skip
        assert said in told.replace("\u202f", " "), said


def test_pdf_and_odt_are_the_same_bytes_each_time(team, panel, ruling):
    for name in ("minutes", "minutes_text"):
        first = team.get(url(name, panel))
        assert first.status_code == 200
        assert team.get(url(name, panel)).content == first.content
    assert not re.search(rb"CreationDate|ModDate|CreateDate", minutes_pdf(panel, ruling))
    with zipfile.ZipFile(io.BytesIO(minutes_odt(panel, ruling))) as opened:
        text = opened.read("content.xml").decode()
    assert "Le portage d’Arras." in text
    assert "Signatures" in text


def test_minutes_frozen_before_sittings_existed_still_print(panel, ruling):
    for key in ("sittings", "terms"):
        ruling.minutes.pop(key)
    assert minutes_pdf(panel, ruling).startswith(b"%PDF")
    assert minutes_odt(panel, ruling).startswith(b"PK")


def test_the_signed_copy_is_kept_with_its_digest(team, panel, ruling, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = minutes_pdf(panel, ruling)
    sent = SimpleUploadedFile("pv signé.pdf", content)
    assert team.post(url("sign", panel), {"signe": sent}).status_code == 302
    kept = SignedMinutes.objects.get()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.sha256[:16] in team.get(url("decision", panel)).text
    assert b"".join(team.get(url("signed", panel, kept.public_id))) == content


def test_a_signed_copy_that_is_none_is_refused_kindly(team, panel, ruling):
    assert team.post(url("sign", panel)).status_code == 422
    answer = team.post(url("sign", panel), {"signe": SimpleUploadedFile("x.exe", b"MZ")})
    assert answer.status_code == 422
    assert "PDF" in answer.text
    assert not SignedMinutes.objects.exists()
