"""Several stages: what binds, what passes by, what each counts for in the final merit."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.selection import actions, queries
from cordee.selection.models import Panel
from cordee.selection.papers import stated_rules
from cordee.selection.rules import answered, problem
from cordee.selection.rules.stages import Earlier, binding, shares, weighing, whole
from tests.selection.conftest import CLOSED, DURING, judged
from tests.selection.test_choice_rules import call, file, sheet

ORAL = {"key": "oral", "label": "Oral", "panel": "jury", "kind": "hearing"}
WRITTEN = {"key": "jury", "label": "Écrit", "panel": "jury"}
HALF = Fraction(1, 2)


def two(first=None, second=None, **more):
    return call(stages=[{**WRITTEN, **(first or {})}, {**ORAL, **(second or {})}], **more)


def test_earlier_stages_count_where_the_call_weighs_them_and_at_the_last_one_alone():
    plain, weighed = two(), two({"weight": "0.6"}, {"weight": "0.4"})
    assert weighing(plain, plain.stages[1]) == []
    assert [one.key for one in weighing(weighed, weighed.stages[1])] == ["jury"]
    assert weighing(weighed, weighed.stages[0]) == []
    advises = two(panels=[{"key": "jury", "label": "Jury", "advisory": True}])
    assert binding(advises, advises.stages[1]) == []
    assert [one.key for one in binding(plain, plain.stages[1])] == ["jury"]


def test_a_share_is_of_the_scale_of_the_best_sum_or_of_the_most_voices():
    marks = {"a": Fraction(10), "b": Fraction(5)}
    assert shares(two(), two().stages[0], marks) == {"a": HALF, "b": Fraction(1, 4)}
    summed = two({"combines": "sum"})
    assert shares(summed, summed.stages[0], marks) == {"a": Fraction(1), "b": HALF}


def test_the_final_merit_is_the_weighted_mean_of_the_stages_on_the_last_scale():
    weighed = two({"weight": "0.6"}, {"weight": "0.4"})
    written = Earlier("Écrit", Fraction(3, 5), {"a": HALF, "b": Fraction(1)}, frozenset({"d"}))
    own = {"a": Fraction(20), "b": Fraction(10), "c": Fraction(20), "d": Fraction(16)}
    found = whole(weighed, weighed.stages[1], own, [written], "abcd")
    assert found.merits == {"a": Fraction(14), "b": Fraction(16), "d": Fraction(16)}
    assert "Écrit" in found.lacking["c"]
    assert found.parts["a"] == {"Écrit": HALF, "Oral": Fraction(1)}


def test_the_final_merit_may_be_that_of_the_best_stage_alone():
    better = two(selection={"best_stages": 1})
    assert [one.key for one in weighing(better, better.stages[1])] == ["jury"]
    assert "on garde les meilleures (1)" in " ".join(stated_rules(better))
    written = Earlier("Écrit", Fraction(1), {"a": Fraction(1), "b": HALF})
    own = {"a": Fraction(4), "b": Fraction(16), "c": Fraction(12)}
    found = whole(better, better.stages[1], own, [written], "abcd")
    assert found.merits == {"a": Fraction(20), "b": Fraction(16), "c": Fraction(12)}
    assert found.parts["a"] == {"Écrit": Fraction(1)}
    assert found.lacking == {"d": "sans note à l’étape « Écrit »"} or "Écrit" in found.lacking["d"]


def test_a_criterion_weighs_at_a_stage_what_the_stage_says():
    """« Price: 10 % in the first phase, 75 % in the second »: one criterion, two weights."""
    grid = [{"key": "fond", "label": "A"}, {"key": "forme", "label": "B"}]
    asked = two({"weights": {"fond": 9}}, {"weights": {"forme": 3}}, criteria=grid)
    found = []
    for stage in asked.stages:
        told = problem(asked, stage, [file("a"), file("b")], sheet(a=[(10, 4)], b=[(4, 10)]), "x")
        found.append({one["id"]: Decimal(one["weight"]) for one in told["criteria"]})
    assert found == [{"fond": 9, "forme": 1}, {"fond": 1, "forme": 3}]


def test_a_stage_asks_its_own_mark_of_a_criterion():
    grid = [
        {"key": "fond", "label": "Fond", "eliminatory_below": 8},
        {"key": "forme", "label": "B"},
    ]
    asked = two({"thresholds": {"fond": 12}}, {"thresholds": {"forme": 5}}, criteria=grid)
    marks = sheet(a=[(10, 4)], b=[(13, 4)])
    files = [file("a"), file("b")]
    first = problem(asked, asked.stages[0], files, marks, "x")
    assert [one.get("why", "")[:10] for one in first["candidates"]] == ["critère él", ""]
    second = problem(asked, asked.stages[1], files, marks, "x")
    assert all("« B »" in one["why"].replace("\u00a0", " ") for one in second["candidates"])


def test_only_the_best_criteria_of_a_reading_may_count():
    grid = [{"key": key, "label": key} for key in ("fond", "forme")]
    best = call({"places_max": 1}, {"best_criteria": 1}, criteria=grid)
    marks = sheet(x=[(20, 0)], y=[(15, 15)])
    document = problem(best, best.stages[0], [file("x"), file("y")], marks, "x")
    assert answered(document)[1]["selected"] == ["x"]


def test_the_choice_follows_the_final_merit_and_says_what_each_stage_gave():
    weighed = two({"weight": "0.6"}, {"weight": "0.4"}, selection={"places_max": 1})
    own = sheet(a=[20], b=[10])
    written = Earlier("Écrit", Fraction(3, 5), {"a": HALF, "b": Fraction(1)})
    with_earlier = type(own)(own.marks, earlier=(written,))
    document = problem(weighed, weighed.stages[1], [file("a"), file("b")], with_earlier, "x")
    settled, result = answered(document)
    assert result["selected"] == ["b"]
    assert settled["candidates"][0]["parts"] == {"Écrit": "1/2", "Oral": "1"}
    assert any("Écrit (60 %)" in one.replace("\u00a0", " ") for one in stated_rules(weighed))


def test_what_is_kept_per_track_is_a_rule_of_each_track():
    tracks = [{"key": "p", "label": "Prix"}, {"key": "q", "label": "Idées"}]
    kept = call(stage={"kept_max": 1, "kept_min": 1, "kept_per": "track"}, tracks=tracks)
    files = [file("a", track="p"), file("b", track="p"), file("c", track="q")]
    document = problem(kept, kept.stages[0], files, sheet(a=[12], b=[16], c=[8]), "x")
    assert answered(document)[1]["selected"] == ["b", "c"]
    share = call(stage={"kept_share": "0.5", "kept_per": "track"}, tracks=tracks)
    document = problem(share, share.stages[0], files, sheet(a=[12], b=[16], c=[8]), "x")
    assert answered(document)[1]["selected"] == ["b"]


def test_each_departement_sends_its_best():
    kept = call(stage={"kept_max": 1, "kept_per": "departement"})
    files = [file("a", departement="59"), file("b", departement="59"), file("c", departement="62")]
    document = problem(kept, kept.stages[0], files, sheet(a=[12], b=[16], c=[8]), "x")
    assert answered(document)[1]["selected"] == ["b", "c"]


def test_each_answer_keeps_its_best():
    kept = call(stage={"kept_max": 1, "kept_per": "answer", "kept_question": "canton"})
    cantons = {"a": "nord", "b": "nord", "c": "sud"}
    files = [file(key, **{"answer.canton": canton}) for key, canton in cantons.items()]
    document = problem(kept, kept.stages[0], files, sheet(a=[12], b=[16], c=[8]), "x")
    assert answered(document)[1]["selected"] == ["b", "c"]


TRACKS = [{"key": "fond", "label": "Fond"}, {"key": "prix", "label": "Prix", "tracks": ["p"]}]


def tracked(jurors):
    """Two files read by all, one of a track with a grid of its own."""
    whole_call = call(
        {"calibration": "additive", "places_max": 1}, criteria=TRACKS,
        tracks=[{"key": "p", "label": "Prix"}, {"key": "q", "label": "Autres"}],
    )  # fmt: skip
    rows = [
        (juror, key, criterion, Decimal(mark))
        for juror, given in jurors.items()
        for (key, criterion), mark in given.items()
    ]
    files = [file("a", track="q"), file("b", track="p"), file("c", track="q")]
    return problem(whole_call, whole_call.stages[0], files, type(sheet())(rows), "x")


def test_severity_is_taken_away_too_where_files_have_grids_of_their_own():
    kind, hard = {("a", "fond"): 14, ("b", "fond"): 16, ("b", "prix"): 16}, {("a", "fond"): 10}
    hard |= {("c", "fond"): 11}
    document = tracked({"kind": kind, "hard": hard})
    merit = {one["id"]: Fraction(one["merit"]) for one in document["candidates"]}
    assert document["calibration"] == "none"
    assert merit == {"a": 12, "b": 14, "c": 13}, "each two points nearer"
    with pytest.raises(Refused, match="en commun"):
        tracked({"kind": {("a", "fond"): 14}, "hard": {("c", "fond"): 9}})


@pytest.fixture
def edition(db):
    north = {"rule": "place", "within": ["departement:59"]}
    stages = [{**WRITTEN, "kept_max": 2}, {**ORAL, "when": north}]
    return publish(judged(stages=stages), {}, by=None, at=DURING)


def test_a_stage_judges_who_was_retained_before_and_whom_it_concerns(  # noqa: PLR0917 - fixtures, by name
    panel, juror, lens, arras, lille, amina
):
    oral = actions.open_panel(panel.edition, "oral", by=amina, at=CLOSED)
    assert set(queries.files(oral)) == {lille}, "the others are not of the department"
    assert oral.bypasses.count() == 2
    for deposit, mark in ((lens, 16), (arras, 12), (lille, 8)):
        for key in ("pertinence", "equipe"):
            value = Decimal(mark) if key == "pertinence" else Decimal(10)
            actions.mark(juror, deposit, key, value, by=juror.person.user, at=CLOSED)
    proposal = actions.propose(panel, seed="x", by=amina, at=CLOSED)
    keys = [str(one.public_id) for one in (lens, arras, lille)]
    ruling = actions.rule(
        proposal, selected=keys[:1], reserve=[], reasons=dict.fromkeys(keys, "Vu."),
        by=amina, at=CLOSED,
    )  # fmt: skip
    oral = Panel.objects.select_related("edition__current").get(pk=oral.pk)
    assert set(queries.files(oral)) == {lille}, "nobody learns before the release"
    actions.release(ruling, by=amina, at=CLOSED + timedelta(days=1))
    assert not queries.files(oral).exists()
