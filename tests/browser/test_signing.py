"""The day of a meeting: the screen of the room, a phone, the sheet when the network falls."""

# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import timedelta

from django.utils import timezone

from cordee.journeys import entrances
from cordee.journeys.models import Meeting, Presence
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import account, amina, cohort, edition, lens  # noqa: F401 - fixtures


def around_now(meeting):
    """From ten minutes ago to an hour from now, within one day: suites also run near midnight."""
    now = timezone.now().astimezone(meeting.zone)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "starts": max(now - timedelta(minutes=10), midnight),
        "ends": min(now + timedelta(hours=1), midnight + timedelta(hours=23, minutes=59)),
    }


def test_a_delegate_signs_with_her_phone_before_the_screen_of_the_room(
    browser,
    cohort,
    lens,
    amina,
):
    j1 = cohort.meetings.get(key="j1")
    Meeting.objects.filter(pk=j1.pk).update(**around_now(j1))
    screen = browser.open(f"/espace/rencontres/{j1.public_id}/emargement/", user=amina)
    assert_accessible(screen)
    assert_sober(screen)
    screenshot(screen, "emargement-salle")
    user = account(lens, "tech")
    code = entrances.address_at(j1, timezone.now()).partition("8000")[2]
    phone = browser.open(code, user=user, size=PHONE)
    assert_accessible(phone)
    screenshot(phone, "emargement-telephone")
    browser.expect("ERR_INTERNET_DISCONNECTED|htmx:")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Je suis là").click()
    phone.get_by_text("est gardée dans ce téléphone").wait_for()
    screenshot(phone, "emargement-sans-reseau")
    assert not Presence.objects.exists()
    phone.context.set_offline(False)
    phone.get_by_text("envoyé plus tard, signé à").wait_for()
    screenshot(phone, "emargement-signe")
    assert Presence.objects.get().source == "qr"


def test_the_sheet_waits_in_the_browser_while_the_network_is_down(
    browser,
    cohort,
    lens,
    amina,
):
    j1 = cohort.meetings.get(key="j1")
    Meeting.objects.filter(pk=j1.pk).update(**around_now(j1))
    page = browser.open(f"/espace/rencontres/{j1.public_id}/", user=amina)
    page.locator("select").first.select_option("present")
    browser.expect("ERR_INTERNET_DISCONNECTED|htmx:")
    page.context.set_offline(True)
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.get_by_text("partira tout seul").wait_for()
    screenshot(page, "feuille-sans-reseau")
    assert not Presence.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("La feuille qui attendait est partie").wait_for()
    assert Presence.objects.exists()
