"""A form goes out and comes back, files come in, in a real browser and on a small phone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from cordee.applications import actions
from cordee.applications.actions.arrivals import collect
from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.docx import write
from cordee.applications.doors.outgoing import mark_of
from cordee.applications.doors.parcel import Parcel
from cordee.applications.models import Application, Arrival, Attachment
from cordee.calls.actions import publish
from cordee.people.actions import accounts
from tests.applications.conftest import DURING, small
from tests.applications.test_matrix import paper
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cordee.people.models import User
    from tests.browser.visits import Visits

ANAIS = {
    "given_name": "Anaïs", "family_name": "Lœuf", "role": "elu", "leads": [], "capacity": "Maire",
    "organisation": "", "service": "", "email": "anais@example.org", "phone": "",
}  # fmt: skip


@pytest.fixture
def file(transactional_db: None) -> Iterator[Application]:
    """A file that Nadia writes, with one answer."""
    with time_machine.travel(DURING, tick=True):
        opened = datetime(2024, 11, 1, tzinfo=UTC)
        edition = publish(small(eligibility=[]), {}, by=None, at=opened)
        nadia = accounts.reserve("nadia@example.org", at=DURING)
        accounts.welcome(nadia, method="code", at=DURING)
        made = actions.start(edition, body_name="Lens", by=nadia, at=DURING)
        actions.save_answer(made, "besoins", "Du temps, dit Nadia.", by=nadia, at=DURING)
        yield made


def filled(file: Application, folder: Path) -> Path:
    """The form of that file, filled off-line."""
    version = file.edition.rules_in_force
    answers = {"besoins": "Du temps, de l’argent et de l’œuvre commune.", "theme": "eau"}
    printing = Printing(version.definition, file.step, "", Written("Lens", answers, [ANAIS]))
    path = folder / "formulaire.docx"
    path.write_bytes(write(printing.sheet(mark_of(version, step=file.step, track=""))))
    return path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_comes_back_is_compared_then_taken(
    browser: Visits, file: Application, tmp_path: Path, *, javascript: bool
):
    page = browser.open(
        f"/candidatures/{file.public_id}/hors-ligne/", user=file.owner, size=PHONE,
        javascript=javascript,
    )  # fmt: skip
    if javascript:
        assert_accessible(page)
        assert_sober(page)
        screenshot(page, "hors-ligne")
    page.get_by_label("Le formulaire rempli").set_input_files(filled(file, tmp_path))
    page.get_by_role("button", name="Comparer avec mon dossier").click()
    page.get_by_role("heading", name="Ce qui diffère du dossier").wait_for()
    if javascript:
        assert_accessible(page)
        screenshot(page, "document-rapporte")
    page.get_by_role("group", name="Besoins").get_by_label("Prendre celle du document").check()
    page.get_by_role("button", name="Enregistrer ces choix").click()
    page.get_by_text("reprises du document").wait_for()
    assert file.answers.get(question="besoins").value.endswith("œuvre commune.")
    assert file.members.get().given_name == "Anaïs"
    assert Arrival.objects.get().settled_at is not None


def test_a_file_is_joined_by_pieces_and_shown_small(
    browser: Visits, file: Application, tmp_path: Path
):
    path = tmp_path / "Délibération.pdf"
    path.write_bytes(paper())
    address = f"/candidatures/{file.public_id}/partie/projet/"
    page = browser.open(address, user=file.owner)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Choisir un fichier").set_input_files(path)
    page.get_by_role("button", name="Joindre").click()
    page.get_by_role("link", name="Délibération.pdf").wait_for()
    assert any("/envois/" in url for url in asked)
    assert Attachment.objects.get().sha256
    page.get_by_alt_text("Première page").scroll_into_view_if_needed()
    assert_accessible(page)
    screenshot(page, "pieces")
    wrong = tmp_path / "faux.pdf"
    wrong.write_bytes(b"<svg onload=alert(1)>")
    Attachment.objects.all().delete()
    browser.expect("422")
    page.reload()
    page.get_by_label("Choisir un fichier").set_input_files(wrong)
    page.get_by_role("button", name="Joindre").click()
    page.get_by_text("n’est pas un vrai fichier PDF").wait_for()


def test_without_javascript_a_file_is_joined_in_one_go(
    browser: Visits, file: Application, tmp_path: Path
):
    path = tmp_path / "a.pdf"
    path.write_bytes(paper())
    address = f"/candidatures/{file.public_id}/partie/projet/"
    page = browser.open(address, user=file.owner, javascript=False)
    page.get_by_label("Choisir un fichier").set_input_files(path)
    page.get_by_role("button", name="Joindre").click()
    page.get_by_role("link", name="a.pdf").wait_for()


def test_the_team_files_what_came_without_a_file(
    browser: Visits, file: Application, amina: User, tmp_path: Path
):
    content = filled(file, tmp_path).read_bytes()
    parcel = Parcel(
        [("formulaire.docx", content)], DURING, DURING, sender="autre@example.org",
        subject="Notre candidature", text="Bonjour,\nvoici notre dossier.", message_id="<a@b>",
    )  # fmt: skip
    arrival = collect(parcel, at=DURING)
    page = browser.open(f"/espace/appels/{file.edition.key}/arrivees/", user=amina)
    assert_accessible(page)
    screenshot(page, "arrivees")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_role("heading", name="Ouvrir un dossier").wait_for()
    assert str(arrival.public_id) in page.url
    assert_accessible(page)
    screenshot(page, "arrivee")
