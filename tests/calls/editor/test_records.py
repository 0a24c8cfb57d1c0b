"""Lists, kinds, conditions inside conditions, several languages: written from the pages alone."""

import tomllib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.people.models import User
from cordee.programme.schema.definition import FORMAT

TOML = b'# Rien\nkey = "essai"\ntitle = "Essai"\n'


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


@pytest.fixture
def draft(amina: User) -> Draft:
    return actions.begin({"definition.toml": TOML}, origin="", by=amina, at=timezone.now())


def data(draft: Draft) -> dict:
    return Draft.objects.get(pk=draft.pk).save_now.data


def send(desk: Client, draft: Draft, place: str, **fields: str):
    name = "record" if "/" in place or place in {"form", "team", "year"} else "chapter"
    address = reverse(f"editor:{name}", args=[draft.public_id, place])
    names = ",".join(one for one in fields if one != "do" and ":" not in one)
    base = Draft.objects.get(pk=draft.pk).current
    return desk.post(address, {"base": base, "fields": names, **fields})


def test_conditions_stand_inside_conditions_as_deep_as_needed(desk, draft):
    send(desk, draft, "qui", **{"do": "add:eligibility", "kind:eligibility": "at_least"})
    top = "eligibility/0"
    send(desk, draft, top, count="2", sentence="Deux sur trois.")
    for kind in ("kind", "any_of", "declares"):
        send(desk, draft, top, **{"do": "add:conditions", "kind:conditions": kind})
    inner = f"{top}/conditions/1"
    send(desk, draft, inner, **{"do": "add:conditions", "kind:conditions": "place"})
    send(desk, draft, f"{inner}/conditions/0", within="departement:62\nperimeter:littoral")
    send(desk, draft, f"{top}/conditions/2", statement="Nous sommes prêts.")
    assert data(draft)["eligibility"] == [
        {
            "rule": "at_least", "count": 2, "sentence": "Deux sur trois.",
            "conditions": [
                {"rule": "kind"},
                {"rule": "any_of", "conditions": [
                    {"rule": "place", "within": ["departement:62", "perimeter:littoral"]}]},
                {"rule": "declares", "statement": "Nous sommes prêts."},
            ],
        }
    ]  # fmt: skip


def test_a_condition_may_be_the_value_of_a_field(desk, draft):
    send(desk, draft, "argent", **{"do": "add:fees", "new:fees": "Participation"})
    send(desk, draft, "fees/0", do="add:rates")
    send(desk, draft, "fees/0/rates/0", amount="350,50")
    send(desk, draft, "fees/0/rates/0", **{"do": "add:when", "kind:when": "number"})
    send(desk, draft, "fees/0/rates/0/when", fact="population", below="20 000")
    assert data(draft)["fees"][0]["rates"] == [
        {"amount": 350.5, "when": {"rule": "number", "fact": "population", "below": 20000}}
    ]


def test_a_record_changes_kind_and_keeps_what_it_said(desk, draft):
    send(desk, draft, "qui", **{"do": "add:eligibility", "kind:eligibility": "kind"})
    send(desk, draft, "eligibility/0", among="commune\nepci", sentence="Une commune.")
    send(desk, draft, "eligibility/0", **{"do": "kind:", "other-kind": "declares"})
    assert data(draft)["eligibility"] == [
        {"rule": "declares", "among": ["commune", "epci"], "sentence": "Une commune."}
    ]
    page = desk.get(reverse("editor:record", args=[draft.public_id, "eligibility/0"]))
    assert "Lignes que Cordée ne connaît pas" in page.text


def test_two_new_records_of_one_name_receive_two_keys(desk, draft):
    for _twice in range(2):
        send(desk, draft, "temps", **{"do": "add:tracks", "new:tracks": "Élu·e & Cie"})
    assert [one["key"] for one in data(draft)["tracks"]] == ["elue-cie", "elue-cie-2"]


def test_each_text_has_a_box_per_language(desk, draft):
    send(desk, draft, "appel", languages="fr\nen")
    address = reverse("editor:chapter", args=[draft.public_id, "appel"])
    page = desk.get(address)
    assert 'name="title:fr"' in page.text
    desk.post(address, {"base": "2", "fields": "title", "title:fr": "Essai",
                        "title:en": "A try"})  # fmt: skip
    assert data(draft)["title"] == {"fr": "Essai", "en": "A try"}
    desk.post(address, {"base": "3", "fields": "title", "title:fr": "", "title:en": "A try"})
    assert data(draft)["title"] == {"en": "A try"}


