"""Everything a definition declares reaches the solver: rules and marks in, one set out."""

from decimal import Decimal

import pytest

from cordee.kernel.findings import Refused
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.selection.rules import (
    NO_TERMS,
    Candidate,
    Relaxed,
    Set,
    Sheet,
    Terms,
    answered,
    problem,
    relaxing,
    set_faults,
    term_faults,
    terms_of,
)
from cordee.selection.rules.choice import lists_of, moved, proposed, wildcard_faults

GOVERNANCE = {"rule": "kind", "among": ["cc"]}


def call(selection=None, stage=None, criteria=None, **more):
    return Definition.model_validate(
        {
            "key": "petit",
            "title": "Petit",
            "organisers": [{"key": "c", "label": "Centre"}],
            "windows": [{"key": "w", "opens": "2024-11-08", "closes": "2024-12-19T12:00"}],
            "criteria": criteria or [{"key": "fond", "label": "Fond"}],
            "panels": [{"key": "jury", "label": "Jury"}],
            "stages": [{"key": "jury", "label": "Jury", "panel": "jury", **(stage or {})}],
            "selection": {"places_min": 1, "places_max": 2, **(selection or {})},
            **more,
        }
    )


def file(key, department="59", kind="commune", at="2024-12-01", **attrs):
    return Candidate(
        key, key.upper(), Facts(kind=kind), {"departement": department, "kind": kind, **attrs},
        at=at,
    )  # fmt: skip


def sheet(conflicts=(), **marks):
    """`a=[10, 12]`: each juror's mark on the only criterion; a pair gives two criteria."""
    rows = []
    for key, given in marks.items():
        for juror, value in enumerate(given):
            pair = value if isinstance(value, tuple) else (value,)
            for name, one in zip(("fond", "forme"), pair, strict=False):
                rows.append((f"j{juror}", key, name, Decimal(str(one))))
    return Sheet(rows, conflicts)


def chosen(definition, files, marks, seed="granit", terms=NO_TERMS):
    stage = definition.stages[0]
    _document, result = answered(problem(definition, stage, files, marks, seed, terms=terms))
    assert result["status"] == "optimal", result
    return result["selected"]


def test_a_balance_held_in_each_track_counts_the_places_of_each():
    """A quarter of the places of each track; what nobody can take goes to the others."""
    quota = {"key": "epci", "label": "EPCI", "attribute": "kind", "values": ["cc"],
             "min_share": "0.5", "hard": True, "per": "track", "transferable": True}  # fmt: skip
    definition = call(
        {"places_min": 1, "places_max": 4, "quotas": [quota]},
        tracks=[
            {"key": "p", "label": "P", "places_max": 2},
            {"key": "q", "label": "Q", "places_max": 2},
        ],
    )
    files = [file("a", track="p"), file("b", track="p"), file("c", track="p", kind="cc"),
             file("d", track="q"), file("e", track="q")]  # fmt: skip
    marks = sheet(a=[18], b=[17], c=[6], d=[9], e=[8])
    assert chosen(definition, files, marks) == ["a", "c", "d", "e"]


def test_a_balance_of_some_tracks_counts_their_files_and_their_places_alone():
    """Half of the places of P to the cc; Q, whose file is a cc too, owes and gives nothing."""
    quota = {"key": "epci", "label": "EPCI", "attribute": "kind", "values": ["cc"],
             "min_share": "0.5", "hard": True, "tracks": ["axe"]}  # fmt: skip
    tracks = [{"key": "axe", "label": "Axe", "places_max": 2},
              {"key": "p", "label": "P", "within": "axe"},
              {"key": "q", "label": "Q", "places_max": 1}]  # fmt: skip
    files = [file("a", track="p"), file("b", track="p"), file("c", track="p", kind="cc"),
             file("d", track="q", kind="cc"), file("e", track="q")]  # fmt: skip
    marks = sheet(a=[18], b=[17], c=[6], d=[5], e=[8])
    definition = call({"places_min": 1, "places_max": 3, "quotas": [quota]}, tracks=tracks)
    assert chosen(definition, files, marks) == ["a", "c", "e"]
    each = {**quota, "min_share": None, "values": [], "max": 1}
    definition = call({"places_min": 1, "places_max": 3, "quotas": [each]}, tracks=tracks)
    assert chosen(definition, files, marks) == ["a", "c", "e"]
    kept = {**quota, "beyond": True}
    definition = call({"places_min": 1, "places_max": 3, "quotas": [kept]}, tracks=tracks)
    assert chosen(definition, files, marks) == ["a", "c", "e"]


