"""Last year's call, for next year: every date on its weekday, comments kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor.cloning import cloned
from cordee.calls.editor.models import Draft
from cordee.programme import load
from cordee.programme.schema.timeline import Window
from cordee.programme.schema.walk import every
from cordee.programme.shift import shifted


@pytest.mark.parametrize("name", uploads.examples())
def test_a_clone_says_what_shifting_says_and_keeps_its_comments(name):
    files = uploads.example_files(name)
    before = load(files).definition
    made = cloned(files, key="essai-2030", weeks=53)
    after = load(made)
    assert before
    assert after.definition
    moved = shifted(before, 53, key="essai-2030")
    plain = [window.model_copy(update={"extensions": ()}) for window in moved.windows]
    assert list(after.definition.windows) == plain
    assert after.definition.milestones == moved.milestones
    assert after.definition.year.meetings == moved.year.meetings
    comments = [line for line in files["definition.toml"].decode().split("\n")
                if line.startswith("#")]  # fmt: skip
    kept = made["definition.toml"].decode().split("\n")
    assert [line for line in comments if line not in kept] == []


def test_each_closing_keeps_its_weekday_and_its_hour():
    files = uploads.example_files("mise-en-recits-2024")
    old, new = load(files).definition, load(cloned(files, key="n", weeks=52)).definition
    assert old
    assert new
    for (_, before), (_, after) in zip(every(old, Window), every(new, Window), strict=True):
        assert after.closes - before.closes == timedelta(weeks=52)


def test_a_published_call_is_cloned_from_its_page(client: Client, amina):
    loaded = uploads.read_example("mise-en-recits-2024")
    calls.publish(loaded.definition, loaded.texts, by=amina, at=timezone.now())
    client.force_login(amina)
    sent = {"way": "edition", "edition": "mise-en-recits-2024", "key": "recits-2026",
            "weeks": "104"}  # fmt: skip
    answer = client.post(reverse("editor:begin"), sent)
    draft = Draft.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    assert draft.save_now.data["key"] == "recits-2026"
    assert draft.save_now.data["windows"][0]["closes"].strftime("%A") == "Thursday"
    assert draft.edition is None
