"""A closing is moved by an act: its reason, its history, whoever writes is told."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions as writing
from cordee.applications.models import Application
from cordee.applications.papers import receipt
from cordee.calls.actions import extend, follow_judging, publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.conftest import *  # noqa: F403 - the same small call and file
from tests.applications.conftest import DURING, small

LATER = datetime(2025, 1, 10, 16, tzinfo=UTC)
AFTER = datetime(2024, 12, 20, 9, tzinfo=UTC)
WHY = "Une panne a fermé le site deux heures."


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())


def test_a_new_closing_lets_files_in_and_tells_those_who_write(
    application: Application, nadia: User, amina: User
):
    version = extend(application.edition, "w", LATER, why=WHY, by=amina, at=DURING)
    application.edition.refresh_from_db()
    assert version.number == 2
    assert application.edition.closes_at == LATER
    letter = Message.objects.get(to=nadia.email)
    assert "vendredi 10 janvier 2025 à 17 h (heure de Paris)" in plain(letter.text)
    assert "au lieu du jeudi 19 décembre 2024 à 12 h" in plain(letter.text)
    assert WHY in letter.text
    entry = Entry.objects.get(kind="calls.extended")
    assert entry.payload["before"].startswith("2024-12-19T12:00")
    fresh = Application.objects.get(pk=application.pk)
    saved = writing.save_answer(fresh, "besoins", "Encore", by=nadia, at=AFTER)
    assert saved.fate is writing.Fate.SAVED


@pytest.mark.parametrize(("served", "told"), [("region:32", True), ("region:93", False)])
def test_a_new_closing_is_told_only_to_the_places_its_period_serves(
    lens: Territory, nadia: User, amina: User, served: str, *, told: bool
):
    both = {"opens": "2024-11-08", "closes": "2024-12-19"}
    windows = [{"key": "w", **both}, {"key": "own", **both, "serves": [served]}]
    steps = [{"key": "dossier", "label": "Dossier", "window": "w", "waves": ["own"]}]
    edition = publish(small(windows=windows, steps=steps), {}, by=None, at=DURING)
    writing.start(edition, territory=lens, by=nadia, at=DURING)
    extend(edition, "own", LATER, why=WHY, by=amina, at=DURING)
    assert Message.objects.filter(to=nadia.email, key__startswith="extended:").exists() == told


@pytest.mark.parametrize(
    ("invited", "said"),
    [("2024-11-10", None), ("2024-12-15", "mardi 14 janvier 2025"), ("2024-12-28", "10 janvier")],
)
def test_a_delay_of_ones_own_is_what_the_letter_of_a_new_closing_says(
    lens: Territory, nadia: User, amina: User, invited: str, said: str | None
):
    """Thirty days from the invitation, never beyond the closing of the window."""
    steps = [{"key": "dossier", "label": "Dossier", "window": "w", "within": "P30D"}]
    edition = publish(small(steps=steps), {}, by=None, at=DURING)
    made = writing.start(edition, territory=lens, by=nadia, at=DURING)
    Application.objects.filter(pk=made.pk).update(invited_at=f"{invited}T08:00Z")
    later = LATER if said != "mardi 14 janvier 2025" else datetime(2025, 2, 1, 16, tzinfo=UTC)
    extend(edition, "w", later, why=WHY, by=amina, at=DURING)
    sent = [plain(one.text) for one in Message.objects.filter(key__startswith="extended:")]
    assert [said in one for one in sent] == ([True] if said else [])


def test_what_silence_means_is_counted_from_the_closing_of_the_own_period_of_a_file(
    lens: Territory, nadia: User
):
    both = {"opens": "2024-11-08", "closes": "2024-12-19"}
    own = {"key": "own", "opens": "2024-11-08", "closes": "2025-01-31", "serves": ["region:32"]}
    steps = [{"key": "dossier", "label": "Dossier", "window": "w", "waves": ["own"]}]
    silence = {"means": "rejection", "after": "P2M", "counted_from": "closing"}
    definition = small(windows=[{"key": "w", **both}, own], steps=steps, eligibility=[], team=None,
                       timeline={"silence": silence})  # fmt: skip
    edition = publish(definition, {}, by=None, at=DURING)
    file = writing.start(edition, territory=lens, by=nadia, at=DURING)
    for key, value in {"besoins": "Du temps.", "theme": "eau"}.items():
        writing.save_answer(file, key, value, by=nadia, at=DURING)
    made = writing.deposit(file, by=nadia, at=DURING)
    said = receipt(made)["silence"].replace("\N{NO-BREAK SPACE}", " ")
    assert "31 mars 2025" in said
    assert "31 janvier 2025" in Message.objects.latest("pk").text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("closes", "why", "code"),
    [
        (LATER, "  ", "why"),
        (datetime(2024, 12, 19, 11, tzinfo=UTC), WHY, "closes"),
        (datetime(2024, 11, 19, 11, tzinfo=UTC), WHY, "closes"),
    ],
)
def test_a_closing_only_moves_later_and_with_a_reason(
    edition: Edition, amina: User, closes: datetime, why: str, code: str
):
    with pytest.raises(Refused) as refusal:
        extend(edition, "w", closes, why=why, by=amina, at=DURING)
    assert code in {one.code for one in refusal.value.findings}
    assert edition.versions.count() == 1


def test_a_file_handed_in_one_wave_hears_nothing_of_another(
    application: Application, nadia: User, amina: User
):
    """Its own window alone is its own, and what it may still change is told as the call says."""
    waves = [
        {"key": "w", "opens": "2024-11-08", "closes": "2024-12-19", "edit_until": "deposit"},
        {"key": "next", "opens": "2024-12-20", "closes": "2024-12-30"},
    ]
    steps = [{"key": "dossier", "label": "Dossier", "window": "w", "waves": ["next"]}]
    rules = small(key="vagues", windows=waves, steps=steps, eligibility=[], team=None)
    edition = publish(rules, {}, by=None, at=DURING)
    made = writing.start(edition, body_name="Lens", by=nadia, at=DURING)
    for key, value in {"besoins": "Du temps.", "theme": "eau"}.items():
        writing.save_answer(made, key, value, by=nadia, at=DURING)
    writing.deposit(made, by=nadia, at=DURING)
    extend(edition, "next", LATER, why=WHY, by=amina, at=DURING)
    told = Message.objects.filter(to=nadia.email, key__startswith="extended:")
    assert not told.exists()
    edition.refresh_from_db()
    extend(edition, "w", datetime(2024, 12, 19, 23, tzinfo=UTC), why=WHY, by=amina, at=DURING)
    assert "ne permet pas de le modifier" in told.get().text


def test_a_call_being_judged_is_not_extended(edition: Edition, amina: User):
    follow_judging(type("Opened", (), {"edition": edition.pk}), by=amina, at=AFTER)
    with pytest.raises(Refused, match="égalité entre candidats"):
        extend(edition, "w", LATER, why=WHY, by=amina, at=AFTER)


def test_the_page_of_the_call_keeps_the_former_date_struck(
    client: Client, edition: Edition, amina: User
):
    with time_machine.travel(DURING, tick=False):
        client.force_login(amina)
        url = reverse("calls:extend", args=[edition.key])
        typed = {"period": "w", "closes": "2025-01-10T17:00", "why": WHY}
        assert client.post(url, {**typed, "closes": "demain"}).status_code == 422
        assert client.post(url, {**typed, "closes": "2024-12-01T17:00"}).status_code == 422
        assert client.post(url, typed).status_code == 302
        page = Client().get(reverse("calls:detail", args=[edition.key])).text
    former = plain(page.partition("<del>")[2].partition("</del>")[0])
    assert former.endswith("jeudi 19 décembre 2024 à 12 h (heure de Paris)")
    assert WHY in page
    assert "vendredi 10 janvier 2025 à 17 h (heure de Paris)" in plain(page)


def test_two_extensions_keep_both_former_dates(edition: Edition, amina: User):
    extend(edition, "w", LATER, why=WHY, by=amina, at=DURING)
    edition.refresh_from_db()
    last = datetime(2025, 2, 1, 11, tzinfo=UTC)
    extend(Edition.objects.get(pk=edition.pk), "w", last, why="Encore.", by=amina, at=AFTER)
    page = plain(Client().get(reverse("calls:detail", args=[edition.key])).text)
    assert page.count("<del>") == 2


def test_only_the_team_moves_a_closing(client: Client, edition: Edition, nadia: User):
    url = reverse("calls:extend", args=[edition.key])
    assert client.get(url).status_code == 302
    client.force_login(nadia)
    assert client.get(url).status_code == 403
