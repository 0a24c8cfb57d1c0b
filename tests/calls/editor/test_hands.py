"""Several hands on one draft: nothing is overwritten, both texts are shown, all saves stay."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.people.models import User

TOML = b"""# Un appel de rien
key = "essai"
title = "Essai" # son titre

[[organisers]]
key = "a"
label = "Premier"

[[organisers]]
key = "b"
label = "Second"
"""


@pytest.fixture
def draft(amina: User) -> Draft:
    return actions.begin({"definition.toml": TOML}, origin="", by=amina, at=timezone.now())


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def chapter(draft: Draft) -> str:
    return reverse("editor:chapter", args=[draft.public_id, "appel"])


def record(draft: Draft, place: str) -> str:
    return reverse("editor:record", args=[draft.public_id, place])


def toml(draft: Draft) -> str:
    return Draft.objects.get(pk=draft.pk).save_now.toml


def typed(base: int = 1, **more: str) -> dict[str, str]:
    return {"base": str(base), "fields": ",".join(one for one in more if ":" not in one), **more}


def test_two_people_on_two_fields_both_win(desk, draft):
    desk.post(chapter(draft), typed(title="Le sien"))
    answer = desk.post(chapter(draft), typed(title="Essai", currency="CHF"))
    assert answer.status_code == 302
    assert 'title = "Le sien" # son titre' in toml(draft)
    assert 'currency = "CHF"' in toml(draft)


def test_two_people_on_one_field_see_both_texts_and_none_is_lost(desk, draft):
    desk.post(chapter(draft), typed(title="Le sien"))
    answer = desk.post(chapter(draft), typed(title="Le mien"))
    assert answer.status_code == 409
    assert "Le sien" in answer.text
    assert 'value="Le mien"' in answer.text
    assert 'title = "Le sien"' in toml(draft)
    desk.post(chapter(draft), typed(base=2, title="Le mien"))
    assert 'title = "Le mien"' in toml(draft)


def test_an_autosave_never_overwrites_either(desk, draft):
    desk.post(chapter(draft), typed(title="Le sien"))
    for _again in range(2):
        answer = desk.post(chapter(draft), typed(title="Le mien"), headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert 'name="base" value="1"' in answer.text
    assert 'title = "Le sien"' in toml(draft)


def test_an_autosave_answers_with_what_the_checks_now_say(desk, draft):
    answer = desk.post(chapter(draft), typed(currency="euro"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'name="base" value="2"' in answer.text
    assert 'id="c-title-dit" hx-swap-oob="true"' in answer.text


def test_what_is_typed_follows_a_record_that_moved(desk, draft):
    desk.post(chapter(draft), {**typed(), "do": "down:organisers.0"})
    desk.post(record(draft, "organisers/0"), typed(label="Premier, corrigé"))
    assert toml(draft).index("Second") < toml(draft).index("Premier, corrigé")


def test_what_is_typed_in_a_record_taken_away_is_given_back(desk, draft):
    desk.post(chapter(draft), {**typed(), "do": "remove:organisers.1"})
    answer = desk.post(record(draft, "organisers/1"), typed(label="Ma longue phrase"))
    assert answer.status_code == 409
    assert "Ma longue phrase" in answer.text
    assert desk.get(record(draft, "organisers/1")).status_code == 404


def test_a_text_changed_meanwhile_is_shown_and_kept(desk, draft):
    address = reverse("editor:text", args=[draft.public_id])
    desk.post(chapter(draft), typed(title="Le sien"))
    answer = desk.post(address, {"base": "1", "text": "key = 'autre'"})
    assert answer.status_code == 409
    assert "Le sien" in answer.text
    assert "Le sien" in toml(draft)
    desk.post(address, {"base": "2", "text": "key = 'autre'", "force": "1"})
    assert toml(draft) == "key = 'autre'\n"


def test_every_save_stays_and_one_comes_back_to_it(desk, draft, amina):
    desk.post(chapter(draft), typed(title="Deux"))
    desk.post(chapter(draft), typed(base=2, title="Trois"))
    page = desk.get(reverse("editor:save", args=[draft.public_id, 2]))
    assert "− title = &quot;Essai&quot; # son titre" in page.text
    desk.post(reverse("editor:save", args=[draft.public_id, 1]))
    assert toml(draft) == TOML.decode()
    assert list(draft.saves.values_list("number", flat=True).order_by("number")) == [1, 2, 3, 4]


def test_a_page_sent_back_unchanged_saves_nothing(desk, draft):
    desk.post(chapter(draft), typed(title="Essai", currency="", languages=""))
    assert draft.saves.count() == 1
