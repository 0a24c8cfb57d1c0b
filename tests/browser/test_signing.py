"""The day of a meeting: the screen of the room, a phone, the sheet when the network falls."""

# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import timedelta

from django.utils import timezone

from cordee.journeys import entrances
from cordee.journeys.models import Delegate, Meeting, Participation, Presence
from cordee.people.models import Person
from tests.browser.visits import (
    PHONE,
    assert_accessible,
    assert_sober,
    screenshot,
    session_of,
    weight_of,
)
from tests.journeys.conftest import account, amina, cohort, edition, laureate, lens  # noqa: F401 - fixtures


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


TABLET = (768, 1024)


def crowd(meeting, people, by):
    """Bring a meeting to so many people expected, four a territory, as a room really is."""
    cohort = meeting.cohort
    for rank in range(cohort.participations.count(), people // 4):
        name = f"Communauté de communes {rank}"
        outcome = laureate(cohort.edition, cohort.ruling, name, [], by)
        Participation.objects.create(
            cohort=cohort, outcome=outcome, name=name, starts=cohort.begun_at
        )
    for place in cohort.participations.order_by("pk"):
        for rank in range(place.delegates.count(), 4):
            person = Person.objects.create(
                given_name=f"Prénom{rank}",
                family_name="de la Rivière",
                email=f"{place.pk}{rank}@x.fr",
            )
            Delegate.objects.create(
                participation=place, person=person, role="tech", starts=cohort.begun_at,
                calendar_token=f"jeton-{place.pk}-{rank}",
            )  # fmt: skip


def test_the_sheet_of_a_full_room_is_light_and_waits_while_the_network_is_down(
    browser,
    cohort,
    lens,
    amina,
):
    j1 = cohort.meetings.get(key="j1")
    Meeting.objects.filter(pk=j1.pk).update(**around_now(j1))
    crowd(j1, 60, amina)
    page = browser.open(f"/espace/rencontres/{j1.public_id}/", user=amina, size=TABLET)
    room = weight_of(page)
    assert room.score >= 82, room
    page.get_by_label("Theo Lens").check()
    page.get_by_text("1 là sur 60").wait_for()
    page.get_by_label("en retard").check()
    page.get_by_label("Eve Lens").check()
    page.get_by_text("2 là sur 60").wait_for()
    for width, height in (PHONE, TABLET):
        page.set_viewport_size({"width": width, "height": height})
        assert_accessible(page)
    browser.expect("ERR_INTERNET_DISCONNECTED|htmx:")
    page.context.set_offline(True)
    page.get_by_role("button", name="Enregistrer et clore").click()
    page.get_by_text("vous la clorez quand le réseau sera revenu").wait_for()
    screenshot(page, "feuille-sans-reseau")
    assert not Presence.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("Elle n’est pas close").wait_for()
    status = set(Presence.objects.values_list("delegate__role", "status").distinct())
    assert status == {("tech", "present"), ("elu", "late")}
    page.get_by_label("Eve Lens").uncheck()
    page.context.clear_cookies()
    browser.expect("403")
    page.get_by_role("button", name="Enregistrer et clore").click()
    page.get_by_text("reconnectez-vous dans un autre onglet").wait_for()
    page.context.add_cookies([session_of(amina, browser.url)])
    page.reload()
    page.get_by_text("Elle n’est pas close").wait_for()
    page.get_by_role("button", name="Voir la feuille à jour").click()
    page.get_by_label("Eve Lens").uncheck()
    page.get_by_role("button", name="Enregistrer et clore").click()
    page.get_by_text("enregistrée et close").wait_for()
    j1.refresh_from_db()
    assert j1.state == Meeting.State.CLOSED
    seen = list(Presence.objects.values_list("delegate__role", "status").distinct().order_by("pk"))
    assert set(seen) == {("tech", "present"), ("elu", "absent")}
    screenshot(page, "feuille-close")
