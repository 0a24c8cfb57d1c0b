"""Places, money and thresholds of a wave, an organiser, a track and its parts."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.selection.queries.panels import candidate
from cordee.selection.queries.wording import rule_labels
from cordee.selection.reading import sealed
from cordee.selection.rules import answered, problem
from cordee.selection.rules.instance import Candidate, Sheet

MARKS = {"a": 18, "b": 16, "c": 12, "d": 9}
ATTRS = {
    "a": {"track": "rivieres", "window": "un", "organiser": "nord"},
    "b": {"track": "nappes", "window": "un", "organiser": "nord"},
    "c": {"track": "air", "window": "deux", "organiser": "sud"},
    "d": {"track": "rivieres", "window": "deux", "organiser": "sud"},
}


def call(**more):
    return Definition.model_validate({
        "key": "essai", "title": "Essai",
        "organisers": [{"key": "nord", "label": "Nord", **more.pop("nord", {})},
                       {"key": "sud", "label": "Sud"}],
        "windows": [{"key": "un", "label": "Un", "closes": "2027-01-31", **more.pop("un", {})},
                    {"key": "deux", "label": "Deux", "closes": "2027-02-28"}],
        "tracks": [{"key": "eau", "label": "Eau", **more.pop("eau", {})},
                   {"key": "rivieres", "label": "Rivières", "within": "eau"},
                   {"key": "nappes", "label": "Nappes", "within": "eau"},
                   {"key": "air", "label": "Air", **more.pop("air", {})}],
        "form": {"sections": [{"key": "s", "label": "S", "questions": [
            {"key": "aide", "label": "Aide demandée", "kind": "money"}]}]},
        "criteria": [{"key": "c", "label": "C"}],
        "stages": [{"key": "jury", "label": "Jury"}],
        "selection": {"places_min": 0, **more.pop("selection", {})},
        **more,
    })  # fmt: skip


def question(made):
    files = [
        Candidate(key, key.upper(), Facts(answers={"aide": "1000"}), ATTRS[key], at=key)
        for key in MARKS
    ]
    marks = [("j", key, "c", Decimal(mark)) for key, mark in MARKS.items()]
    return problem(made, made.stages[0], files, Sheet(marks), "graine")


@pytest.mark.parametrize(("said", "chosen"), [
    ({}, ["a", "b", "c", "d"]),
    ({"un": {"places_max": 1}}, ["a", "c", "d"]),
    ({"un": {"budget": 1500}}, ["a", "c", "d"]),
    ({"nord": {"places_max": 0}}, ["c", "d"]),
    ({"nord": {"budget": 500}}, ["c", "d"]),
    ({"eau": {"places_max": 2}}, ["a", "b", "c"]),
    ({"eau": {"budget": 1000}}, ["a", "c"]),
    ({"eau": {"min_merit": 10}}, ["a", "b", "c"]),
    ({"air": {"min_merit": 13}}, ["a", "b", "d"]),
    ({"selection": {"min_merit": 13}, "air": {"min_merit": 12}}, ["a", "b", "c"]),
])  # fmt: skip
def test_each_wave_organiser_and_track_keeps_to_its_own(said, chosen):
    assert answered(question(call(**said)))[1]["selected"] == chosen


def test_a_file_under_the_threshold_of_its_track_is_told_why():
    told = {one["id"]: one.get("why", "") for one in
            question(call(eau={"min_merit": 10}))["candidates"]}  # fmt: skip
    assert ("Eau" in told["d"], told["c"]) == (True, "")


def test_the_rules_of_a_wave_and_of_an_organiser_are_named():
    made = call(un={"places_max": 1}, nord={"places_min": 1})
    labels = rule_labels(made, question(made))
    assert (labels["window-un"], labels["organiser-nord"]) == ("Un", "Nord")


@pytest.mark.parametrize(("stage", "hidden"), [("technique", {"prix"}), ("prix", set())])
def test_a_page_opened_at_a_later_stage_is_sealed_before(stage, hidden):
    made = call(
        stages=[{"key": "technique", "label": "Technique"}, {"key": "prix", "label": "Prix"}],
        form={"sections": [
            {"key": "s", "label": "S", "questions": [{"key": "q", "label": "Q", "kind": "text"}]},
            {"key": "p", "label": "P", "opened_at": "prix",
             "questions": [{"key": "prix", "label": "Prix", "kind": "money"}]}]},
    )  # fmt: skip
    assert sealed(made, SimpleNamespace(key=stage)) == hidden


@pytest.mark.parametrize(("said", "named"), [(True, ("oui",)), (False, ("non",)), ("a", ("a",))])
def test_a_balance_counts_the_answers_to_a_yes_or_no_question_too(said, named):
    deposit = SimpleNamespace(
        public_id="d", at=datetime(2027, 1, 4, tzinfo=UTC),
        content={"body": {"name": "Lens"}, "answers": {"rural": said}},
    )  # fmt: skip
    assert candidate(deposit).attrs["answer.rural"] == named
