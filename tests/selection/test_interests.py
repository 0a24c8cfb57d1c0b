"""Signs of a conflict: they warn, they never decide."""

import pytest

from cordee.selection.rules import Set, Team, Tie, by_merit, hints, moved, proposed, ruling_faults
from tests.selection.conftest import judged

TEAM = Team(
    body="Communauté d’agglomération du Val",
    codes=frozenset({"200012345"}),
    organisations=("Association Les Semeurs",),
    emails=("a@val.example", "b@gmail.com"),
)


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        (Tie(organisation="communauté d’agglomération du val"), "structure candidate"),
        (Tie(organisation="Agence", code="200012345"), "territoire candidat"),
        (Tie(organisation="association les semeurs"), "vient de votre organisation"),
        (Tie(email="A@VAL.example"), "Votre adresse figure"),
        (Tie(email="c@val.example"), "@val.example, comme vous"),
    ],
)
def test_a_tie_is_pointed_at(tie, said):
    (sentence,) = hints(tie, TEAM)
    assert said in sentence


def test_a_mailbox_anybody_may_have_says_nothing():
    assert hints(Tie(email="c@gmail.com"), TEAM) == ()
    assert hints(Tie(), Team(body="")) == ()


FILE = Team(
    body="Ville de Lens",
    names=("Zoé Martin",),
    circles=frozenset({"gouvernance", "charte"}),
    text="avec l appui de la region hauts de france et de paul petit notre animateur",
)


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        (Tie(others=("Région Hauts-de-France",)), "cite votre organisation"),
        (Tie(name="Paul Petit"), "cite votre nom"),
        (Tie(name="zoe MARTIN"), "porte votre nom"),
        (Tie(circles=frozenset({"charte"})), "même cercle (charte)"),
        (Tie(organiser=True), "siège à la gouvernance"),
    ],
)
def test_a_funder_a_coach_a_signatory_and_the_governance_are_pointed_at(tie, said):
    (sentence,) = hints(tie, FILE)
    assert said in sentence


def test_a_name_inside_another_word_says_nothing():
    assert hints(Tie(others=("Nord",)), Team(body="", text="le nordique")) == ()
    assert hints(Tie(name="Al"), Team(body="", text="al est venu")) == ()


def test_an_earlier_team_is_remembered():
    (sentence,) = hints(Tie(), Team(body="Lens", before=("Premier appel",)))
    assert "Premier appel" in sentence


def test_moves_come_after_the_proposal_and_the_reserve_keeps_its_order():
    start = proposed({"selected": ["a", "b"], "waiting_list": ["c", "d"]}, judged().selection)
    assert start == Set(("a", "b"), ("c",))
    after = moved(
        start, [{"deposit": "b", "into": "reserve"}, {"deposit": "d", "into": "selected"}]
    )
    assert after == Set(("a", "d"), ("c", "b"))
    assert (after.place("a"), after.place("b"), after.place("z")) == (
        "selected",
        "reserve",
        "refused",
    )


def test_a_decision_tells_all_its_faults_at_once():
    found = ruling_faults(judged().selection, ["a", "b", "c", "d"], Set(("a", "b", "x"), ()), {})
    assert [one.code for one in found] == ["ruling.unknown", "ruling.places", "ruling.reasons"]
    assert not ruling_faults(judged().selection, ["a", "b"], Set(("a",), ()), {"b": "Trop tôt."})


def test_marks_alone_keep_the_best_and_the_given_order_settles_equals():
    merit = {"a": "3/2", "b": "3/2", "c": "2"}
    assert by_merit(merit, 2, ["b", "a"]) == ("c", "b")
