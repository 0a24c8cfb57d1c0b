"""A logbook is its author's; each entry goes as far as she says, and comes back."""

import pytest
from django.urls import reverse

from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Extract, LogEntry
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people import actions as people
from cordee.people import exports
from tests.journeys.learning.conftest import NOW, SECTIONS, entered


def noted(delegate, text="Le récit relie", section=SECTIONS[0]):
    user = delegate.person.user
    return actions.write_entry(delegate, section, text, by=user, at=NOW)


def test_what_one_notes_is_read_by_nobody_else_and_leaves_no_trace(lens, eve, theo, staff):
    client = entered(eve.person)
    address = reverse("learning:logbook", args=[lens.cohort.public_id])
    before = Entry.objects.count()
    page = client.post(address, {"section": SECTIONS[2], "text": "Une idée à moi"}, follow=True)
    assert "Vous seul·e lisez cette entrée" in page.text
    assert "Une idée à moi" in page.text
    assert Entry.objects.count() == before
    shared = reverse("learning:shared", args=[lens.cohort.public_id])
    assert "Une idée à moi" not in entered(theo.person).get(shared).text
    assert "Une idée à moi" not in staff.get(address, follow=True).text


def test_the_sections_are_those_of_the_call_and_filter_the_page(lens, eve):
    noted(eve, "Fort", SECTIONS[0])
    noted(eve, "Vigile", SECTIONS[1])
    client = entered(eve.person)
    address = reverse("learning:logbook", args=[lens.cohort.public_id])
    page = client.get(address, {"rubrique": SECTIONS[1]}).text
    assert "Vigile" in page
    assert "<p>Fort</p>" not in page
    refused = client.post(address, {"section": "Autre", "text": "x"})
    assert refused.status_code == 422
    with pytest.raises(Refused, match="rubrique"):
        noted(eve, "x", "Autre")


def test_an_entry_is_shared_for_a_meeting_read_that_day_then_taken_back(lens, eve, peer):
    one = noted(eve)
    meeting = lens.cohort.meetings.get(key="j1")
    client, other = entered(eve.person), entered(peer.person)
    share = reverse("learning:share", args=[one.public_id])
    day = reverse("learning:today", args=[lens.cohort.public_id, meeting.public_id])
    assert "Le récit relie" not in other.get(day).text
    client.post(share, {"audience": "cohort", "meeting": str(meeting.public_id)})
    page = other.get(day).text
    assert "Le récit relie" in page
    assert SECTIONS[0] in page
    client.post(share, {"audience": "me"})
    assert "Le récit relie" not in other.get(day).text
    kinds = set(Entry.objects.filter(kind__startswith="learning.").values_list("kind", flat=True))
    assert kinds == {"learning.entry_shared", "learning.entry_taken_back"}


def test_an_entry_of_the_team_stays_in_the_team_on_the_day(lens, eve, theo, peer, staff):
    one = noted(eve)
    meeting = lens.cohort.meetings.get(key="j1")
    actions.share_entry(one, "team", meeting=meeting, by=eve.person.user, at=NOW)
    day = reverse("learning:today", args=[lens.cohort.public_id, meeting.public_id])
    assert "Le récit relie" in entered(theo.person).get(day).text
    assert "Le récit relie" not in entered(peer.person).get(day).text
    assert "Le récit relie" not in staff.get(day).text


def test_a_meeting_of_another_territory_is_nobodys_place_to_share(lens, arras, eve):
    foreign = arras.cohort.meetings.filter(participation=arras).first()
    with pytest.raises(Refused, match="vôtres"):
        actions.share_entry(noted(eve), "cohort", meeting=foreign, by=eve.person.user, at=NOW)
    with pytest.raises(Refused, match="cercle"):
        actions.share_entry(noted(eve), "public", by=eve.person.user, at=NOW)


