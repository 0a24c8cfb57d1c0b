"""Every page of a draft answers, and what is written in it is in the file."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls import uploads
from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft, Save
from cordee.calls.models import Edition
from cordee.people.models import User

NAME = "mise-en-recits-2024"


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


@pytest.fixture
def draft(amina: User) -> Draft:
    files = uploads.example_files(NAME)
    return actions.begin(files, origin="exemple", by=amina, at=timezone.now())


def page(draft: Draft, place: str) -> str:
    return reverse("editor:record", args=[draft.public_id, place])


def part(draft: Draft, slug: str) -> str:
    return reverse("editor:chapter", args=[draft.public_id, slug])


def now(draft: Draft) -> Save:
    return Draft.objects.get(pk=draft.pk).save_now


@pytest.mark.parametrize("slug", ["appel", "textes", "temps", "qui", "choix", "argent", "origine"])
def test_each_part_of_an_example_has_its_page(desk: Client, draft: Draft, slug: str):
    assert desk.get(part(draft, slug)).status_code == 200


@pytest.mark.parametrize("place", ["form", "year", "windows/0", "form/sections/0", "criteria/0"])
def test_each_record_has_its_page(desk: Client, draft: Draft, place: str):
    assert desk.get(page(draft, place)).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["draft", "text", "files", "remarks", "history", "download", "publish", "explained"],
)
def test_each_page_around_a_draft_answers(desk: Client, draft: Draft, name: str):
    assert desk.get(reverse(f"editor:{name}", args=[draft.public_id])).status_code == 200


@pytest.mark.parametrize("who", ["appel", "candidat", "jury", "laureats", "calendrier"])
def test_a_preview_shows_the_page_and_keeps_nothing(desk: Client, draft: Draft, who: str):
    answer = desk.get(reverse("editor:preview", args=[draft.public_id, who]))
    assert answer.status_code == 200
    assert "Aperçu" in answer.text
    assert not Edition.objects.exists()


def test_a_field_is_written_in_the_file_and_nothing_else_moves(desk: Client, draft: Draft):
    before = now(draft).toml
    answer = desk.post(
        part(draft, "appel"), {"base": "1", "fields": "title", "title": "Un autre titre"}
    )
    assert answer.status_code == 302
    after = now(draft).toml
    changed = [pair for pair in zip(before.split("\n"), after.split("\n"), strict=True)
               if pair[0] != pair[1]]  # fmt: skip
    assert len(changed) == 1
    assert changed[0][1] == 'title = "Un autre titre"'


def test_what_nobody_changed_since_a_draft_began_is_to_be_read_again(desk: Client):
    begun = desk.post(reverse("editor:begin"), {"way": "skeleton", "key": "essai"})
    draft = Draft.objects.get()
    assert begun.status_code == 302
    assert (
        "Les avez-vous relues" in desk.get(reverse("editor:publish", args=[draft.public_id])).text
    )
    first = desk.get(reverse("editor:draft", args=[draft.public_id])).text.count("à relire")
    text = now(draft).toml.replace("Le titre de l’appel", "Nourrir la ville")
    actions.write_file(draft, "definition.toml", text, base=1, by=draft.begun_by, at=timezone.now())
    shown = desk.get(reverse("editor:draft", args=[draft.public_id])).text
    assert shown.count("à relire") == first - 1
