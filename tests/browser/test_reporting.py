"""The director writes the report of a year, reads it as it will be, and signs it."""

import pytest

from cordee.people.models import User
from cordee.reports import actions
from cordee.reports.models import Report
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.reports.test_writing import AT, YEAR, amina, draft  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_is_written_read_and_signed(browser, draft, amina: User):  # noqa: F811 - a fixture
    actions.sign_draft(draft, by=amina, at=AT)
    following = actions.begin(YEAR, title="Bilan suivant", by=amina, at=AT)
    actions.add_line(following, side="income", heading="Dons", label="Un don", amount=120,
                     by=amina, at=AT)  # fmt: skip
    page = browser.open(f"/espace/bilans/redaction/{following.public_id}/", user=amina)
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "bilan-plan")
    page.get_by_role("link", name="1. L’année").click()
    page.get_by_label("Texte").fill("Une année de [chiffre:calls|environ 12] appels.")
    assert_accessible(page)
    screenshot(page, "bilan-partie")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="1.1. Les appels").click()
    page.get_by_label("Ce qu’est devenu").fill("Il a eu **lieu**.")
    page.get_by_role("button", name="Enregistrer").click()
    for name in ("Comptes", "Chiffres déclarés"):
        page.get_by_role("link", name=name).click()
        assert_accessible(page)
        screenshot(page, f"bilan-{name.split()[0].lower()}")
    browser.expect("422")
    page.get_by_role("link", name="Aperçu et signature").click()
    page.get_by_role("button", name="Arrêter le bilan").click()
    assert page.get_by_text("est loin de 0").first.is_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Plan").click()
    page.get_by_role("link", name="1. L’année").click()
    page.get_by_label("Texte").fill("Une année de [chiffre:calls] appel.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Aperçu et signature").click()
    screenshot(page, "bilan-apercu")
    page.get_by_role("button", name="Arrêter le bilan").click()
    report = Report.objects.get(title="Bilan suivant")
    assert "Une année de 0 appel." in page.inner_text("main")
    phone = browser.open(f"/espace/bilans/{report.public_id}/", size=PHONE, user=amina)
    assert_accessible(phone)
    assert_sober(phone)
    screenshot(phone, "bilan-signe-telephone")
