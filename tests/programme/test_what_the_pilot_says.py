"""The pilot programme of 2021 as its sources tell it, read where the example keeps it."""

from datetime import date
from pathlib import Path

import pytest

from cordee.applications.rules.team import team_findings
from cordee.kernel.moments import Duration
from cordee.programme import load
from cordee.programme.anchors import deadline
from cordee.programme.explain import explain, terminal

PILOT = Path(__file__).parents[2] / "programmes" / "territoires-pilotes-2021"


@pytest.fixture(scope="module")
def pilot():
    return load(PILOT).definition


def by_key(rows):
    return {one.key: one for one in rows}


@pytest.fixture(scope="module")
def meetings(pilot):
    return by_key(pilot.year.meetings)


@pytest.fixture(scope="module")
def deliverables(pilot):
    return by_key(pilot.year.deliverables)


def test_ten_territories_come_with_the_four_kinds_of_actors(pilot):
    """R246, R313, R315: places, and a delegation that lacks nobody."""
    track = by_key(pilot.tracks)["territoires"]
    assert (track.places_min, track.places_max) == (10, 10)
    assert {one.actor for one in track.team.roles} == {"elected", "agent", "economic", "state"}
    assert len([one for one in team_findings(track.team, []) if one.blocks]) >= 4


def test_allies_are_called_twice_on_axes_then_on_a_note(pilot):
    """R287, R289, R291, R321: a table of axes, then four works to choose among."""
    asked = by_key(pilot.questions("questionnaire", "allies"))
    assert [one.key for one in asked["axes"].columns] == ["appetence", "competence", "sous-axes"]
    assert len(asked["axes"].rows) == 3
    works = by_key(pilot.questions("note", "allies"))["chantier"]
    assert (works.max, len(works.options)) == (4, 4)


def test_the_days_keep_what_is_known_of_their_dates(meetings):
    """R290, R294, R298, R303, R318: a date left blank stays one to come."""
    assert meetings["pre-rentree"].when.first == date(2021, 9, 3)
    assert meetings["supervision"].when.first == date(2021, 12, 21)
    assert meetings["ouverture-allies"].count == 2
    assert [meetings[f"chantier-{n}"].count for n in (1, 2, 3)] == [2, 3, 2]
    assert [one.first for one in meetings["chantier-diagnostic"].dates][:2] == [
        date(2021, 9, 21), date(2021, 10, 13),
    ]  # fmt: skip
    assert meetings["chantier-diagnostic"].dates[2].first is None
    assert {meetings[f"journee-{n}"].mode for n in (1, 2, 3)} == {"proximity"}


def test_a_visit_is_two_allies_and_someone_of_the_house(pilot, meetings):
    """R296, R302: who comes, and to whom it is told first."""
    assert (pilot.year.diagnosis.visitors, pilot.year.diagnosis.with_staff) == (2, True)
    assert (meetings["diagnostic"].kind, meetings["diagnostic"].per) == ("visit", "territory")
    assert len(pilot.year.diagnosis.restitutions) == 2


def test_what_is_made_has_one_date_and_its_readers(deliverables):
    """R324, R325, R330-R334: kits kept to the cohort, a letter each month, one date a magazine."""
    kits = [deliverables[f"mallette-{n}"] for n in (1, 2, 3)]
    assert {one.audience for one in kits} == {"cohort"}
    assert deliverables["lettre"].every == Duration.parse("P1M")
    assert deliverables["magazine"].due.date.first == date(2022, 9, 1)
    assert deliverables["documentaire"].audience == "public"


def test_partners_and_the_half_brought_by_the_media_are_told(pilot):
    """R248, R335: who is there, and the share each funder brings."""
    assert len(pilot.organisers) == 5
    assert by_key(pilot.funders)["media"].share == 0.5
    said = terminal(explain(pilot))
    assert all(str(one.label) in said for one in pilot.funders)


def test_four_principles_are_one_list_for_resources_and_for_the_grid(pilot):
    """R186, R295, R319: tags, who looks after the grid, what each territory chooses in January."""
    principles = {one.key for one in pilot.themes if one.of == "principle"}
    assert principles == {"engagement", "cooperation", "systemie", "evaluation"}
    grid = pilot.year.diagnosis
    assert {key for one in grid.capacities for key in one.themes} == principles
    assert by_key(pilot.year.parts)[grid.referents].count == 2
    assert "accompagnement" in by_key(pilot.year.sequels)
    assert deadline(pilot, pilot.year.sequel_due).first == date(2022, 1, 20)


def test_the_days_of_initiation_are_free_open_to_all_and_close_both_cycles_together():
    """R246, R247, R249, R253: nothing to pay, nobody kept out, one closing for two waves."""
    days = load(PILOT.parent / "journees-initiation-2021").definition
    assert (days.fees, days.eligibility) == ((), ())
    assert {one.actor for one in days.team.roles} == {"elected", "agent", "economic", "state"}
    lived = by_key(days.year.meetings)
    assert [lived[key].tracks for key in ("premier-cycle", "second-cycle")] == [
        ("premier",), ("second",),
    ]  # fmt: skip
    closing = lived["cloture"]
    assert (closing.step, closing.tracks) == ("closing", ())
    assert str(closing.when).startswith("2022")
    assert [one.by for one in days.year.groups] == ["role"]
