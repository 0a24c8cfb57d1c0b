"""The panel's pages in a real browser: shared out, talked about, read off line, analysed."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.selection import actions, queries
from cordee.selection.rules.sharing import Terms
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
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
from tests.selection.test_packets import NOTES, filled


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


def url(name, panel, *more):  # noqa: F811 - a fixture, asked for by its name
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture
def lived(panel, juror, other, lens, amina, denise, etienne):  # noqa: F811, PLR0917 - fixtures, by name
    """Files shared and marked, a thread, a common file, an explained proposal."""
    actions.share_out(panel, Terms(2, 0, 9, 1, "granit"), by=amina, at=CLOSED)
    for seat, less in ((juror, 0), (other, 6)):
        for rank, deposit in enumerate(queries.files(panel)):
            by = seat.person.user
            value = Decimal(18 - 3 * rank - less)
            actions.mark(seat, deposit, "pertinence", value, comment="Clair.", by=by, at=CLOSED)
            actions.mark(seat, deposit, "equipe", Decimal(10), by=by, at=CLOSED)
    text = "Le portage politique me paraît fragile : qui répond après les élections ?"
    actions.remark(panel, lens.application, text, audience="staff", by=etienne, at=CLOSED)
    actions.calibrate_on(panel, lens.application, by=amina, at=CLOSED)
    actions.explain(actions.propose(panel, seed="granit", by=amina, at=CLOSED))
    return panel


def test_the_pages_of_the_team_read_well(browser, lived, juror, lens, amina):  # noqa: F811 - a fixture, asked for by its name
    page = browser.open(url("sharing", lived), user=amina)
    key = lens.application.public_id
    for name, more in (
        ("sharing", ()), ("sharing_file", (key,)), ("seat", (juror.public_id,)), ("members", ()),
        ("team_file", (lens.public_id,)), ("analysis", ()), ("declare_as_team", ()),
    ):  # fmt: skip
        page.goto(url(name, lived, *more))
        assert_accessible(page)
        screenshot(page, f"jury-{name}")
    assert_sober(page)


def test_the_pages_of_a_juror_read_well_on_a_phone(  # noqa: PLR0917 - fixtures, by name
    browser, lived, juror, lens, denise, tmp_path  # noqa: F811 - a fixture, asked for by its name
):  # fmt: skip
    page = browser.open(url("file", lived, lens.public_id), user=denise, size=PHONE)
    assert_accessible(page)
    screenshot(page, "jury-fil-telephone")
    page.get_by_label("Votre message").fill("D’accord, à vérifier.")
    page.get_by_role("button", name="Envoyer au fil").click()
    page.get_by_text("Votre message est dans le fil.").wait_for()
    page.goto(url("offline", lived))
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "jury-hors-ligne-telephone")
    sheet = tmp_path / "grille.ods"
    sheet.write_bytes(filled(juror, NOTES))
    page.get_by_label("Ma grille remplie").set_input_files(sheet)
    page.get_by_role("button", name="Comparer avec mes notes").click()
    page.get_by_role("heading", name="Ce que ma grille changerait").wait_for()
    assert_accessible(page)
    screenshot(page, "jury-grille-comparee-telephone")
    page.get_by_role("button", name="Remplacer mes notes").click()
    page.get_by_text("Votre grille est enregistrée").wait_for()
