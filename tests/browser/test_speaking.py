"""A speaker with her own link on a phone; the team on a tablet the day of the meeting."""

# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import timedelta

from django.utils import timezone

from cordee.journeys import actions, entrances
from cordee.journeys.models import Material, Meeting, Presence, Speaker
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import account, amina, cohort, edition, lens  # noqa: F401 - fixtures

TABLET = (820, 1180)


def test_a_speaker_confirms_sends_her_slides_and_the_team_sees_them_the_day_itself(
    browser, cohort, lens, amina, tmp_path
):
    now = timezone.now()
    j1 = cohort.meetings.select_related("cohort__edition__current").get(key="j1")
    hours = {"starts": now - timedelta(minutes=10), "ends": now + timedelta(hours=6)}
    Meeting.objects.filter(pk=j1.pk).update(**hours)
    j1.refresh_from_db()
    talk = actions.write_item(
        j1, begins=30, lasts=60, kind="talk", label="Raconter la transition",
        description="Les cinq dimensions, avec des exemples.", by=amina, at=now,
    )  # fmt: skip
    actions.write_duty(j1, who="La collectivité", does="accueille et prête la salle", by=amina,
                       at=now)  # fmt: skip
    speaker = actions.ask_speaker(
        j1, email="nour@example.org", given_name="Nour", family_name="Saïdi", items=[talk],
        structure="Agence des récits", asked_to="Une heure, avec des exemples.", by=amina, at=now,
    )  # fmt: skip
    path = entrances.speaker_link(speaker).partition("8000")[2]
    phone = browser.open(path, size=PHONE)
    assert_accessible(phone)
    assert_sober(phone)
    screenshot(phone, "intervention-telephone")
    phone.get_by_label("Je serai là").check()
    phone.get_by_role("button", name="Répondre").click()
    phone.get_by_text("Merci, c’est noté").wait_for()
    slides = tmp_path / "recits.pdf"
    slides.write_bytes(b"%PDF-1.4 recits")
    phone.get_by_label("Fichier").set_input_files(slides)
    phone.get_by_role("button", name="Envoyer ce support").click()
    phone.get_by_text("bien arrivé").wait_for()
    assert Speaker.objects.get().state == "confirmed"
    assert Material.objects.get().name == "recits.pdf"

    tablet = browser.open(f"/espace/rencontres/{j1.public_id}/programme/", user=amina, size=TABLET)
    tablet.get_by_text("recits.pdf").wait_for()
    assert_accessible(tablet)
    screenshot(tablet, "programme-tablette")
    tablet.goto(tablet.url.replace("programme/", ""))
    assert_accessible(tablet)
    screenshot(tablet, "rencontre-tablette")
    tablet.get_by_label("Eve Lens").check()
    tablet.get_by_role("button", name="Enregistrer la feuille").click()
    tablet.get_by_text("La feuille de présence est enregistrée").wait_for()
    assert Presence.objects.exists()

    reader = browser.open(
        f"/rencontres/{j1.public_id}/", user=account(lens, "tech"), size=PHONE, javascript=False
    )
    reader.get_by_text("Raconter la transition").wait_for()
    screenshot(reader, "programme-telephone")
