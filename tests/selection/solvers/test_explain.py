"""The reasons given to a jury: true, checkable, in French."""

import json
from fractions import Fraction

from hypothesis import given, settings

from cordee.journeys.solvers import solve
from cordee.kernel.speech import into, recipes
from cordee.selection.queries.wording import folded, named
from cordee.selection.solvers.select import enumeration, explain, sentences
from cordee.selection.solvers.select.answer import choose
from cordee.selection.solvers.select.evaluate import comparable, evaluate
from cordee.selection.solvers.select.explain import explained, why_not_one
from cordee.selection.solvers.select.neighbours import neighbours
from cordee.selection.solvers.select.parse import parse, parse_all
from cordee.selection.solvers.select.prices import rule_prices
from cordee.selection.solvers.select.reasons import blockers, why_not, without
from cordee.selection.solvers.select.relaxation import Change, relaxation
from cordee.selection.solvers.select.robustness import solidity
from tests.bench.calls import call
from tests.english import unsaid
from tests.selection.solvers.brute import calls, everything
from tests.selection.solvers.test_select import bare, document, marked, rule

SOME = settings(max_examples=30, deadline=None, derandomize=True)


@SOME
@given(calls(levels=("violation", "count", "priority", "merit")))
def test_prices_bound_every_set_and_the_gap_names_all_who_could_move(given_call):
    instance = parse(given_call)
    choice = choose(instance)
    found = rule_prices(instance, choice) if choice else None
    if choice is None or found is None:
        return
    before = instance.order[: instance.order.index("merit")]
    reached = comparable(choice.evaluation.levels, before)
    for _, chosen in everything(instance):
        evaluation = evaluate(instance, chosen)
        if len(chosen) == found.seats and comparable(evaluation.levels, before) == reached:
            merit = sum((instance.by_id[each].final for each in chosen), Fraction(0))
            assert merit <= found.bound
    best = sorted(found.adjusted.values(), reverse=True)[: found.seats]
    assert sum(best, found.constant) == found.bound
    merit = sum((instance.by_id[each].final for each in choice.selected), Fraction(0))
    assert found.gap == found.bound - merit >= 0


@SOME
@given(calls())
def test_the_nearest_sets_are_the_next_best_of_all_by_either_engine(given_call):
    instance = parse(given_call)
    choice = choose(instance)
    if choice is None:
        return
    order = [each.id for each in instance.pool]
    ranked = sorted(
        everything(instance),
        key=lambda pair: (pair[0], [each in pair[1] for each in order]),
        reverse=True,
    )
    wanted = [tuple(sorted(chosen)) for _, chosen in ranked[1:4]]
    assert [each.selected for each in neighbours(instance, choice, most=3)] == wanted


def test_large_calls_forbid_each_set_in_turn(monkeypatch):
    instance = parse(call(20, 5, seed=3))
    choice = choose(instance)
    wanted = neighbours(instance, choice, most=3)
    monkeypatch.setattr(enumeration, "MOST_FILES", -1)
    assert neighbours(instance, choice, most=3) == wanted


@SOME
@given(calls())
def test_a_rule_said_to_block_lets_the_candidate_in_when_it_goes(given_call):
    instance = parse(given_call)
    choice = choose(instance)
    for each in instance.pool if choice else ():
        if each.id not in choice.selected:
            found = blockers(instance, each.id)
            for rule_id in found.alone:
                assert each.id in choose(without(instance, {rule_id})).selected
            if found.together:
                assert each.id in choose(without(instance, set(found.together))).selected
            told = why_not(instance, choice, each.id)
            assert (told.selected is None) == bool(told.core)


@SOME
@given(calls(levels=("violation", "count", "merit")))
def test_the_smallest_relaxation_makes_the_call_possible_and_no_smaller_one_does(given_call):
    instance = parse(given_call)
    if choose(instance) is not None:
        return
    found = relaxation(instance)
    changed = {**given_call, "balance": [dict(each) for each in given_call["balance"]]}
    if any(change.rule.startswith("at_most_one") for change in found.changes):
        return
    for change in found.changes:
        if change.rule == "count":
            changed[f"k_{change.side}"] = change.needed
        else:
            at = next(each for each in changed["balance"] if each["id"] == change.rule)
            at[change.side] = change.needed
    changed["k_min"] = min(changed["k_min"], changed["k_max"])
    assert choose(parse(changed)) is not None


def test_an_impossible_call_says_what_to_lower_and_by_how_much():
    told = explained(document(balance=[rule("dept:59", "dept", "59", 3, None)], k_min=3, k_max=3))
    assert told["impossible"]["sentence"] == (
        "Aucun ensemble ne respecte les règles\u00a0: "
        "la règle «\u00a0dept:59\u00a0» est impossible à tenir."
    )
    assert told["impossible"]["relaxation"]["changes"] == [
        {"rule": "dept:59", "side": "min", "was": 3, "needed": 2}
    ]


