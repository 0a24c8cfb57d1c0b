"""A report written by several, signed with its figures, taken up by the next one."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.actions.seats import give_seat
from cordee.people.models import Person, User
from cordee.reports import actions
from cordee.reports.models import Report, ReportDraft, Section
from cordee.reports.papers import balance, chapters, report_odt, report_pdf
from cordee.reports.queries import book
from cordee.reports.rules import Period

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    user = User.objects.create_user("amina@example.org")
    person = Person.objects.create(user=user, given_name="Amina", family_name="B")
    give_seat(person, "staff", by=None, at=AT)
    return user


@pytest.fixture
def draft(amina: User) -> ReportDraft:
    """A report of two parts, with a declared figure and three lines of accounts."""
    made = actions.begin(YEAR, title="Bilan 2025", by=amina, at=AT)
    for one in made.sections.all():
        actions.drop_section(one, by=amina, at=AT)
    follow = actions.declare(made, label="Abonnés", value=Decimal(1204), unit="", by=amina, at=AT,
                             source="Réseau", on=date(2025, 12, 31))  # fmt: skip
    first = actions.add_section(made, title="L’année", level=1, by=amina, at=AT)
    second = actions.add_section(made, title="Les appels", level=2, by=amina, at=AT)
    write(first, f"Suivis par [chiffre:{follow.key}|plus de 1 200 personnes].", by=amina)
    write(second, "**[chiffre:calls]** appel.", outlook="Un deuxième appel.", by=amina)
    actions.arrange(second, title="Les appels", level=2, figures=["calls", "funders", "x"],
                    by=amina, at=AT)  # fmt: skip
    for side, heading, label, amount in (
        ("income", "Financeurs", "Région", "1000"), ("charge", "Achats", "Repas", "400.50"),
        ("charge", "Salaires", "Chargée de mission", "500"),
    ):  # fmt: skip
        actions.add_line(made, side=side, heading=heading, label=label, amount=Decimal(amount),
                         by=amina, at=AT)  # fmt: skip
    return made


def write(section: Section, text: str, *, by: User, revision: int = 0, **more: str) -> dict:
    texts = {"text": text, **more}
    since = {name: {"revision": revision, "shown": ""} for name in texts}
    section.refresh_from_db()
    return actions.write_section(section, texts, since=since, by=by, at=AT)


def test_a_report_is_signed_with_its_plan_its_words_its_figures_and_its_accounts(draft, amina):
    assert book(draft).faults == []
    report = actions.sign_draft(draft, by=amina, at=AT)
    assert digest(report.content) == report.digest
    first, second = chapters(report.content)
    assert (first.number, first.level, second.number, second.level) == ("1", 2, "1.1", 3)
    assert first.text == "Suivis par plus de 1 200 personnes."
    assert second.text == "**0** appel."
    exact = {one["label"]: one["value"] for one in report.content["figures"]}
    assert exact == {"Appels publiés": "0", "Financeurs": "0", "Abonnés": "1204"}
    assert balance(report.content)["result"] == Decimal("99.50")
    assert report_pdf(report) == report_pdf(report)
    text = zipfile.ZipFile(BytesIO(report_odt(report))).read("content.xml").decode()
    assert "plus de 1 200 personnes" in text
    assert Entry.objects.filter(kind="reports.signed").count() == 1
    with pytest.raises(Refused, match="figé"):
        actions.add_section(draft, title="Trop tard", level=1, by=amina, at=AT)


def test_the_next_report_takes_the_plan_up_and_asks_what_became_of_what_was_announced(draft, amina):
    actions.sign_draft(draft, by=amina, at=AT)
    following = actions.begin(YEAR, title="Bilan 2026", by=amina, at=AT)
    found = list(following.sections.order_by("rank"))
    assert [(one.level, one.title, one.announced) for one in found] == [
        (1, "L’année", ""), (2, "Les appels", "Un deuxième appel."),
    ]  # fmt: skip
    assert found[1].figures == ["calls", "funders"]
    with pytest.raises(Refused) as refusal:
        actions.sign_draft(following, by=amina, at=AT)
    assert "plan.follow_up" in {one.code for one in refusal.value.findings}


def test_each_lack_refuses_the_signature(draft, amina):
    section = draft.sections.order_by("-rank")[0]
    actions.state_totals(draft, income=Decimal(999), charges=None, by=amina, at=AT)
    actions.withdraw_declared(draft.declared.get(), by=amina, at=AT)
    actions.arrange(section, title="Élu·es", level=2, figures=["elected"], by=amina, at=AT)
    with pytest.raises(Refused) as refusal:
        actions.sign_draft(draft, by=amina, at=AT)
    assert {one.code for one in refusal.value.findings} == {
        "wording.unknown", "figure.blank", "accounts.total",
    }  # fmt: skip
    assert not Report.objects.exists()


def test_a_declared_figure_far_from_the_house_s_own_refuses_until_it_is_said_why(draft, amina):
    told = {"label": "Territoires touchés", "value": Decimal(60), "unit": "", "source": "Suivi",
            "on": date(2025, 12, 31), "against": "meetings"}  # fmt: skip
    one = actions.declare(draft, **told, by=amina, at=AT)
    with pytest.raises(Refused, match="Choisissez un chiffre connu"):
        actions.declare(draft, **{**told, "against": "ailleurs"}, by=amina, at=AT)
    with pytest.raises(Refused, match="corrigez l’un"):
        actions.sign_draft(draft, by=amina, at=AT)
    client = Client()
    client.force_login(amina)
    with time_machine.travel(AT, tick=False):
        page = reverse("reports:declared", args=[draft.public_id])
        assert "Rencontres tenues" in client.get(page).text
        actions.withdraw_declared(one, by=amina, at=AT)
        sent = {"label": "Touchés", "value": "60", "source": "Suivi", "on": "2025-12-31",
                "against": "meetings", "why": "Des journées hors de la maison."}  # fmt: skip
        assert client.post(page, {**sent, "against": "x"}).status_code == 422
        assert client.post(page, sent).status_code == 302
        assert "Des journées hors de la maison." in client.get(page).text
    assert book(draft).faults == []


def test_two_hands_on_a_part_keep_both_texts(draft, amina):
    section = draft.sections.order_by("rank")[0]
    clash = write(section, "Tout autre chose.", by=amina, revision=0)
    assert set(clash) == {"text"}
    section.refresh_from_db()
    assert "1 200" in section.text.text
    assert section.text.versions.filter(lost=True).get().text == "Tout autre chose."


def test_money_of_the_house_is_brought_once(draft, amina):
    actions.bring_lines(draft, by=amina, at=AT)
    count = draft.lines.count()
    actions.bring_lines(draft, by=amina, at=AT)
    assert draft.lines.count() == count


def test_a_report_is_written_from_its_pages(draft, amina, cost):
    client = Client()
    client.force_login(amina)
    other = Client()
    other.force_login(User.objects.create_user("zoe@example.org"))
    key = draft.public_id
    with time_machine.travel(AT, tick=False):
        pages = ("plan", "accounts", "declared", "preview")
        for name in pages:
            assert client.get(reverse(f"reports:{name}", args=[key])).status_code == 200, name
            assert other.get(reverse(f"reports:{name}", args=[key])).status_code == 403, name
        before = cost(client, reverse("reports:plan", args=[key]))
        plan = reverse("reports:plan", args=[key])
        made = client.post(plan, {"title": "Ressources", "level": "1"})
        assert client.post(plan, {"title": " ", "level": "1"}).status_code == 422
        assert cost(client, plan) == before <= 25
        page = client.get(made.url).text
        assert "[chiffre:calls]" in page
        sent = {"title": "Ressources", "level": "1", "text": "Des fiches.", "since_text": "0-x"}
        assert client.post(made.url, sent).status_code == 302
        clash = client.post(made.url, {**sent, "text": "Autre."})
        assert clash.status_code == 409
        assert "Des fiches." in clash.text
        change = f"{made.url}changer/"
        assert client.post(change, {"act": "up"}).status_code == 302
        ranks = list(draft.sections.order_by("rank").values_list("title", flat=True))
        assert ranks == ["L’année", "Ressources", "Les appels"]
        accounts = reverse("reports:accounts", args=[key])
        line = {"side": "income", "heading": "Dons", "label": "Un don", "amount": "12.5"}
        assert client.post(accounts, line).status_code == 302
        assert client.post(accounts, {**line, "amount": "x"}).status_code == 422
        assert "112\u00a0€" in client.get(accounts).text
        assert client.post(accounts, {"act": "totals", "income": "1"}).status_code == 302
        assert client.post(reverse("reports:sign_draft", args=[key])).status_code == 422
        client.post(accounts, {"act": "totals"})
        signed = client.post(reverse("reports:sign_draft", args=[key]))
        assert signed.status_code == 302
        told = client.get(signed.url).text
        assert 'href="#partie-2-1"' in told
        assert 'id="partie-2-1"' in told
        report = Report.objects.get()
        assert client.get(reverse("reports:office", args=[report.public_id])).status_code == 200
        assert client.get(plan).status_code == 404
