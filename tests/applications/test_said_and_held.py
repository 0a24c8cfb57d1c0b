"""What a call says of files ranked, signed, dated, merged, kept: each word holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cordee.applications import actions, files
from cordee.applications.actions import merging
from cordee.applications.actions.papers import receive_copy
from cordee.applications.actions.purging import purge, retire_contents
from cordee.applications.files import previews
from cordee.applications.forms.structure import KnownForm
from cordee.applications.models import Application, Arrival, Deposit, Merger
from cordee.applications.queries.former import former_files
from cordee.applications.reminders_papers import COPIES
from cordee.applications.rules.attendance import attendance_findings, mandatory, to_note
from cordee.applications.rules.papers import (
    Received,
    copy_awaited,
    copy_finding,
    signature_findings,
)
from cordee.applications.rules.pieces import age_findings
from cordee.applications.rules.ranking import rank_findings
from cordee.applications.rules.retention import over
from cordee.applications.rules.unions import Side, union_faults
from cordee.applications.views import attending
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.ledger.reminders import rules
from cordee.programme.schema import questions as q
from cordee.programme.schema.form import Form
from cordee.programme.schema.who import Applicant
from tests.applications.conftest import DURING, small
from tests.applications.test_matrix import paper
from tests.programme.build import define

RANKED = Applicant(ranked_files=True)


@pytest.mark.parametrize(("rules", "rank", "others", "expected"), [
    (Applicant(), None, [1], []), (RANKED, None, [], []), (RANKED, None, [1], ["body.rank"]),
    (RANKED, 1, [1, 2], ["body.rank_twice"]), (RANKED, 2, [None], ["body.rank_other"]),
    (RANKED, 2, [1], []),
])  # fmt: skip
def test_several_files_of_a_body_are_ranked(rules, rank, others, expected):
    assert [one.code for one in rank_findings(rules, rank, others)] == expected


def test_the_rank_is_asked_where_the_call_ranks():
    form = KnownForm(define(applicant={"ranked_files": True}), data={"rank": "2"})
    assert (form.is_valid(), form.known) == (True, {"rank": 2})
    assert "rank" not in KnownForm(define()).fields


SIGNED = Form(signature="handwritten", signed_copy_within="P15D", copies=2)
SAID, LAST = date(2025, 3, 1), date(2025, 3, 16)


@pytest.mark.parametrize(("came", "today", "code", "blocks"), [
    ([], LAST, "copy.awaited", True), ([], date(2025, 3, 17), "copy.never", True),
    ([Received(LAST, 1)], LAST, "copy.few", True), ([Received(LAST, 2)], LAST, "copy.here", False),
    ([Received(SAID, 1), Received(date(2025, 3, 17), 1)], LAST, "copy.late", True),
])  # fmt: skip
def test_a_signed_copy_is_awaited_until_its_day(came, today, code, blocks):
    found = copy_finding(copy_awaited(SIGNED, SAID), came, today)
    assert (found.code, found.blocks) == (code, blocks)


def test_nothing_follows_a_deposit_that_asks_no_copy():
    assert copy_awaited(Form(signature="simple"), SAID) is None
    assert copy_awaited(Form(), SAID) is None


@pytest.mark.parametrize(("signature", "signed", "refused"), [
    ("simple", " ", True), ("simple", "Ève Roy, maire", False), ("none", "", False),
])  # fmt: skip
def test_a_plain_signature_is_given_with_the_deposit(signature, signed, refused):
    assert bool(signature_findings(Form(signature=signature), signed)) is refused


KBIS = q.File(key="kbis", label="Extrait Kbis", not_older_than="P3M")


@pytest.mark.parametrize(("dated", "expected"), [
    ("", ["file.undated"]), ("2024-11-30", ["file.old"]), ("2024-12-01", []),
])  # fmt: skip
def test_a_document_is_recent_on_the_day_of_the_deposit(dated, expected):
    held = {"kbis": [{"name": "k.pdf", **({"dated": dated} if dated else {})}]}
    assert [one.code for one in age_findings([KBIS], held, SAID)] == expected


@pytest.mark.parametrize(("merging_", "absorbed", "expected"), [
    ("no", Side("1", "a"), ["merger.closed"]), ("with_agreement", Side("1", "a"), []),
    ("by_organiser", Side("2", "a"), ["merger.apart"]),
    ("by_organiser", Side("1", "a", there=False), ["merger.gone"]),
    ("by_organiser", Side("1", "a", joining=True), ["merger.twice"]),
])  # fmt: skip
def test_two_files_become_one_only_as_the_call_says(merging_, absorbed, expected):
    found = union_faults(Applicant(merging=merging_), Side("1", "a"), absorbed)
    assert [one.code for one in found] == expected


PASSING = {"sections": [{"key": "s", "label": "S", "questions": [
    {"key": "iban", "label": "IBAN", "kind": "text", "purge_after": "P6M"}]}]}  # fmt: skip


@pytest.mark.parametrize(("result", "today", "expected"), [
    ("", date(2025, 9, 1), []), ("", date(2025, 9, 2), ["iban"]), ("", date(2027, 3, 2), ["*"]),
    ("selected", date(2027, 3, 2), ["iban"]),
])  # fmt: skip
def test_what_a_call_keeps_has_the_end_it_says(result, today, expected):
    made = define(retention={"refused": "P2Y", "selected": "P5Y"}, form=PASSING)
    assert over(made, result, SAID, today) == expected


@pytest.fixture
def strict(db: None) -> Edition:
    """A call that signs, dates, merges and forgets."""
    form = {"signature": "handwritten", "signed_copy_within": "P15D", "sections": [
        {"key": "projet", "label": "Projet", "questions": [
            {"key": "besoins", "label": "Besoins", "kind": "text", "required": False},
            {"key": "kbis", "label": "Kbis", "kind": "file", "required": False,
             "not_older_than": "P3M"}]}]}  # fmt: skip
    made = small(form=form, team=None, retention={"refused": "P1Y"},
                 applicant={"merging": "with_agreement"})  # fmt: skip
    return publish(made, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))


@pytest.fixture
def handed(strict, lens, nadia) -> Application:
    """A file with an answer and a recent piece, handed in."""
    now = {"by": nadia, "at": DURING}
    made = actions.start(strict, territory=lens, **now)
    actions.save_answer(made, "besoins", "Du temps.", **now)
    joined = files.attach(made, "kbis", SimpleUploadedFile("k.pdf", paper()), **now)
    with pytest.raises(Refused, match="dites la date"):
        actions.deposit(made, **now)
    made.attachments.filter(pk=joined.pk).update(dated=DURING.date())
    actions.deposit(made, **now)
    return Application.objects.get(pk=made.pk)


def test_the_content_of_a_file_is_erased_on_its_day_and_its_digest_stays(handed, strict, nadia):
    made = handed.current
    Edition.objects.filter(pk=strict.pk).update(results_at=DURING)
    year = DURING + timedelta(days=365)
    assert previews.preview(handed.attachments.get())
    drawn = f"previews/{handed.attachments.get().sha256}.png"
    assert retire_contents(at=year) == 0
    assert default_storage.exists(drawn)
    assert retire_contents(at=year + timedelta(days=1)) == 1
    assert not default_storage.exists(drawn)
    assert retire_contents(at=year + timedelta(days=2)) == 0
    kept = Deposit.objects.get(pk=made.pk)
    assert (kept.digest, kept.content["answers"], kept.name) == (made.digest, {}, "Lens")
    assert (handed.answers.count(), handed.attachments.count()) == (0, 0)
    assert "*" in kept.purged


def test_the_words_around_an_erased_file_go_too(handed, amina, nadia):
    due, why = DURING + timedelta(days=9), "Ève est malade : qui la remplace ?"
    asked = actions.ask_completion(handed, points={"besoins": why}, due=due, by=amina, at=DURING)
    asked.application.completions.update(reply="Elle revient lundi.")
    purge(handed, ["*"], at=DURING)
    asked.refresh_from_db()
    assert (asked.reply, asked.points.get().reason) == ("", "")


def test_an_answer_erased_by_itself_is_erased_from_the_form_that_brought_it(handed, nadia):
    arrival = Arrival.objects.create(
        application=handed, edition=handed.edition, began_at=DURING, ended_at=DURING,
        counts_at=DURING,
        found={"answers": {"besoins": "Du temps.", "autre": "Reste."}, "team": []},
    )  # fmt: skip
    for form in (True, False):
        content = ContentFile(b"x", "f.docx")
        arrival.files.create(name="f.docx", size=1, sha256="0", form=form, content=content)
    purge(handed, ["besoins"], at=DURING)
    arrival.refresh_from_db()
    assert arrival.answers == {"autre": "Reste."}
    assert [one.form for one in arrival.files.all()] == [False]


def test_the_pages_of_an_erased_file_still_answer(handed, strict, writer, client, amina):
    Edition.objects.filter(pk=strict.pk).update(results_at=DURING)
    retire_contents(at=DURING + timedelta(days=400))
    for page, more in (("detail", ()), ("read", ()), ("receipt", (1,)), ("receipt_paper", (1,))):
        url = reverse(f"applications:{page}", args=[handed.public_id, *more])
        assert writer.get(url).status_code == 200, page
    client.force_login(amina)
    url = reverse("applications:received_one", args=[handed.public_id])
    assert "est effacé, au terme" in client.get(url).text


def test_both_teams_agree_then_their_files_are_one(handed, nadia, hortense, client, amina):
    strict = handed.edition
    other = actions.start(strict, body_name="Liévin", kind="commune", by=hortense, at=DURING)
    actions.save_answer(other, "besoins", "Des arbres.", by=hortense, at=DURING)
    names = {"given_name": "Hortense", "family_name": "Roy", "role": "member"}
    actions.join(other, person=hortense.person, **names, by=hortense, at=DURING)
    with time_machine.travel(DURING, tick=False):
        client.force_login(amina)
        page = reverse("applications:propose_union", args=[handed.public_id])
        sent = {"absorbed": str(other.public_id), "because": "Deux projets voisins."}
        assert client.post(page, sent).status_code == 302
        merger = Merger.objects.get()
        assert Message.objects.filter(key__startswith=f"merger:{merger.pk}:ask").count() == 2
        for user, mine in ((nadia, handed), (hortense, other)):
            client.force_login(user)
            page = reverse("applications:union", args=[mine.public_id, merger.public_id])
            assert "Deux projets voisins" in client.get(page).text
            assert client.post(page, {"answer": "yes"}).status_code == 302
    other.refresh_from_db()
    assert (other.withdrawn_at, "Lens" in other.withdrawn_because) == (DURING, True)
    assert handed.members.filter(person=hortense.person).exists()
    assert other in former_files(handed, nadia)
    with pytest.raises(Refused):
        merging.answer_merger(merger, handed, agreed=False, by=nadia, at=DURING)


def test_a_signed_copy_is_called_to_mind_until_it_comes(handed, amina):
    until = DURING + timedelta(days=15)
    found = list(COPIES.proposals(DURING))
    assert [one.occurrence for one in found] == ["J-7", "J-2"]
    assert [(until.date() - one.due.date()).days for one in found] == [7, 2]
    assert COPIES in rules()
    receive_copy(handed, on=DURING.date(), copies=1, by=amina, at=DURING)
    assert list(COPIES.proposals(DURING)) == []


def test_the_team_notes_the_signed_copy_and_candidates_see_it(handed, client, amina, nadia):
    with time_machine.travel(DURING, tick=False):
        client.force_login(nadia)
        mine = reverse("applications:detail", args=[handed.public_id])
        assert "À faire parvenir" in client.get(mine).text
        client.force_login(amina)
        page = reverse("applications:copies", args=[handed.public_id])
        late = {"received_on": "2024-12-02", "copies": "1"}
        assert client.post(page, late).status_code == 422
        assert client.post(page, {"received_on": "2024-12-01", "copies": "1"}).status_code == 302
        desk = reverse("applications:instruct", args=[handed.public_id])
        assert "signé à la main reçu" in client.get(desk).text
        client.force_login(nadia)
        assert "signé à la main reçu" in client.get(mine).text


VISITED = [
    {"key": "visite", "label": "Visite du lieu", "kind": "event", "when": "2024-11-28",
     "mandatory": True, "tracks": []},
    {"key": "remise", "label": "Remise", "kind": "ceremony", "when": "2025-02-01",
     "mandatory": True},
    {"key": "embargo", "label": "Embargo", "kind": "embargo", "when": "2025-01-01"},
]  # fmt: skip


def test_a_mandatory_date_is_to_come_seen_missed_or_still_to_note():
    made = define(milestones=VISITED)
    asked = mandatory(made, "", "")
    assert [one.key for one in asked] == ["visite", "remise"]
    for seen, today, codes in (
        ({}, date(2024, 11, 1), ["à compléter", "à compléter"]),
        ({"visite": True}, SAID, ["ok", "à compléter"]),
        ({"visite": False, "remise": True}, SAID, ["enfreint", "ok"]),
    ):
        found = attendance_findings(made, asked, seen, today)
        assert [one.verdict.value for one in found] == codes


def test_a_sheet_changes_only_what_its_boxes_say_otherwise():
    noted = {"a": True, "b": False, "c": True}
    assert to_note("abcd", {"a", "b"}, noted) == {"b": True, "c": False, "d": False}
    assert to_note("ab", {"a", "z"}, noted) == {}


def test_one_sheet_notes_every_file_at_once_and_journals_each_change_once(
    lens, nadia, amina, client, monkeypatch
):
    rules = small(form={"sections": []}, team=None, milestones=VISITED)
    edition = publish(rules, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    sheet = reverse("applications:attendance_sheet", args=[edition.key, "visite"])
    early = reverse("applications:attendance_sheet", args=[edition.key, "remise"])
    with time_machine.travel(DURING, tick=False):
        one, two = (actions.start(edition, territory=lens, by=by, at=DURING)
                    for by in (nadia, amina))  # fmt: skip
        client.force_login(amina)
        assert "pas encore venu" in client.get(early).text
        sent = {"file": [one.public_id, two.public_id], "there": [one.public_id]}
        assert client.post(early, sent).status_code == 422
        assert "2 dossiers" in client.get(sheet).text
        assert sheet in client.get(reverse("applications:follow", args=[edition.key])).text
        noted = Entry.objects.filter(kind="applications.attendance_noted")
        for sheet_sent, entries in ((sent, 2), (sent, 2), (sent | {"there": []}, 3)):
            assert client.post(sheet, sheet_sent).status_code == 302
            assert noted.count() == entries
        assert "encore à noter" not in client.get(sheet).text
        monkeypatch.setattr(attending, "BOXES", 1)
        here = client.post(f"{sheet}?page=2", {"file": [two.public_id], "there": [two.public_id]})
        assert (here.url, noted.count()) == (f"{sheet}?page=2", 4), "the other page stays as it was"
        alone = {"milestone": "visite", "there": "yes", "note": "Venue à midi"}
        client.post(reverse("applications:attendance", args=[one.public_id]), alone)
        client.post(sheet, {"file": [one.public_id]})
        kept = one.attendances.get()
        assert (kept.there, kept.note) == (False, "Venue à midi")
        client.force_login(nadia)
        assert client.get(sheet).status_code == 403


def test_the_team_notes_who_missed_a_mandatory_date_and_candidates_see_it(
    lens, nadia, amina, client
):
    rules = small(form={"sections": []}, team=None, milestones=VISITED)
    edition = publish(rules, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    with time_machine.travel(DURING, tick=False):
        file = actions.start(edition, territory=lens, by=nadia, at=DURING)
        client.force_login(nadia)
        mine = reverse("applications:detail", args=[file.public_id])
        assert "encore à constater" in client.get(mine).text
        client.force_login(amina)
        page = reverse("applications:attendance", args=[file.public_id])
        assert client.post(page, {"milestone": "remise", "there": "no"}).status_code == 422
        assert client.post(page, {"milestone": "embargo", "there": "no"}).status_code == 422
        assert client.post(page, {"milestone": "visite", "there": "no"}).status_code == 302
        desk = reverse("applications:instruct", args=[file.public_id])
        assert "n’a pas été constatée" in client.get(desk).text
        client.force_login(nadia)
        assert "n’a pas été constatée" in client.get(mine).text
        assert client.get(page).status_code == 403
