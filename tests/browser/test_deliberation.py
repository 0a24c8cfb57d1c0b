# ruff: noqa: F811 - the fixtures of the jury, asked by name
"""Two stories of a jury under the rules of a real call: to the release; out of an impossible one.

(a) A juror entirely on her phone, one who withdraws in the middle, a vote, a decision, a release.
(b) A balance that nothing can meet, its smallest relaxation adopted with a reason.
"""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from cordee.calls.actions import publish
from cordee.people.actions import invitations
from cordee.people.models import Invitation
from cordee.selection import actions, queries
from cordee.selection.models import Juror, Mark, Outcome, Ruling
from tests.browser.visits import assert_accessible, assert_sober, screenshot
from tests.selection.conftest import (  # noqa: F401 - the fixtures of the jury
    CLOSED,
    DURING,
    arras,
    hand_in,
    judged,
    lens,
    lille,
    panel,
    sits,
)

PHONE = (360, 740)
CALL = Path(__file__).parents[2] / "programmes" / "mise-en-recits-2024" / "definition.toml"


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db, settings):
    """Start with no code asked for; acts ask for no fresh proof, as in the demonstration."""
    settings.DEMO = True
    cache.clear()


@pytest.fixture
def selection():
    return {}


@pytest.fixture
def edition(transactional_db, selection):
    """The jury, the criteria and the rules of choice of the call, on a short form."""
    told = tomllib.loads(CALL.read_text())
    criteria = [{k: v for k, v in one.items() if k != "fed_by"} for one in told["criteria"]]
    (stage,) = told["stages"]
    kept = {k: v for k, v in stage.items() if k not in {"starts", "ends", "step"}}
    rules = {**told["selection"], "places_min": 1, "places_max": 2, **selection}
    panels = [{**told["panels"][0], "quorum": 2, "casting_vote": True}]
    definition = judged(criteria=criteria, panels=panels, stages=[kept], selection=rules)
    return publish(definition, {}, by=None, at=DURING)


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def mark_all(juror, values):
    """Mark every file open to a juror, one value a file."""
    for deposit in queries.open_to(juror):
        for key in ("pertinence", "equipe", "motivation"):
            value = Decimal(values[deposit.application.body_name])
            by = juror.person.user
            actions.mark(juror, deposit, key, value, by=by, at=CLOSED)


