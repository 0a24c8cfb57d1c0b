"""A draft is seen as each reader will see it, through the real pages, and nothing is kept."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.applications.models import Application
from cordee.calls import uploads
from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.calls.editor.previews import previews
from cordee.calls.models import Edition
from cordee.ledger.models import Entry
from cordee.people.models import User
from cordee.programme.commands.begin import skeleton

FOLDERS = {name: uploads.example_files(name) for name in uploads.examples()} | {
    "trame": {n: t.encode() for n, t in skeleton("essai", date(2030, 1, 7)).items()}
}


def begun(by: User, name: str) -> Draft:
    return actions.begin(FOLDERS[name], origin=name, by=by, at=timezone.now())


def seen(client: Client, draft: Draft, who: str, *part: str):
    name = "preview_part" if part else "preview"
    return client.get(reverse(f"editor:{name}", args=[draft.public_id, who, *part]))


@pytest.mark.parametrize("name", FOLDERS)
def test_every_reader_sees_every_example_and_nothing_is_written(client, amina, name):
    client.force_login(amina)
    draft, entries = begun(amina, name), Entry.objects.count()
    for one in previews():
        answer = seen(client, draft, one.slug)
        assert answer.status_code == 200, one.slug
        assert "rien n’est publié" in answer.text
        assert "csrfmiddlewaretoken" not in answer.text.split("<main")[1].split('method="post"')[-1]
    assert (Edition.objects.count(), Application.objects.count()) == (0, 0)
    assert Entry.objects.count() == entries


def test_the_candidate_walks_through_the_pages_of_the_form(client, amina):
    client.force_login(amina)
    draft = begun(amina, "trame")
    first = seen(client, draft, "candidat")
    address = reverse("editor:preview_part", args=[draft.public_id, "candidat", "projet"])
    assert f'href="{address}"' in first.text
    page = seen(client, draft, "candidat", "projet")
    assert "Décrivez votre projet" in page.text
    assert "hx-post" not in page.text.split("<main")[1]
    assert "<button disabled" in page.text


def test_the_juror_sees_the_grid_of_the_draft(client, amina):
    client.force_login(amina)
    page = seen(client, begun(amina, "trame"), "jury")
    assert "Qualité du projet" in page.text
    assert "Ici, ce que l’équipe aura répondu." in page.text


def test_a_draft_that_cannot_be_read_leads_to_its_faults(client, amina):
    client.force_login(amina)
    draft = actions.begin({"definition.toml": b"title = 3\n"}, origin="", by=amina,
                          at=timezone.now())  # fmt: skip
    answer = seen(client, draft, "candidat")
    assert answer["Location"] == reverse("editor:remarks", args=[draft.public_id])


@pytest.mark.parametrize("who", ["candidat", "jury"])
def test_no_link_of_a_preview_leads_to_a_row_that_is_not_there(client, amina, who):
    client.force_login(amina)
    draft = begun(amina, "mise-en-recits-2024")
    page = seen(client, draft, who).text.split("<main")[1]
    led = {found for found in re.findall(r'<a\b[^>]*\shref="(/[^"#?]*)', page) if "-" in found}
    assert led
    assert {found: client.get(found).status_code for found in led} == dict.fromkeys(led, 200)
