"""Windows kept for some places: one way to tell whose file is whose, for every room."""

import html
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions.papers import receive_copy
from cordee.applications.deadlines import SILENCES
from cordee.applications.queries import reception
from cordee.applications.queries.received import in_window
from cordee.applications.queries.times import window_of
from cordee.applications.rules.places import frozen_places
from cordee.calls.queries import listed
from cordee.calls.rules import Phase
from cordee.kernel.places import within
from cordee.people.models import User
from cordee.territories.models import Membership, Territory
from tests.applications.flow import WRITING, handed, plain

APRIL = datetime(2025, 4, 10, 9, tzinfo=UTC)
AREA = "epci:246200364"
WINDOWS = [
    {"key": "un", "label": "Partout", "opens": "2025-03-01", "closes": "2025-03-31T12:00"},
    {"key": "ici", "label": "Ici", "opens": "2025-03-01", "closes": "2025-04-30T12:00",
     "serves": [AREA], "capacity": 1},
    {"key": "aire", "label": "Aire", "opens": "2025-03-01", "closes": "2025-05-31T12:00",
     "serves": ["perimeter:vallee"]},
]  # fmt: skip
STEPS = [{"key": "dossier", "label": "Dossier", "window": "un", "waves": ["ici", "aire"]}]
PERIMETERS = [{"key": "vallee", "label": "Vallée", "within": ["commune:80021"]}]


@pytest.fixture
def place(db):
    """Make a territory; a member of the grouping when told so."""
    common = {"origin": "cog", "made_at": WRITING, "region": "32"}
    area = Territory.objects.create(
        ref=AREA, kind="ca", name="CA", siren="246200364", department="62", **common
    )

    def make(ref: str, *, member: bool = False) -> Territory:
        code = ref.partition(":")[2]
        made = Territory.objects.create(
            ref=ref, kind="commune", name=f"Commune {code}", insee=code, department=code[:2],
            **common,
        )  # fmt: skip
        if member:
            Membership.objects.create(child=made, parent=area, role="epci")
        return made

    make.area = area
    return make


def test_the_places_of_a_window_are_told_by_one_reading(place, nadia: User, farida: User):
    """Two members of one grouping share its one place; the file of another body takes none."""
    call = plain(windows=WINDOWS, steps=STEPS, perimeters=PERIMETERS)
    definition = call.definition
    first = handed(call, nadia, territory=place("commune:62498", member=True))
    away = handed(call, nadia, territory=place("commune:59350"))
    valley = handed(call, nadia, territory=place("commune:80021"))
    unknown = handed(call, nadia, body_name="Association")
    assert {AREA, "departement:62"} <= frozen_places(first.current.content)
    files = (first, away, valley)
    assert [window_of(one, APRIL).key for one in files] == ["ici", "un", "aire"]
    for one in files:
        window = window_of(one, APRIL)
        assert one.current in in_window(call, one.step, window)
        others = (each for each in definition.windows if each.key != window.key)
        assert all(one.current not in in_window(call, one.step, each) for each in others)
    found = [w.key for w in definition.windows
             if unknown.current in in_window(call, unknown.step, w)]  # fmt: skip
    assert found == [window_of(unknown, APRIL).key]
    late = actions.start(call, territory=place("commune:59351"), by=farida, at=WRITING)
    assert not reception(late, WRITING).faults
    second = actions.start(call, territory=place("commune:80001"), by=farida, at=WRITING)
    second.territory = place("commune:62427", member=True)
    assert [one.code for one in reception(second, WRITING).faults] == ["capacity"]
    assert [one.code for one in reception(late, APRIL).faults] == ["closes"]


def test_a_complement_leaves_a_file_in_its_wave(db, nadia: User, amina: User):
    """Answered during the second wave, a request of the staff takes no place of that wave."""
    waves = [
        {"key": "un", "label": "Un", "opens": "2025-03-01", "closes": "2025-03-31T12:00"},
        {"key": "deux", "label": "Deux", "opens": "2025-04-01", "closes": "2025-04-30T12:00",
         "capacity": 1},
    ]  # fmt: skip
    call = plain(
        windows=waves, steps=[{"key": "dossier", "label": "D", "window": "un", "waves": ["deux"]}]
    )
    made = handed(call, nadia, body_name="Syndicat")
    asked = actions.ask_completion(
        made, points={"resume": "Trop court."}, due=datetime(2025, 4, 20, tzinfo=UTC), by=amina,
        at=datetime(2025, 4, 2, 9, tzinfo=UTC),
    )  # fmt: skip
    actions.save_answer(made, "resume", "De longues haies.", by=nadia, at=APRIL)
    actions.answer_completion(asked, reply="Voilà.", by=nadia, at=APRIL)
    made.refresh_from_db()
    one, two = call.definition.windows
    assert (made.current.number, window_of(made, APRIL)) == (2, one)
    assert list(in_window(call, made.step, two)) == []
    assert [row.handed for row in in_window(call, made.step, one)] == [WRITING]


def test_silence_speaks_for_each_file_from_the_closing_of_its_own_window(
    place, nadia: User, amina: User
):
    silence = {"means": "rejection", "after": "P2M", "counted_from": "closing"}
    call = plain(windows=WINDOWS, steps=STEPS, perimeters=PERIMETERS,
                 timeline={"silence": silence})  # fmt: skip
    for ref in ("commune:62498", "commune:59350"):
        handed(call, nadia, territory=place(ref, member=ref.endswith("62498")))
    found = SILENCES.proposals(datetime(2025, 4, 15, tzinfo=UTC))
    said = {one.subject[1].partition(":")[2] for one in found if one.to == amina.email}
    assert said == {"2025-05-31", "2025-06-30"}