def test_words_are_quoted_only_with_their_authors_accord_and_a_trace(lens, eve, staff, amina):
    one = noted(eve, "Nous avons osé. Puis douté.")
    ask = reverse("learning:ask_extract", args=[one.public_id])
    assert staff.post(ask, {"text": "osé", "use": "letter"}).status_code == 404
    actions.share_entry(one, "cohort", by=eve.person.user, at=NOW)
    wrong = staff.post(ask, {"text": "Nous avons réussi", "use": "letter"})
    assert wrong.status_code == 422
    assert "mot pour mot" in wrong.text
    staff.post(ask, {"text": "Nous avons osé.", "use": "letter"})
    extract = Extract.objects.get()
    assert Message.objects.get(key=f"learning.extract:{extract.pk}").to == eve.person.email
    page = reverse("learning:extract", args=[extract.public_id])
    use = reverse("learning:use_extract", args=[extract.public_id])
    assert staff.post(use, {"where": "Lettre de mars"}).status_code == 422
    mine = entered(eve.person)
    assert "Acceptez-vous" in mine.get("/espace/").text
    mine.post(page, {"answer": "anonymous"})
    assert staff.post(use, {"where": "Lettre de mars"}).status_code == 302
    mine.post(reverse("learning:withdraw_extract", args=[extract.public_id]))
    told = Message.objects.get(key=f"learning.extract_withdrawn:{extract.pk}")
    assert "Lettre de mars" in told.text
    assert told.to == amina.email


def test_only_the_author_answers_for_her_words(lens, eve, theo, staff, amina):
    one = actions.share_entry(noted(eve), "cohort", by=eve.person.user, at=NOW)
    extract = actions.ask_extract(one, "Le récit", "report", by=amina, at=NOW)
    page = reverse("learning:extract", args=[extract.public_id])
    assert entered(theo.person).get(page).status_code == 404
    staff.post(page, {"answer": "named"})
    extract.refresh_from_db()
    assert extract.answer == ""
    withdrawing = reverse("learning:withdraw_extract", args=[extract.public_id])
    assert staff.post(withdrawing).status_code == 403


def test_her_data_hold_her_logbook_and_erasing_her_takes_it_away(lens, eve, amina):
    one = actions.share_entry(noted(eve), "cohort", by=eve.person.user, at=NOW)
    named = actions.ask_extract(one, "Le récit", "report", by=amina, at=NOW)
    hidden = actions.ask_extract(one, "relie", "letter", by=amina, at=NOW)
    actions.answer_extract(named, "named", by=eve.person.user, at=NOW)
    actions.answer_extract(hidden, "anonymous", by=eve.person.user, at=NOW)
    told = exports.own_data(eve.person, NOW)
    assert [row["texte"] for row in told["journal de bord"]] == ["Le récit relie"]
    assert len(told["citations"]) == 2
    people.erase(eve.person, by=None, at=NOW)
    assert not LogEntry.objects.exists()
    kept, empty = Extract.objects.order_by("-text")
    assert (kept.text, kept.person, kept.entry) == ("relie", None, None)
    assert (empty.text, empty.person, empty.withdrawn_at) == ("", None, NOW)


def test_an_entry_is_erased_for_good_after_a_question(lens, eve):
    one = noted(eve)
    client = entered(eve.person)
    address = reverse("learning:erase_entry", args=[one.public_id])
    assert "disparaît pour de bon" in client.get(address).text
    client.post(address)
    assert not LogEntry.objects.exists()


def test_the_logbook_is_carried_away_as_a_text(lens, eve):
    noted(eve, "À garder")
    client = entered(eve.person)
    answer = client.get(reverse("learning:carried", args=[lens.cohort.public_id]))
    assert "À garder" in answer.text
    assert "attachment" in answer["Content-Disposition"]


def test_the_pages_cost_the_same_whatever_is_written(lens, eve, peer, cost):
    client = entered(peer.person)
    mine = reverse("learning:logbook", args=[lens.cohort.public_id])
    shared = reverse("learning:shared", args=[lens.cohort.public_id])
    meeting = lens.cohort.meetings.get(key="j1")
    day = reverse("learning:today", args=[lens.cohort.public_id, meeting.public_id])

    def more(count):
        for rank in range(count):
            noted(peer, f"n{rank}")
            one = noted(eve, f"p{rank}")
            actions.share_entry(one, "cohort", meeting=meeting, by=eve.person.user, at=NOW)

    more(1)
    before = [cost(client, one) for one in (mine, shared, day)]
    more(3)
    assert [cost(client, one) for one in (mine, shared, day)] == before
