"""The files chosen ask for no more than the envelopes of the call, and it is explained."""

from decimal import Decimal

import pytest

from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.programme.sense import remarks
from cordee.selection.queries.wording import named, rule_labels, said_money
from cordee.selection.rules import Terms, answered, problem
from cordee.selection.rules.instance import Candidate, Sheet
from cordee.selection.rules.money import asked as amounts
from cordee.selection.rules.terms import Relaxed
from cordee.selection.solvers.select.answer import choose
from cordee.selection.solvers.select.explain import explained, impossible, why_not_one
from cordee.selection.solvers.select.parse import parse

AMOUNT = {"key": "aide", "label": "Aide demandée", "kind": "money"}
SMALL = {"rule": "number", "fact": "population", "max": 5000}
FILES = (  # id, mark, asked, population, département
    ("a", 18, "60000", 900, "59"),
    ("b", 16, "50000", 90000, "59"),
    ("c", 12, "30000", 800, "62"),
    ("d", 11, "20000", 40000, "62"),
    ("e", 10, "", 700, "62"),
)


def asked(terms=None, stage=None, money=(AMOUNT,), **selection):
    """The question for five files that ask for money; « b » would be second by its mark."""
    made = Definition.model_validate({
        "key": "essai", "title": "Essai", "organisers": [{"key": "o", "label": "O"}],
        "windows": [{"key": "w", "closes": "2027-01-31T12:00:00"}],
        "form": {"sections": [{"key": "s", "label": "S", "questions": list(money)}]},
        "criteria": [{"key": "c", "label": "C"}], "tracks": [],
        "stages": [{"key": "jury", "label": "Jury", **(stage or {})}],
        "selection": {"places_min": 0, **selection},
    })  # fmt: skip
    candidates = [
        Candidate(key, key.upper(), Facts(numbers={"population": Decimal(people)},
                                          answers={"aide": amount}), {"departement": place},
                  at=f"2027-01-0{9 - rank}")
        for rank, (key, _mark, amount, people, place) in enumerate(FILES)
    ]  # fmt: skip
    marks = [("j", key, "c", Decimal(mark)) for key, mark, *_ in FILES]
    terms = {"terms": terms} if terms else {}
    return made, problem(made, made.stages[0], candidates, Sheet(marks), "graine", **terms)


def chosen(**given):
    return answered(asked(**given)[1])[1]["selected"]


def test_the_set_of_most_merit_within_the_envelope_is_chosen():
    assert chosen(budget=110_000) == ["a", "c", "d", "e"]
    assert chosen(budget="140000") == ["a", "b", "c", "e"]
    assert chosen() == ["a", "b", "c", "d", "e"]


def test_an_envelope_follows_the_aims_of_the_call_when_it_states_them():
    stated = ["violation", "merit", "count"]
    assert asked(budget=1, order=stated)[1]["order"] == [*stated, "lottery"]
    assert "count" not in asked(budget=1)[1]["order"]


def test_files_are_taken_in_order_of_arrival_until_the_money_is_spent():
    assert chosen(budget=100_000, method="arrival") == ["b", "c", "d", "e"]


def test_less_than_asked_may_be_given_then_the_envelope_chooses_nobody():
    assert "budgets" not in asked(budget=1, adjusts=True)[1]


def test_a_short_list_is_not_limited_by_money_unless_it_says_so():
    assert "budgets" not in asked(budget=1, stage={"kept_max": 4})[1]
    assert asked(budget=1, stage={"kept_share": "0.4"})[1]["k_max"] == 2
    (row,) = asked(budget=50_000, stage={"kept_budget": "2.5"})[1]["budgets"]
    assert row["max"] == "125000"


def test_several_amounts_that_do_not_tell_which_is_asked_leave_the_money_to_the_jury():
    other = {"key": "cout", "label": "Coût du projet", "kind": "money"}
    assert "budgets" in asked(budget=1, money=(AMOUNT, other))[1]
    assert "budgets" not in asked(budget=1, money=({**AMOUNT, "label": "Montant", "key": "m"},
                                                   other))[1]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"attribute": "departement", "values": ["59"], "amount": 60_000}, ["a", "c", "d", "e"]),
        ({"attribute": "departement", "share": "0.2"}, ["c", "e"]),
        ({"when": SMALL, "amount": 40_000}, ["b", "c", "d", "e"]),
        ({"amount": 1, "year": 2027}, ["a", "b", "c", "d", "e"]),
    ],
)
def test_money_set_apart_is_not_exceeded(part, found):
    part = {"key": "part", "label": "Part", **part}
    assert chosen(budget=200_000, envelopes=[part]) == found