def test_the_silence_over_one_file_does_not_hide_those_that_follow(db, nadia: User, amina: User):
    """Counted from each deposit, in a permanent intake: the next day is told, never the last."""
    window = {"key": "un", "label": "Un", "opens": "2025-03-01", "permanent": True}
    call = plain(windows=[window], timeline={"silence": {"means": "rejection", "after": "P2M"}})
    for body, day in (("A", 1), ("B", 20)):
        handed(call, nadia, datetime(2025, 3, day, 9, tzinfo=UTC), body_name=body)
    spoken = datetime(2025, 5, 10, 9, tzinfo=UTC)
    found = [one for one in SILENCES.proposals(spoken) if one.to == amina.email]
    assert {one.subject[1].partition(":")[2] for one in found} == {"2025-05-20"}
    assert "1 dossier sans réponse" in found[0].text.replace("\xa0", " ")


def test_a_day_that_began_on_the_clock_of_the_call_is_not_to_come(db, nadia: User, amina: User):
    """Half past midnight in Paris is still the eve in universal time."""
    call = plain()
    made = handed(call, nadia, body_name="Syndicat")
    night = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)
    receive_copy(made, on=date(2025, 7, 1), copies=1, by=amina, at=night)


def test_a_perimeter_made_of_places_holds_who_lies_in_one_of_them():
    inside = {"vallee": ["commune:80021"], "grande": ["perimeter:vallee", "country:EU"], "dit": []}
    found = within({"commune:80021", "FR"}, inside)
    assert found == {"commune:80021", "FR", "perimeter:vallee", "perimeter:grande"}
    assert "perimeter:grande" in within({"country:BE"}, inside)
    assert within({"commune:80001"}, inside) == {"commune:80001"}


def test_every_page_before_a_file_exists_tells_whose_date_it_is(place, nadia: User, client: Client):
    """The page of the call, the test of eligibility, the beginning, the flyer, the interface."""
    call = plain(windows=WINDOWS, steps=STEPS, perimeters=PERIMETERS)
    here, away = place("commune:62498", member=True), place("commune:59350")
    with time_machine.travel(APRIL, tick=False):
        page = text(client.get(reverse("calls:detail", args=[call.key])))
        assert "pas la même pour toutes les candidatures" in page
        assert "Il reste" not in page
        assert "Dernière clôture" in text(client.get(reverse("calls:list")))
        assert " ; " in text(client.get(reverse("applications:call_flyer", args=[call.key])))
        windows = client.get(f"/api/v1/appels/{call.key}").json()["windows"]
        assert [one["serves"] for one in windows] == [[], [AREA], ["perimeter:vallee"]]
        trying = reverse("applications:eligibility", args=[call.key])
        told = text(client.post(trying, {"territory": here.ref}))
        assert "Votre date limite : mercredi 30 avril 2025 à 12 h (heure de Paris)" in told
        told = text(client.post(trying, {"territory": away.ref}))
        assert "Le dépôt est clos depuis le lundi 31 mars 2025" in told
        assert "Votre date limite" not in told
        assert "rien ne peut être déposé en ce moment" in told
        assert "Votre texte est conservé" not in told, "nothing was written"
        client.force_login(nadia)
        begin = reverse("applications:begin", args=[call.key])
        told = text(client.post(begin, {"territory": away.ref}))
        assert "Le dépôt est clos depuis le lundi 31 mars 2025" in told
        assert "Ouvrir le dossier" not in told
        assert "Ouvrir le dossier" in text(client.post(begin, {"territory": here.ref}))


def test_between_two_periods_every_list_says_when_the_next_opens(
    client: Client, nadia: User, django_assert_max_num_queries
):
    waves = [
        {"key": "un", "label": "Un", "opens": "2025-03-01", "closes": "2025-03-31T12:00"},
        {"key": "deux", "label": "Deux", "opens": "2025-05-01", "closes": "2025-05-31T12:00"},
    ]
    steps = [{"key": "dossier", "label": "Dossier", "window": "un", "waves": ["deux"]}]
    call = plain(windows=waves, steps=steps)
    with time_machine.travel(APRIL, tick=False):
        with django_assert_max_num_queries(2):
            [(_edition, found)] = listed(APRIL)
        assert (found.phase, found.reopens.date()) == (Phase.UPCOMING, date(2025, 5, 1))
        for page in (reverse("calls:list"), reverse("web:home")):
            told = text(client.get(page))
            assert "Prochaine ouverture : jeudi 1er mai 2025 à 0 h" in told
            assert "Dernière clôture" not in told
        assert client.get(f"/api/v1/appels/{call.key}").json()["phase"] == "à venir"
    with time_machine.travel(datetime(2025, 5, 2, 9, tzinfo=UTC), tick=False):
        assert "Dernière clôture" in text(client.get(reverse("calls:list")))


def text(response) -> str:
    """A page without its tags nor its hard spaces."""
    return " ".join(
        re.sub(r"<[^>]+>", "", html.unescape(response.text)).replace("\xa0", " ").split()
    )
