"""Two stories of the demonstration's jury, on its call, its candidates and its members.

(a) From the appointment to the release: one juror entirely on a small phone, one entirely off
line, one who withdraws in the middle. (b) From an impossible balance to its motivated relaxation.
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from cordee.calls.actions import amend
from cordee.calls.models import Edition
from cordee.demo import jury, year
from cordee.demo.script import Script
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.selection import actions, queries
from cordee.selection.models import Mark, Panel, Recusal, Ruling
from tests import database, france
from tests.browser.sheets import with_notes
from tests.browser.visits import PHONE, Visits, assert_accessible, assert_sober, screenshot

ONLINE, OFFLINE, LEAVING = "helene.masson", "guillaume.petit", "lucie.marchand"
"""Who works on a phone, who on paper and a spreadsheet, who leaves a file in the middle."""
PATIENCE = 60_000
"""Milliseconds: solvers answer while the page waits, perhaps on a busy machine."""
WHY = "J’ai accompagné cette équipe l’an dernier."


@dataclass(frozen=True)
class Eve:
    """The demonstration on the eve of its jury: files handed in, nobody seated."""

    script: Script
    edition: Edition
    boss: User
    now: datetime

    def entry(self, who: str) -> dict[str, object]:
        """What the script says of a juror."""
        return next(one for one in self.script.data["jurors"] if who in one["email"])

    def seat(self, panel: Panel, *names: str) -> None:
        """Seat the other jurors, their interests declared."""
        for one in self.script.data["jurors"]:
            if not any(name in one["email"] for name in names):
                made = jury.seat(panel, one, self.boss, self.now - timedelta(days=4))
                jury.declare(made, one, self.now - timedelta(days=3))


@pytest.fixture
def eve(transactional_db, settings) -> Eve:
    """The call closed some days ago; acts ask for no fresh proof, as in the demonstration."""
    settings.DEMO = True
    database.furnished("eve", furnish)
    cache.clear()
    script = the_script()
    edition = Edition.objects.select_related("current").get(key=script.data["key"])
    boss = User.objects.get(email=script.data["staff"][0]["email"])
    return Eve(script, edition, boss, script.now)


def the_script() -> Script:
    """The demonstration's, ten days after the closing of its call."""
    script = Script.read(timezone.now())
    script.data.update({"present": {"meeting": "j0", "weeks_after": -6}, "others": []})
    return script


def furnish() -> None:
    """The territories, the call, its candidates: what both stories begin with."""
    france.arrives()
    year.open_and_close(the_script(), say=lambda _: None)


def url(name: str, panel: Panel, *more: object) -> str:
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def invite(staff: Page, eve: Eve, who: str) -> str:
    """The team invites someone; the address in her mail."""
    entry = eve.entry(who)
    staff.get_by_label("Adresse électronique").fill(str(entry["email"]))
    staff.get_by_label("Institution représentée").fill(str(entry["organisation"]))
    staff.get_by_role("button", name="Envoyer l’invitation").click()
    staff.get_by_text("L’invitation est partie.").wait_for()
    text = Message.objects.filter(to__contains=entry["email"]).latest("pk").text
    return re.search(r"/invitation/[^/\s]+/", text)[0]


def comes(browser: Visits, link: str, **how: object) -> Page:
    """Someone opens the link of her mail, without an account, and accepts."""
    page = browser.open(link, **how)
    page.set_default_timeout(PATIENCE)
    page.get_by_role("button", name="Accepter l’invitation").click()
    page.get_by_role("heading", name="Mes jurys").wait_for()
    return page


def test_from_appointment_to_release(browser: Visits, eve: Eve, tmp_path: Path) -> None:
    browser.expect("404|422")
    staff = browser.open(reverse("selection:panels"), user=eve.boss)
    staff.set_default_timeout(PATIENCE)
    staff.get_by_role("button", name=re.compile("Ouvrir ce jury")).click()
    staff.get_by_text("Le jury est ouvert.").wait_for()
    panel = Panel.objects.get()
    links = {who: invite(staff, eve, who) for who in (ONLINE, OFFLINE, LEAVING)}
    screenshot(staff, "jury-1-membres")
    eve.seat(panel, *links)
    phone = comes(browser, links[ONLINE], size=PHONE)
    declares(phone, panel, "Hélène Masson")
    paper = comes(browser, links[OFFLINE], javascript=False)
    declares(paper, panel, "Guillaume Petit")
    leaving = comes(browser, links[LEAVING])
    declares(leaving, panel, "Lucie Marchand")
    shares_out(staff, panel)
    marks_on_her_phone(phone, panel)
    marks_off_line(paper, panel, tmp_path)
    for juror in panel.jurors.order_by("pk"):
        if not any(who in str(juror.person.email) for who in (ONLINE, OFFLINE)):
            jury.mark(eve.script, juror, timezone.now())
    left = leaves_in_the_middle(leaving, panel)
    assert_accessible(staff)
    chooses(staff, panel)
    sits(staff, phone, leaving, panel, left)
    decides_and_releases(browser, staff, panel, left)


