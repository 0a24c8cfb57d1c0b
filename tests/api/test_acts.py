"""From nothing to a deposit by programs: the same acts, the same proofs, nothing twice or lost."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cordee.api import actions, schemas, tasks
from cordee.api.models import AccessToken, Replay
from cordee.api.rules import cursors, marks
from cordee.api.rules.scopes import Scope
from cordee.applications import actions as writing
from cordee.applications.models import Application
from cordee.kernel.canonical import digest
from cordee.ledger.models import Entry, Message
from cordee.selection.models import Mark, Outcome, Ruling
from tests.api.conftest import UNTIL, Program
from tests.applications.conftest import DURING

BEGIN = {"call": "petit-appel", "territory": "commune:62498"}


@pytest.fixture
def mine(program, nadia):
    return program(nadia)


def kinds():
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_a_program_begins_no_file_for_a_body_that_the_rules_keep_out(edition, rouen, mine):
    refused = mine.post("files", data={**BEGIN, "territory": rouen.ref})
    assert refused.status_code == 422
    assert "Hauts-de-France" in refused.text
    assert not Application.objects.exists()


def test_a_program_goes_from_nothing_to_a_deposit_and_its_receipt(edition, lens, mine, upload):
    begun = mine.post("files", data=BEGIN)
    assert begun.status_code == 201
    file = begun.json()["id"]
    assert begun["Location"].endswith(f"/api/v1/dossiers/{file}")
    assert schemas.FileTold.model_validate(begun.json()).state == "draft"
    said = mine.get("findings", file).json()
    assert not schemas.FindingsTold.model_validate(said).ready
    assert {"questions.besoins", "questions.theme"} <= {one["where"] for one in said["blocking"]}
    first = mine.put("answer", file, "besoins", data={"value": "Du temps."}, If_None_Match="*")
    assert first.status_code == 200
    assert first.json()["etag"] == first["ETag"].strip('"')
    mine.put("answer", file, "theme", data={"value": "eau"}, If_None_Match="*")
    joined = mine.post("team", file, data={"role": "elu", "given_name": "Ève",
                                           "family_name": "Roy"})  # fmt: skip
    schemas.MemberTold.model_validate(joined.json())
    piece = mine.post("attachments", file, data={"question": "annexe", "content": upload()})
    assert schemas.AttachmentTold.model_validate(piece.json()).pages == 1
    seen = mine.get("file", file)
    made = mine.post("deposits", file, If_Match=seen["ETag"])
    assert made.status_code == 201
    told = schemas.DepositTold.model_validate(made.json())
    assert told.digest == digest(told.content)
    assert told.in_force
    assert not told.late
    assert told.content["answers"] == {"besoins": "Du temps.", "theme": "eau"}
    paper = mine.get("receipt", file, 1)
    assert paper.content[:5] == b"%PDF-"
    assert mine.get("file", file).json()["state"] == "deposited"
    assert Message.objects.filter(key__startswith="receipt:").exists()
    assert kinds()[-2:] == ["applications.deposited", "api.acted"]
    assert kinds().count("api.acted") == 6


def test_what_was_not_read_is_never_replaced(handed_in, mine, nadia):
    file = handed_in.public_id
    blind = mine.put("answer", file, "besoins", data={"value": "Autre."})
    assert blind.status_code == 428
    assert "If-Match" in blind.json()["detail"]
    read = mine.get("answer", file, "besoins")
    writing.save_answer(handed_in, "besoins", "Un autre texte, à deux.", by=nadia, at=DURING)
    late = mine.put("answer", file, "besoins", data={"value": "Le mien."}, If_Match=read["ETag"])
    assert late.status_code == 412
    assert late.json()["current"]["value"] == "Un autre texte, à deux."
    answer = handed_in.answers.get(question="besoins")
    assert answer.value == "Un autre texte, à deux."
    assert answer.versions.filter(lost=True, value="Le mien.").exists()
    again = mine.put("answer", file, "besoins", data={"value": "Les deux."}, If_Match=late["ETag"])
    assert again.status_code == 200


def test_after_the_closing_a_text_is_kept_aside_and_a_deposit_refused(handed_in, mine):
    file = handed_in.public_id
    read = mine.get("answer", file, "besoins")
    with time_machine.travel(DURING + timedelta(days=20), tick=False):
        late = mine.put("answer", file, "besoins", data={"value": "Tard."}, If_Match=read["ETag"])
        assert late.status_code == 409
        assert "clos" in late.json()["detail"]
        refused = mine.post("deposits", file)
    assert refused.status_code == 422
    assert "closes" in {one["code"] for one in refused.json()["findings"]}
    assert refused.json()["type"].endswith("/api/#probleme-422")


def test_a_file_changed_since_it_was_read_is_not_handed_in(handed_in, mine, nadia):
    seen = mine.get("file", handed_in.public_id)
    writing.save_answer(handed_in, "besoins", "Autre chose.", by=nadia, at=DURING)
    refused = mine.post("deposits", handed_in.public_id, If_Match=seen["ETag"])
    assert refused.status_code == 412
    assert refused.json()["current"]["changed_since_deposit"]
    assert handed_in.deposits.count() == 1


def test_the_same_request_under_one_key_happens_once(edition, lens, mine):
    first = mine.post("files", data=BEGIN, Idempotency_Key="clé-1")
    again = mine.post("files", data=BEGIN, Idempotency_Key="clé-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotent-Replayed"] == "true"
    assert again["Location"] == first["Location"]
    assert Application.objects.count() == 1
    assert kinds().count("api.acted") == 1
    other = mine.post("files", data=BEGIN | {"heard": ""}, Idempotency_Key="clé-1")
    assert other.status_code == 422
    assert other.json()["faults"] == [
        {"where": "asked.heard", "sentence": "Ce champ n’existe pas\u00a0: vérifiez son nom."}
    ]
    changed = mine.post("files", data=BEGIN | {"track": ""}, Idempotency_Key="clé-1")
    assert changed.status_code == 422
    assert "autre demande" in changed.json()["detail"]
    assert mine.post("files", data=BEGIN, Idempotency_Key="x" * 101).status_code == 400


def test_a_refusal_keeps_no_key_and_a_sent_file_is_told_from_another(handed_in, mine, upload):
    file = handed_in.public_id
    wrong = SimpleUploadedFile("a.pdf", b"MZ pas un PDF")
    sent = {"question": "annexe", "content": wrong}
    assert mine.post("attachments", file, data=sent, Idempotency_Key="k").status_code == 422
    assert not Replay.objects.exists()
    sent = {"question": "annexe", "content": upload()}
    good = mine.post("attachments", file, data=sent, Idempotency_Key="k")
    assert good.status_code == 201
    sent = {"question": "annexe", "content": upload()}
    assert mine.post("attachments", file, data=sent, Idempotency_Key="k").json() == good.json()
    sent = {"question": "annexe", "content": SimpleUploadedFile("b.pdf", b"%PDF-1.4")}
    assert mine.post("attachments", file, data=sent, Idempotency_Key="k").status_code == 422
    assert handed_in.attachments.count() == 1


def test_a_list_goes_on_by_its_cursor_and_costs_the_same(
    handed_in, program, amina, hortense, django_assert_num_queries
):
    edition = handed_in.edition
    desk = program(amina)
    with django_assert_num_queries(6):
        alone = desk.get("desk", edition.key).json()
    assert len(alone["items"]) == 1
    assert alone["next"] is None
    for name in "ABC":
        writing.start(edition, body_name=name, by=hortense, at=DURING)
    with django_assert_num_queries(6):
        page = desk.get("desk", edition.key, data={"size": 2})
    assert page.json()["next"] in page["Link"]
    schemas.PageOf[schemas.DeskFileTold].model_validate(page.json())
    rest = desk.get("desk", edition.key, data={"size": 2, "cursor": page.json()["next"]}).json()
    names = [one["body"]["name"] for one in page.json()["items"] + rest["items"]]
    assert names == ["Lens", "A", "B", "C"]
    assert rest["next"] is None
    drafts = desk.get("desk", edition.key, data={"state": "draft", "words": "b"}).json()["items"]
    assert [one["body"]["name"] for one in drafts] == ["B"]
    for nonsense in ("x", "apres:1", "YXByZXM6LTE", "é"):
        assert desk.get("desk", edition.key, data={"cursor": nonsense}).status_code == 400
    assert desk.get("desk", edition.key, data={"state": "?"}).status_code == 422
    assert desk.get("desk", edition.key, data={"size": "9" * 40}).status_code in {200, 422}
    since = {"since": (DURING + timedelta(hours=1)).isoformat()}
    assert desk.get("desk_deposits", edition.key, data=since).json()["items"] == []
    whole = desk.get("desk_deposits", edition.key, data={"in_force": True}).json()
    schemas.PageOf[schemas.DeskDepositTold].model_validate(whole)
    assert [one["number"] for one in whole["items"]] == [1]


def test_a_complement_is_asked_and_given_back_by_programs(handed_in, program, amina, mine):
    file = handed_in.public_id
    desk = program(amina)
    due = (DURING + timedelta(days=5)).isoformat()
    points = [{"question": "besoins", "reason": "Trop court."}]
    naive = {"points": points, "due": "2024-12-09T12:00:00"}
    assert desk.post("completions", file, data=naive).status_code == 422
    asked = desk.post("completions", file, data={"points": points, "due": due})
    told = schemas.CompletionTold.model_validate(asked.json())
    assert told.state == "open"
    assert told.points[0].reason == "Trop court."
    again = desk.post("completions", file, data={"points": points, "due": due})
    assert again.status_code == 422
    assert again.json()["findings"][0]["code"] == "completion.twice"
    with time_machine.travel(DURING + timedelta(days=2), tick=False):
        read = mine.get("answer", file, "besoins")
        mine.put("answer", file, "besoins", data={"value": "Mieux."}, If_Match=read["ETag"])
        given_back = mine.post("complete", file, told.id, data={"reply": "Voilà."})
    assert given_back.status_code == 201
    assert given_back.json()["number"] == 2
    assert mine.get("completions", file).json()[0]["state"] == "answered"


def test_nobody_learns_a_result_early_and_its_reading_is_kept(handed_in, mine, amina, program):
    ruling = Ruling.objects.create(
        edition=handed_in.edition, stage="jury", version=handed_in.current.version, content={},
        digest="0" * 64, at=DURING, by=amina, released_at=DURING + timedelta(days=1),
    )  # fmt: skip
    row = Outcome.objects.create(
        ruling=ruling, deposit=handed_in.current, result="selected", rank=1, reasons="Clair."
    )
    asked = (mine, program(amina))
    for one in asked:
        assert one.get("outcome", handed_in.public_id).status_code == 404
    assert mine.get("winners", "petit-appel").json() == []
    with time_machine.travel(DURING + timedelta(days=2), tick=False):
        program(amina).get("outcome", handed_in.public_id)
        assert Outcome.objects.get(pk=row.pk).read_at is None
        told = mine.get("outcome", handed_in.public_id).json()
        assert schemas.OutcomeTold.model_validate(told).result == "selected"
        assert told["reasons"] == "Clair."
        assert told["rank"] is None
        assert [one["name"] for one in mine.get("winners", "petit-appel").json()] == ["Lens"]
    assert Outcome.objects.get(pk=row.pk).read_at is not None


def test_the_marks_of_a_jury_leave_for_its_team(handed_in, panel, program, amina, withdrawn):
    juror = panel.jurors.get()
    now = {"juror": juror, "deposit": handed_in.current, "at": DURING}
    Mark.objects.create(criterion="pertinence", value=12, comment="Bien.", **now)
    Mark.objects.create(criterion="autre", value=3, given=False, **now)
    held = program(amina)
    panels = held.get("panels", "petit-appel").json()
    assert [schemas.PanelTold.model_validate(one).criteria for one in panels] == [["pertinence"]]
    told = held.get("marks", panel.public_id).json()
    schemas.PageOf[schemas.MarkTold].model_validate(told)
    assert [(one["value"], one["comment"]) for one in told["items"]] == [("12", "Bien.")]
    refused = program(withdrawn).get("marks", panel.public_id)
    assert refused.status_code == 403
    assert "déporté" in refused.json()["detail"]


def test_calls_are_read_without_token_and_never_change_without_a_new_mark(edition, handed_in):
    nobody = Program()
    calls = nobody.get("calls").json()
    schemas.PageOf[schemas.CallTold].model_validate(calls)
    form = nobody.get("form", edition.key)
    told = [schemas.QuestionTold.model_validate(one) for one in form.json()]
    assert [(one.key, one.kind) for one in told] == [
        ("besoins", "long_text"), ("theme", "choice"), ("annexe", "file"),
    ]  # fmt: skip
    assert told[0].limit is not None
    assert told[0].limit["max"] == 3
    same = nobody.get("form", edition.key, If_None_Match=form["ETag"])
    assert (same.status_code, same.content) == (304, b"")
    assert nobody.get("call", "inconnu").json()["status"] == 404


@override_settings(API_PER_MINUTE=3)
def test_a_token_in_a_hurry_is_asked_to_wait_and_nobody_else(mine, program, nadia):
    answers = [mine.get("me") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61
    assert program(nadia).get("me").status_code == 200
    with time_machine.travel(DURING + timedelta(minutes=1), tick=False):
        assert mine.get("me").status_code == 200


WRONG = (
    ("besoins", 12), ("besoins", {"fr": "x"}), ("besoins", "a\0b"), ("theme", ["eau"]),
    ("theme", True), ("annexe", "x"), ("inconnue", "x"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_data_of_another_shape_is_refused_before_any_page_meets_it(handed_in, mine, key, value):
    sent = mine.put(
        "answer", handed_in.public_id, key, data={"value": value}, If_None_Match="*"
    )  # fmt: skip
    assert sent.status_code in {404, 422}
    assert sent.json()["detail"]


def test_what_no_one_can_read_is_refused_as_a_problem(handed_in, mine):
    where = f"/api/v1/dossiers/{handed_in.public_id}"
    asked = {"headers": mine.sent, "content_type": "application/json"}
    answers = [
        mine.client.post("/api/v1/dossiers", b"\xff{", **asked),
        mine.client.post("/api/v1/dossiers", b'{"call": NaN}', **asked),
        mine.client.post("/api/v1/dossiers", b"[1]", **asked),
        mine.client.post("/api/v1/dossiers", b'{"call": "a\\u0000b"}', **asked),
        mine.client.post("/api/v1/dossiers", b"{}", **asked),
        mine.client.get(f"{where}/depots/99999999999999999999", **asked),
        mine.client.get("/api/v1/dossiers/pas-un-id", **asked),
        mine.client.get("/api/v1/nulle-part", **asked),
        mine.client.patch(where, b"{}", **asked),
        mine.client.get(f"{where}?x=%00", **asked),
    ]
    statuses = [one.status_code for one in answers]
    assert statuses == [400, 400, 422, 400, 422, 404, 404, 404, 405, 400]
    for one in answers:
        assert one["Content-Type"] == "application/problem+json", one.request
        assert one.json()["detail"]


def test_a_cookie_opens_nothing_here(client, nadia, handed_in):
    client.force_login(nadia)
    assert client.get(f"/api/v1/dossiers/{handed_in.public_id}").status_code == 401


def test_tokens_end_with_their_owner_and_answers_are_forgotten_after_a_day(token, nadia, mine):
    row, _secret = token
    Replay.objects.create(token=row, key="k", request="0", at=DURING - timedelta(days=2))
    assert tasks.sweep(0) == 1
    assert AccessToken.objects.count() == 2
    with time_machine.travel(UNTIL + timedelta(days=366), tick=False):
        assert tasks.sweep(0) == 2


@given(st.integers(min_value=0, max_value=10**18))
def test_a_cursor_is_read_as_it_was_written(key):
    assert cursors.read(cursors.written(key)) == key


@given(st.text(max_size=40))
def test_any_other_word_is_no_cursor(word):
    with contextlib.suppress(ValueError):
        assert cursors.written(cursors.read(word)) == word


def test_marks_are_read_from_headers():
    assert marks.listed('"a", W/"b"') == ["a", "b"]
    assert marks.listed("*") == ["*"]
    assert marks.listed("a") == []


@pytest.mark.parametrize(
    "changed",
    [{"name": " "}, {"scopes": []}, {"scopes": ["tout"]}, {"expires_at": DURING},
     {"expires_at": DURING + timedelta(days=400)}],
)  # fmt: skip
def test_a_token_without_name_scope_or_sane_end_is_refused(nadia, changed):
    asked = {"name": "Essai", "scopes": [Scope.FILES_READ], "expires_at": UNTIL} | changed
    with pytest.raises(actions.Refused):
        actions.make(**asked, by=nadia, at=DURING)