def test_a_share_of_the_winners_follows_how_many_they_are():
    quota = {"key": "epci", "label": "EPCI", "attribute": "kind", "values": ["cc"],
             "min_share": "0.5", "hard": True}  # fmt: skip
    definition = call({"places_min": 1, "places_max": 4, "quotas": [quota]})
    files = [file("a"), file("b"), file("c"), file("d", kind="cc")]
    marks = sheet(a=[18], b=[17], c=[16], d=[5])
    assert chosen(definition, files, marks) == ["a", "d"]
    fewer = {**quota, "min_share": None, "max_share": "0.25"}
    definition = call({"places_min": 1, "places_max": 4, "quotas": [fewer]})
    assert chosen(definition, files, marks) == ["a", "b", "c", "d"]


def test_a_criterion_below_its_mark_sets_a_file_aside_and_says_so():
    criteria = [
        {"key": "fond", "label": "Fond"},
        {"key": "forme", "label": "Forme", "eliminatory_below": 8},
    ]
    definition = call(criteria=criteria)
    marks = sheet(a=[(20, 7)], b=[(10, 8)])
    document = problem(definition, definition.stages[0], [file("a"), file("b")], marks, "s")
    assert "éliminatoire" in document["candidates"][0]["why"]
    assert chosen(definition, [file("a"), file("b")], marks) == ["b"]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("mean", ["b"]),
        ("median", ["a"]),
        ("trimmed_mean", ["a"]),
        ("sum", ["b"]),
        ("rank", ["a"]),
        ("best", ["b"]),
    ],
)
def test_readings_combine_as_the_stage_says(how, expected):
    definition = call({"places_max": 1}, {"combines": how})
    marks = sheet(a=[12, 12, 2], b=[11, 11, 20])
    assert chosen(definition, [file("a"), file("b")], marks) == expected


def test_a_balance_holds_for_each_value_among_the_files_that_meet_a_condition():
    quota = {"key": "q", "label": "Q", "attribute": "departement", "condition": GOVERNANCE,
             "max": 1, "hard": True}  # fmt: skip
    files = [file("a", departement="59", kind="cc"), file("b", departement="59", kind="cc"),
             file("c", departement="59"), file("d", departement="62", kind="cc")]  # fmt: skip
    marks = sheet(a=[18], b=[17], c=[16], d=[5])
    assert chosen(call({"places_max": 4, "quotas": [quota]}), files, marks) == ["a", "c", "d"]
    both = {"key": "q", "label": "Q", "condition": {"rule": "all_of", "conditions": [
        GOVERNANCE, {"rule": "answer", "question": "x", "answered": False}]}, "min": 1,
        "hard": True}  # fmt: skip
    assert chosen(call({"places_max": 1, "quotas": [both]}), files, marks) == ["a"]


def test_a_median_still_asks_for_enough_readings():
    definition = call({"places_min": 0}, {"combines": "median", "min_reviews": 2})
    assert chosen(definition, [file("a"), file("b")], sheet(a=[20], b=[3, 4])) == ["b"]


@pytest.mark.parametrize(
    ("priority", "expected"),
    [
        ({"means": "tie_break"}, ["a"]),
        ({"means": "strict"}, ["c"]),
        ({"means": "strict", "min_merit": 15}, ["a"]),
        ({"means": "bonus", "bonus": 4}, ["a"]),
        ({"means": "bonus", "bonus": 8}, ["c"]),
        ({"means": "floor", "floor": 1}, ["c"]),
    ],
)
def test_priority_means_exactly_what_the_call_says(priority, expected):
    rule = {"key": "epci", "label": "Priorité", "condition": GOVERNANCE, **priority}
    definition = call({"places_max": 1, "priorities": [rule]})
    files = [file("a"), file("b"), file("c", kind="cc")]
    assert chosen(definition, files, sheet(a=[18], b=[12], c=[12])) == expected


def test_a_priority_settles_equals():
    rule = {"key": "epci", "label": "Priorité", "condition": GOVERNANCE, "means": "tie_break"}
    definition = call({"places_max": 1, "priorities": [rule]})
    files = [file("a"), file("c", kind="cc")]
    for seed in ("granit", "schiste", "craie"):
        assert chosen(definition, files, sheet(a=[12], c=[12]), seed) == ["c"]


def test_two_priorities_do_not_lend_each_other_their_effect():
    bonus = {"key": "epci", "label": "Bonus", "condition": GOVERNANCE, "means": "bonus", "bonus": 1}
    floor = {"key": "communes", "label": "Socle", "means": "floor", "floor": 1,
             "condition": {"rule": "kind", "among": ["commune"]}}  # fmt: skip
    definition = call({"places_max": 2, "priorities": [bonus, floor]})
    files = [file("a"), file("b", kind="cc"), file("c", kind="cc")]
    assert chosen(definition, files, sheet(a=[2], b=[12], c=[11])) == ["a", "b"]


