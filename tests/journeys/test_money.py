"""A contribution is asked on a numbered paper, received or taken back; the accountant reads it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from facturx import get_facturx_xml_from_pdf, parse_ubl_cii_xml
from hypothesis import given
from hypothesis import strategies as st

from cordee.journeys import actions, queries
from cordee.journeys.claims import Billed
from cordee.journeys.models import Charge, Claim, Participation
from cordee.journeys.reminders_money import UNPAID
from cordee.journeys.rules.claims import amounts, next_number
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from tests.journeys.conftest import account

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
SIRET = "21620490900016"
TOWN = Billed(
    "Commune de Lens", "1 place de la Mairie", SIRET, "SERV1", "BC 12", "compta@example.org"
)


@pytest.fixture(autouse=True)
def service(settings):
    settings.SERVICE = settings.SERVICE | {
        "name": "Centre de ressources", "siret": "13001650400016",
        "iban": "FR7630006000011234567890189",
    }  # fmt: skip


def content(claim: Claim) -> bytes:
    with claim.document.open() as held:
        return bytes(held.read())


@pytest.fixture
def charge(lens: Participation) -> Charge:
    return lens.charges.get()


@given(
    st.decimals("0.01", "100000", places=2),
    st.sampled_from(["none", "included", "excluded"]),
    st.sampled_from([None, Decimal("0.055"), Decimal("0.2")]),
)
def test_what_is_paid_is_what_is_net_and_its_tax_to_the_cent(amount, tax, rate):
    found = amounts(amount, tax, rate)
    assert found.net + found.tax == found.gross
    assert found.gross == amount or tax == "excluded"
    assert found.net == amount or tax == "included"


def test_seven_hundred_with_tax_inside_or_beside():
    assert amounts(Decimal(700), "included", Decimal("0.2")).tax == Decimal("116.67")
    assert amounts(Decimal(700), "excluded", Decimal("0.2")).gross == Decimal("840.00")


def test_numbers_follow_each_other_within_a_year():
    assert next_number(2025, []) == "2025-0001"
    assert next_number(2025, ["2025-0009", "2024-0031"]) == "2025-0010"


def test_a_claim_leaves_as_a_paper_that_is_also_an_invoice(charge: Charge, amina: User):
    made = actions.claim(charge, TOWN, by=amina, at=NOW)
    assert (made.number, made.content["gross"]) == ("2025-0001", "350.00")
    name, xml = get_facturx_xml_from_pdf(content(made))
    said = parse_ubl_cii_xml(xml)
    assert name == "factur-x.xml"
    assert said["BT-1"] == "2025-0001"
    assert said["BT-13"] == "BC 12"
    assert said["BT-115"] == "350.00"
    assert said["BG-7"]["legal_identifier"] == SIRET
    letter = Message.objects.get(key="journeys.claim:2025-0001")
    assert letter.to == TOWN.email
    assert bytes(letter.enclosures.get().content) == content(made)


def test_without_the_numbers_of_both_sides_the_paper_is_plain(charge: Charge, amina: User):
    made = actions.claim(charge, Billed("Lens"), by=amina, at=NOW)
    assert get_facturx_xml_from_pdf(content(made)) == (False, False)
    assert not Message.objects.filter(key__startswith="journeys.claim:").exists()


def test_a_team_is_asked_once_and_a_wrong_number_is_told(charge: Charge, amina: User):
    with pytest.raises(Refused, match="quatorze chiffres"):
        actions.claim(charge, Billed("Lens", siret="123"), by=amina, at=NOW)
    actions.claim(charge, TOWN, by=amina, at=NOW)
    with pytest.raises(Refused, match="déjà demandée"):
        actions.claim(charge, TOWN, by=amina, at=NOW)
    assert Claim.objects.count() == 1


def test_what_was_asked_is_taken_back_by_a_credit_then_asked_anew(charge: Charge, amina: User):
    first = actions.claim(charge, TOWN, by=amina, at=NOW)
    credit = actions.take_back(charge, reason="Mauvais service", by=amina, at=NOW)
    again = actions.claim(charge, TOWN, by=amina, at=NOW + timedelta(hours=1))
    assert [first.number, credit.number, again.number] == ["2025-0001", "2025-0002", "2025-0003"]
    assert credit.takes_back == first
    said = parse_ubl_cii_xml(get_facturx_xml_from_pdf(content(credit))[1])
    assert (said["BT-3"], said["BG-3"][0]["BT-25"]) == ("381", "2025-0001")
    lines = list(queries.papers_of(charge.participation.cohort))[1:]
    assert [line[12] for line in lines] == [Decimal(350), Decimal(-350), Decimal(350)]


def test_what_is_received_is_not_taken_back(charge: Charge, amina: User):
    with pytest.raises(Refused, match="n’est pas demandée"):
        actions.take_back(charge, reason="x", by=amina, at=NOW)
    actions.claim(charge, TOWN, by=amina, at=NOW)
    actions.pay(charge, by=amina, at=NOW)
    with pytest.raises(Refused, match="comptabilité"):
        actions.take_back(charge, reason="x", by=amina, at=NOW)


def test_a_claim_is_recalled_to_its_payer_unless_received_or_taken_back(
    charge: Charge, amina: User
):
    actions.claim(charge, TOWN, by=amina, at=NOW)
    [proposed] = UNPAID.proposals(NOW)
    assert (proposed.to, proposed.skip) == (TOWN.email, "")
    assert proposed.due == NOW + timedelta(days=45)
    actions.pay(charge, by=amina, at=NOW)
    assert [one.skip for one in UNPAID.proposals(NOW)] == ["Déjà reçue."]


def test_the_pages_ask_receive_and_give_the_accountant_her_table(
    staff: Client, lens: Participation, arras: Participation, charge: Charge
):
    page = reverse("journeys:claim", args=[lens.public_id, charge.public_id])
    with time_machine.travel(NOW, tick=False):
        assert "Lens" in staff.get(page).text
        assert staff.post(page, {"name": "", "siret": "1"}).status_code == 422
        told = {"name": "=Commune", "siret": SIRET[:9] + " " + SIRET[9:], "email": TOWN.email}
        assert staff.post(page, told).status_code == 302
        number = Claim.objects.get().number
        paper = staff.get(reverse("journeys:claim_paper", args=[lens.public_id, number]))
        staff.post(reverse("journeys:pay", args=[lens.public_id, charge.public_id]))
        shown = staff.get(reverse("journeys:contributions", args=[lens.cohort.public_id])).text
        table = staff.get(reverse("journeys:accounts", args=[lens.cohort.public_id, "csv"]))
    assert paper.content.startswith(b"%PDF")
    assert "1\u202f050" in shown
    assert number in shown
    line = table.content.decode("utf-8-sig").splitlines()[1].split(";")
    assert (line[0], line[5], line[6]) == (number, "'=Commune", SIRET)
    assert line[-2] == date(2025, 3, 10).isoformat()


def test_a_delegation_reads_its_own_papers_and_no_others(
    client: Client, lens: Participation, arras: Participation, charge: Charge, amina: User
):
    number = actions.claim(charge, TOWN, by=amina, at=NOW).number
    statuses = []
    with time_machine.travel(NOW, tick=False):
        for user in (account(lens, "tech"), account(arras, "tech")):
            client.force_login(user)
            address = reverse("journeys:claim_paper", args=[lens.public_id, number])
            statuses.append(client.get(address).status_code)
        wrong = reverse("journeys:claim_paper", args=[arras.public_id, number])
        assert client.get(wrong).status_code == 404
        listed = reverse("journeys:contributions", args=[lens.cohort.public_id])
        assert client.get(listed).status_code == 404
    assert statuses == [200, 404]


def test_the_list_of_contributions_costs_the_same_however_many(
    staff: Client, lens: Participation, arras: Participation, cost
):
    page = reverse("journeys:contributions", args=[lens.cohort.public_id])
    Charge.objects.exclude(participation=lens).delete()
    one = cost(staff, page)
    for key in "abc":
        Charge.objects.create(participation=arras, fee=key, amount=1, because="x", at=NOW)
    assert cost(staff, page) == one
