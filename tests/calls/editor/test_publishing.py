"""From a draft to rules in force: what changes, whom it touches, who must agree."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.applications.models import Application
from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor import actions, letters, publishing, queries
from cordee.calls.editor.models import Draft
from cordee.calls.editor.waiting import proposals
from cordee.calls.models import Edition, Version
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.programme import load
from cordee.programme.loading.reading import DEFINITION

NOW = datetime(2024, 11, 20, 9, tzinfo=UTC)
NAME = "mise-en-recits-2024"


@pytest.fixture
def edition(amina: User) -> Edition:
    loaded = load(uploads.example_files(NAME))
    assert loaded.definition
    return calls.publish(loaded.definition, loaded.texts, by=amina, at=NOW)


@pytest.fixture
def draft(edition: Edition, amina: User) -> Draft:
    files = uploads.example_files(NAME)
    return actions.begin(
        files, origin="", by=amina, at=NOW, edition=edition, based_on=edition.current
    )


def write(draft: Draft, by: User, old: str, new: str) -> None:
    text = draft.save_now.toml
    assert old in text
    actions.write_file(
        draft, DEFINITION, text.replace(old, new, 1), base=draft.current, by=by, at=NOW
    )


def sooner(draft: Draft, by: User) -> None:
    """A promise changes: the closing comes earlier."""
    write(draft, by, "closes = 2024-12-19T12:00:00", "closes = 2024-12-18T12:00:00")


def force(draft: Draft, by: User, **more) -> Version:
    given = {"number": draft.current, "notice": "", "confirmed": False, "reread": False} | more
    return publishing.put_in_force(draft, by=by, at=NOW, **given)


def refusal(act, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.findings[0].code


@pytest.fixture
def writer(edition: Edition, farida: User) -> Application:
    return Application.objects.create(
        edition=edition, owner=farida, body_name="Commune d’Avion", started_at=NOW
    )


def test_a_new_call_is_published_from_its_draft_with_its_comments(amina):
    files = uploads.example_files(NAME)
    draft = actions.begin(files, origin="exemple", by=amina, at=NOW)
    version = force(draft, amina)
    assert version.edition.published_at == NOW
    assert Draft.objects.get().closed_at == NOW
    assert queries.published_files(version)[DEFINITION] == files[DEFINITION]


def test_a_living_change_needs_neither_reason_nor_confirmation(draft, amina, writer):
    write(draft, amina, "closes = 2024-12-19T12:00:00", "closes = 2024-12-20T12:00:00")
    assert force(draft, amina).number == 2
    assert not Message.objects.exists()


def test_a_promise_asks_its_reason_then_its_confirmation(draft, amina, writer):
    sooner(draft, amina)
    assert refusal(force, draft, amina) == "notice"
    assert refusal(force, draft, amina, notice="Salle fermée.") == "confirmed"
    version = force(draft, amina, notice="Salle fermée.", confirmed=True)
    assert version.notice == "Salle fermée."
    sent = Message.objects.get()
    assert sent.to == writer.owner.email
    assert sent.text == letters.letter(
        version.edition.title, "Salle fermée.", version.definition
    ), "the letter that leaves is the one that was shown"


def test_where_somebody_directs_only_the_direction_confirms(draft, amina, bernard, writer):
    sooner(draft, amina)
    words = {"notice": "Salle fermée.", "confirmed": True}
    assert refusal(force, draft, amina, **words) == "director"
    publishing.propose(draft, notice="Salle fermée.", by=amina, at=NOW)
    assert Draft.objects.get().proposed
    assert force(draft, bernard, **words).by == bernard


def test_a_save_after_the_question_withdraws_it(draft, amina, bernard, writer):
    sooner(draft, amina)
    publishing.propose(draft, notice="Salle fermée.", by=amina, at=NOW)
    write(draft, amina, 'status = "', 'status = "x') if 'status = "' in draft.save_now.toml else (
        write(draft, amina, "format = 1", "# relu\nformat = 1")
    )
    assert not Draft.objects.get().proposed


def test_nobody_is_asked_when_the_promise_touches_nobody(draft, amina, bernard):
    sooner(draft, amina)
    assert force(draft, amina, notice="Avant l’ouverture.", confirmed=True).number == 2


def test_those_touched_are_counted_and_named(draft, amina, writer):
    sooner(draft, amina)
    circle = publishing.difference(draft).circles[0]
    assert (circle.count, circle.names) == (1, ["Commune d’Avion"])


def test_what_was_read_is_what_is_put_in_force(draft, amina):
    sooner(draft, amina)
    assert refusal(force, draft, amina, number=1, notice="x", confirmed=True) == "number"


def test_an_amendment_made_meanwhile_must_be_reread(draft, amina, edition):
    other = actions.begin(
        uploads.example_files(NAME), origin="", by=amina, at=NOW, edition=edition,
        based_on=edition.current,
    )  # fmt: skip
    write(other, amina, "closes = 2024-12-19T12:00:00", "closes = 2024-12-21T12:00:00")
    force(other, amina)
    draft = queries.drafts().get(pk=draft.pk)
    write(draft, amina, "closes = 2024-12-19T12:00:00", "closes = 2024-12-23T12:00:00")
    assert refusal(force, draft, amina) == "reread"
    assert force(draft, amina, reread=True).number == 3


def test_a_faulty_draft_is_saved_and_never_in_force(draft, amina):
    write(draft, amina, "closes = 2024-12-19T12:00:00", 'closes = "bientôt"')
    assert refusal(force, draft, amina) == "faults"
    assert refusal(publishing.propose, draft, notice="x", by=amina, at=NOW) == "faults"


def test_nothing_more_is_written_in_a_finished_draft(draft, amina):
    actions.close(draft, by=amina, at=NOW)
    assert refusal(write, draft, amina, "format = 1", "format = 1 ") == "closed"
    assert refusal(force, draft, amina) == "closed"


def test_every_act_is_in_the_journal(draft, amina, bernard, writer):
    sooner(draft, amina)
    publishing.propose(draft, notice="Salle fermée.", by=amina, at=NOW)
    force(draft, bernard, notice="Salle fermée.", confirmed=True)
    told = Entry.objects.order_by("pk").values_list("kind", flat=True)
    kinds = [one for one in told if one.startswith(("calls.", "editor."))]
    assert kinds == [
        "calls.published", "editor.begun", "editor.saved", "editor.saved", "editor.proposed",
        "calls.amended", "editor.published",
    ]  # fmt: skip


def test_the_page_shows_the_letter_and_asks_the_direction(client: Client, draft, amina, bernard,
                                                          writer):  # fmt: skip
    sooner(draft, amina)
    client.force_login(amina)
    page = client.get(reverse("editor:publish", args=[draft.public_id]))
    assert "La lettre qui partira" in page.text
    assert "Demander l’accord de la direction" in page.text
    assert "Commune d’Avion" in page.text
    answer = client.post(
        reverse("editor:publish", args=[draft.public_id]),
        {"base": draft.current, "notice": "Salle fermée.", "ask": "1"},
    )
    assert answer.status_code == 302
    client.force_login(bernard)
    page = client.get(reverse("editor:publish", args=[draft.public_id]))
    assert "Je confirme ce changement de promesse" in page.text
    assert "Salle fermée." in page.text


def test_the_versions_of_a_call_tell_what_changed_and_why(client: Client, draft, amina):
    sooner(draft, amina)
    force(draft, amina, notice="Salle fermée.", confirmed=True)
    client.force_login(amina)
    page = client.get(reverse("editor:versions", args=[NAME]))
    assert "Salle fermée." in page.text
    assert "18 décembre 2024" in page.text


def test_writing_the_next_version_takes_up_the_draft_under_way(client: Client, edition, amina):
    client.force_login(amina)
    address = reverse("editor:amend", args=[edition.key])
    first = client.post(address)
    assert client.post(address)["Location"] == first["Location"]
    assert Draft.objects.get().based_on == edition.current


def test_files_that_change_a_promise_wait_for_the_direction(
    client: Client, edition, amina, bernard, writer
):
    client.force_login(amina)
    text = uploads.example_files(NAME)[DEFINITION].decode()
    upload = zipped(text.replace("closes = 2024-12-19T12:00:00", "closes = 2024-12-18T12:00:00"))
    sent = {"file": upload, "publish": "1", "notice": "Salle fermée."}
    answer = client.post(reverse("calls:amend", args=[NAME]), sent)
    draft = Draft.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    assert edition.versions.count() == 1
    told = [list(proposals(one, timezone.now())) for one in (amina, bernard)]
    assert [len(one) for one in told] == [0, 1]
    assert told[1][0].url == reverse("editor:publish", args=[draft.public_id])


def zipped(definition: str) -> SimpleUploadedFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in {**uploads.example_files(NAME), DEFINITION: definition}.items():
            made.writestr(name, content)
    return SimpleUploadedFile("appel.zip", held.getvalue())


def test_a_downloaded_folder_comes_back_as_it_left(client: Client, draft, amina):
    client.force_login(amina)
    answer = client.get(reverse("editor:download", args=[draft.public_id]))
    files = uploads.files(answer.content)
    assert files["cordee.schema.json"].startswith(b"{")
    again = actions.begin(files, origin="", by=amina, at=NOW).save_now
    assert (again.toml, again.texts, again.blobs) == (
        draft.save_now.toml, draft.save_now.texts, draft.save_now.blobs)  # fmt: skip