def test_what_is_not_understood_is_kept_and_told(desk, draft):
    send(desk, draft, "temps", **{"do": "add:milestones", "new:milestones": "Réponse"})
    send(desk, draft, "milestones/0", when="vers Noël")
    assert data(draft)["milestones"][0]["when"] == "vers Noël"
    page = desk.get(reverse("editor:record", args=[draft.public_id, "milestones/0"]))
    assert "n’est pas une date reconnue" in page.text.split('id="c-when-dit"')[1][:300]


def test_a_small_record_comes_and_goes_with_its_fields(desk, draft):
    send(desk, draft, "temps", **{"do": "add:tracks", "new:tracks": "Un"})
    send(desk, draft, "choix", **{"do": "add:stages", "new:stages": "Examen"})
    send(desk, draft, "stages/0", **{"ends.anchor": "start", "ends.offset": "2 semaines avant"})
    assert data(draft)["stages"][0]["ends"] == {"anchor": "start", "offset": "-P2W"}
    send(desk, draft, "stages/0", **{"ends.anchor": "", "ends.offset": ""})
    assert "ends" not in data(draft)["stages"][0]


def test_an_element_moves_and_the_page_stays_where_it_was(desk, draft):
    for name in ("A", "B"):
        send(desk, draft, "temps", **{"do": "add:tracks", "new:tracks": name})
    answer = send(desk, draft, "temps", do="down:tracks.0")
    assert answer["Location"].endswith("#r-tracks-1")
    assert [one["key"] for one in data(draft)["tracks"]] == ["b", "a"]
    assert send(desk, draft, "temps", do="up:tracks.0").status_code == 422
    assert send(desk, draft, "temps", do="down:tracks.1").status_code == 422


def test_a_part_never_written_is_opened_by_its_button(desk, draft):
    address = reverse("editor:open", args=[draft.public_id, "annee"])
    assert "L’appel n’en dit encore rien" in desk.get(address).text
    answer = desk.post(address)
    assert answer["Location"] == reverse("editor:record", args=[draft.public_id, "year"])
    assert data(draft)["year"] == {}
    assert desk.get(answer["Location"]).status_code == 200


def test_an_old_format_is_rewritten_and_its_comments_stay_in_the_history(desk, draft, monkeypatch):
    valid = (
        TOML + b'[[organisers]]\nkey = "o"\nlabel = "O"\n[[windows]]\nkey = "w"\npermanent = true\n'
    )
    old = actions.begin({"definition.toml": b"format = 0\n" + valid}, origin="",
                        by=draft.begun_by, at=timezone.now())  # fmt: skip
    monkeypatch.setattr("cordee.programme.upgrade.UPGRADES", {0: dict})
    assert "ancien format" in desk.get(old.get_absolute_url()).text
    assert desk.post(reverse("editor:modernise", args=[old.public_id])).status_code == 302
    assert data(old)["format"] == FORMAT
    assert "# Rien" in old.saves.get(number=1).toml
    assert "# Rien" not in old.saves.get(number=2).toml


def test_lists_cost_the_same_however_long(desk, draft, cost):
    pages = [reverse("editor:list"), reverse("editor:history", args=[draft.public_id]),
             reverse("editor:chapter", args=[draft.public_id, "temps"])]  # fmt: skip
    send(desk, draft, "temps", **{"do": "add:tracks", "new:tracks": "A"})
    few = [cost(desk, page) for page in pages]
    for name in ("B", "C"):
        send(desk, draft, "temps", **{"do": "add:tracks", "new:tracks": name})
        actions.begin({"definition.toml": TOML}, origin="", by=draft.begun_by, at=timezone.now())
    assert [cost(desk, page) for page in pages] == few


def test_a_file_is_added_written_and_taken_away(desk, draft):
    desk.post(reverse("editor:files", args=[draft.public_id]), {"name": "contexte.md"})
    address = reverse("editor:file", args=[draft.public_id, "contexte.md"])
    desk.post(address, {"base": "2", "text": "# Pourquoi\r\n\r\nParce que."})
    assert Draft.objects.get().save_now.texts == {"contexte.md": "# Pourquoi\n\nParce que.\n"}
    desk.post(reverse("editor:remove_file", args=[draft.public_id, "contexte.md"]))
    assert Draft.objects.get().save_now.texts == {}
    assert desk.get(address).status_code == 404


def test_the_file_stays_readable_by_any_reader_of_toml(desk, draft):
    send(desk, draft, "appel", summary='Une "longue"\nphrase, avec \\ et « ceci ».')
    assert tomllib.loads(Draft.objects.get().save_now.toml)["summary"] == (
        'Une "longue"\nphrase, avec \\ et « ceci ».'
    )
