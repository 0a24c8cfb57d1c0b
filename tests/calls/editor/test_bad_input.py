"""Whatever is sent to the pages of a draft, they answer; nobody but the team comes in."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.calls.models import Edition
from cordee.people.models import User
from cordee.programme import load
from tests.nagging import failures, names

NAME = "visions-21-2017"


@pytest.fixture
def edition(amina: User) -> Edition:
    loaded = load(uploads.example_files(NAME))
    assert loaded.definition
    return calls.publish(loaded.definition, loaded.texts, by=amina, at=timezone.now())


@pytest.fixture
def draft(edition: Edition, amina: User) -> Draft:
    return actions.begin(
        {**uploads.example_files(NAME), "logo.png": b"\x89PNG"}, origin="", by=amina,
        at=timezone.now(), edition=edition, based_on=edition.current,
    )  # fmt: skip


def places(draft: Draft) -> dict[str, tuple]:
    one, key = draft.public_id, NAME
    return {
        "list": (), "begin": (), "schema": (), "amend": (key,), "versions": (key,),
        "draft": (one,), "chapter": (one, "temps"), "open": (one, "annee"),
        "record": (one, "form/sections/0"), "text": (one,), "files": (one,),
        "file": (one, "contexte.md"), "remove_file": (one, "logo.png"), "remarks": (one,),
        "history": (one,), "save": (one, 1), "download": (one,), "preview": (one, "candidat"),
        "preview_part": (one, "appel", "candidature"), "explained": (one,), "publish": (one,),
        "modernise": (one,), "close": (one,),
    }  # fmt: skip


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_no_hostile_field_makes_a_page_fail(draft, amina, hortense):
    askers = {"visitor": Client(), "stranger": signed(hortense), "staff": signed(amina)}
    assert failures("editor", places(draft), askers) == []


@pytest.mark.parametrize(
    ("role", "enters"),
    [("amina", True), ("bernard", True), ("chloe", True), ("denise", False), ("farida", False),
     ("hortense", False)],
)  # fmt: skip
def test_only_the_team_writes_calls(request, draft, role, enters):
    client = signed(request.getfixturevalue(role))
    for name, args in places(draft).items():
        address = reverse(f"editor:{name}", args=list(args))
        for method in ("get", "post"):
            answer = getattr(client, method)(address, {})
            if answer.status_code != 405:
                assert (answer.status_code != 403) == enters, (name, method)


def test_a_visitor_signs_in_first(draft):
    assert places(draft).keys() == names("editor")
    for name, args in places(draft).items():
        answer = Client().get(reverse(f"editor:{name}", args=list(args)))
        assert answer.status_code == 405 or answer["Location"].startswith("/connexion"), name


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 not a zip", b"\xff\xfe\0x", b"x = 1\n\0"],
)
def test_what_is_no_text_begins_nothing(amina, content):
    upload = SimpleUploadedFile("definition.toml", content)
    answer = signed(amina).post(reverse("editor:begin"), {"way": "file", "file": upload})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_definition_of_ten_megabytes_is_refused(amina):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("definition.toml", b"# " + b"x" * 10_000_000)
    upload = SimpleUploadedFile("appel.zip", held.getvalue())
    answer = signed(amina).post(reverse("editor:begin"), {"way": "file", "file": upload})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_name_that_leads_outside_is_refused(amina):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("definition.toml", "key = 'a'")
        made.writestr("../../etc/passwd", "x")
    upload = SimpleUploadedFile("appel.zip", held.getvalue())
    answer = signed(amina).post(reverse("editor:begin"), {"way": "file", "file": upload})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_faulty_text_is_kept_and_its_faults_stand_beside_their_lines(amina):
    client = signed(amina)
    upload = SimpleUploadedFile("definition.toml", b'key = "a"\ntitle = "ouvert\n')
    answer = client.post(reverse("editor:begin"), {"way": "file", "file": upload})
    draft = Draft.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    page = client.get(reverse("editor:text", args=[draft.public_id]))
    assert "Ligne 2" in page.text.replace("<strong>Ligne</strong>", "Ligne")
    chapter = client.get(reverse("editor:chapter", args=[draft.public_id, "temps"]))
    assert chapter["Location"] == reverse("editor:text", args=[draft.public_id])


def test_a_key_that_cordee_does_not_know_is_kept_told_and_removable(amina):
    client = signed(amina)
    draft = actions.begin({"definition.toml": b'key = "a"\ncouleur = "bleu"\n'}, origin="",
                          by=amina, at=timezone.now())  # fmt: skip
    address = reverse("editor:chapter", args=[draft.public_id, "appel"])
    assert "couleur = bleu" in client.get(address).text
    client.post(address, {"base": "1", "fields": "title", "title": "Appel"})
    assert 'couleur = "bleu"' in Draft.objects.get().save_now.toml
    client.post(address, {"base": "2", "fields": "", "do": "remove:couleur"})
    assert "couleur" not in Draft.objects.get().save_now.toml


def test_control_characters_never_reach_the_file(amina, draft):
    client = signed(amina)
    address = reverse("editor:chapter", args=[draft.public_id, "appel"])
    client.post(address, {"base": "1", "fields": "title", "title": "A\x07b\x1bc"})
    assert 'title = "Abc"' in Draft.objects.get(pk=draft.pk).save_now.toml