def test_ties_go_to_the_criterion_then_to_the_first_file():
    criteria = [{"key": "fond", "label": "Fond"}, {"key": "forme", "label": "Forme"}]
    definition = call({"places_max": 1, "ties": ["forme"]}, criteria=criteria)
    marks = sheet(a=[(14, 10)], b=[(10, 14)])
    assert chosen(definition, [file("a"), file("b")], marks) == ["b"]
    definition = call({"places_max": 1, "ties": ["arrival"]})
    files = [file("a", at="2024-12-02"), file("b", at="2024-12-01")]
    assert chosen(definition, files, sheet(a=[12], b=[12])) == ["b"]


def test_first_come_first_served_and_the_lot_do_not_look_at_marks():
    files = [file("a", at="2024-12-02"), file("b", at="2024-12-01"), file("c", at="2024-12-03")]
    arrival = call({"method": "arrival", "places_max": 2})
    assert chosen(arrival, files, Sheet([])) == ["a", "b"]
    lot = call({"method": "lot", "places_max": 1})
    assert len({tuple(chosen(lot, files, Sheet([]), str(seed))) for seed in range(12)}) > 1
    sure = call({"method": "lot", "places_max": 2, "sure_above": 15})
    for seed in range(6):
        assert "c" in chosen(sure, files, sheet(c=[16], a=[3], b=[3]), str(seed))
    everybody = call({"method": "all_admitted", "places_max": None})
    assert chosen(everybody, files, Sheet([])) == ["a", "b", "c"]


def test_a_short_list_and_a_threshold_are_those_of_the_stage():
    files = [file("a"), file("b"), file("c")]
    marks = sheet(a=[15], b=[12], c=[4])
    assert len(chosen(call({"places_max": 1}, {"kept_min": 1, "kept_max": 3}), files, marks)) == 3
    above = call({"places_max": None}, {"keeps": "threshold", "threshold": 10})
    assert chosen(above, files, marks) == ["a", "b"]


def test_each_track_keeps_its_places():
    tracks = [{"key": "un", "label": "Un", "places_max": 1}, {"key": "deux", "label": "Deux",
               "places_min": 1}]  # fmt: skip
    definition = call({"places_max": 2}, tracks=tracks)
    files = [file("a", track="un"), file("b", track="un"), file("c", track="deux")]
    assert chosen(definition, files, sheet(a=[18], b=[17], c=[3])) == ["a", "c"]


def test_a_candidate_wins_with_no_more_of_its_files_than_the_call_says():
    definition = call({"places_max": 2}, applicant={"awards_max": 1, "files_per_applicant": 3})
    files = [file("a", organisation="x"), file("b", organisation="x"), file("c", organisation="y")]
    marks = sheet(a=[18], b=[17], c=[3])
    assert chosen(definition, files, marks) == ["a", "c"]
    assert chosen(call({"places_max": 2}), files, marks) == ["a", "b"]


def test_one_at_most_of_a_place_until_the_jury_says_otherwise():
    definition = call({"places_max": 2, "at_most_one_of": ["departement"]})
    files = [file("a"), file("b"), file("c", "62")]
    marks = sheet(a=[18], b=[17], c=[3])
    assert chosen(definition, files, marks) == ["a", "c"]
    lifted = Terms(relaxed=(Relaxed("at_most_one:0", None, None, "Deux bassins."),))
    assert chosen(definition, files, marks, terms=lifted) == ["a", "b"]


def test_the_jury_puts_in_and_out_with_reasons_kept_with_the_proposal():
    definition = call({"places_max": 1})
    files = [file("a"), file("b"), file("c")]
    marks = sheet(a=[18], b=[17], c=[3])
    assert chosen(definition, files, marks, terms=Terms({"c": "Pilote."})) == ["c"]
    out = Terms(must_out={"a": "Retrait annoncé."})
    assert chosen(definition, files, marks, terms=out) == ["b"]
    assert terms_of(out.as_json()) == out
    assert not NO_TERMS.as_json()
    codes = {one.code for one in term_faults(Terms({"a": ""}, {"a": "x", "z": "y"}), {"a"})}
    assert codes == {"terms.unknown", "terms.both", "terms.reason"}


