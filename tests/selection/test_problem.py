"""The question put to the solver says the thresholds and balances of the call."""

from decimal import Decimal

import pytest

from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.selection.rules.instance import Candidate, Sheet, problem
from cordee.selection.rules.ruler import reader
from cordee.selection.rules.solving import answered

SMALL = {"rule": "number", "fact": "population", "max": 5000}


def definition(**more):
    return Definition.model_validate({
        "key": "essai", "title": "Essai", "organisers": [{"key": "o", "label": "O"}],
        "windows": [{"key": "w", "closes": "2027-01-31T12:00:00"}],
        "criteria": [{"key": key, "label": key, "points": 5} for key in "abc"],
        "scale": {"max": 5},
        **more,
    })  # fmt: skip


def asked(threshold=None, **more):
    stage = {"key": "s", "label": "S", "keeps": "threshold", "threshold": threshold}
    made = definition(stages=[stage], **more)
    candidates = [
        Candidate("1", "Un", Facts(numbers={"population": Decimal(900)}), {}),
        Candidate("2", "Deux", Facts(numbers={"population": Decimal(9000)}), {}),
    ]
    return problem(made, made.stages[0], candidates, Sheet([]), "graine")


@pytest.mark.parametrize(("points", "mark"), [(9, "3"), (15, "5"), (0, "0")])
def test_a_threshold_said_in_points_is_brought_to_the_scale_of_marks(points, mark):
    assert asked(points)["min_merit"] == mark


def test_a_file_exactly_at_a_threshold_in_points_passes():
    assert Decimal(asked(10)["min_merit"]) <= Decimal(10) / 3
    assert Decimal(asked(11)["min_merit"]) * 3 <= 11


SORTING = {"key": "s", "label": "S", "keeps": "threshold", "threshold": 9}


@pytest.mark.parametrize(("more", "chosen"), [
    ({}, ["3", "5"]),
    ({"selection": {"min_merit": 12}}, ["5"]),  # the whole choice asks for more than its stage
    ({"selection": {"min_merit": 3}}, ["3", "5"]),
    ({"selection": {"min_merit": 12}, "tracks": [{"key": "t", "label": "T", "min_merit": 9}]},
     ["3", "5"]),
])  # fmt: skip
def test_the_last_stage_asks_for_its_threshold_and_for_the_merit_of_the_whole_choice(more, chosen):
    more = {**more, "selection": {"places_min": 0, **more.get("selection", {})}}
    made = definition(stages=[SORTING, {"key": "r", "label": "R", "kind": "public_vote"}], **more)
    files = [Candidate(mark, mark, Facts(), {"track": "t"}) for mark in "235"]
    marks = [("j", one.id, key, Decimal(one.id)) for one in files for key in "abc"]
    asked_ = problem(made, made.stages[0], files, Sheet(marks), "graine")
    assert answered(asked_)[1]["selected"] == chosen


def test_a_balance_counts_the_files_that_meet_its_condition():
    quota = {"key": "petites", "label": "Petites communes", "condition": SMALL, "min": 1}
    made = asked(9, selection={"quotas": [quota]})
    (row,) = made["balance"]
    assert (row["attr"], row["values"], row["min"]) == ("quota.petites", ["yes"], 1)
    counted = [one["attrs"].get("quota.petites") for one in made["candidates"]]
    assert counted == ["yes", None]


def first_drawn(times, seed):
    """The file drawn first among three, the first of which has so many ballots."""
    choice = {"method": "lot", "chances": [{"label": "Petites", "times": times, "when": SMALL}]}
    made = definition(stages=[{"key": "s", "label": "S"}], selection=choice)
    some = [
        Candidate(key, key, Facts(numbers={"population": Decimal(people)}), {})
        for key, people in (("1", 900), ("2", 9000), ("3", 9000))
    ]
    return problem(made, made.stages[0], some, Sheet([]), seed)["lot"][0]


def test_who_has_more_ballots_is_drawn_more_often():
    draws = [str(number) for number in range(300)]
    often = sum(first_drawn(4, seed) == "1" for seed in draws) / len(draws)
    seldom = sum(first_drawn("0.25", seed) == "1" for seed in draws) / len(draws)
    assert 0.58 < often < 0.75  # four ballots of six
    assert 0.05 < seldom < 0.18  # a quarter of one, of two and a quarter


def test_the_bonuses_of_a_file_stop_at_their_ceiling():
    first = [{"key": key, "label": key, "means": "bonus", "bonus": 3, "condition": SMALL}
             for key in "ab"]  # fmt: skip
    made = asked(9, selection={"priorities": first, "bonus_max": 5})
    assert [one.get("bonus") for one in made["candidates"]] == ["5", None]


TRACKS = [
    {"key": "notes", "label": "Sur dossier"},
    {"key": "file", "label": "Premiers arrivés", "method": "arrival"},
    {"key": "tous", "label": "Ouvert", "method": "all_admitted"},
]


def of_track(key, track, at):
    return Candidate(key, key, Facts(), {"track": track}, at=at)


