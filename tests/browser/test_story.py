"""The whole chain in a real browser, as five people: from a published call to a signed report."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from cordee.applications import actions as files
from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.models import Meeting, Participation
from cordee.people.actions import accounts, seats
from cordee.people.models import User
from cordee.programme import load
from cordee.reports.models import Report
from cordee.selection import actions as jury
from cordee.selection.queries import open_to, stage_of
from cordee.selection.rules import scale_of
from cordee.territories.models import Territory
from tests import database, france
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from cordee.selection.models import Juror, Panel
    from tests.browser.visits import Visits

PROGRAMME = Path(__file__).parents[2] / "programmes" / "mise-en-recits-2024"
BEFORE = datetime(2024, 11, 5, 9, tzinfo=UTC)
WRITING = datetime(2024, 12, 2, 9, tzinfo=UTC)
JUDGING = datetime(2025, 1, 6, 9, tzinfo=UTC)
RELEASE = datetime(2025, 1, 20, 9, tzinfo=UTC)
EVENING = datetime(2025, 2, 27, 17, tzinfo=UTC)
OTHERS = ("commune:62041", "commune:59271", "commune:80001", "commune:02722", "commune:60159",
          "commune:59606")  # fmt: skip
TEXT = "Notre projet est mûr, porté par la commune et ses habitant·es. " * 22


def someone(email: str, at: datetime) -> User:
    user = accounts.reserve(email, at=at)
    accounts.welcome(user, method="code", at=at)
    user.refresh_from_db()
    return user


@pytest.fixture
def house(transactional_db, settings) -> Edition:
    """The house as it opens: territories, a director, a published call."""
    settings.DEMO = True
    database.furnished("opened", opens)
    return Edition.objects.select_related("current").get()


def opens() -> None:
    """France, the first of the team, the call."""
    france.arrives()
    amina = someone("amina@example.org", BEFORE)
    seats.give_seat(amina.person, "staff", by=None, at=BEFORE)
    loaded = load(PROGRAMME)
    assert loaded.definition is not None
    publish(loaded.definition, loaded.texts, by=amina, at=BEFORE)


def looked_at(page: Page, name: str, *, javascript: bool) -> None:
    """Every page of the story is accessible and sober; its picture is kept."""
    if javascript:
        assert_accessible(page)
        assert_sober(page)
    screenshot(page, f"histoire-{'js' if javascript else 'sans-js'}-{name}", always=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_five_people_walk_the_chain_from_call_to_report(
    browser: Visits, house: Edition, *, javascript: bool
) -> None:
    with time_machine.travel(WRITING, tick=True):
        _a_visitor_reads_the_call(browser, house, javascript=javascript)
        application = _a_technicienne_writes_and_deposits(browser, house, javascript=javascript)
    _six_others_deposit(house, application)
    panel = _the_jury_opens(house)
    with time_machine.travel(JUDGING, tick=True):
        _a_juror_declares_and_marks_on_her_phone(browser, panel, javascript=javascript)
    _the_jury_judges_and_chooses(house, panel)
    with time_machine.travel(RELEASE, tick=True):
        _anyone_reads_who_was_chosen(browser, house, javascript=javascript)
    with time_machine.travel(EVENING, tick=True):
        _the_team_closes_the_first_sheet(browser, application, javascript=javascript)
        _an_elected_member_sees_where_her_territory_stands(
            browser, application, javascript=javascript
        )
        _the_team_signs_the_report(browser, javascript=javascript)


def _a_visitor_reads_the_call(browser: Visits, house: Edition, *, javascript: bool) -> None:
    page = browser.open("/", javascript=javascript)
    page.get_by_role("link", name=house.title).click()
    page.get_by_text("jeudi 19 décembre 2024 à 12").first.wait_for()
    looked_at(page, "1-appel", javascript=javascript)
    page.get_by_role("link", name="Candidater").first.wait_for()


def _a_technicienne_writes_and_deposits(
    browser: Visits, house: Edition, *, javascript: bool
) -> Application:
    nadia = someone("nadia@example.org", WRITING)
    page = browser.open(f"/appels/{house.key}/candidater/", user=nadia, javascript=javascript)
    _she_opens_the_file(page)
    looked_at(page, "2-dossier", javascript=javascript)
    application = Application.objects.get()
    _she_gathers_the_team(page)
    looked_at(page, "3-equipe", javascript=javascript)
    _she_fills_every_section(page, application)
    page.goto(f"/candidatures/{application.public_id}/verifier/")
    looked_at(page, "4-verifier", javascript=javascript)
    page.get_by_role("button", name="Déposer la candidature").click()
    page.get_by_text("DÉPOSÉ", exact=True).wait_for()
    looked_at(page, "5-accuse", javascript=javascript)
    assert Deposit.objects.get().digest in page.content()
    return application


def _she_opens_the_file(page: Page) -> None:
    page.get_by_label("Votre collectivité").fill("62528")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_text("Rien ne s’oppose à votre candidature").wait_for()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    page.get_by_text("NON DÉPOSÉ").wait_for()


TEAM = (
    ("Ève", "elu", "eve@example.org", ("referent-politique",)),
    ("Nadia", "technicien", "nadia@example.org",
     ("chef-de-file", "referent-principal", "referent-technique")),
    ("Chloé", "communication", "chloe@example.org", ()),
    ("Xavier", "exterieur", "xavier@example.org", ()),
)  # fmt: skip


def _she_gathers_the_team(page: Page) -> None:
    page.get_by_role("link", name="Équipe", exact=True).first.click()
    for name, role, email, leads in TEAM:
        page.locator("[name=given_name]").fill(name)
        page.locator("[name=family_name]").fill("Roy")
        page.locator("[name=role]").select_option(role)
        page.locator("[name=email]").fill(email)
        if role == "exterieur":
            page.locator("[name=organisation]").fill("Association Terre")
        for lead in leads:
            page.locator(f"[name=leads][value={lead}]").check()
        page.get_by_role("button", name="Ajouter", exact=True).click()
        page.get_by_role("link", name=f"{name} Roy").wait_for()


def _she_fills_every_section(page: Page, application: Application) -> None:
    """Each page of the form is filled and saved as a whole, then opens the next one."""
    definition = application.edition.definition
    for section in definition.sections(application.step):
        if section.shows != "questions" or not section.questions:
            continue
        page.goto(f"/candidatures/{application.public_id}/partie/{section.key}/")
        for field in page.locator("form textarea").all():
            field.fill(TEXT)
        for field in page.locator("form input[type=text], form input[type=email]").all():
            mail = "mail" in (field.get_attribute("name") or "")
            field.fill("contact@example.org" if mail else "Responsable")
        if page.get_by_role("button", name="Enregistrer", exact=True).count():
            page.get_by_role("button", name="Enregistrer", exact=True).click()
            page.get_by_text("n’est pas déposé pour autant").wait_for()


MATE = ("role", "given_name", "family_name", "leads", "organisation")


def _six_others_deposit(house: Edition, model: Application) -> None:
    """Six other communes hand in the same file, by the same acts."""
    content = model.deposits.get().content
    for rank, ref in enumerate(OTHERS):
        owner = someone(f"owner{rank}@example.org", WRITING)
        territory = Territory.objects.get(ref=ref)
        file = files.start(house, territory=territory, by=owner, at=WRITING)
        for mate in content["team"]:
            details = {name: mate[name] for name in MATE}
            address = f"{mate['role']}{rank}@example.org"
            files.join(file, **details, email=address, service=mate["role"], by=owner, at=WRITING)
        for key, value in content["answers"].items():
            files.save_answer(file, key, value, by=owner, at=WRITING)
        files.deposit(file, by=owner, at=WRITING)


def _the_jury_opens(house: Edition) -> Panel:
    """Two jurors are seated once the call is closed."""
    amina = User.objects.get(email="amina@example.org")
    panel = jury.open_panel(house, "jury", by=amina, at=JUDGING)
    for name in ("farida", "karim"):
        user = someone(f"{name}@example.org", JUDGING)
        seats.give_seat(user.person, "juror", scope=house, by=amina, at=JUDGING)
        jury.seat_juror(panel, user.person, by=amina, at=JUDGING)
    return panel


def _a_juror_declares_and_marks_on_her_phone(
    browser: Visits, panel: Panel, *, javascript: bool
) -> None:
    farida = User.objects.get(email="farida@example.org")
    page = browser.open(
        f"/jury/{panel.public_id}/interets/", user=farida, javascript=javascript, size=PHONE
    )
    looked_at(page, "6-interets", javascript=javascript)
    page.get_by_label("Votre prénom").fill("Farida")
    page.get_by_label("Votre nom").fill("Haddad")
    page.get_by_role("button", name="je déclare mes intérêts").click()
    page.get_by_role("link", name="Loos-en-Gohelle").first.click()
    page.get_by_role("heading", name="Ma grille").wait_for()
    for group in page.locator("aside form fieldset").all():
        group.get_by_role("radio").nth(1).check()
    looked_at(page, "7-grille", javascript=javascript)
    page.get_by_role("button", name="Enregistrer, dossier suivant").click()
    page.get_by_role("heading", name="Ma grille").wait_for()
    juror = panel.jurors.get(person=farida.person)
    assert juror.declared_at is not None
    assert juror.marks.count() == len(panel.edition.definition.criteria)


def _the_jury_judges_and_chooses(house: Edition, panel: Panel) -> None:
    """The rest is marked, the balanced choice is followed, decided, then released at once."""
    amina = User.objects.get(email="amina@example.org")
    for juror in panel.jurors.order_by("pk"):
        user = juror.person.user
        assert user is not None
        if juror.declared_at is None:
            jury.declare(juror, {}, by=user, at=JUDGING)
        for deposit in open_to(juror):
            _mark(house, juror, deposit, user)
    proposal = jury.propose(panel, seed="histoire", by=amina, at=JUDGING)
    chosen = proposal.result["selected"]
    others = [str(one.public_id) for one in Deposit.objects.order_by("pk")]
    reasons = {key: "Le jury a préféré d’autres dossiers." for key in others if key not in chosen}
    ruling = jury.rule(proposal, selected=chosen, reserve=[], reasons=reasons, by=amina, at=JUDGING)
    assert not Participation.objects.exists()
    jury.release(ruling, by=amina, at=RELEASE)
    assert 5 <= Participation.objects.count() == len(chosen) <= 7


def _mark(house: Edition, juror: Juror, deposit: Deposit, user: User) -> None:
    first = deposit.content["body"]["name"] == "Loos-en-Gohelle"
    for criterion in house.definition.criteria_of(stage_of(juror.panel)):
        levels = scale_of(house.definition, stage_of(juror.panel), criterion).levels
        value = levels[-1 if first else -2].value if levels else Decimal(18 if first else 15)
        jury.mark(juror, deposit, criterion.key, value, by=user, at=JUDGING)


def _anyone_reads_who_was_chosen(browser: Visits, house: Edition, *, javascript: bool) -> None:
    page = browser.open(f"/appels/{house.key}/laureats/", javascript=javascript)
    page.get_by_text("Loos-en-Gohelle").first.wait_for()
    looked_at(page, "8-laureats", javascript=javascript)


def _the_team_closes_the_first_sheet(
    browser: Visits, application: Application, *, javascript: bool
) -> None:
    amina = User.objects.get(email="amina@example.org")
    first = Meeting.objects.get(key="j1")
    page = browser.open(f"/espace/rencontres/{first.public_id}/", user=amina, javascript=javascript)
    for box in page.locator("form[data-queue] [type=checkbox]").all():
        box.check()
    looked_at(page, "9-presence", javascript=javascript)
    page.get_by_role("button", name="Enregistrer et clore").click()
    page.get_by_text("La feuille de présence est enregistrée et close").wait_for()


def _an_elected_member_sees_where_her_territory_stands(
    browser: Visits, application: Application, *, javascript: bool
) -> None:
    eve = someone("eve@example.org", EVENING)
    page = browser.open("/parcours/", user=eve, javascript=javascript, size=PHONE)
    page.get_by_role("heading", name=application.body_name).wait_for()
    page.get_by_text("La personne cheffe de file est présente").first.wait_for()
    looked_at(page, "10-territoire", javascript=javascript)


def _the_team_signs_the_report(browser: Visits, *, javascript: bool) -> None:
    amina = User.objects.get(email="amina@example.org")
    page = browser.open(
        "/espace/bilans/?starts=2024-11-01&ends=2025-02-27", user=amina, javascript=javascript
    )
    looked_at(page, "11-bilan", javascript=javascript)
    page.get_by_text("Arrêter les chiffres seuls, sans texte").click()
    page.get_by_label("Titre de ces chiffres").fill("Bilan de l’hiver")
    page.get_by_role("button", name="Arrêter les chiffres").click()
    page.get_by_role("link", name="Télécharger le PDF").wait_for()
    looked_at(page, "12-bilan-arrete", javascript=javascript)
    assert Report.objects.get().title == "Bilan de l’hiver"