def test_a_share_of_the_money_goes_to_those_it_is_meant_for():
    quota = {"key": "petites", "label": "Petites communes", "condition": SMALL, "hard": True,
             "counts": "budget", "min_share": "0.75"}  # fmt: skip
    assert chosen(quotas=[quota]) == ["a", "c", "d", "e"]
    assert "budgets" not in asked(quotas=[{**quota, "hard": False}])[1]


@pytest.mark.parametrize(("bound", "found"), [
    ({"max": 60_000}, ["a", "c", "d", "e"]), ({"max_share": "0.6"}, ["a", "c", "d", "e"]),
])  # fmt: skip
def test_each_departement_has_its_own_bound_when_none_is_named(bound, found):
    """« 60 000 € at most in one département », which all of them together may exceed."""
    quota = {"key": "lieux", "label": "Par département", "attribute": "departement",
             "counts": "budget", "hard": True, **bound}  # fmt: skip
    assert chosen(quotas=[quota]) == found
    made, question = asked(quotas=[quota])
    assert {"Par département\u00a0: Nord", "Par département\u00a0: Pas-de-Calais"} <= {
        *rule_labels(made, question).values()
    }


@pytest.mark.parametrize(("bound", "found"), [
    ({"max": 110_000}, ["a", "c", "d", "e"]), ({"max": 110_000, "condition": SMALL}, None),
    ({"min": 200_000}, "impossible"),
])  # fmt: skip
def test_what_answers_come_to_together_is_held(bound, found):
    """Two hundred megawatts at most, though nobody asks for money here."""
    quota = {"key": "mw", "label": "Mégawatts", "of_question": "aide", "hard": True, **bound}
    told = {"money": ({**AMOUNT, "kind": "number"},), "quotas": [quota]}
    if found == "impossible":
        assert answered(asked(**told)[1])[1]["status"] != "optimal"
    else:
        assert chosen(**told) == (found or ["a", "b", "c", "d", "e"])
    assert "budgets" not in asked(**{**told, "quotas": [{**quota, "hard": False}]})[1]


def test_sums_are_told_in_what_they_count():
    """Hours of computing have no euro, nor have megawatts that a balance adds up."""
    hours = {"key": "aide", "label": "Heures", "kind": "number", "unit": "heures de calcul"}
    made, question = asked(budget=110_000, unit="heures de calcul", money=[hours])
    assert answered(question)[1]["selected"] == ["a", "c", "d", "e"]
    (told,) = said_money(made, question, ["a"])
    assert told.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Enveloppe de 110 000 heures de calcul : 60 000 heures de calcul demandés"
    )
    quota = {"key": "mw", "label": "Puissance", "of_question": "aide", "hard": True, "max": 110_000}
    made, question = asked(quotas=[quota], money=[{**hours, "unit": "MW"}])
    (told,) = said_money(made, question, ["a"])
    assert told.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Puissance : 60 000 MW en tout sur 110 000 MW"
    )


def test_the_jury_may_lift_or_widen_an_envelope_with_its_reason():
    def terms(high):
        return Terms(relaxed=[Relaxed("budget", None, high, "Un partenaire complète.")])

    assert chosen(budget=60_000, terms=terms(110_000)) == ["a", "c", "d", "e"]
    assert chosen(budget=60_000, terms=terms(None)) == ["a", "b", "c", "d", "e"]


def test_the_envelope_is_named_in_every_explanation():
    made, question = asked(budget=110_000)
    labels = rule_labels(made, question)
    told = explained(question)
    whole = [named(one["sentence"], labels) for one in told["gains"]]
    assert any("l’enveloppe de 110" in one for one in whole), whole
    assert "proof" not in told
    instance = parse(question)
    why = why_not_one(instance, choose(instance), "b")
    assert why["blockers"]["alone"] == ["budget"]
    assert told["answer"]["replacements"]


def test_a_call_impossible_for_lack_of_money_says_how_many_it_can_pay_for():
    made, question = asked(budget=45_000, places_min=4, places_max=4)
    told = impossible(parse(question))
    assert told["core"] == ["budget", "count"]
    (change,) = told["relaxation"]["changes"]
    assert (change["rule"], change["side"], change["needed"]) == ("count", "min", 2)
    assert "l’enveloppe de 45" in named(told["sentence"], rule_labels(made, question))