def test_from_appointment_to_release(  # noqa: PLR0915, PLR0917 - a whole story
    browser,
    panel,
    sits,
    amina,
    denise,
    etienne,
    gerard,
    lens,
    lille,
    arras,
):
    browser.expect("404")
    # The team appoints Denise; she accepts, and reads on her phone.
    staff = browser.open(url("members", panel), user=amina)
    staff.get_by_label("Adresse électronique").fill(denise.email)
    staff.get_by_role("button", name="Envoyer l’invitation").click()
    staff.get_by_text("L’invitation est partie.").wait_for()
    invitation = Invitation.objects.get()
    invitations.accept(invitation, by=denise, at=invitation.sent)
    president = sits(gerard, president=True)
    other = sits(etienne)
    phone = browser.open(url("panel", panel), user=denise, size=PHONE)
    phone.get_by_role("button", name="je déclare mes intérêts").click()
    for name, value in (("Lens", "18"), ("Lille", "12"), ("Arras", "14,5")):
        phone.goto(url("panel", panel))
        phone.get_by_role("link", name=name).click()
        for label in ("Pertinence", "Composition", "Motivation"):
            phone.get_by_label(re.compile(f"Note donnée – {label}")).fill(value)
        phone.get_by_role("button", name="Enregistrer", exact=True).click()
        phone.get_by_text("Vos notes sont enregistrées.").wait_for()
    mark_all(president, {"Lens": 17, "Lille": 11, "Arras": 15})
    mark_all(other, {"Lens": 16, "Lille": 13, "Arras": 4})
    # Etienne discovers a link in the middle: his marks of Arras stop counting.
    late = browser.open(
        url("withdraw", panel, arras.public_id), user=etienne, size=PHONE, javascript=False
    )
    late.get_by_label("Pour quelle raison").fill("J’ai conseillé cette commune.")
    late.get_by_role("button", name="Me déporter").click()
    assert Mark.objects.filter(juror=other, deposit=arras).exclude(withdrawn_at=None).count() == 3
    assert late.goto(url("file", panel, arras.public_id)).status == 404
    # The team proposes; the page explains; nothing is known outside.
    staff.goto(url("choices", panel))
    staff.get_by_role("button", name="Proposer un choix équilibré").click()
    staff.get_by_role("button", name="Les calculer maintenant").click()
    staff.get_by_text("Les règles désignent").first.wait_for()
    assert_accessible(staff)
    screenshot(staff, "deliberation-proposition")
    # What if Lille? The answer comes beside, with its price.
    staff.get_by_role("link", name="Que faudrait-il ? – Lille").click()
    staff.get_by_role("heading", name="Résultat de l’essai").wait_for()
    assert_accessible(staff)
    screenshot(staff, "deliberation-et-si")
    staff.get_by_label("Lille", exact=True).select_option("")
    expect(staff.locator("#essai")).to_contain_text("au même prix que la proposition")
    # They sit: presence, discussion, a vote seen live on the phone.
    staff.goto(url("sitting", panel))
    staff.get_by_role("button", name="Ouvrir la séance").click()
    for one in (Juror.objects.get(person=denise.person), president, other):
        staff.get_by_role("button", name=re.compile(f"Noter sa présence – {one}")).click()
    staff.get_by_text("Quorum atteint").wait_for()
    phone.goto(url("sitting_seat", panel))
    late = browser.open(url("sitting_seat", panel), user=etienne, size=PHONE)
    staff.get_by_role("button", name="Mettre en discussion – Arras").click()
    staff.get_by_text("Sortent de la salle").wait_for()
    phone.get_by_role("heading", name="En discussion : Arras").wait_for()
    late.get_by_text("Sortez de la salle").wait_for()
    assert "Arras" not in late.content()
    screenshot(late, "deliberation-dehors-telephone")
    staff.get_by_label("Point de la discussion").fill("Portage clair, équipe à compléter.")
    staff.get_by_role("button", name="Noter", exact=True).click()
    staff.get_by_text("Mettre aux voix").click()
    staff.get_by_label("Question mise aux voix").fill("Le jury suit-il la proposition ?")
    staff.get_by_label("À bulletin secret").check()
    screenshot(staff, "deliberation-seance")
    assert_accessible(staff)
    assert_sober(staff)
    staff.get_by_role("button", name="Ouvrir le scrutin").click()
    phone.get_by_role("heading", name="Le jury suit-il la proposition ?").wait_for()
    assert_accessible(phone)
    screenshot(phone, "deliberation-vote-telephone")
    phone.get_by_role("button", name="Pour", exact=True).click()
    phone.get_by_text("Votre voix est enregistrée.").wait_for()
    staff.get_by_text("1 voix exprimées sur 3").wait_for()
    staff.get_by_role("button", name="Clore le scrutin et compter").click()
    staff.get_by_text("1 voix pour, 0 contre").wait_for()
    staff.get_by_role("button", name="Lever la séance").click()
    staff.get_by_text("Séances levées").wait_for()
    # Close, word, decide, release.
    actions.close_marks(panel, by=amina, at=CLOSED)
    staff.goto(url("choices", panel))
    staff.get_by_role("link", name="Proposition du").click()
    staff.get_by_role("link", name="Rédiger les motifs").click()
    staff.get_by_label("Motifs – ").first.fill("L’équipe reste à compléter.")
    screenshot(staff, "deliberation-motifs")
    staff.get_by_role("button", name="Enregistrer", exact=True).click()
    staff.get_by_role("link", name="Revenir à la proposition").click()
    staff.get_by_role("link", name="Préparer la décision").click()
    staff.get_by_role("button", name="Prendre la décision").click()
    staff.get_by_text("Prise, pas encore publiée").wait_for()
    screenshot(staff, "deliberation-decision")
    ruling = Ruling.objects.get()
    visitor = browser.open(reverse("calls:detail", args=[panel.edition.key]))
    assert "lauréat" not in visitor.content().lower()
    staff.get_by_role("link", name="Publier les résultats").click()
    staff.get_by_role("button", name="Publier maintenant").click()
    staff.get_by_text("Les résultats sont publics").wait_for()
    visitor.goto(reverse("selection:winners", args=[panel.edition.key]))
    visitor.get_by_role("heading", name="Les lauréats", level=1).wait_for()
    assert_accessible(visitor)
    assert ruling.outcomes.filter(result="selected").count() == 2
    staff.get_by_role("link", name="Suivre les suites").click()
    staff.get_by_text("Places tenues").wait_for()
    assert_accessible(staff)
    screenshot(staff, "deliberation-suites")
    winner = ruling.outcomes.filter(result="selected").order_by("pk").first()
    team = browser.open(
        reverse("selection:answer", args=[winner.deposit.application.public_id]),
        user=winner.deposit.application.owner, size=PHONE,
    )  # fmt: skip
    assert_accessible(team)
    screenshot(team, "deliberation-reponse-telephone")
    team.get_by_role("button", name="Confirmer notre venue").click()
    team.get_by_text("Votre venue est confirmée").first.wait_for()
    assert Outcome.objects.get(pk=winner.pk).accepted_at


class TestImpossible:
    @pytest.fixture
    def selection(self):
        quota = {
            "key": "nord", "label": "Deux territoires du Nord", "attribute": "departement",
            "values": ["59"], "min": 2, "hard": True,
        }  # fmt: skip
        return {"quotas": [quota]}

    def test_an_impossible_balance_ends_in_a_motivated_relaxation(  # noqa: PLR0917 - fixtures, by name
        self,
        browser,
        panel,
        sits,
        amina,
        denise,
        etienne,
        lille,
    ):
        for user in (denise, etienne):
            mark_all(sits(user), {"Lens": 17, "Lille": 11, "Arras": 15})
        staff = browser.open(url("choices", panel), user=amina, javascript=False)
        staff.get_by_role("button", name="Proposer un choix équilibré").click()
        staff.get_by_role("button", name="Les calculer maintenant").click()
        staff.get_by_text("il suffit de").wait_for()
        screenshot(staff, "deliberation-impossible")
        assert_accessible(browser.open(staff.url.replace(browser.url, ""), user=amina))
        staff.get_by_label("Pourquoi le jury assouplit-il").fill("Un seul dossier du Nord.")
        staff.get_by_role("button", name="Adopter cet assouplissement").click()
        staff.get_by_text("Conditions ajoutées par le jury").wait_for()
        staff.get_by_text("Un seul dossier du Nord.").wait_for()
        made = panel.deliberations.latest("pk")
        assert str(lille.public_id) in made.result["selected"]
        screenshot(staff, "deliberation-assouplie")