def declares(page: Page, panel: Panel, name: str) -> None:
    """Give one's name, read the whole list of candidates, declare nothing."""
    page.goto(url("declare", panel))
    given, _, family = name.partition(" ")
    page.get_by_label("Votre prénom").fill(given)
    page.get_by_label("Votre nom", exact=True).fill(family)
    if page.viewport_size["width"] < 400:
        assert_accessible(page)
        screenshot(page, "jury-2-interets-telephone")
    page.get_by_role("button", name="je déclare mes intérêts").click()
    page.get_by_text("Vos intérêts sont déclarés.").wait_for()


def shares_out(staff: Page, panel: Panel) -> None:
    """Three readers a file, by the solver: nobody reads everything."""
    staff.goto(url("sharing", panel))
    staff.get_by_label("Lecteurs par dossier").fill("3")
    staff.get_by_label("Dossiers par personne, au plus").fill("9")
    staff.get_by_role("button", name="Répartir", exact=True).click()
    staff.get_by_text("Les dossiers sont répartis.").wait_for()
    screenshot(staff, "jury-3-repartition")


def marks_on_her_phone(phone: Page, panel: Panel) -> None:
    """Every file of hers, one after the other, without going back to the list."""
    juror = panel.jurors.get(person__email__startswith=ONLINE)
    count = queries.open_to(juror).count()
    phone.goto(url("panel", panel))
    screenshot(phone, "jury-4-pile-telephone")
    phone.locator("main tbody a").first.click()
    for rank in range(count):
        for box in phone.get_by_label("3 – convaincant").all():
            box.check()
        if not rank:
            assert_accessible(phone)
            assert_sober(phone)
            screenshot(phone, "jury-5-dossier-telephone")
        phone.get_by_role("button", name="Enregistrer, dossier suivant").click()
        phone.get_by_text("Vos notes sont enregistrées.").wait_for()
    phone.goto(url("panel", panel))
    phone.get_by_text("Tout est noté").wait_for()
    assert Mark.objects.filter(juror=juror, value=3).count() == 3 * count


def marks_off_line(paper: Page, panel: Panel, folder: Path) -> None:
    """Take the files and the grid along, fill it, bring it back, look, agree."""
    juror = panel.jurors.get(person__email__startswith=OFFLINE)
    names = {one.application.body_name for one in queries.open_to(juror)}
    paper.goto(url("offline", panel))
    packet = PdfReader(io.BytesIO(taken(paper, "Les dossiers (PDF)")))
    assert names <= {str(one.title) for one in packet.outline if not isinstance(one, list)}
    filled = folder / "ma-grille.ods"
    filled.write_bytes(with_notes(taken(paper, "Ma grille"), "2", "Lu dans le train."))
    paper.get_by_label("Ma grille remplie").set_input_files(filled)
    paper.get_by_role("button", name="Comparer avec mes notes").click()
    paper.get_by_role("heading", name="Ce que ma grille changerait").wait_for()
    screenshot(paper, "jury-6-grille-comparee")
    assert not Mark.objects.filter(juror=juror).exists()
    paper.get_by_role("button", name="Remplacer mes notes").click()
    paper.get_by_text("Votre grille est enregistrée").wait_for()
    assert Mark.objects.filter(juror=juror, value=2).count() == 3 * len(names)


def taken(page: Page, name: str) -> bytes:
    """What a link downloads."""
    address = page.get_by_role("link", name=name).get_attribute("href")
    return page.context.request.get(address).body()


