"""The team of the house publishes and amends by the pages and by the command."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.calls.models import Edition, Version
from cordee.cli import main
from cordee.people.models import User

NAME = "visions-21-2017"
FOLDER = settings.BASE_DIR / "programmes" / NAME


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def zipped(folder: str = "") -> SimpleUploadedFile:
    """The folder of a call in a zip, perhaps inside another folder."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for one in FOLDER.iterdir():
            made.writestr(f"{folder}{one.name}", one.read_bytes())
    return SimpleUploadedFile("appel.zip", held.getvalue())


@pytest.mark.parametrize("folder", ["", "mon-appel/"])
def test_a_zip_is_published_whatever_the_folder_it_stands_in(desk: Client, folder: str):
    answer = desk.post(reverse("calls:publish"), {"file": zipped(folder), "publish": "1"})
    made = Edition.objects.get()
    assert answer["Location"] == reverse("calls:detail", args=[made.key])
    assert made.current.by == User.objects.get(email="amina.benali@example.org")


def test_checking_publishes_nothing_and_shows_the_deadline(desk: Client):
    answer = desk.post(reverse("calls:publish"), {"example": NAME})
    assert answer.status_code == 200
    assert "Cette définition est valide" in answer.text
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 not a zip", b"key = 3\n", b"\xff\xfe"]
)
def test_what_is_no_definition_is_told_so(desk: Client, content: bytes):
    upload = SimpleUploadedFile("definition.toml", content)
    answer = desk.post(reverse("calls:publish"), {"file": upload, "publish": "1"})
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_promise_changes_only_with_its_notice(desk: Client):
    desk.post(reverse("calls:publish"), {"file": zipped(), "publish": "1"})
    made = Edition.objects.get()
    page = reverse("calls:amend", args=[made.key])
    assert "Rien, hormis" in desk.post(page, {"file": zipped()}).text
    assert desk.post(page, {"file": zipped(), "publish": "1"}).status_code == 302
    assert Version.objects.count() == 2


def test_another_call_does_not_take_the_place_of_this_one(desk: Client):
    desk.post(reverse("calls:publish"), {"file": zipped(), "publish": "1"})
    made = Edition.objects.get()
    sent = {"example": "mise-en-recits-2024", "publish": "1", "notice": "x"}
    answer = desk.post(reverse("calls:amend", args=[made.key]), sent)
    assert answer.status_code == 422
    assert "prenez la définition de cet appel" in answer.text


def test_a_call_put_away_leaves_the_list_of_calls(desk: Client):
    desk.post(reverse("calls:publish"), {"file": zipped(), "publish": "1"})
    made = Edition.objects.get()
    assert made.title in desk.get(reverse("calls:desk")).text
    desk.post(reverse("calls:archive", args=[made.key]))
    assert made.title not in desk.get(reverse("calls:list")).text


@pytest.mark.parametrize("name", ["desk", "publish"])
def test_only_the_team_publishes(client: Client, hortense: User, name: str):
    assert client.get(reverse(f"calls:{name}")).status_code == 302
    client.force_login(hortense)
    assert client.get(reverse(f"calls:{name}")).status_code == 403


@pytest.mark.django_db
def test_the_command_publishes_once_then_says_why_not(capsys: pytest.CaptureFixture[str]):
    assert main(["calls", "publish", str(FOLDER)]) == 0
    assert main(["calls", "publish", str(FOLDER)]) == 1
    assert "déjà la clé" in capsys.readouterr().err
    assert main(["calls", "list"]) == 0
    assert Edition.objects.get().key in capsys.readouterr().out
    assert main(["calls", "publish", str(FOLDER / "nowhere")]) == 2
    assert Version.objects.get().at <= datetime.now(UTC)
