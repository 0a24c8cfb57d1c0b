"""A jury in a real browser: one juror on her phone, with and without JavaScript, and her team."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.selection import actions
from cordee.selection.models import Mark
from tests.browser.test_phone_walk import tab_to
from tests.browser.visits import assert_accessible, assert_sober, screenshot
from tests.selection.conftest import (  # noqa: F401 - the fixtures of the jury
    CLOSED,
    arras,
    edition,
    hand_in,
    juror,
    lens,
    lille,
    other,
    panel,
    sits,
)

PHONE = (360, 740)


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


def url(name, panel, *more):  # noqa: F811 - a fixture, asked for by its name
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def test_a_juror_declares_then_marks_on_her_phone(browser, panel, denise, amina, lens):  # noqa: F811 - a fixture, asked for by its name
    actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    page = browser.open("/jury/", user=denise, size=PHONE)
    assert_accessible(page)
    page.get_by_role("link", name="Petit appel").click()
    page.get_by_role("heading", name="Déclarer mes intérêts").wait_for()
    assert_accessible(page)
    screenshot(page, "jury-interets-telephone")
    page.get_by_role("button", name="je déclare mes intérêts").click()
    page.get_by_role("link", name="Lens").wait_for()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "jury-file-telephone")
    page.get_by_role("link", name="Lens").click()
    page.get_by_role("link", name="Aller à la grille").click()
    page.get_by_label("Note donnée – Pertinence").fill("14,5")
    page.get_by_text("Enregistré à").first.wait_for()
    page.get_by_label("20 – solide").check()
    page.get_by_text("Enregistré à").nth(1).wait_for()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "jury-dossier-telephone")
    assert sorted(Mark.objects.values_list("value", flat=True)) == [14.5, 20]


def test_a_wrong_mark_says_so_and_stays_on_the_page(browser, panel, juror, lens, denise):  # noqa: F811 - a fixture, asked for by its name
    browser.expect("422")
    page = browser.open(url("file", panel, lens.public_id), user=denise, size=PHONE)
    page.get_by_label("Note donnée – Pertinence").fill("25")
    page.get_by_text("La note va de 0 à 20.").wait_for()
    page.get_by_label("Note donnée – Pertinence").fill("12")
    page.get_by_text("Enregistré à").first.wait_for()
    assert Mark.objects.get().value == 12


def test_without_javascript_the_grid_is_saved_by_its_button(browser, panel, juror, lens, denise):  # noqa: F811 - a fixture, asked for by its name
    page = browser.open(
        url("file", panel, lens.public_id), user=denise, size=PHONE, javascript=False
    )
    page.get_by_label("Note donnée – Pertinence").fill("11")
    page.get_by_label("Je ne me prononce pas").last.check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Vos notes sont enregistrées.").wait_for()
    assert Mark.objects.filter(given=True).count() == 2
    page.goto(url("grid", panel))
    page.get_by_label("Pertinence – Lille").first.fill("9")
    page.get_by_role("button", name="Enregistrer la grille").click()
    page.get_by_text("Vos notes sont enregistrées.").wait_for()
    assert Mark.objects.filter(value=9).exists()


def test_a_juror_marks_by_the_keyboard_alone(browser, panel, juror, lens, denise):  # noqa: F811 - a fixture, asked for by its name
    page = browser.open(url("grid", panel), user=denise, size=PHONE)
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "jury-grille-telephone")
    tab_to(page, page.get_by_label("Pertinence – Arras").first)
    for keys in (["1", "4"], ["Tab"], ["Tab", "1"], ["Tab", "Tab", "9"]):
        for key in keys:
            page.keyboard.press(key)
    page.get_by_text("Enregistré à").nth(1).wait_for()
    tab_to(page, page.get_by_role("button", name="Enregistrer la grille"))
    page.keyboard.press("Enter")
    page.get_by_text("Vos notes sont enregistrées.").wait_for()
    given = Mark.objects.order_by("deposit__application__body_name", "criterion")
    assert [(one.criterion, one.value) for one in given] == [
        ("equipe", 10), ("pertinence", 14), ("pertinence", 9),
    ]  # fmt: skip
    page.goto(url("file", panel, lens.public_id))
    tab_to(page, page.get_by_role("link", name="Aller à la grille"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("0 – absente"), within=6)
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("10 – correcte").is_checked()
    tab_to(page, page.get_by_label(re.compile("Commentaire.*Équipe")), within=2)
    page.keyboard.type("Équipe soudée, à suivre.")
    tab_to(page, page.get_by_role("button", name="Enregistrer, dossier suivant"), within=2)
    page.keyboard.press("Enter")
    page.get_by_text("Vos notes sont enregistrées.").wait_for()
    assert Mark.objects.get(deposit=lens, criterion="equipe").comment == "Équipe soudée, à suivre."


def test_every_page_of_the_team_is_accessible(browser, panel, juror, other, lens, amina):  # noqa: F811, PLR0917 - fixtures, by name
    made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    actions.explain(made)
    context = browser.person(user=amina)
    page = context.new_page()
    page.goto(reverse("selection:panels"))
    assert_accessible(page)
    for name in ("follow", "members", "ranking", "choices", "decision"):
        page.goto(url(name, panel))
        assert_accessible(page)
    for name in ("choice", "reasons", "decide"):
        page.goto(url(name, panel, made.public_id))
        assert_accessible(page)
    page.goto(url("choice", panel, made.public_id))
    assert_sober(page)
