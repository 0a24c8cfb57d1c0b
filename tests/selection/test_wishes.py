"""Ranked wishes: placed, explained, relaxed with a reason, settled before anybody learns."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.selection import actions
from cordee.selection.letters import compose
from cordee.selection.models import Outcome, Placement
from cordee.selection.rules.wishes import because, order_faults, question, settling_faults
from tests.selection.conftest import CLOSED, DURING, judged

HOSTS = [
    {"key": "centre", "label": "Centre", "email": "centre@example.org"},
    {"key": "parc", "label": "Le Parc", "part": "host", "places_max": 1},
    {"key": "port", "label": "Le Port", "part": "host", "places_max": 2},
]
RULES = {"places_min": 1, "places_max": 3}


@pytest.fixture
def asked():
    return {"among": "hosts", "min": 1, "max": 2}


@pytest.fixture
def edition(db, asked):
    rules = judged(organisers=HOSTS, preferences=asked, selection=RULES)
    return publish(rules, {}, by=None, at=DURING)


@pytest.fixture
def hand_in(hand_in, monkeypatch):
    """Every file wishes for the park first, then the port."""
    from cordee.applications import actions as writing  # noqa: PLC0415 - patched here alone

    deposit = writing.deposit

    def wishing(application, **more):
        application.preferences = ["parc", "port"]
        application.save(update_fields=["preferences"])
        return deposit(application, **more)

    monkeypatch.setattr(writing, "deposit", wishing)
    return hand_in


@pytest.fixture
def ruling(panel, juror, lens, arras, lille, amina):  # noqa: PLR0917 - fixtures, by name
    """Lens, Arras and Lille are winners; Lille has the best marks."""
    for deposit, value in ((lens, 10), (arras, 8), (lille, 18)):
        for key, mark in (("pertinence", value), ("equipe", 10)):
            actions.mark(juror, deposit, key, Decimal(mark), by=juror.person.user, at=CLOSED)
    made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    keys = [str(one.public_id) for one in (lens, arras, lille)]
    return actions.rule(made, selected=keys, reserve=[], reasons={}, by=amina, at=CLOSED)


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def test_winners_go_by_their_wishes_and_learn_it_with_the_answer(team, panel, ruling, amina, lille):
    assert "Affectations selon les vœux" in team.get(url("decision", panel)).text
    with pytest.raises(Refused, match="affectations"):
        actions.release(ruling, by=amina, at=CLOSED)
    assert team.post(url("wishes_act", panel, "arreter")).status_code == 422
    assert team.post(url("wishes_act", panel, "proposer"), {"seed": ""}).status_code == 422
    assert team.post(url("wishes_act", panel, "proposer"), {"seed": "granit"}).status_code == 302
    page = team.get(url("wishes", panel)).text
    assert page.count("Le Port (vœu") == 2
    assert page.count("Le Parc (vœu") == 1
    assert "un mérite plus haut passe avant" in page
    sent = {"places-host": "port", "places-least": "0", "places-most": "1", "places-reason": ""}
    assert team.post(url("wishes_act", panel, "places"), sent).status_code == 422
    sent["places-reason"] = "Une salle en travaux."
    assert team.post(url("wishes_act", panel, "places"), sent).status_code == 302
    team.post(url("wishes_act", panel, "proposer"), {"seed": "granit"})
    answer = team.post(url("wishes_act", panel, "arreter"))
    assert answer.status_code == 422
    assert "n’a pas de place" in answer.text
    left = Placement.objects.get().result["unplaced"]
    moved = {"main-file": left[0], "main-into": "", "main-reason": "Accueilli l’an prochain."}
    assert team.post(url("wishes_act", panel, "placer"), moved).status_code == 302
    assert team.post(url("wishes_act", panel, "arreter")).status_code == 302
    best = Outcome.objects.get(deposit=lille)
    assert best.placed_with == "parc"
    assert "Le Parc. C’est votre vœu n°" in compose(best).text
    ruling.refresh_from_db()
    titles = [one["title"] for one in ruling.minutes["tables"]]
    assert titles[-2:] == ["Affectations selon les vœux", "Places modifiées"]
    assert team.post(url("wishes_act", panel, "proposer"), {"seed": "x"}).status_code == 422
    actions.release(ruling, by=amina, at=CLOSED)


@pytest.mark.parametrize("asked", [{"among": "hosts", "min": 1, "max": 2, "mutual": True}])
def test_where_both_sides_rank_a_host_says_whom_it_prefers(  # noqa: PLR0917 - fixtures, by name
    team, panel, ruling, lens, lille, arras
):
    refused = team.post(url("wishes_act", panel, "proposer"), {"seed": "granit"})
    assert "il manque le classement" in refused.text
    keys = {one: f"rang-{one.public_id}" for one in (lens, arras, lille)}
    twice = {keys[lens]: "1", keys[arras]: "1"}
    assert (
        "Donnez-leur des rangs différents"
        in team.post(url("wishes_order", panel, "parc"), twice).text
    )
    ranks = {keys[lens]: "1", keys[arras]: "2"}
    assert team.post(url("wishes_order", panel, "parc"), ranks).status_code == 302
    team.post(url("wishes_order", panel, "port"), {keys[lille]: "1", keys[arras]: "2"})
    assert team.post(url("wishes_act", panel, "proposer"), {"seed": "granit"}).status_code == 302
    placed = Placement.objects.get().result["placement"]
    assert placed == {
        str(lens.public_id): "parc", str(arras.public_id): "port", str(lille.public_id): "port",
    }  # fmt: skip
    page = team.get(url("wishes", panel)).text
    assert "Le Parc" in page
    assert "ne l’a pas classé" in page
    assert "a classé avant" in page


def test_nonsense_and_strangers_find_no_wishes(client, team, panel, ruling, farida):
    for address in (url("wishes_act", panel, "zut"), url("wishes_order", panel, "zut")):
        assert team.post(address, {"\0": "é"}).status_code == 404
    for verb in ("places", "placer"):
        odd = {"places-host": "9" * 400, "places-least": "-1", "main-file": "\0", "main-into": "x"}
        assert team.post(url("wishes_act", panel, verb), odd).status_code == 422
    client.force_login(farida)
    assert client.get(url("wishes", panel)).status_code == 404


def test_rules_say_what_is_wrong_with_a_placement_and_why_a_wish_is_not_granted():
    names, labels = {"a": "Lens", "b": "Arras"}, {"parc": "Le Parc", "port": "Le Port"}
    hosts = {"parc": (0, 0), "port": (2, None)}
    found = settling_faults(hosts, labels, names, {"a": "parc"}, [])
    assert [one.code for one in found] == ["wishes.most", "wishes.least", "wishes.unplaced"]
    assert [one.code for one in order_faults({"z": 1}, names)] == ["wishes.unknown"]
    told = {"wish": "parc", "others": ["b"], "kind": "cost", "rank": 2}
    assert "2\N{NO-BREAK SPACE}rangs" in because(told, labels, names)
    document = question(hosts, [("a", ["parc"], "1")], seed="x", orders={"port": {"a": 2, "b": 1}})
    assert document["hosts"][1]["ranks"] == ["b", "a"]
