"""Calls for those who do not come to the site: shapes that others harvest, alerts, a card."""

import csv
import io
import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.calls import actions
from cordee.calls.models import Edition, Subscription
from cordee.calls.opendata import aides_territoires, dispositif_aide
from cordee.calls.searching import answers, said, search_of
from cordee.ledger.models import Message
from cordee.programme import load
from tests.applications.conftest import small
from tests.calls.test_calls import DURING, PUBLISHED, call
from tests.calls.test_questions import filled

REQUIRED = {
    "id_aide": r".+", "nom_aide_normalise": r".{1,180}", "porteur_aide": r".+",
    "porteur_siren": r"(?:[^,]{9},)*[^,]{9}",
    "beneficiaires_aide": r"(?:(?:^|,)(Communes|EPCI à fiscalité propre|Départements|Régions|"
    r"Associations|Particuliers|Agriculteurs|Entreprises privées|"
    r"Établissements publics - Services de l'État|Recherche))+",
    "types_aides": r"(?:(?:^|,)(Subvention|Prêt|Avance récupérable|Autre|Technique|Financière|"
    r"Administrative))+",
    "description": r"(?s).+", "thematique_aide": r".+",
    "recurrence_aide": r"Permanente|Ponctuelle|Récurrente", "zone_geographique": r".+",
    "contact": r".+",
}  # fmt: skip
"""Required fields of `dispositif-aide` 0.0.2 and what each must match."""
EXAMPLES = sorted(one.name for one in (settings.BASE_DIR / "programmes").iterdir() if one.is_dir())


@pytest.fixture(autouse=True)
def _calm(db, settings):
    cache.clear()
    settings.SERVICE = settings.SERVICE | {"siren": "385290309"}
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(db: None) -> Edition:
    return actions.publish(small(), {}, by=None, at=PUBLISHED)


def published(name: str) -> Edition:
    loaded = load(settings.BASE_DIR / "programmes" / name)
    assert loaded.definition is not None
    return actions.publish(loaded.definition, loaded.texts, by=None, at=PUBLISHED)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_programme_is_told_in_the_schema_of_etalab(name: str):
    row = dispositif_aide(published(name))
    wrong = [key for key, form in REQUIRED.items() if not re.fullmatch(form, str(row[key]))]
    assert wrong == []
    days = [row["date_ouverture"], row["date_cloture"]]
    assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


@pytest.mark.parametrize(("applicant", "told"), [
    (["person"], "Particuliers"), (["body", "person"], "Régions,Particuliers"),
])  # fmt: skip
def test_a_call_for_people_alone_is_not_told_to_towns(applicant, told):
    definition = small(applicant={"is": applicant}, eligibility=[])
    row = dispositif_aide(actions.publish(definition, {}, by=None, at=PUBLISHED))
    assert row["beneficiaires_aide"].endswith(told)
    assert ("Communes" in row["beneficiaires_aide"]) is ("body" in applicant)


@pytest.mark.parametrize(("within", "scale"), [
    ([], "Pays"), (["region:32"], "Région"), (["departement:62", "departement:59"], "Département"),
    (["departement:62", "region:32"], "Autre"), (["perimeter:massif"], "Autre"),
])  # fmt: skip
def test_the_scale_of_a_call_is_that_of_its_places(within, scale):
    rules = [{"rule": "place", "within": within}] if within else []
    massif = {"key": "massif", "label": "Massif", "within": ["departement:62"]}
    definition = small(eligibility=rules, perimeters=[massif])
    made = actions.publish(definition, {}, by=None, at=PUBLISHED)
    assert aides_territoires(made)["perimeter_scale"] == scale


def test_the_open_data_say_the_same_deadline_as_the_page(client: Client, edition: Edition):
    answer = client.get(reverse("calls:open_calls"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    found = json.loads(answer.content)
    (one,) = found["results"]
    assert (found["count"], one["submission_deadline"]) == (1, "2024-12-19")
    assert one["submission_deadline_at"] == "2024-12-19T12:00:00+01:00"
    assert one["perimeter"] == "Hauts-de-France"
    assert one["application_url"].endswith("/appels/petit-appel/")
    table = b"".join(client.get(reverse("calls:dispositifs_table"))).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table), delimiter=";")
    assert row["aap_ami"] == "Oui"
    assert row["date_cloture"] == "2024-12-19"
    assert (
        json.loads(client.get(reverse("calls:dispositifs")).content)["data"][0]["aap_ami"] is True
    )


