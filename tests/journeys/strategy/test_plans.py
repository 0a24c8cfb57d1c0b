"""A territory writes its strategy together; peers comment; it is handed in once, whole."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from cordee.journeys import queries as journeys
from cordee.journeys.models import Evidence
from cordee.journeys.owed import owed, parts, standing
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import (
    FinalStrategy,
    Passage,
    PassageVersion,
    PlannedAction,
    Remark,
    Strategy,
)
from cordee.journeys.strategy.queries import plans
from cordee.journeys.strategy.reminders import DUE_STRATEGIES
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.actions import erase
from cordee.people.exports import own_data
from tests.journeys.strategy.conftest import NOW, entered


def page(name: str, participation: Any, *more: Any) -> str:
    return reverse(f"strategy:{name}", args=[participation.public_id, *more])


def written(lens: Any, by: Any, text: str = "Le cap est fixé.") -> Passage:
    made = actions.write(lens, "cap", text, revision=0, by=by, at=NOW)
    assert not made.conflict
    return made.passage


def test_two_hands_cannot_erase_each_other_and_both_texts_are_shown(lens, eve, theo):
    written(lens, eve, "Nous allons vers la sobriété.")
    actions.write(
        lens, "cap", "Nous allons ensemble vers la sobriété.", revision=1, by=theo, at=NOW
    )
    late = actions.write(
        lens, "cap", "Nous allons vers la sobriété heureuse.", revision=1, by=eve, at=NOW
    )
    assert late.conflict
    assert late.both == "Nous allons ensemble vers la sobriété heureuse."
    assert Passage.objects.get().text == "Nous allons ensemble vers la sobriété."
    assert PassageVersion.objects.get(lost=True).text == "Nous allons vers la sobriété heureuse."


def test_the_page_tells_a_conflict_and_proposes_both_texts(lens, eve, theo):
    written(lens, eve, "Un.")
    actions.write(lens, "cap", "Deux.", revision=1, by=theo, at=NOW)
    with time_machine.travel(NOW, tick=False):
        sent = {"text": "Trois.", "revision": "1", "mark": "x"}
        answer = entered(eve).post(page("section", lens, "cap"), sent)
    assert answer.status_code == 409
    assert all(word in answer.text for word in ("Deux.", "Trois.", "Rien n’est perdu"))


def test_what_is_typed_without_javascript_or_with_it_is_saved(lens, eve):
    client = entered(eve)
    with time_machine.travel(NOW, tick=False):
        address = page("section", lens, "cap")
        assert "Où allez-vous" in client.get(address).text
        assert client.post(address, {"text": "Un.", "revision": "0"}).status_code == 302
        saved = client.post(
            address, {"text": "Deux.", "revision": "1"}, headers={"HX-Request": "true"}
        )
        assert 'name="revision" value="2"' in saved.text
        versions = client.get(page("versions", lens, "cap")).text
        assert "<del>" in versions
        assert "<ins>" in versions
        old = PassageVersion.objects.get()
        assert client.post(page("restore", lens, old.pk)).status_code == 302
    assert Passage.objects.get().text == "Un."
    assert set(PassageVersion.objects.values_list("text", flat=True)) == {"Un.", "Deux."}


def test_the_delegation_alone_writes_and_opens_when_it_wants(lens, eve, paul, amina, hortense):
    written(lens, eve)
    peer, staff = entered(paul), entered(amina)
    with time_machine.travel(NOW, tick=False):
        assert peer.get(page("overview", lens)).status_code == 404
        assert staff.get(page("section", lens, "cap")).status_code == 200
        refused = staff.post(page("section", lens, "cap"), {"text": "Mieux.", "revision": "1"})
        assert refused.status_code == 403
        assert "Seule la délégation" in refused.text
        assert "Mieux." in refused.text  # nothing typed is lost
        actions.open_to(lens, "team", by=eve, at=NOW)
        assert staff.get(page("overview", lens)).status_code == 404
        assert staff.get(page("final", lens)).status_code == 404
        wider = entered(eve).post(page("open_to", lens), {"audience": "cohort"})
        assert wider.status_code == 302
        assert peer.get(page("overview", lens)).status_code == 200
        assert entered(hortense).get(page("overview", lens)).status_code == 404
        beyond = entered(eve).post(page("open_to", lens), {"audience": "public"})
        assert beyond.status_code == 422
    with pytest.raises(Refused, match="ne prévoit pas"):
        actions.open_to(lens, "public", by=eve, at=NOW)


def test_peers_comment_and_learn_what_is_made_of_it(lens, eve, theo, paul):
    written(lens, eve)
    actions.open_to(lens, "cohort", by=eve, at=NOW)
    peer, address = entered(paul), page("remark", lens, "cap")
    with time_machine.travel(NOW, tick=False):
        assert peer.post(address, {"remark": ""}).status_code == 422
        assert peer.post(address, {"remark": "Et les jeunes ?"}).status_code == 302
        assert peer.post(address, {"remark": "Et l’eau ?"}).status_code == 302
        one = Remark.objects.earliest("pk")
        assert (one.standing, one.author) == ("Arras", paul.person)
        seen = entered(eve).get(page("section", lens, "cap")).text
        assert "Et les jeunes" in seen
        answer = page("answer", lens, one.public_id)
        assert peer.post(answer, {"answer": "Oui"}).status_code == 404  # not hers to settle
        assert (
            entered(eve).post(answer, {"answer": "Une partie leur est dédiée."}).status_code == 302
        )
        assert "Une partie leur est dédiée" in peer.get(page("section", lens, "cap")).text
        last = page("answer", lens, Remark.objects.latest("pk").public_id)
        assert peer.post(last, {"withdraw": "1"}).status_code == 302
        assert "Et l’eau" not in entered(eve).get(page("section", lens, "cap")).text
    letters = Message.objects.filter(key__startswith="strategy.")
    assert letters.filter(to=theo.email).count() == 1  # two remarks, one letter a day
    assert letters.filter(to=paul.email, key__startswith="strategy.answer").count() == 1
    assert not Message.objects.filter(text__contains="Et les jeunes").exists()


def test_actions_say_where_they_stand_what_blocks_them_and_their_proof(lens, eve, amina):
    first = actions.keep_action(lens, title="Réunir", pilot="Le DGS", state="doing", by=eve, at=NOW)
    second = actions.keep_action(
        lens, title="Voter", pilot="La maire", blocked_by=first, due=(NOW - timedelta(2)).date(),
        by=eve, at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="s’attendent"):
        actions.keep_action(lens, first, blocked_by=second, by=eve, at=NOW)
    client = entered(eve)
    with time_machine.travel(NOW, tick=False):
        table = client.get(page("actions", lens)).text
        assert "bloquée" in table
        assert "« Réunir »" in table.replace("\u00a0", " ")
        assert "en retard" in table
        assert "<rect" in client.get(page("actions", lens) + "?vue=calendrier").text
        form = {"title": "Voter", "pilot": "La maire", "state": "done"}
        refused = client.post(page("action", lens, second.public_id), form)
        assert refused.status_code == 422
        assert "montre que l’action" in refused.text
        done = form | {"proof": "Délibération du 4 mars"}
        assert client.post(page("action", lens, second.public_id), done).status_code == 302
        assert client.post(page("plan", lens), form | {"state": "todo"}).status_code == 302
        assert entered(amina).get(page("plan", lens)).status_code == 403
        assert client.post(page("remove", lens, first.public_id)).status_code == 302
    second.refresh_from_db()
    assert (second.state, second.done_on, second.blocked_by) == ("done", NOW.date(), None)
    assert PlannedAction.objects.filter(removed_at=None).count() == 2


def test_the_lead_hands_it_in_whole_and_its_pledge_is_kept(lens, eve, theo, paul, amina):
    written(lens, eve)
    with time_machine.travel(NOW, tick=False):
        assert entered(eve).post(page("finish", lens)).status_code == 403  # Theo leads
        lead = entered(theo)
        assert "figé" in lead.get(page("finish", lens)).text
        assert lead.post(page("finish", lens)).status_code == 302
        assert (
            lead.post(page("section", lens, "cap"), {"text": "Non", "revision": "1"}).status_code
            == 403
        )
        final = FinalStrategy.objects.get()
        assert entered(paul).get(page("final", lens)).content.startswith(b"%PDF")
        assert entered(amina).post(page("reopen", lens), {"reason": ""}).status_code == 422
    assert final.content["parts"][0]["text"] == "Le cap est fixé."
    assert Evidence.objects.get(participation=lens).pledge == "remise"
    states = {one.pledge.key: one.finding.verdict for one in journeys.pledges(lens, NOW)}
    assert states["remise"] == "ok"
    actions.reopen(lens, reason="Une coquille.", by=amina, at=NOW)
    assert plans.last_final(Strategy.objects.get()) is None
    assert actions.finish(lens, by=theo, at=NOW).number == 2


def test_a_section_still_empty_refuses_the_final_text_by_its_name(lens, theo):
    actions.write(lens, "allies", "Le Cerdd.", revision=0, by=theo, at=NOW)
    with time_machine.travel(NOW, tick=False):
        refused = entered(theo).post(page("finish", lens))
    assert refused.status_code == 422
    assert "Le cap" in refused.text
    assert not FinalStrategy.objects.exists()


def test_it_is_owed_then_done_and_stands_on_the_page_of_the_territory(lens, theo, cohort):
    own = lens.delegates.get(role="tech")
    ledger = journeys.Ledger.read(cohort, [lens])

    def asked() -> list[str]:
        return [str(one.label) for one in owed(standing(lens, own, ledger, NOW))]

    assert any("Stratégie" in one for one in asked())
    written(lens, theo)

    def rooms(of: Any) -> set[str]:
        return {str(one.label) for one in parts(standing(lens, of, ledger, NOW))}

    assert {"Diagnostic", "Témoignages", "Fiches d’expérience", "Stratégie"} <= rooms(own)
    actions.open_to(lens, "team", by=theo, at=NOW)
    assert "Stratégie" not in rooms(None)  # not even its state, for the staff
    actions.finish(lens, by=theo, at=NOW)
    assert not any("Stratégie" in one for one in asked())


def test_the_lead_is_reminded_two_weeks_before_unless_it_is_in(lens, arras, theo):
    def told() -> dict[str, str]:
        return {one.subject_name: one.skip for one in DUE_STRATEGIES.proposals(NOW)}

    assert told() == {lens.name: "", arras.name: ""}
    written(lens, theo)
    actions.finish(lens, by=theo, at=NOW)
    assert told()[lens.name] == "La stratégie est rendue."


def test_what_she_said_is_hers_and_goes_with_her(lens, eve, paul):
    written(lens, eve)
    actions.remark(lens, "cap", "Et l’eau ?", author=paul.person, standing="Arras", by=paul, at=NOW)
    told = own_data(paul.person, NOW)
    assert [one["remarque"] for one in told["remarques sur les stratégies"]] == ["Et l’eau ?"]
    erase(paul.person, by=None, at=NOW)
    assert Remark.objects.get().text == ""


def test_lists_cost_the_same_for_one_row_and_for_three(lens, arras, eve, amina, cost):
    def plan_of(participation: Any, number: int) -> None:
        for rank in range(number):
            actions.keep_action(participation, title=f"A{rank}", pilot="P", by=eve, at=NOW)
            actions.remark(participation, "cap", "Oui", author=amina.person, standing="x",
                           by=amina, at=NOW)  # fmt: skip

    written(lens, eve)
    written(arras, eve)
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        plan_of(lens, 1)
        plan_of(arras, 3)
        for name, more in (("overview", ()), ("section", ("cap",)), ("actions", ())):
            one, three = (cost(staff, page(name, row, *more)) for row in (lens, arras))
            assert one == three, name
        both = cost(staff, reverse("strategy:peers", args=[lens.cohort.public_id]))
        actions.open_to(arras, "team", by=eve, at=NOW)
        assert cost(staff, reverse("strategy:peers", args=[lens.cohort.public_id])) == both


def test_the_peers_list_names_only_what_one_reads(lens, arras, eve, paul, hortense):
    written(lens, eve)
    written(arras, paul)
    actions.open_to(lens, "cohort", by=eve, at=NOW)
    address = reverse("strategy:peers", args=[lens.cohort.public_id])
    with time_machine.travel(NOW, tick=False):
        seen = entered(eve).get(address).text
        assert lens.name in seen
        assert arras.name not in seen
        assert entered(hortense).get(address).status_code == 404
    assert Entry.objects.filter(kind="strategy.opened").count() == 1
