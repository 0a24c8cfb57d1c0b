"""The files a definition names: kept with the version, downloaded, never run, refused in words."""

import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.applications.actions import start
from cordee.applications.doors import odt
from cordee.applications.doors.sheet import Sheet, Told
from cordee.calls import actions
from cordee.calls.editor import actions as drafts
from cordee.calls.editor import publishing, queries
from cordee.calls.models import Edition, FileContent, VersionFile
from cordee.calls.rules.joined import MOST_BYTES, MOST_FILES, joined_faults, weight
from cordee.cli import main
from cordee.kernel.findings import Refused
from cordee.people.models import User
from cordee.programme import load
from cordee.programme.writing import toml
from cordee.territories.models import Territory
from tests.applications.conftest import DURING, lens, nadia, small  # noqa: F401 - a fixture
from tests.applications.doors.test_hostile import archive, parts

ODT = odt.write(Sheet("Budget", "", "fr", (Told("À remplir."),)))
OTHER = odt.write(Sheet("Budget", "", "fr", (Told("À remplir vite."),)))
NAME = "modeles/budget.odt"
PATH = ("form", "sections", 0, "questions", 2, "model")


def text(name: str = NAME) -> str:
    """A call whose annex follows a model."""
    said = toml(small())
    assert said.count('kind = "file"') == 1
    return said.replace('kind = "file"', f'kind = "file"\nmodel = "{name}"')


def folder(content: bytes = ODT, name: str = NAME) -> dict[str, bytes]:
    return {"definition.toml": text(name).encode(), name: content}


def published(content: bytes = ODT) -> Edition:
    loaded = load(folder(content))
    assert loaded.definition
    assert loaded.valid
    return actions.publish(
        loaded.definition, loaded.texts, files=folder(content), by=None, at=DURING
    )


@pytest.fixture
def edition(db: None) -> Edition:
    return published()


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def zipped(files: dict[str, bytes]) -> SimpleUploadedFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return SimpleUploadedFile("appel.zip", held.getvalue())


def codes(content: bytes, name: str = NAME) -> list[str]:
    return [one.code for one in joined_faults([(PATH, name)], {name: content})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"%PDF-1.7".ljust(MOST_BYTES + 1), "file.size"),
        (b"<svg onload=alert(1)>", "file.kind"),
        (b"MZ\x90 a program", "file.kind"),
        (b"<html><script>alert(1)</script>", "file.kind"),
        (archive(parts(ODT) | {"Basic/Standard/M.xml": b"x"}), "file.macros"),
        (archive({"../../etc/passwd": b"x"}), "file.runs"),
        (archive({"a.txt": bytes(60_000_000)}), "file.bomb"),
    ],
)
def test_a_file_that_could_harm_or_not_open_is_refused_with_its_reason(content: bytes, code: str):
    assert codes(content) == [code]


def test_a_model_that_is_sound_is_kept():
    assert codes(ODT) == []


@pytest.mark.parametrize("name", ["../a.odt", "/etc/a.odt", "C:\\a.odt", "a" * 400])
def test_a_name_that_leads_outside_is_refused(name: str):
    assert codes(ODT, name) == ["file.outside"]


def test_too_many_files_are_refused_at_once():
    named = [(("related", one, "file"), f"{one}.odt") for one in range(MOST_FILES + 1)]
    assert [one.code for one in joined_faults(named, {})] == ["file.count"]


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 ko"), (32_100, "32 ko"), (1_240_000, "1,2 Mo"), (5_000_000, "5 Mo")]
)
def test_a_size_is_said_as_people_say_it(size: int, said: str):
    assert " ".join(weight(size)) == said


def test_a_missing_model_is_a_fault_at_its_line():
    loaded = load({"definition.toml": text().encode()})
    fault = next(one for one in loaded.errors if one.code == "file.absent")
    assert "model" in text().splitlines()[fault.line - 1]


def test_publishing_without_the_file_is_refused_and_keeps_nothing(db: None):
    definition = load(folder()).definition
    assert definition
    with pytest.raises(Refused, match="Il manque le fichier"):
        actions.publish(definition, {}, by=None, at=DURING)
    assert not Edition.objects.exists()


def test_a_file_left_out_of_an_amendment_stays_and_is_stored_once(edition: Edition):
    for given in ({}, {NAME: ODT}):
        actions.amend(
            edition, edition.definition, {}, notice="n", promised=False, files=given, by=None,
            at=DURING,
        )  # fmt: skip
        edition.refresh_from_db()
    assert VersionFile.objects.count() == 3
    assert FileContent.objects.count() == 1
    assert edition.versions.values("digest").distinct().count() == 1


def test_the_file_is_downloaded_under_a_safe_name_and_never_run(client: Client, edition: Edition):
    answer = client.get(f"/appels/{edition.key}/fichiers/{NAME}")
    assert b"".join(answer.streaming_content) == ODT
    assert answer["Content-Disposition"] == 'attachment; filename="budget.odt"'
    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.post(f"/appels/{edition.key}/fichiers/{NAME}").status_code == 405


