"""Writing a call, in a real browser: cloned, corrected while the panel speaks, published, amended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.calls.models import Edition
from tests.browser.visits import (
    DESKTOP,
    PHONE,
    assert_accessible,
    assert_sober,
    screenshot,
    weight_of,
)

NAME = "mise-en-recits-2024"


@pytest.fixture
def published(transactional_db, amina):
    loaded = uploads.read_example(NAME)
    return calls.publish(loaded.definition, loaded.texts, by=amina, at=timezone.now())


@pytest.fixture
def draft(published, amina):
    files = uploads.example_files(NAME)
    return actions.begin(files, origin=f"exemple {NAME}", by=amina, at=timezone.now())


PLACES = {
    "debut": "",
    "appel": "partie/appel/",
    "temps": "partie/temps/",
    "qui": "partie/qui/",
    "formulaire": "fiche/form/",
    "question": "fiche/form/sections/1/questions/0/",
    "etape": "fiche/stages/0/",
    "choix": "partie/choix/",
    "rencontre": "fiche/year/meetings/0/",
    "annee": "fiche/year/",
    "texte": "texte/",
    "publier": "publier/",
    "apercu": "apercu/appel/",
    "fichiers": "fichiers/",
    "constats": "constats/",
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_every_page_is_accessible_and_sober(browser, draft, amina, size):
    person = browser.person(user=amina, size=size)
    for name, place in PLACES.items():
        page = person.new_page()
        page.goto(f"{draft.get_absolute_url()}{place}")
        screenshot(page, f"redaction-{name}-{size[0]}")
        assert_accessible(page)
        if size == DESKTOP:
            print(name, weight_of(page))
            assert_sober(page)
        page.close()