def leaves_in_the_middle(page: Page, panel: Panel) -> Recusal:
    """She discovers a link after marking: her marks stop counting, the file is nowhere for her."""
    juror = panel.jurors.get(person__email__startswith=LEAVING)
    deposit = queries.open_to(juror).order_by("pk").first()
    page.goto(url("file", panel, deposit.public_id))
    page.get_by_role("link", name="me déporter").click()
    page.get_by_label("Pour quelle raison").fill(WHY)
    page.get_by_role("button", name="Me déporter").click()
    page.wait_for_url(f"**{url('panel', panel)}")
    marks = Mark.objects.filter(juror=juror, deposit=deposit)
    assert marks.count() == 3
    assert not marks.filter(withdrawn_at=None).exists()
    nowhere(juror.person.user, panel, deposit)
    return Recusal.objects.get(juror=juror, application=deposit.application)


def nowhere(user: User, panel: Panel, deposit: object) -> None:
    """No address of hers shows the file any more."""
    client = Client()
    client.force_login(user)
    name, key = deposit.application.body_name, deposit.public_id
    for page in ("file", "withdraw", "confirm", "remark", "be_sure", "report"):
        here = url(page, panel, key)
        assert {client.get(here).status_code, client.post(here).status_code} <= {404, 405}, page
    for page in ("panel", "grid", "offline", "sitting_seat", "own_hearings_day", "mine"):
        here = reverse("selection:mine") if page == "mine" else url(page, panel)
        assert name not in client.get(here).text, page
    outline = PdfReader(io.BytesIO(client.get(url("packet", panel, 1)).content)).outline
    assert name not in [str(one.title) for one in outline if not isinstance(one, list)]


def chooses(staff: Page, panel: Panel) -> None:
    """Close the marks, look at the ranking, ask for the proposal, try something else."""
    staff.goto(url("follow", panel))
    screenshot(staff, "jury-7-avancement")
    staff.get_by_role("button", name="Clore les notes").click()
    staff.get_by_text("Les notes sont closes.").first.wait_for()
    staff.goto(url("choices", panel))
    staff.get_by_role("button", name="Proposer un choix équilibré").click()
    staff.get_by_role("button", name="Les calculer maintenant").click()
    staff.get_by_text("Les règles désignent").first.wait_for()
    assert_accessible(staff)
    screenshot(staff, "jury-8-proposition")
    staff.get_by_role("link", name="Que faudrait-il ?").first.click()
    staff.get_by_role("heading", name="Résultat de l’essai").wait_for()
    assert_accessible(staff)
    screenshot(staff, "jury-9-et-si")


def sits(staff: Page, phone: Page, leaving: Page, panel: Panel, left: Recusal) -> None:
    """The evening: presences, a file one must not hear of, a point, a secret vote on a phone."""
    actions.open_sitting(
        panel, deliberation=panel.deliberations.get(), by=left.juror.person.user, at=timezone.now()
    )
    staff.goto(url("sitting", panel))
    staff.get_by_role("button", name="Tout le monde est là").click()
    staff.get_by_text("8 présent·es").wait_for()
    name = left.application.body_name
    begins = staff.get_by_role("button", name=f"Mettre en discussion – {name}")
    if not begins.count():
        staff.get_by_role("link", name="Suivante").click()
    begins.click()
    staff.get_by_text("Sortent de la salle").wait_for()
    leaving.set_viewport_size({"width": 360, "height": 740})
    leaving.goto(url("sitting_seat", panel))
    leaving.get_by_text("Sortez de la salle").wait_for()
    assert name not in leaving.content()
    screenshot(leaving, "jury-10-dehors-telephone")
    phone.goto(url("sitting_seat", panel))
    phone.get_by_role("heading", name=f"En discussion : {name}").wait_for()
    staff.get_by_label("Point de la discussion").fill("Portage clair, équipe à compléter.")
    staff.get_by_role("button", name="Noter", exact=True).click()
    staff.get_by_role("button", name="Fin de la discussion").click()
    staff.get_by_text("Mettre aux voix").click()
    staff.get_by_label("Question mise aux voix").fill("Le jury suit-il la proposition ?")
    staff.get_by_label("À bulletin secret").check()
    assert_accessible(staff)
    assert_sober(staff)
    screenshot(staff, "jury-11-seance")
    staff.get_by_role("button", name="Ouvrir le scrutin").click()
    phone.goto(url("sitting_seat", panel))
    phone.get_by_role("heading", name="Le jury suit-il la proposition ?").wait_for()
    assert_accessible(phone)
    screenshot(phone, "jury-12-vote-telephone")
    phone.get_by_role("button", name="Pour", exact=True).click()
    phone.get_by_text("Votre voix est enregistrée.").wait_for()
    staff.goto(url("sitting", panel))
    staff.get_by_text("1 voix exprimées sur").wait_for()
    staff.get_by_role("button", name="Clore le scrutin et compter").click()
    staff.get_by_text("1 voix pour, 0 contre").wait_for()
    staff.get_by_role("button", name="Lever la séance").click()
    staff.get_by_text("Séances levées").wait_for()