@pytest.mark.parametrize(("name", "kind"), [("rss", "rss"), ("atom", "atom")])
def test_a_feed_tells_the_calls_and_their_deadline(client: Client, edition: Edition, name, kind):
    answer = client.get(reverse(f"calls:{name}"))
    assert answer["Content-Type"].startswith(f"application/{kind}+xml")
    text = answer.content.decode()
    assert "Petit appel" in text
    assert "19\u00a0décembre 2024 à 12\u00a0h" in text
    assert str(edition.public_id) in text


def test_a_feed_keeps_its_standard_and_no_text_of_a_call_is_taken_for_html(client: Client):
    bad = {"title": "Appel <i>", "summary": "Eau & <img src=x onerror=alert(1)>"}
    actions.publish(small(**bad), {}, by=None, at=PUBLISHED)
    atom = ET.fromstring(client.get(reverse("calls:atom")).content)  # noqa: S314 - our own bytes
    space = "{http://www.w3.org/2005/Atom}"
    for wanted in ("id", "title", "updated", "author"):  # RFC 4287 § 4.1.1
        assert atom.find(space + wanted) is not None
    rss = ET.fromstring(client.get(reverse("calls:rss")).content)  # noqa: S314 - our own bytes
    for told in (atom.find(f"{space}entry/{space}summary"), rss.find("channel/item/description")):
        assert told.text.startswith("Eau &amp; &lt;img src=x")


def test_every_deadline_is_in_one_calendar_under_the_uid_of_its_call(
    client: Client, edition: Edition
):
    def uids(address: str) -> set[str]:
        found = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        return {str(event["uid"]) for event in found}

    every = uids(reverse("calls:deadlines"))
    assert len(every) == 1
    assert every <= uids(reverse("calls:calendar", args=[edition.key]))


def test_the_card_alone_may_stand_elsewhere_and_runs_nothing(client: Client, edition: Edition):
    answer = client.get(reverse("calls:card", args=[edition.key]))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert "<script" not in answer.text
    assert not answer.cookies
    other = client.get(reverse("calls:detail", args=[edition.key]))
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


def test_what_is_not_public_is_in_no_feed(client: Client, edition: Edition, amina):
    actions.archive(edition, by=amina, at=DURING)
    for name in ("rss", "atom", "open_calls", "dispositifs", "deadlines"):
        assert "Petit appel" not in client.get(reverse(f"calls:{name}")).content.decode()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({}, True),
        ({"words": "PETIT appel"}, True),
        ({"words": "petit éléphant"}, False),
        ({"department": "62"}, True),
        ({"department": "13"}, False),
        ({"words": "centre", "department": "59"}, True),
    ],
)
def test_a_search_finds_by_words_and_by_place(search, found):
    assert answers(small(), search) is found


def test_a_search_is_cleaned_and_said():
    asked = {"words": "  mise en\u0000  récits ", "department": "999", "x": "1"}
    assert search_of(asked) == {"words": "mise en récits"}
    assert said({"words": "eau", "department": "62"}) == "« eau », Pas-de-Calais"
    assert said({}) == "tous les appels"


def test_an_alert_tells_a_new_call_once_and_only_what_was_asked(client: Client, edition: Edition):
    sent = {"words": "appel", "department": "62", "alert_email": "zoe@example.org"}
    assert filled(client, reverse("calls:following"), **sent).status_code == 302
    one = Subscription.objects.get()
    assert one.search == {"words": "appel", "department": "62"}
    later = DURING + timedelta(days=1)
    new = actions.publish(call("nouvel-appel"), {}, by=None, at=later)
    assert actions.alert(at=later) == 0
    actions.confirm(one, at=DURING)
    other = actions.follow("bob@example.org", search={"words": "girafe"}, by=None, at=DURING)
    actions.confirm(other, at=DURING)
    assert [actions.alert(at=later), actions.alert(at=later + timedelta(hours=1))] == [1, 0]
    letter = Message.objects.get(key__startswith="alert:")
    assert letter.to == "zoe@example.org"
    assert new.title in letter.subject
    assert letter.text.count("Date limite") == 1
    stop = letter.unsubscribe.removeprefix(settings.SITE_URL)
    assert Client(enforce_csrf_checks=True).post(stop).status_code == 302
    actions.publish(call("encore"), {}, by=None, at=later + timedelta(days=1))
    assert actions.alert(at=later + timedelta(days=2)) == 0


@pytest.mark.parametrize("name", ["rss", "atom", "deadlines", "open_calls", "dispositifs"])
def test_a_feed_costs_the_same_however_many_calls(
    client: Client, edition: Edition, cost, name: str
):
    few = cost(client, reverse(f"calls:{name}"))
    for number in range(3):
        actions.publish(call(f"appel-{number}"), {}, by=None, at=PUBLISHED)
    assert cost(client, reverse(f"calls:{name}")) == few <= 2
