"""Who reads what: the whole matrix, for lists, for pages and for the pure rule."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from cordee.journeys.actions import replace, withdraw
from cordee.journeys.learning.models import Audience, LogEntry
from cordee.journeys.learning.places import place_of
from cordee.people.models import Person, User
from tests.journeys.learning.conftest import NOW, SECTIONS, entered

READERS = {
    "me": {"author"},
    "team": {"author", "teammate"},
    "staff": {"author", "teammate", "staff"},
    "cohort": {"author", "teammate", "staff", "peer"},
    "alliance": {"author", "teammate", "staff", "peer"},
    "public": {"author", "teammate", "staff", "peer"},
}


def gone(participation: Any, role: str, amina: User) -> User:
    """Someone who was in a delegation and was replaced."""
    old = participation.delegates.get(role=role)
    user = User.objects.create_user(f"ancienne.{participation.pk}@example.org")
    former = Person.objects.create(user=user, given_name="Ancienne", family_name="X")
    old.person, kept = former, old.person
    old.save()
    replace(old, kept, by=amina, at=NOW - timedelta(days=1))
    return user


def future(participation: Any) -> User:
    """Someone who joins next month."""
    user = User.objects.create_user("future@example.org")
    person = Person.objects.create(user=user, given_name="Future", family_name="Y")
    participation.delegates.create(
        person=person, role="elu", starts=NOW + timedelta(days=30), calendar_token="f"
    )
    return user


def test_the_matrix_of_readers_for_lists_rows_and_pages(  # noqa: PLR0917 - the whole cast
    lens, arras, eve, theo, peer, amina, hortense
):
    users: dict[str, User] = {
        "author": eve.person.user, "teammate": theo.person.user, "peer": peer.person.user,
        "staff": amina, "stranger": hortense, "replaced": gone(arras, "tech", amina),
        "future": future(lens),
    }  # fmt: skip
    rows = {
        audience: LogEntry.objects.create(
            cohort=lens.cohort, participation=lens, person=eve.person, audience=audience,
            section=SECTIONS[0], text=f"mot-{audience}", written_at=NOW, changed_at=NOW,
            shared_at=NOW,
        )
        for audience in Audience.values
    }  # fmt: skip
    for who, user in users.items():
        place = place_of(user, lens.cohort, NOW)
        listed = (
            set(LogEntry.objects.readable(place).values_list("audience", flat=True))
            if place
            else set()
        )
        client = Client()
        client.force_login(user)
        for audience, row in rows.items():
            wanted = who in READERS[audience]
            assert (audience in listed) is wanted, (who, audience)
            assert (place is not None and place.reads(row)) is wanted, (who, audience)
            answer = client.get(reverse("learning:entry", args=[row.public_id]))
            assert answer.status_code == (200 if wanted else 404), (who, audience)
            writes = client.post(
                reverse("learning:share", args=[row.public_id]), {"audience": row.audience}
            )
            assert writes.status_code in ({200, 302, 422} if who == "author" else {403, 404}), who
        shared = client.get(reverse("learning:shared", args=[lens.cohort.public_id]))
        if place is None:
            assert shared.status_code == 404
            continue
        seen = {one for one in Audience.values if f"mot-{one}" in shared.text}
        assert seen == ({one for one in READERS if who in READERS[one]} - {"me"}
                        if who != "author" else set()), who  # fmt: skip


def test_a_territory_that_left_reads_nothing_more(lens, arras, eve, peer, amina):
    LogEntry.objects.create(
        cohort=lens.cohort, participation=lens, person=eve.person, audience="cohort",
        section=SECTIONS[0], text="Ouvert", written_at=NOW, changed_at=NOW, shared_at=NOW,
    )  # fmt: skip
    address = reverse("learning:shared", args=[lens.cohort.public_id])
    assert "Ouvert" in entered(peer.person).get(address).text
    withdraw(arras, reason="Un autre projet.", by=amina, at=NOW)
    assert entered(peer.person).get(address).status_code == 404
