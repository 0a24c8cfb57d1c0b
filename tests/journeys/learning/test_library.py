"""The kit of a meeting: filled, reviewed, published to a circle, found, carried away."""

import io
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Resource
from cordee.journeys.learning.places import place_of
from cordee.kernel.findings import Refused
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.journeys.learning.conftest import NOW, entered
from tests.journeys.learning.test_exercises import PNG


def shelved(cohort, by, *, state="published", at=NOW, **fields) -> Resource:
    told = {"title": "La mise en récits", "body": "Un texte", "audience": "cohort"} | fields
    made = actions.write_resource(cohort, by=by, at=at, **told)
    for step in {"draft": [], "reviewed": ["reviewed"]}.get(state, ["reviewed", "published"]):
        made = actions.move_resource(made, step, by=by, at=at)
    return made


@pytest.mark.parametrize("state", Resource.State.values)
@pytest.mark.parametrize("audience", ["staff", "cohort", "alliance", "public"])
def test_who_finds_what_by_state_and_audience(  # noqa: PLR0917 - the cast
    lens, eve, amina, staff, state, audience
):
    one = shelved(lens.cohort, amina, state=state, audience=audience)
    wanted = state == "published" and audience != "staff"
    client = entered(eve.person)
    page = reverse("learning:resource", args=[one.public_id])
    library = reverse("learning:library", args=[lens.cohort.public_id])
    assert client.get(page).status_code == (200 if wanted else 404)
    assert ("mise en récits" in client.get(library).text) is wanted
    assert ("mise en récits" in client.get(f"{library}?q=recit").text) is wanted
    assert staff.get(page).status_code == 200
    place = place_of(eve.person.user, lens.cohort, NOW)
    assert Resource.objects.open_to(place, NOW.date()).exists() is wanted


def test_a_kit_says_whose_it_is_and_which_version(lens, eve, peer, amina, staff):
    """R157: one resource, read by every territory, found by its owner."""
    add = reverse("learning:add_resource", args=[lens.cohort.public_id])
    told = {"title": "Visions +21", "kind": "file", "body": "Un kit.", "credit": "Ministère",
            "version": "v2, 2017", "audience": "cohort"}  # fmt: skip
    assert staff.post(add, told).status_code == 302
    one = Resource.objects.get()
    assert (one.credit, one.version) == ("Ministère", "v2, 2017")
    for state in ("reviewed", "published"):
        one = actions.move_resource(one, state, by=amina, at=NOW)
    library = reverse("learning:library", args=[lens.cohort.public_id])
    for reader in (eve, peer):
        client = entered(reader.person)
        page = client.get(reverse("learning:resource", args=[one.public_id])).text
        assert "v2, 2017" in page
        assert "Ministère" in page
        assert "Visions" in client.get(f"{library}?q=ministere").text


def test_take_ups_elsewhere_are_noted_with_who_when_and_where(lens, eve, amina, staff):
    """R262: counted in the report, struck out when noted by mistake."""
    one = shelved(lens.cohort, amina)
    page, note = (reverse(f"learning:{name}", args=[one.public_id])
                  for name in ("resource", "note_takeup"))  # fmt: skip
    sent = {"who": "La Gazette", "on": "2025-01-20", "link": "https://gazette.example.org/a"}
    with time_machine.travel(NOW, tick=False):
        assert staff.post(note, sent | {"who": " "}).status_code == 422
        assert staff.post(note, sent | {"on": "2031-01-01"}).status_code == 422
        assert staff.post(note, sent).status_code == 302
        delegate = entered(eve.person)
        assert "La Gazette" in delegate.get(page).text
        assert delegate.post(note, sent).status_code in {403, 404}
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert FIGURES["takeups"](period).value == 1
    taken = one.takeups.get()
    staff.post(reverse("learning:cancel_takeup", args=[one.public_id, taken.public_id]))
    assert FIGURES["takeups"](period).value == 0
    assert "La Gazette" not in staff.get(page).text


def test_tags_come_from_the_one_list_of_the_call(lens, amina, staff):
    """R186: the same keys tag resources and the grid of the diagnosis."""
    known = lens.cohort.edition.definition.themes
    with pytest.raises(Refused, match="pas dans la liste"):
        shelved(lens.cohort, amina, themes=["ailleurs"])
    tagged = shelved(lens.cohort, amina, title="Coopérer", themes=[known[0].key])
    shelved(lens.cohort, amina, title="Autre chose")
    library = reverse("learning:library", args=[lens.cohort.public_id])
    found = staff.get(f"{library}?theme={known[0].key}").text
    assert "Coopérer" in found
    assert "Autre chose" not in found
    assert (
        str(known[0].label) in staff.get(reverse("learning:resource", args=[tagged.public_id])).text
    )