def decides_and_releases(browser: Visits, staff: Page, panel: Panel, left: Recusal) -> None:
    """Word, decide, release; the minutes name who left, everybody learns at once."""
    made = panel.deliberations.get()
    for one in queries.files(panel):
        key = str(one.public_id)
        actions.word(made, key, "Le projet gagnera à mûrir.", by=made.by, at=timezone.now())
    staff.goto(url("reasons", panel, made.public_id))
    staff.get_by_label("Motifs – ").first.fill("L’équipe reste à compléter.")
    staff.get_by_text("Enregistré").first.wait_for()
    screenshot(staff, "jury-13-motifs")
    staff.goto(url("decide", panel, made.public_id))
    staff.get_by_role("button", name="Prendre la décision").click()
    staff.get_by_text("Prise, pas encore publiée").wait_for()
    screenshot(staff, "jury-14-decision")
    ruling = Ruling.objects.get()
    minutes = browser.person(user=made.by).request.get(url("minutes", panel)).body()
    told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes)).pages)
    assert "conseillé" in told or "accompagné" in told
    visitor = browser.open(reverse("calls:detail", args=[panel.edition.key]), size=PHONE)
    assert not visitor.get_by_role("heading", name="Les lauréats").count()
    hidden = reverse("selection:winners", args=[panel.edition.key])
    assert visitor.context.request.get(hidden).status == 404
    staff.get_by_role("link", name="Publier les résultats").click()
    assert_accessible(staff)
    screenshot(staff, "jury-15-publier")
    staff.get_by_role("button", name="Publier maintenant").click()
    staff.get_by_text("Les résultats sont publics").wait_for()
    visitor.goto(reverse("selection:winners", args=[panel.edition.key]))
    visitor.get_by_role("heading", name="Les lauréats", level=1).wait_for()
    assert_accessible(visitor)
    screenshot(visitor, "jury-16-laureats-telephone")
    winner = ruling.outcomes.filter(result="selected").order_by("pk").first()
    file = winner.deposit.application
    team = browser.open(
        reverse("selection:answer", args=[file.public_id]), user=file.owner, size=PHONE
    )
    assert_accessible(team)
    screenshot(team, "jury-17-reponse-telephone")
    del left


def test_an_impossible_balance_ends_in_a_motivated_relaxation(browser: Visits, eve: Eve) -> None:
    browser.expect("422")
    rules = eve.edition.definition.data()
    rules["selection"] |= {"places_min": 6, "places_max": 6}
    rules["selection"]["quotas"][0] |= {"max": 1, "hard": True}
    definition = type(eve.edition.definition).model_validate(rules)
    before = eve.edition.closes_at - timedelta(days=3)
    told = "L’équilibre des départements devient ferme."
    amend(eve.edition, definition, {}, notice=told, promised=True, by=eve.boss, at=before)
    edition = Edition.objects.get(pk=eve.edition.pk)
    panel = actions.open_panel(edition, "jury", by=eve.boss, at=eve.now - timedelta(days=5))
    eve.seat(panel)
    for juror in panel.jurors.order_by("pk"):
        jury.mark(eve.script, juror, eve.now - timedelta(days=2))
    staff = browser.open(url("choices", panel), user=eve.boss, javascript=False)
    staff.get_by_role("button", name="Proposer un choix équilibré").click()
    staff.get_by_role("button", name="Les calculer maintenant").click()
    staff.get_by_text("il suffit de").wait_for()
    screenshot(staff, "jury-20-impossible")
    assert_accessible(browser.open(staff.url.replace(browser.url, ""), user=eve.boss))
    staff.get_by_role("button", name="Adopter cet assouplissement").click()
    staff.get_by_text("Dites pourquoi").first.wait_for()
    staff.go_back()
    staff.get_by_label("Pourquoi le jury assouplit-il").fill("Cinq départements ont candidaté.")
    staff.get_by_role("button", name="Adopter cet assouplissement").click()
    staff.get_by_text("Conditions ajoutées par le jury").wait_for()
    staff.get_by_text("Cinq départements ont candidaté.").wait_for()
    screenshot(staff, "jury-21-assouplie")
    first, last = panel.deliberations.order_by("pk")
    assert first.result["status"] != "optimal"
    assert last.result["status"] == "optimal"