def test_a_long_list_of_bounds_begins_with_the_largest_and_folds_the_rest():
    moves = [Change(f"r{one}", "min", 9, 9 - one) for one in range(1, 7)]
    told = sentences.said_relaxation(moves).replace("\u00a0", " ")
    assert told.index("« r6 »") < told.index("« r5 »") < told.index("« r4 »")
    assert "« r3 »" not in told
    assert "3 autres bornes plus proches" in told
    assert len(sentences.said_changes(moves)) == 6
    few = sentences.said_relaxation(moves[:4]).replace("\u00a0", " ")
    assert "« r1 »" in few
    core = sentences.said_core([one.rule for one in moves]).replace("\u00a0", " ")
    assert "3 autres règles" in core
    labels = {"r1": "Équilibre"}
    whole = {"rules": [one.rule for one in moves], "relaxation": {"steps": ["r1"]}}
    found = folded(whole, labels)
    assert (found["rules"][0], len(found["rules"]), found["steps"]) == ("Équilibre", 6, [])


def test_the_marks_that_were_missing_are_said_with_who_would_leave():
    instance = parse(document(balance=[]))
    told = why_not_one(instance, choose(instance), "D")
    assert told["losses"] == {"merit": "1"}
    assert told["sentence"] == "D\u00a0: il a manqué 1\u00a0point. C aurait laissé sa place."
    assert told["blockers"]["alone"] == []


def test_a_quota_that_blocks_is_named():
    instance = parse(document())
    told = why_not_one(instance, choose(instance), "B")
    assert told["blockers"]["sentence"] == (
        "Sans la règle «\u00a0dept:59\u00a0», B aurait une place."
    )


def test_the_explanation_is_the_same_twice_and_counts_every_replicate():
    scores = marked(
        ("J1", "A", "12", "13.5"), ("J2", "A", "13", "11"), ("J1", "B", "14", "9"),
        ("J2", "B", "11", "16.5"), ("J1", "C", "12.5", "12"),
    )  # fmt: skip
    given_call = document(candidates=bare("A", "B", "C"), k_max=2, scores=scores, balance=[])
    text = json.dumps(given_call).encode()
    first, second = solve("explain", text), solve("explain", text)
    assert first == second
    told = json.loads(first[1])
    assert told["solidity"]["jurors_drawn_again"]["replicates"] == 1000
    assert sum(told["solidity"]["one_juror_fewer"]["chosen"].values()) == 4
    assert told["merits"]["C"] == {"raw": "37/3", "kept": "37/3"}


def test_a_calibrated_call_is_shaken_with_calibrated_marks():
    scores = marked(
        ("mild", "A", "14", "14"), ("harsh", "A", "10", "10"),
        ("mild", "B", "15", "15"), ("harsh", "C", "12", "12"),
    )  # fmt: skip
    given_call = document(
        candidates=bare("A", "B", "C"), k_min=1, k_max=1, scores=scores, balance=[],
        calibration="additive",
    )  # fmt: skip
    found = solidity(parse_all(given_call), replicates=50)
    assert found.chosen["jurors_drawn_again"] == {"C": 50}


def test_a_large_call_is_explained_in_part_and_says_so(monkeypatch):
    monkeypatch.setattr(explain, "WHOLE_UP_TO", 5)
    monkeypatch.setattr(explain, "FIRST_ASKED", 2)
    given_call = call(12, 4, seed=5)
    told = explained(given_call, replicates=5)
    assert told["partial"] is True
    assert [each["candidate"] for each in told["why_not"]] == sorted(
        told["answer"]["waiting_list"][:2]
    )
    assert {each["rule"] for each in told["gains"]} <= set(told["proof"]["prices"])


def test_a_stored_explanation_is_said_in_english_with_the_names_of_the_rules():
    told = explained(document(), replicates=5)
    stored = json.loads(json.dumps({**told, "recipes": recipes(told)}))
    labels = {one["id"]: "Nord" for one in document()["balance"]}
    sentences_ = [stored["sentence"], stored["proof"]["sentence"]]
    sentences_ += [one["sentence"] for part in ("why_not", "gains", "nearest")
                   for one in stored[part]]  # fmt: skip
    for one in sentences_:
        said = named(one, labels, stored["recipes"])
        assert said == named(one, labels), "French is the same"
        assert not unsaid(said), into(said, "en")
    whole = document(balance=[rule("dept:59", "dept", "59", 3, None)], k_min=3, k_max=3)
    why = named(explained(whole)["impossible"]["sentence"], {"dept:59": "Nord"})
    assert into(why, "en") == "No set obeys the rules: the rule “Nord” is impossible to keep."