def test_an_impossible_balance_is_relaxed_by_the_change_that_the_solver_names():
    quota = {"key": "nord", "label": "Nord", "attribute": "departement", "values": ["59"],
             "min": 2, "hard": True}  # fmt: skip
    definition = call({"places_max": 2, "quotas": [quota]})
    files = [file("a"), file("b", "62")]
    marks = sheet(a=[10], b=[12])
    stage = definition.stages[0]
    _document, result = answered(problem(definition, stage, files, marks, "s"))
    assert result["status"] == "infeasible"
    changes = [{"rule": "nord", "side": "min", "was": 2, "needed": 1}]
    terms = Terms(relaxed=relaxing(changes, "Un seul dossier."))
    assert chosen(definition, files, marks, terms=terms) == ["a", "b"]


def test_a_set_that_breaks_a_hard_rule_is_refused_in_words():
    quota = {"key": "nord", "label": "Nord", "attribute": "departement", "values": ["59"],
             "max": 1, "hard": True}  # fmt: skip
    definition = call({"places_max": 2, "min_merit": 5, "quotas": [quota]})
    files = [file("a"), file("b"), file("c", "62")]
    document = problem(definition, definition.stages[0], files, sheet(a=[9], b=[8], c=[4]), "s")
    found = set_faults(document, ["a", "b"], lambda key: {"nord": "Équilibre du Nord"}[key])
    assert "Équilibre du Nord" in found[0].sentence
    assert "C ne peut pas être lauréat" in set_faults(document, ["c"], str)[0].sentence
    assert not set_faults(document, ["a"], str)


def test_marks_of_who_withdrew_count_nowhere():
    definition = call({"places_max": 1}, {"combines": "median"})
    marks = sheet(conflicts=[("j1", "b")], a=[10], b=[4, 20])
    assert chosen(definition, [file("a"), file("b")], marks) == ["a"]


def test_a_question_that_contradicts_itself_is_refused_kindly():
    quota = {"key": "x", "label": "X", "attribute": "kind", "values": ["cc"], "max": 1}
    definition = call({"quotas": [quota]})
    terms = Terms(relaxed=(Relaxed("x", 3, None, "…"),))
    with pytest.raises(Refused, match="plus au minimum"):
        chosen(definition, [file("a")], sheet(a=[10]), terms=terms)


def test_all_the_equals_of_the_last_place_come_in_when_the_call_says_so():
    files = [file("a"), file("b"), file("c"), file("d")]
    marks = sheet(a=[15], b=[12], c=[12], d=[3])
    assert len(chosen(call({"places_max": 2}), files, marks)) == 2
    equals = call({"places_max": 2, "ties_above_cut": True})
    assert chosen(equals, files, marks) == ["a", "b", "c"]


def test_no_more_files_come_from_below_the_line_than_the_call_says():
    stage = call(stage={"wildcards": 1}).stages[0]
    start = Set(("a", "b"), ("c",))
    assert wildcard_faults(stage, start, Set(("a", "c"), ())) == []
    (fault,) = wildcard_faults(stage, start, Set(("c", "d"), ()))
    assert "repêcher 1\xa0dossier" in fault.sentence
    assert wildcard_faults(call().stages[0], start, Set(("c", "d"), ())) == []


def test_each_track_has_its_own_reserve_list():
    rules = call(selection={"reserve": {"size": 1, "per": "track"}}).selection
    tracks = {"a": "t", "b": "u", "c": "t", "d": "u", "e": "t"}
    document = {"candidates": [{"id": k, "attrs": {"track": v}} for k, v in tracks.items()]}
    result = {"selected": ["a"], "waiting_list": ["c", "e", "b", "d"]}
    start = proposed(result, rules, lists_of(document, rules))
    assert start.reserve == ("c", "b")
    assert (start.rank("c"), start.rank("b"), start.rank("e")) == (1, 1, None)
    after = moved(start, [{"deposit": "e", "into": "reserve", "rank": 1}])
    assert [(key, after.rank(key)) for key in after.reserve] == [("e", 1), ("c", 2), ("b", 1)]


def test_each_answer_has_its_own_reserve_list():
    """An assembly drawn by canton and by sex: who gives a place back is replaced by her like."""
    asked = {"size": 1, "per": "answer", "questions": ["canton", "sexe"]}
    rules = call(selection={"reserve": asked}).selection
    lived = {"a": ("vd", "f"), "b": ("ti", "h"), "c": ("vd", "f"), "d": ("vd", "h")}
    document = {"candidates": [
        {"id": key, "attrs": {"answer.canton": [canton], "answer.sexe": [sex]}}
        for key, (canton, sex) in lived.items()]}  # fmt: skip
    start = proposed({"waiting_list": ["a", "b", "c", "d"]}, rules, lists_of(document, rules))
    assert start.reserve == ("a", "b", "d")
    assert start.lists == {"a": "vd|f", "b": "ti|h", "c": "vd|f", "d": "vd|h"}
