"""The choice tried otherwise, adopted with its reason, relaxed when impossible, then decided."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.selection import actions, queries
from cordee.selection.models import Deliberation
from cordee.selection.rules import moved, proposed
from tests.selection.conftest import CLOSED, judged

GRID = {"Lens": "18", "Arras": "16", "Lille": "9"}


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def marked(panel, juror):
    for deposit in queries.files(panel):
        value = Decimal(GRID[deposit.application.body_name])
        by = juror.person.user
        actions.mark(juror, deposit, "pertinence", value, by=by, at=CLOSED)
        actions.mark(juror, deposit, "equipe", Decimal(10), by=by, at=CLOSED)
    return panel


@pytest.fixture
def proposal(marked, amina):
    return actions.propose(marked, seed="granit", by=amina, at=CLOSED)


def test_what_if_answers_beside_and_keeps_nothing(team, marked, proposal, arras):
    here = url("trial", marked, proposal.public_id)
    page = team.get(here, {f"dossier-{arras.public_id}": "in"}).text
    assert "Et si…\u202f?" in page
    assert "Équilibre des départements" in page
    part = team.get(here, {f"dossier-{arras.public_id}": "in"}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "Arras" in part
    assert "Sortent" in part
    assert Deliberation.objects.count() == 1


def test_an_envelope_is_shown_and_may_be_tried_wider(team, marked, proposal):
    key = proposal.result["selected"][0]
    money = {"id": "budget", "amounts": {key: "60000.50"}, "min": None, "max": "110000"}
    Deliberation.objects.update(instance={**proposal.instance, "budgets": [money]})
    assert (
        "60\u202f000,50\xa0€ demandés" in team.get(url("choice", marked, proposal.public_id)).text
    )
    page = team.get(url("trial", marked, proposal.public_id)).text
    assert "nveloppe de 110\u202f000" in page
    assert 'name="max-0" inputmode="numeric" placeholder="max." value="110000"' in page


def test_what_if_says_when_nothing_is_possible(team, marked, proposal):
    part = team.get(
        url("trial", marked, proposal.public_id), {"places-min": "4", "places-max": "5"},
        headers={"HX-Request": "true"},
    ).text  # fmt: skip
    assert "Impossible ainsi" in part
    assert "le nombre de places" in part


def test_terms_are_adopted_with_their_reason_and_told(team, marked, proposal, arras):
    here = url("trial", marked, proposal.public_id)
    sent = {f"dossier-{arras.public_id}": "in", "places-max": "2", "raison": ""}
    assert team.post(here, sent).status_code == 422
    assert team.post(here, {"raison": "Rien ne change."}).status_code == 422
    answer = team.post(here, {**sent, "raison": "Un projet pilote pour la région."})
    assert answer.status_code == 302
    made = Deliberation.objects.latest("pk")
    assert str(arras.public_id) in made.result["selected"]
    page = team.get(answer["Location"]).text
    assert "Arras, lauréat d’office" in page
    assert "Un projet pilote pour la région." in page
    assert "imposé par le jury" in page


@pytest.fixture
def strict(db):
    quota = {
        "key": "nord", "label": "Deux du Nord", "attribute": "departement", "values": ["59"],
        "min": 2, "hard": True,
    }  # fmt: skip
    rules = {"places_min": 1, "places_max": 2, "quotas": [quota], "reserve": {"size": 1}}
    return judged(selection=rules)


class TestImpossible:
    @pytest.fixture
    def edition(self, strict):
        from datetime import UTC, datetime  # noqa: PLC0415 - one fixture alone needs it

        return publish(strict, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))

    def test_an_impossible_balance_ends_in_a_motivated_relaxation(self, team, marked, proposal):
        assert proposal.result["status"] == "infeasible"
        actions.explain(proposal)
        page = team.get(url("choice", marked, proposal.public_id)).text
        assert "Aucun ensemble ne respecte" in page
        assert "abaisser le minimum de la règle « Deux du Nord » de 2 à 1" in page.replace(
            "\u00a0", " "
        ).replace("\u202f", " ")
        relax = url("relax", marked, proposal.public_id)
        assert team.post(relax, {"raison": ""}).status_code == 422
        answer = team.post(relax, {"raison": "Un seul dossier du Nord."})
        assert answer.status_code == 302
        made = Deliberation.objects.latest("pk")
        assert made.result["status"] == "optimal"
        assert "Un seul dossier du Nord." in team.get(answer["Location"]).text

    def test_nobody_decides_against_a_hard_rule(self, team, marked, proposal, lens, amina):
        actions.move(
            proposal, str(lens.public_id), into="selected", reason="Il le faut.", by=amina,
            at=CLOSED,
        )  # fmt: skip
        proposal.refresh_from_db()
        sent = team.post(url("decide", marked, proposal.public_id))
        assert sent.status_code == 422
        assert "Deux du Nord" in sent.text


def test_bad_terms_never_break_the_page(team, marked, proposal):
    here = url("trial", marked, proposal.public_id)
    odd = {"places-min": "-1", "places-max": "9" * 400, "min-0": "é", "dossier-x": "in",
           "raison": " "}  # fmt: skip
    assert team.get(here, odd).status_code == 200
    assert team.post(here, odd).status_code == 422
    assert team.post(url("relax", marked, proposal.public_id)).status_code == 422


def test_reasons_are_worded_criterion_by_criterion(team, marked, proposal, arras):
    page = team.get(url("reasons", marked, proposal.public_id)).text
    assert f"motifs-{arras.public_id}-equipe" in page
    one = url("word_criterion", marked, proposal.public_id, arras.public_id, "equipe")
    sent = {f"motifs-{arras.public_id}-equipe": "Il manque un portage élu."}
    assert team.post(one, sent).status_code == 204
    wrong = url("word_criterion", marked, proposal.public_id, arras.public_id, "rien")
    assert team.post(wrong, sent).status_code == 422
    team.post(url("reasons", marked, proposal.public_id), {f"motifs-{arras.public_id}": "Bien."})
    proposal.refresh_from_db()
    assert set(proposal.reasons.values()) == {"Il manque un portage élu.", "Bien."}
    team.post(url("decide", marked, proposal.public_id))
    told = queries.ruling_of(marked).outcomes.get(deposit=arras).reasons
    assert "Équipe : Il manque un portage élu." in told.replace("\u00a0", " ")


def test_the_jury_orders_the_reserve_with_its_reasons(  # noqa: PLR0917 - fixtures, by name
    team, marked, proposal, lens, arras, lille
):
    here = url("move", marked, proposal.public_id)
    for one, rank in ((arras, ""), (lille, "1"), (lens, "2")):
        sent = {"deposit": str(one.public_id), "into": "reserve", "rank": rank, "reason": "Voté."}
        team.post(here, sent)
    proposal.refresh_from_db()
    rules = proposal.version.definition.selection
    found = moved(proposed(proposal.result, rules), proposal.moves).reserve
    assert found == tuple(str(one.public_id) for one in (lille, lens, arras))
    wrong = {"deposit": str(arras.public_id), "into": "reserve", "rank": "x", "reason": "Voté."}
    assert team.post(here, wrong).status_code == 422


def test_a_withdrawal_after_the_proposal_says_that_it_is_old(  # noqa: PLR0917 - fixtures, by name
    team, panel, marked, proposal, lens, amina
):
    pages = [url(name, panel, proposal.public_id) for name in ("choice", "decide")]
    told = "demandez une nouvelle proposition"
    assert not [page for page in pages if told in team.get(page).text]
    juror = panel.jurors.order_by("pk").first()
    later = proposal.at + timedelta(minutes=5)
    by = juror.person.user
    actions.recuse(juror, lens.application, reason="Un lien.", by=by, at=later)
    assert all(told in team.get(page).text for page in pages)
    del marked, amina
