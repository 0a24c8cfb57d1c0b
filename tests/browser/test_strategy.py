"""A team writes its strategy, a peer comments, the lead hands it in and takes the PDF."""

# ruff: noqa: F811 - fixtures are asked for by their names

from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import FinalStrategy, Passage
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import account, amina, arras, cohort, lens  # noqa: F401 - fixtures
from tests.journeys.strategy.conftest import NOW, edition  # noqa: F401 - fixtures


def test_a_team_writes_a_peer_comments_the_lead_hands_it_in(browser, lens, arras):
    lead, peer = account(lens, "tech"), account(arras, "tech")
    page = browser.open(f"/parcours/{lens.public_id}/strategie/parties/cap/", user=lead)
    page.get_by_label("Votre texte").fill("Nous allons vers la rivière.")
    page.get_by_text("Enregistré", exact=True).wait_for()  # saved while typing
    page.get_by_label("Votre texte").fill("Nous allons ensemble vers la rivière.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Enregistré.").first.wait_for()
    assert Passage.objects.get().text == "Nous allons ensemble vers la rivière."
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "strategie-partie")
    actions.open_to(lens, "cohort", by=lead, at=NOW)
    actions.keep_action(lens, title="Réunir les riverains", pilot="Eau", due=NOW.date(), by=lead,
                        at=NOW)  # fmt: skip
    reading = browser.open(
        f"/parcours/{lens.public_id}/strategie/parties/cap/", user=peer, size=PHONE
    )
    reading.get_by_label("Votre remarque").fill("Et l’hiver ?")
    reading.get_by_role("button", name="Dire cela").click()
    reading.get_by_text("la délégation lira").wait_for()
    assert_accessible(reading)
    screenshot(reading, "strategie-pair-telephone")
    page.goto(page.url.replace("parties/cap/", ""))
    assert_accessible(page)
    screenshot(page, "strategie")
    page.get_by_role("link", name="Voir le plan d’action").click()
    page.get_by_role("link", name="Calendrier").click()
    assert_accessible(page)
    screenshot(page, "strategie-calendrier")
    page.goto(page.url.partition("actions/")[0] + "finale/")
    page.get_by_role("button", name="Rendre la stratégie").click()
    page.get_by_text("Bravo").wait_for()
    final = FinalStrategy.objects.get()
    answer = page.request.get(page.url.removesuffix("/") + ".pdf")
    assert answer.body().startswith(b"%PDF")
    assert final.content["parts"][0]["text"] == "Nous allons ensemble vers la rivière."
