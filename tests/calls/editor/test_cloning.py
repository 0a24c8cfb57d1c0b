"""Last year's call, for next year: every date on its weekday, comments kept."""

from datetime import timedelta
from typing import get_args

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor.cloning import cloned
from cordee.calls.editor.models import Draft
from cordee.programme import load
from cordee.programme.schema.base import Due
from cordee.programme.schema.timeline import Window
from cordee.programme.schema.walk import every
from cordee.programme.shift import DUES, WHENS, shifted
from tests.programme.everything import kinds


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


@pytest.mark.parametrize(("written", "moved"), [
    ("due = 2027-03-31", "due = 2028-03-29"), ('due = "2027-06"', 'due = "2028-06"'),
    ('due = "late 2027-09"', 'due = "late 2028-09"'), ('due = "2027-W25"', 'due = "2028-W25"'),
    ('due = { date = "2027-Q2" }', 'due = { date = "2028-Q2" }'),
    ('due = "meeting.j1"', 'due = "meeting.j1"'), ('given = "rotation"', 'given = "rotation"'),
    ('when = "2027-04/2027-07"', 'when = "2028-04/2028-07"'),
    ('opens = "2027-01-11T09:00:00"', 'opens = "2028-01-10T09:00:00"'),
    ('fee = { until = "2027-02-01" }', 'fee = { until = "2028-01-31" }'),
    ('silence = { after = "P4M" }', 'silence = { after = "P4M" }'),
    ('label = "Le 15 février 2027"', 'label = "Le 14 février 2028"'),
    ('label = "By 15 February 2027"', 'label = "By 14 February 2028"'),
    ('label = "May 31, 2027, noon"', 'label = "May 29, 2028, noon"'),
    ('label = "In June 2027, maybe"', 'label = "In June 2028, maybe"'),
    ('label = "On 31 June 2027"', 'label = "On 31 June 2027"'),
])  # fmt: skip
def test_a_date_however_written_moves_and_stays_as_vague(written: str, moved: str):
    files = cloned({"definition.toml": f'key = "a"\n{written}\n'.encode()}, key="b", weeks=52)
    assert files["definition.toml"].decode().split("\n")[1] == moved


def test_every_deadline_of_the_vocabulary_is_known_to_move():
    def holds(annotation: object) -> bool:
        return annotation is Due or any(map(holds, get_args(annotation)))

    found = {info.alias or name for kind in kinds() for name, info in kind.model_fields.items()
             if holds(info.annotation)}  # fmt: skip
    assert found - WHENS == DUES


def test_a_published_call_is_cloned_from_its_page(client: Client, amina):
    loaded = load(uploads.example_files("mise-en-recits-2024"))
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
