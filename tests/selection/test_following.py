"""After the release: places confirmed, given back, offered in turn; results contested, answered."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.journeys.models import Participation
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind
from cordee.selection import actions, exports_after, queries, waiting_after
from cordee.selection.models import Complaint, Outcome, Sequel
from cordee.selection.reminders_after import UNANSWERED, UNCONFIRMED
from cordee.selection.rules.remedies import reserve_until
from cordee.selection.tasks import delays
from tests.selection.conftest import CLOSED, DURING, judged

RULES = {
    "places_min": 1, "places_max": 1, "reserve": {"size": 2}, "acceptance_within": "P7D",
}  # fmt: skip


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def edition(db):
    return publish(judged(selection=RULES), {}, by=None, at=DURING)


@pytest.fixture
def released(panel, juror, lens, lille, arras, amina):  # noqa: PLR0917 - fixtures, by name
    """Lens has the only place, Lille then Arras are in reserve; everybody knows."""
    for deposit in queries.files(panel):
        for key in ("pertinence", "equipe"):
            by = juror.person.user
            actions.mark(juror, deposit, key, Decimal(10), by=by, at=CLOSED)
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    keys = [str(one.public_id) for one in (lille, arras)]
    made = actions.rule(
        proposal, selected=[str(lens.public_id)], reserve=keys,
        reasons=dict.fromkeys(keys, "Les places étaient comptées."), by=amina, at=CLOSED,
    )  # fmt: skip
    return actions.release(made, by=amina, at=CLOSED)


@pytest.fixture
def outcome(released, lens):
    return Outcome.objects.get(deposit=lens)


def of(deposit):
    return Outcome.objects.get(deposit=deposit)


def test_a_team_reads_its_marks_only_where_the_call_gives_them(client, outcome, lens):
    address = reverse("selection:answer", args=[lens.application.public_id])
    client.force_login(lens.application.owner)
    assert "Les notes du jury" not in client.get(address).text
    outcome.ruling.version = publish(
        judged(selection={**RULES, "scores_given": True}, key="autre"), {}, by=None, at=DURING
    ).current
    outcome.ruling.save(update_fields=["version"])
    page = client.get(address).text
    assert "Les notes du jury" in page
    assert page.count("10 / ") == 2
    assert "Denise" not in page


def test_a_winner_has_the_delay_of_the_call_and_confirms_by_a_link(client, outcome, lens):
    assert outcome.answer_by == CLOSED.replace(day=27, hour=22, minute=59, second=59)
    application = lens.application
    client.force_login(application.owner)
    page = reverse("selection:answer", args=[application.public_id])
    letter = Message.objects.get(key__startswith=f"selection.answer:{outcome.public_id}")
    assert page in letter.text
    outcome.answer_by += timedelta(days=9000)
    outcome.save()
    assert "Confirmer notre venue" in client.get(page).text
    assert Outcome.objects.get(pk=outcome.pk).read_at is not None
    sent = client.post(reverse("selection:answer_act", args=[application.public_id, "accepter"]))
    assert sent.status_code == 302
    assert "Votre venue est confirmée" in client.get(page).text


def test_a_place_given_back_goes_to_the_next_in_line(outcome, lens, lille, arras):
    owner = lens.application.owner
    with pytest.raises(Refused, match="pourquoi"):
        actions.decline(outcome, reason=" ", by=owner, at=CLOSED)
    actions.decline(outcome, reason="Le projet s’arrête.", by=owner, at=CLOSED)
    assert of(lille).holds_a_place
    assert not of(arras).holds_a_place
    assert queries.place_in_line(of(arras)) == 1
    names = queries.winners(outcome.ruling.edition, CLOSED)
    assert [one.deposit_id for one in names] == [lille.pk]
    assert Message.objects.filter(key__startswith="selection.promoted").exists()
    assert Message.objects.filter(key__startswith="selection.freed").exists()


def test_a_place_given_back_goes_to_the_next_of_its_own_list(outcome, lens, lille, arras):
    """One reserve list for each department: Arras waits for Lens, whatever the rank of Lille."""
    own = {**RULES, "reserve": {"size": 2, "per": "departement"}}
    outcome.ruling.version = publish(
        judged(selection=own, key="autre"), {}, by=None, at=DURING
    ).current
    outcome.ruling.save(update_fields=["version"])
    assert queries.place_in_line(of(arras)) == 1
    actions.decline(outcome, reason="Le projet s’arrête.", by=lens.application.owner, at=CLOSED)
    assert of(arras).holds_a_place
    assert not of(lille).holds_a_place


def test_the_cohort_follows_who_comes_and_who_leaves(outcome, lens, lille):
    assert Participation.objects.get(ends=None).outcome == outcome
    actions.decline(outcome, reason="Renonce.", by=lens.application.owner, at=CLOSED)
    assert Participation.objects.get(outcome=outcome).ends == CLOSED.date()
    assert Participation.objects.get(ends=None).outcome == of(lille)


def test_a_delay_that_passes_frees_the_place_once(outcome, lille, arras):
    late = outcome.answer_by + timedelta(hours=1)
    assert actions.lapse(outcome, at=CLOSED) is None
    delays(0)
    assert of(lille).holds_a_place
    assert not of(arras).holds_a_place
    assert actions.lapse(outcome, at=late) is None
    with pytest.raises(Refused, match="pas de place"):
        actions.accept(outcome, by=outcome.deposit.by, at=late)


def test_who_confirmed_keeps_the_place_whatever_the_delay(outcome):
    actions.accept(outcome, by=outcome.deposit.by, at=CLOSED)
    delays(0)
    outcome.refresh_from_db()
    assert outcome.holds_a_place


@pytest.mark.parametrize(
    ("expires", "last"),
    [
        ({"date": "2025-06-01"}, "2025-06-01"),
        ({"date": "2025-06"}, "2025-06-30"),
        ({"date": "mid 2025-06 | 2025-W27"}, "2025-07-06"),
        ({"anchor": "notification", "offset": "P1M"}, "2025-01-20"),
        ({"date": "?"}, None),
    ],
)
def test_a_reserve_lives_to_its_last_possible_day_on_the_clock_of_the_call(expires, last):
    reserve = {"size": 2, "expires": expires}
    definition = judged(
        selection={**RULES, "reserve": reserve}, timeline={"zone": "America/Cayenne"}
    )
    until = reserve_until(definition, CLOSED)
    told = until and until.astimezone(ZoneInfo("America/Cayenne"))
    assert (told and f"{told:%Y-%m-%d %H:%M}") == (last and f"{last} 23:59")


class TestExpiring:
    @pytest.fixture
    def edition(self, db):  # noqa: ARG002 - a fixture
        reserve = {"size": 2, "expires": {"anchor": "notification", "offset": "P1M"}}
        rules = {**RULES, "reserve": reserve}
        return publish(judged(selection=rules), {}, by=None, at=DURING)

    def test_who_waits_knows_until_when_then_that_it_is_over(  # noqa: PLR0917 - fixtures, by name
        self, client, panel, amina, outcome, lille, arras
    ):
        client.force_login(lille.application.owner)
        page = reverse("selection:answer", args=[lille.application.public_id])
        told = "jusqu’au lundi 20 janvier 2025 inclus"
        assert told in client.get(page).text.replace("\u00a0", " ")
        letter = Message.objects.get(key__startswith=f"selection.answer:{of(lille).public_id}")
        assert f"Cette liste vaut {told}" in letter.text.replace("\u00a0", " ")
        assert actions.close_reserve(outcome.ruling, at=CLOSED + timedelta(days=31)) == 0
        delays(0)
        assert actions.close_reserve(outcome.ruling, at=CLOSED + timedelta(days=60)) == 0
        told = Message.objects.filter(key__startswith="selection.expired:")
        assert {one.to for one in told} == {lille.by.email, arras.by.email}
        assert not outcome.ruling.outcomes.in_reserve().exists()
        assert "Liste de réserve close" in client.get(page).text
        client.force_login(amina)
        led = client.get(url("followed", panel)).text
        assert led.count("liste de réserve close") == 2
        assert "La liste de réserve a expiré" in led
        assert not of(lille).holds_a_place


def test_an_expired_reserve_offers_nothing(outcome, lille, monkeypatch):
    monkeypatch.setattr(actions.following, "reserve_expired", lambda *_: True)
    actions.decline(outcome, reason="Renonce.", by=outcome.deposit.by, at=CLOSED)
    assert not of(lille).holds_a_place


def test_a_modified_offer_is_confirmed_anew(team, panel, outcome):
    actions.accept(outcome, by=outcome.deposit.by, at=CLOSED)
    here = url("sequel_act", panel, outcome.public_id, "proposer")
    assert team.post(here, {}).status_code == 422
    assert team.post(here, {"proposer-text": "Six jours au lieu de huit."}).status_code == 302
    outcome.refresh_from_db()
    assert outcome.accepted_at is None
    assert "Six jours" in Message.objects.get(key__startswith="selection.offered").text
    assert "Six jours" in team.get(url("sequel", panel, outcome.public_id)).text


def test_a_complaint_in_time_is_answered_and_may_open_the_result_again(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, released, arras, amina, settings
):
    outcome = of(arras)
    owner = arras.application.owner
    actions.contest(outcome, "Le portage était clair.", by=owner, at=CLOSED)
    with pytest.raises(Refused, match="déjà reçue"):
        actions.contest(outcome, "Encore.", by=owner, at=CLOSED)
    assert "contestation à répondre" in team.get(url("followed", panel)).text
    here = url("sequel_act", panel, outcome.public_id, "repondre")
    assert team.post(here, {"repondre-upheld": "", "repondre-text": ""}).status_code == 422
    sent = {"repondre-upheld": "yes", "repondre-text": "Le jury avait mal lu l’annexe."}
    assert team.post(here, sent).status_code == 302
    assert of(arras).holds_a_place
    kinds = list(Sequel.objects.filter(outcome=outcome).values_list("kind", flat=True))
    assert kinds == ["contested", "answered", "promoted"]
    client.force_login(owner)
    page = client.get(reverse("selection:answer", args=[arras.application.public_id])).text
    assert "Le jury avait mal lu l’annexe." in page


def test_a_complaint_after_its_delay_is_refused_with_the_other_ways(released, arras):
    late = CLOSED + timedelta(days=90)
    with pytest.raises(Refused, match="autres voies"):
        actions.contest(of(arras), "Trop tard.", by=arras.application.owner, at=late)
    assert not Complaint.objects.exists()


def test_reminders_come_before_the_delay_and_before_the_answer_is_due(outcome, arras):
    soon = outcome.answer_by - timedelta(hours=20)
    assert remind(UNCONFIRMED, at=soon) >= 1
    assert remind(UNCONFIRMED, at=soon) == 0
    made = actions.contest(of(arras), "Relire.", by=arras.application.owner, at=CLOSED)
    assert remind(UNANSWERED, at=made.due - timedelta(days=2)) == 1
    assert remind(UNANSWERED, at=made.due - timedelta(hours=9)) == 1
    text = Message.objects.filter(key__contains="selection.unconfirmed").first().text
    assert "vendredi 27 décembre 2024 au soir" in text.replace("\u00a0", " ")


def test_only_the_team_of_the_file_answers_for_it(client, outcome, lens, farida):
    key = lens.application.public_id
    client.force_login(farida)
    for verb in ("accepter", "renoncer", "contester", "rien"):
        sent = client.post(reverse("selection:answer_act", args=[key, verb]))
        assert sent.status_code == 404
    client.force_login(lens.application.owner)
    act = reverse("selection:answer_act", args=[key, "rien"])
    assert client.post(act).status_code == 404
    assert client.post(reverse("selection:answer_act", args=[key, "renoncer"])).status_code == 422


def test_nothing_follows_before_the_release(team, panel, juror, lens, amina):
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    assert team.get(url("followed", panel)).status_code == 404
    del proposal, juror, lens


def test_what_waits_for_the_team_then_for_the_staff(panel, outcome, arras, amina):
    owner = outcome.deposit.application.owner
    (task,) = waiting_after.to_do(owner, CLOSED)
    assert str(task.label) == "Confirmer votre place"
    actions.accept(outcome, by=owner, at=CLOSED)
    assert not list(waiting_after.to_do(owner, CLOSED))
    actions.contest(of(arras), "Relire.", by=arras.application.owner, at=CLOSED)
    assert len(list(waiting_after.to_do(amina, CLOSED))) == 1


def test_one_s_own_complaints_and_presences_are_given_back(panel, outcome, arras, juror, amina):
    sitting = actions.open_sitting(panel, by=amina, at=CLOSED)
    actions.attend(sitting, juror, present=True, by=amina, at=CLOSED)
    found = exports_after.sittings(juror.person, CLOSED)
    assert len(found["présences"]) == 1
    owner = arras.application.owner
    actions.contest(of(arras), "Relire.", by=owner, at=CLOSED)
    if owner.person_id if hasattr(owner, "person_id") else getattr(owner, "person", None):
        assert exports_after.complaints(owner.person, CLOSED)[0]["contestation"] == "Relire."