def test_what_a_set_asks_for_is_told_beside_each_envelope():
    part = {"key": "p", "label": "Part du 59", "attribute": "departement", "values": ["59"],
            "amount": 60_000}  # fmt: skip
    made, question = asked(budget=110_000, envelopes=[part])
    assert [one.replace("\u202f", " ").replace("\xa0", " ")
            for one in said_money(made, question, ["a", "b"])] == [
        "Enveloppe de 110 000 € : 110 000 € demandés",
        "Part du 59 : 110 000 € demandés sur 60 000 €, c’est trop",
    ]  # fmt: skip


def test_each_track_reads_the_amount_that_its_grant_names():
    other = {"key": "pret", "label": "Prêt demandé", "kind": "money"}
    made, _document = asked(money=(AMOUNT, other))
    grants = [{"key": one, "label": one, "kind": "subsidy", "tracks": [one], "asked_question": key}
              for one, key in (("villes", "aide"), ("bourgs", "pret"))]  # fmt: skip
    tracks = [{"key": one, "label": one} for one in ("villes", "bourgs")]
    named_ = Definition.model_validate({**made.data(), "grants": grants, "tracks": tracks})
    files = [Candidate(one, one, Facts(answers={"aide": "7", "pret": "9"}), {"track": one})
             for one in ("villes", "bourgs")]  # fmt: skip
    assert amounts(named_, files) == {"villes": 7, "bourgs": 9}
    assert amounts(made, [Candidate("a", "A", Facts(answers={"aide": "7", "pret": "9"}), {})]) == {}


def test_a_share_of_the_money_holds_in_the_tracks_it_names_or_in_each():
    """40 % of what line B gives goes to small places, whatever line A gives them."""
    share = {"key": "petites", "label": "Petites", "condition": SMALL, "min_share": "0.4",
             "counts": "budget", "hard": True}  # fmt: skip
    files = [("a", 18, "100", 900, "x"), ("b", 17, "100", 90000, "y"), ("c", 5, "100", 900, "y")]
    tracks = [{"key": "x", "label": "A"}, {"key": "y", "label": "B"}]

    def among(**quota):
        made = Definition.model_validate({
            "key": "essai", "title": "Essai", "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "closes": "2027-01-31T12:00:00"}], "tracks": tracks,
            "form": {"sections": [{"key": "s", "label": "S", "questions": [AMOUNT]}]},
            "criteria": [{"key": "c", "label": "C"}], "stages": [{"key": "jury", "label": "Jury"}],
            "selection": {"places_min": 0, "budget": 200, "quotas": [{**share, **quota}]},
        })  # fmt: skip
        candidates = [
            Candidate(key, key.upper(), Facts(numbers={"population": Decimal(people)},
                                              answers={"aide": amount}), {"track": track})
            for key, _mark, amount, people, track in files
        ]  # fmt: skip
        marks = [("j", key, "c", Decimal(mark)) for key, mark, *_ in files]
        instance, result = answered(problem(made, made.stages[0], candidates, Sheet(marks), "g"))
        return result["selected"], rule_labels(made, instance)

    assert among()[0] == ["a", "b"]
    assert among(tracks=["y"])[0] == ["a", "c"]
    selected, labels = among(per="track")
    assert selected == ["a", "c"]
    assert labels["petites:@y:min"].endswith(": B")


def test_an_aid_that_the_call_fixes_is_what_each_winner_takes_from_the_envelope():
    """« 20 M€ for each village, 40 M€ in all », while the form asks for two other sums."""
    cost, own = ({"key": key, "label": key, "kind": "money"} for key in ("cout", "apport"))
    grant = {"key": "g", "label": "G", "amount": 20}

    def among(**more):
        made = Definition.model_validate({
            "key": "essai", "title": "Essai", "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "closes": "2027-01-31T12:00:00"}],
            "form": {"sections": [{"key": "s", "label": "S", "questions": [cost, own]}]},
            "criteria": [{"key": "c", "label": "C"}], "stages": [{"key": "jury", "label": "Jury"}],
            "selection": {"places_min": 0, "budget": 40}, "grants": [{**grant, **more}],
        })  # fmt: skip
        files = [Candidate(one, one.upper(), Facts(), {}) for one in "abc"]
        marks = [("j", one.id, "c", Decimal(9 - rank)) for rank, one in enumerate(files)]
        found = answered(problem(made, made.stages[0], files, Sheet(marks), "g"))[1]["selected"]
        faults = [one for one in remarks(made, {}) if one.code == "budget.question"]
        return found, bool(faults)

    assert among() == (["a", "b"], False)
    assert among(rate_max=0.5) == (["a", "b", "c"], True)
