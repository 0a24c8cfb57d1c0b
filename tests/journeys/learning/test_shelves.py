"""What someone keeps for herself, and the themes of the call meeting by meeting."""

import pytest
from django.urls import reverse

from cordee.journeys.learning import actions
from cordee.journeys.learning.exports import kept
from cordee.journeys.learning.models import Bookmark, ThemeTreated
from cordee.journeys.learning.queries.shelves import themes
from cordee.kernel.findings import Refused
from tests.journeys.learning.conftest import NOW, entered
from tests.journeys.learning.test_library import shelved


def test_a_resource_is_kept_at_hand_by_oneself_alone_and_leads_to_its_neighbours(
    lens, eve, theo, amina
):
    meeting = lens.cohort.meetings.get(key="j1")
    one = shelved(lens.cohort, amina, meeting=meeting)
    shelved(lens.cohort, amina, meeting=meeting, title="La voisine")
    shelved(lens.cohort, amina, meeting=meeting, title="La secrète", audience="staff")
    page = reverse("learning:resource", args=[one.public_id])
    mine = reverse("learning:library", args=[lens.cohort.public_id]) + "?gardees=1"
    client = entered(eve.person)
    shown = client.get(page).text
    assert "La voisine" in shown
    assert "La secrète" not in shown
    for _ in range(2):
        client.post(reverse("learning:keep_resource", args=[one.public_id]), {"kept": "1"})
    assert Bookmark.objects.count() == 1
    assert "Ne plus la garder" in client.get(page).text
    assert one.title in client.get(mine).text
    assert "La voisine" not in client.get(mine).text
    assert one.title not in entered(theo.person).get(mine).text
    assert [row["ressource"] for row in kept(eve.person, NOW)] == [one.title]
    client.post(reverse("learning:keep_resource", args=[one.public_id]))
    assert "Rien de gardé" in client.get(mine).text


def test_the_themes_announced_are_covered_meeting_by_meeting(lens, eve, amina, staff, cost):
    cohort = lens.cohort
    page = reverse("learning:themes", args=[cohort.public_id])
    assert [one.key for one in themes(cohort)] == ["eau", "feu"]
    few = cost(staff, page)
    j1 = cohort.meetings.get(key="j1")
    telling = reverse("learning:tell_themes", args=[cohort.public_id, j1.public_id])
    client = entered(eve.person)
    assert client.get(page).text.count("pas encore") == 2
    assert client.post(telling, {"theme": "eau"}).status_code == 404
    assert staff.post(telling, {"theme": "parc"}).status_code == 422
    assert staff.post(telling, {"theme": ["eau", "feu"]}).status_code == 302
    staff.post(telling, {"theme": "eau"})
    assert list(ThemeTreated.objects.values_list("theme", flat=True)) == ["eau"]
    assert client.get(page).text.count("pas encore") == 1
    assert cost(staff, page) == few
    with pytest.raises(Refused):
        actions.tell_themes(j1, ["x"], by=amina, at=NOW)