def by_tracks(marks, **choice):
    made = definition(
        stages=[{"key": "s", "label": "S"}], tracks=TRACKS, selection={"places_max": 4, **choice}
    )
    files = [
        of_track("n1", "notes", "1"), of_track("n2", "notes", "2"), of_track("f1", "file", "9"),
        of_track("f2", "file", "3"), of_track("t1", "tous", "4"),
    ]  # fmt: skip
    given = [("j", file, key, Decimal(mark)) for file, mark in marks.items() for key in "abc"]
    return problem(made, made.stages[0], files, Sheet(given), "graine")


def test_a_track_keeps_its_own_way_of_choosing_beside_the_others():
    made = by_tracks({"n1": 4, "n2": 2})
    _asked, result = answered(made)
    assert made["lot"].index("f2") < made["lot"].index("f1")
    assert {"n1", "n2", "t1", "f2"} == set(result["selected"])
    told = {one["id"]: one.get("merit") for one in made["candidates"]}
    assert told == {"n1": None, "n2": None, "f1": "0", "f2": "0", "t1": "0"}
    assert [row["values"] for row in made["balance"]] == [["t1"]]


def test_a_stage_whose_files_are_all_of_one_track_takes_its_method():
    made = definition(stages=[{"key": "s", "label": "S"}], tracks=TRACKS)
    files = [of_track("f1", "file", "9"), of_track("f2", "file", "3")]
    asked_ = problem(made, made.stages[0], files, Sheet([]), "graine")
    assert asked_["lot"] == ["f2", "f1"]
    assert "merit" not in asked_["order"]


def test_a_track_asks_for_a_merit_of_its_own():
    tracks = [{"key": "a", "label": "Haut", "min_merit": 12}, {"key": "b", "label": "Bas"}]
    made = definition(
        stages=[{"key": "s", "label": "S"}], tracks=tracks, selection={"min_merit": 6}
    )
    files = [of_track(f"{track}{mark}", track, "1") for track in "ab" for mark in (1, 3, 5)]
    marks = [("j", one.id, key, Decimal(one.id[1])) for one in files for key in "abc"]
    told = problem(made, made.stages[0], files, Sheet(marks), "graine")
    why = {one["id"]: one.get("why", "") for one in told["candidates"]}
    assert [key for key, said in why.items() if not said] == ["a5", "b3", "b5"]
    assert "Haut" in why["a3"]
    assert why["b1"] == "sous le seuil de l’appel"


def test_points_of_two_tracks_are_never_added_up():
    """60 on 100 in each track: a file with 59 does not pass because another track has its own."""
    criteria = [{"key": "c", "label": "C", "points": 60, "weight": 60},
                {"key": "a", "label": "A", "points": 40, "weight": 40, "tracks": ["a"]},
                {"key": "b", "label": "B", "points": 20, "weight": 20,
                 "tracks": ["b"]}]  # fmt: skip
    tracks = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]
    stage = {"key": "s", "label": "S", "keeps": "threshold", "threshold": 60}
    made = definition(stages=[stage], tracks=tracks, criteria=criteria, scale={"max": 20})
    files = [of_track(f"{track}{mark}", track, "1") for track in "ab" for mark in (11, 13, 16)]
    marks = [("j", one.id, key, Decimal(one.id[1:])) for one in files for key in ("c", one.id[0])]
    told = problem(made, made.stages[0], files, Sheet(marks), "graine")
    why = {one["id"]: one.get("why", "") for one in told["candidates"]}
    assert [key for key, said in why.items() if not said] == ["a13", "a16", "b16"]
    assert made.points_of(made.stages[0]) == 100
    assert made.points_of(made.stages[0], "b") == 80


def test_what_the_call_says_in_points_is_read_on_marks_everywhere():
    """Least merit, priority from a merit, taken without lots, mention: all in points."""
    priority = {"key": "p", "label": "P", "condition": SMALL, "min_merit": 12}
    rules = {"min_merit": 9, "sure_above": 12, "priorities": [priority]}
    made = definition(stages=[{"key": "s", "label": "S"}], selection=rules)
    files = [Candidate(str(mark), "N", Facts(numbers={"population": Decimal(9)}), {})
             for mark in (2, 3, 4)]  # fmt: skip
    marks = [("j", one.id, key, Decimal(one.id)) for one in files for key in "abc"]
    told = problem(made, made.stages[0], files, Sheet(marks), "graine")
    assert told["min_merit"] == "3"
    assert [one["id"] for one in told["candidates"] if one["priority"]] == ["4"]
    drawn = made.model_copy(update={
        "selection": made.selection.model_copy(update={"method": "lot", "min_merit": None})
    })  # fmt: skip
    lots = problem(drawn, drawn.stages[0], files, Sheet(marks), "graine")
    assert [one["id"] for one in lots["candidates"] if "must" in one["attrs"]] == ["4"]
    assert reader(made, made.stages[0], told)(Decimal(12), "2") == 4
