"""What anyone may take: tables with their dictionary and licence, no person, no small count."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions as year
from cordee.journeys.models import Presence
from cordee.journeys.strategy import actions, opendata
from cordee.journeys.strategy.models import FinalStrategy, Strategy
from tests.english import unsaid
from tests.journeys.strategy.conftest import NOW

DAY = datetime(2025, 2, 27, 8, 30, tzinfo=UTC)


def test_the_archive_holds_tables_as_their_dictionary_says_and_names_nobody(lens, eve, amina):
    meeting = lens.cohort.meetings.get(key="j1")
    year.move_meeting(meeting, starts=DAY, ends=DAY + timedelta(hours=7), by=amina,
                      at=DAY - timedelta(days=9))  # fmt: skip
    for one in lens.delegates.all():
        Presence.objects.create(meeting=meeting, delegate=one, day=date(2025, 2, 27), half="am",
                                status="present", at=NOW)  # fmt: skip
    year.close_meeting(meeting, by=amina, at=NOW)
    address = reverse("strategy:data_bundle", args=[lens.cohort.public_id])
    with time_machine.travel(NOW, tick=False):
        content = Client().get(address).content
    archive = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(archive.read("datapackage.json"))
    assert told["licenses"][0]["name"] == "etalab-2.0"
    for resource in told["resources"]:
        rows = list(csv.reader(io.StringIO(archive.read(resource["path"]).decode(), newline="")))
        names = [one["name"] for one in resource["schema"]["fields"]]
        assert rows[0] == names
        assert json.loads(archive.read(f"{resource['name']}.json")) == [
            dict(zip(names, row, strict=True)) for row in rows[1:]
        ]
    whole = "".join(archive.read(name).decode() for name in archive.namelist())
    people = [delegate.person for delegate in lens.delegates.select_related("person")]
    assert not any(one.email in whole or f"{one.given_name} " in whole for one in people)
    presences = json.loads(archive.read("presences.json"))
    assert presences == [{"rencontre": "J1", "presentes": "", "territoires": ""}]  # two people


def test_what_each_column_says_is_english_for_an_english_reader():
    said = [words for table, columns in opendata.DICTIONARY.values()
            for words in (table, *columns.values())]  # fmt: skip
    assert [one for one in said if unsaid(one, "half a day at least|date set|date to be")] == []
    assert isinstance(json.loads(json.dumps(said))[0], str)


def test_small_counts_are_blank_and_others_are_told():
    assert [opendata.counted(one) for one in (0, 1, 4, 5, 40)] == ["0", "", "", "5", "40"]


def test_only_what_is_public_enters(lens, eve, amina):
    actions.write(lens, "cap", "=SOMME(1)", revision=0, by=eve, at=NOW)
    final = actions.finish(lens, by=eve, at=NOW)
    sheet = actions.keep_sheet(
        lens.cohort, lens, author=eve.person, wanted="public", title="Forum", context="",
        successes="Oui", failures="", lesson="", by=eve, at=NOW,
    )  # fmt: skip
    assert opendata.rows(lens.cohort, "strategies") == []
    assert opendata.rows(lens.cohort, "fiches") == []
    FinalStrategy.objects.update(audience="public")
    actions.review_sheet(sheet, "", accepted=True, by=amina, at=NOW)
    found = opendata.rows(lens.cohort, "strategies")
    assert (lens.name, final.content["title"], "Le cap", "=SOMME(1)") in found
    assert "'=SOMME(1)" in opendata.as_csv("strategies", found)
    assert [row[1] for row in opendata.rows(lens.cohort, "fiches")] == ["Forum"]
    assert Strategy.objects.get().audience == "cohort"


def test_anyone_reads_the_page_and_each_table_without_an_account(lens, cost):
    visitor, whole = Client(), lens.cohort.public_id
    with time_machine.travel(NOW, tick=False):
        page = visitor.get(reverse("strategy:data", args=[whole])).text
        assert "Licence Ouverte" in page
        for table in opendata.TABLES:
            assert f"/donnees/{table}.csv" in page
            for form in ("csv", "json"):
                address = reverse("strategy:data_table", args=[whole, table, form])
                assert visitor.get(address).status_code == 200
        for wrong in (("personnes", "csv"), ("fiches", "xml")):
            address = reverse("strategy:data_table", args=[whole, *wrong])
            assert visitor.get(address).status_code == 404
        assert cost(visitor, reverse("strategy:data_bundle", args=[whole])) < 15