def test_nothing_is_published_unread_or_empty(lens, amina):
    one = shelved(lens.cohort, amina, state="draft")
    with pytest.raises(Refused, match="relire"):
        actions.move_resource(one, "published", by=amina, at=NOW)
    empty = shelved(lens.cohort, amina, state="draft", body="")
    with pytest.raises(Refused, match="fichier, un lien ou un texte"):
        actions.move_resource(empty, "reviewed", by=amina, at=NOW)
    read = shelved(lens.cohort, amina, state="reviewed")
    again = actions.write_resource(lens.cohort, resource=read, by=amina, at=NOW, body="Autre")
    assert again.state == "draft"


def test_what_expired_or_was_removed_is_found_by_nobody_else(lens, eve, amina, staff):
    old = shelved(lens.cohort, amina, expires_on=date(2025, 1, 31))
    gone = shelved(lens.cohort, amina)
    staff.post(reverse("learning:remove_resource", args=[gone.public_id]))
    client = entered(eve.person)
    for one in (old, gone):
        page = reverse("learning:resource", args=[one.public_id])
        assert client.get(page).status_code == 404
    assert staff.get(reverse("learning:resource", args=[old.public_id])).status_code == 200


def test_the_whole_kit_is_carried_away_in_one_archive_without_what_one_may_not_read(
    lens, eve, amina, staff
):
    meeting = lens.cohort.meetings.get(key="j1")
    first = shelved(lens.cohort, amina, meeting=meeting, link="https://example.org/video")
    for _ in range(2):
        photo = SimpleUploadedFile("tableau.png", PNG)
        actions.join_to_resource(first, photo, by=amina, at=NOW)
    shelved(lens.cohort, amina, meeting=meeting, title="Secret", audience="staff")
    address = reverse("learning:bundle", args=[lens.cohort.public_id, meeting.public_id])
    answer = entered(eve.person).get(address)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        assert archive.read("tableau.png") == PNG
        assert b"https://example.org/video" in archive.read("liens.txt")
    assert names == ["tableau.png", "tableau (2).png", "La mise en récits.txt", "liens.txt"]
    page = reverse("learning:kit", args=[lens.cohort.public_id, meeting.public_id])
    assert "Secret" not in entered(eve.person).get(page).text
    assert "Secret" in staff.get(page).text


def test_what_came_since_the_last_visit_is_new(lens, eve, amina, time_machine):
    client = entered(eve.person)
    address = reverse("learning:library", args=[lens.cohort.public_id])
    shelved(lens.cohort, amina)
    assert "nouveau" not in client.get(address).text
    later = NOW + timedelta(days=2)
    shelved(lens.cohort, amina, title="Du neuf", at=later - timedelta(hours=1))
    time_machine.move_to(later, tick=False)
    page = client.get(address).text
    assert page.count(">nouveau<") == 1
    time_machine.move_to(later + timedelta(days=1), tick=False)
    assert "nouveau" not in client.get(address).text


def test_a_file_is_added_read_and_taken_away_by_the_staff_alone(lens, eve, amina, staff):
    one = shelved(lens.cohort, amina)
    joining = reverse("learning:join_resource_file", args=[one.public_id])
    wrong = staff.post(joining, {"file": SimpleUploadedFile("x.exe", b"MZ\0")})
    assert wrong.status_code == 422
    staff.post(joining, {"file": SimpleUploadedFile("carte.png", PNG)})
    file = one.files.get()
    address = reverse("learning:resource_file", args=[one.public_id, file.public_id])
    client = entered(eve.person)
    assert b"".join(client.get(address).streaming_content) == PNG
    assert client.post(joining, {"file": SimpleUploadedFile("c.png", PNG)}).status_code == 404
    staff.post(reverse("learning:remove_resource_file", args=[one.public_id, file.public_id]))
    assert client.get(address).status_code == 404


def test_the_library_costs_the_same_at_one_and_three(lens, eve, amina, cost):
    client = entered(eve.person)
    meeting = lens.cohort.meetings.get(key="j1")
    library = reverse("learning:library", args=[lens.cohort.public_id])
    kit = reverse("learning:kit", args=[lens.cohort.public_id, meeting.public_id])
    shelved(lens.cohort, amina, meeting=meeting)
    before = [cost(client, library), cost(client, kit)]
    for rank in range(2):
        shelved(lens.cohort, amina, meeting=meeting, title=f"R{rank}")
    assert [cost(client, library), cost(client, kit)] == before
