"""The grid of each file: the criteria of its track, the marks its facts give, no juror asked."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from cordee.applications.models import Deposit
from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.selection import actions, queries
from cordee.selection.queries import analysis as analysing
from cordee.selection.rules import Candidate, Sheet, problem, solved
from cordee.selection.rules.grids import asked_of, own_grids, special
from cordee.selection.rules.marks import standing
from tests.selection.conftest import CLOSED, DURING, judged

SMALL = {"rule": "number", "fact": "population", "below": 1000}


def call(*criteria, questions=(), **more) -> Definition:
    sections = [{"key": "p", "label": "P", "questions": list(questions)}]
    keys = [{"key": one, "label": one} for one in ("villes", "bourgs")]
    return judged(
        criteria=[{"label": one["key"], **one} for one in criteria], tracks=keys,
        form={"sections": sections}, **more,
    )  # fmt: skip


def file(key, track="", population=5000, **answers):
    facts = Facts(numbers={"population": Decimal(population)}, answers=answers)
    return Candidate(key, key, facts, {"track": track} if track else {})


def given(definition, *files, criterion="fait"):
    found = own_grids(definition, definition.stages[0], files)
    return [found[one.id].fixed[criterion][1] for one in files]


def test_a_call_without_bands_nor_tracks_has_one_grid_for_all():
    plain = judged()
    assert not special(plain, plain.stages[0])
    assert own_grids(plain, plain.stages[0], [file("a")]) == {}


@pytest.mark.parametrize(
    ("bands", "more", "expected"),
    [
        ([{"points": 20, "when": SMALL}, {"points": 10}], {}, [20, 10]),
        ([{"points": 5, "when": SMALL}, {"points": 0}], {"points": 5}, [20, 0]),
        ([{"points": 30, "when": SMALL}], {}, [20, 0]),
        ([{"points": 8, "up_to": 100}, {"points": 4, "up_to": 200}], {"measures": "cout"}, [8, 4]),
    ],
)
def test_bands_give_points_brought_to_the_scale(bands, more, expected):
    cost = {"key": "cout", "label": "Coût", "kind": "number"}
    definition = call({"key": "fait", "bands": bands, **more}, questions=[cost])
    files = [file("a", population=800, cout="90"), file("b", cout="150")]
    assert given(definition, *files) == expected
    assert asked_of(definition, definition.stages[0]) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"measures": "cout"}, [10, 20, 0]),
        ({"measures": "cout", "points": 40}, [5, 10, 0]),
        ({"measures": "cout", "proportional": True}, [10, 20, 0]),
        ({"measures": "cout", "proportional": True, "lowest_first": True}, [20, 10, 0]),
    ],
)
def test_the_number_measured_is_the_mark_or_the_best_has_it_all(more, expected):
    cost = {"key": "cout", "label": "Coût", "kind": "number"}
    definition = call({"key": "fait", **more}, questions=[cost])
    assert given(definition, file("a", cout="10"), file("b", cout=20), file("c")) == expected


def test_the_points_of_the_options_chosen_are_the_mark():
    options = [{"key": "bio", "label": "Bio", "points": 3}, {"key": "non", "label": "Non"}]
    choice = {"key": "label", "label": "L", "kind": "choice", "options": options}
    definition = call({"key": "fait", "measures": "label", "points": 3}, questions=[choice])
    assert given(definition, file("a", label=["bio"]), file("b", label="non")) == [20, 0]


def test_a_reading_is_whole_on_the_criteria_of_the_track_alone():
    definition = call(
        {"key": "projet", "weight": 1}, {"key": "centre", "weight": 3, "tracks": ["villes"]},
        {"key": "fait", "weight": 1, "bands": [{"points": 20, "when": SMALL}]},
    )  # fmt: skip
    stage = definition.stages[0]
    town, village = file("t", "villes"), file("v", "bourgs", population=300)
    own = own_grids(definition, stage, [town, village])
    assert own["v"].mean({"projet": Fraction(10)}) == 15
    assert own["t"].mean({"projet": Fraction(10)}) is None
    assert own["t"].mean({"projet": Fraction(10), "centre": Fraction(20)}) == 14
    assert [one.key for one in asked_of(definition, stage, "bourgs")] == ["projet"]
    assert standing(definition.criteria, [("j", "projet", Decimal(10))], own["v"].mean).merit == 15
    marks = [("j", "t", "projet", Decimal(10)), ("j", "v", "projet", Decimal(10))]
    made = problem(definition, stage, [town, village], Sheet(marks), "s")
    told = {one["id"]: one.get("merit") for one in made["candidates"]}
    assert told == {"t": None, "v": "15"}
    assert solved(made)["selected"] == ["v"]


def test_files_that_facts_alone_judge_need_no_reader():
    definition = call({"key": "fait", "bands": [{"points": 20, "when": SMALL}]})
    files = [file("a"), file("b", population=300)]
    made = problem(definition, definition.stages[0], files, Sheet([]), "s")
    assert [one["merit"] for one in made["candidates"]] == ["0", "20"]
    aside = call({"key": "fait", "eliminatory_below": 10, "bands": [{"points": 20, "when": SMALL}]})
    made = problem(aside, aside.stages[0], files, Sheet([]), "s")
    assert [one["eligible"] for one in made["candidates"]] == [False, True]


@pytest.fixture
def edition(db):
    return publish(
        call(
            {"key": "pertinence"}, {"key": "centre", "tracks": ["villes"]},
            {"key": "fait", "bands": [{"points": 20}]},
            questions=[{"key": "besoins", "label": "Besoins", "kind": "long_text"}],
        ),
        {}, by=None, at=DURING,
    )  # fmt: skip


def test_a_juror_is_asked_what_the_track_of_the_file_asks(reader, panel, juror, hand_in, denise):
    town, village = hand_in("Vimy"), hand_in("Avion")
    for one, track in ((town, "villes"), (village, "bourgs")):
        Deposit.objects.filter(pk=one.pk).update(content=one.content | {"track": track})
        one.refresh_from_db()
    page = reader.get(reverse("selection:file", args=[panel.public_id, village.public_id])).text
    assert "note-pertinence" in page
    assert "note-centre" not in page
    assert "fait&nbsp;: 20 / 20" in page
    grid = reader.get(reverse("selection:grid", args=[panel.public_id])).text
    assert f"note-{town.public_id}-centre" in grid
    assert f"note-{village.public_id}-centre" not in grid
    with pytest.raises(Refused, match="pas à noter"):
        actions.mark(juror, village, "centre", Decimal(10), by=denise, at=CLOSED)
    actions.mark(juror, village, "pertinence", Decimal(10), by=denise, at=CLOSED)
    actions.mark(juror, town, "pertinence", Decimal(10), by=denise, at=CLOSED)
    (mine,) = queries.progress(panel, CLOSED)
    assert (mine.done, mine.begun) == (1, 1)
    assert queries.marked_whole(juror) == 1
    found = {one.name: one.mean for one in queries.ranking(panel)}
    assert (found["Avion"], found["Vimy"]) == ("15", "–")
    assert analysing.reviews_of(panel) == {str(village.public_id): ((str(juror.public_id), 15),)}


def test_a_criterion_of_an_axis_judges_the_subjects_inside_it():
    made = judged(
        criteria=[{"key": "axe", "label": "Axe", "tracks": ["eau"]},
                  {"key": "commun", "label": "Commun"}],
        tracks=[{"key": "eau", "label": "Eau"},
                {"key": "rivieres", "label": "Rivières", "within": "eau"},
                {"key": "air", "label": "Air"}],
    )  # fmt: skip
    stage = made.stages[0]
    of = {key: [one.key for one in asked_of(made, stage, key)] for key in ("rivieres", "air")}
    assert of == {"rivieres": ["axe", "commun"], "air": ["commun"]}
    grids = own_grids(made, stage, [file("r", "rivieres"), file("a", "air")])
    assert {key: len(grid.weights) for key, grid in grids.items()} == {"r": 2, "a": 1}