def test_a_drawing_is_accepted_and_leaves_without_what_could_act(client: Client, db: None):
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0h9"/></svg>'
    held = folder(logo, "logo.svg")
    definition = load(held).definition
    assert definition
    edition = actions.publish(definition, {}, files=held, by=None, at=DURING)
    answer = client.get(f"/appels/{edition.key}/fichiers/logo.svg")
    content = b"".join(answer.streaming_content)
    assert b"M0 0h9" in content
    assert b"alert" not in content
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="logo.svg"'


@pytest.mark.parametrize(
    "name", ["absent.odt", "definition.toml", "../x", "%2e%2e/%2e%2e/x", "é%00"]
)
def test_another_file_is_not_found(client: Client, edition: Edition, name: str):
    assert client.get(f"/appels/{edition.key}/fichiers/{name}").status_code in {400, 404}


def test_only_the_files_of_a_published_call_are_given(client: Client, edition: Edition):
    Edition.objects.update(published_at=None)
    assert client.get(f"/appels/{edition.key}/fichiers/{NAME}").status_code == 404


def test_the_question_and_the_call_page_link_to_the_model(
    client: Client,
    edition: Edition,
    nadia: User,  # noqa: F811 - the fixture
    lens: Territory,  # noqa: F811 - the fixture
):
    with time_machine.travel(DURING, tick=False):
        link = f'href="/appels/{edition.key}/fichiers/{NAME}">Télécharger le modèle (ODT, '
        assert link in client.get(reverse("calls:detail", args=[edition.key])).text
        made = start(edition, territory=lens, by=nadia, at=DURING)
        client.force_login(nadia)
        page = client.get(reverse("applications:section", args=[made.public_id, "projet"])).text
        assert link in page


@pytest.mark.parametrize("count", [1, 3])
def test_more_models_cost_no_more_queries(
    client: Client, db: None, count: int, django_assert_num_queries
):
    annexes = "".join(
        f'\n[[related]]\nlabel = "Annexe {one}"\nfile = "{one}.odt"\n' for one in range(count)
    )
    files = {"definition.toml": (toml(small()) + annexes).encode()}
    files |= {f"{one}.odt": ODT for one in range(count)}
    loaded = load(files)
    assert loaded.definition
    made = actions.publish(loaded.definition, {}, files=files, by=None, at=DURING)
    address = reverse("calls:detail", args=[made.key])
    client.get(address)
    with django_assert_num_queries(3):
        assert client.get(address).text.count("/fichiers/") == count


def test_a_zip_is_published_with_its_model_and_amended_by_its_toml_alone(desk: Client):
    desk.post(reverse("calls:publish"), {"file": zipped(folder()), "publish": "1"})
    made = Edition.objects.get()
    alone = SimpleUploadedFile("definition.toml", text().encode())
    said = {"file": alone, "publish": "1", "notice": "Une précision."}
    assert desk.post(reverse("calls:amend", args=[made.key]), said).status_code == 302
    assert [one.name for one in VersionFile.objects.filter(version__number=2)] == [NAME]


@pytest.mark.parametrize(
    "more",
    [
        {"../ailleurs.odt": ODT},
        {"/etc/ailleurs.odt": ODT},
        {f"{one}.txt": b"x" for one in range(300)},
        {"bombe.odt": bytes(40_000_000)},
        {NAME: b"<svg onload=alert(1)>"},
    ],
    ids=["out", "absolute", "many", "bomb", "kind"],
)
def test_a_hostile_zip_is_refused_in_words(desk: Client, more: dict[str, bytes]):
    answer = desk.post(reverse("calls:publish"), {"file": zipped(folder() | more), "publish": "1"})
    assert answer.status_code == 422
    assert not Edition.objects.exists()
    assert not FileContent.objects.exists()


def test_a_zip_cut_in_its_middle_is_refused(desk: Client):
    whole = bytearray(zipped(folder()).read())
    whole[60:90] = b"\xff" * 30
    upload = SimpleUploadedFile("appel.zip", bytes(whole))
    assert desk.post(reverse("calls:publish"), {"file": upload}).status_code == 422


def test_a_draft_of_a_published_call_gets_its_files_back_and_replaces_them(
    edition: Edition, amina: User
):
    files = queries.published_files(edition.rules_in_force)
    assert files[NAME] == ODT
    draft = drafts.begin(
        files, origin="", by=amina, at=DURING, edition=edition, based_on=edition.current
    )
    assert not publishing.difference(draft).changes
    drafts.add_file(draft, NAME, OTHER, by=amina, at=DURING)
    version = publishing.put_in_force(
        draft, number=draft.current, notice="Un modèle plus clair.", confirmed=True, reread=False,
        by=amina, at=DURING,
    )  # fmt: skip
    assert bytes(version.files.get().body.content) == OTHER


@pytest.mark.django_db
def test_the_command_keeps_the_files_of_the_folder(tmp_path: Path):
    for name, content in folder().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert main(["calls", "publish", str(tmp_path)]) == 0
    assert bytes(VersionFile.objects.get().body.content) == ODT
    (tmp_path / NAME).unlink()
    assert main(["calls", "amend", str(tmp_path), "--notice", "n"]) == 1
