"""The example programmes: valid, faithful, settled, and fit to be copied."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cordee.kernel.french import typeset
from cordee.kernel.moments import When
from cordee.programme import Severity, computed, load
from cordee.programme.anchors import anchor, deadline
from cordee.programme.explain import Reader, explain, terminal
from cordee.programme.schema import pledges

ALL = Path(__file__).parents[2] / "programmes"
NAMES = (
    "mise-en-recits-2024",
    "territoires-participatifs-2020",
    "territoires-pilotes-2021",
    "visions-21-2017",
)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(scope="module")
def loads():
    return {name: load(ALL / name) for name in NAMES}


def definition(loads, name):
    return loads[name].definition


@pytest.mark.parametrize("name", NAMES)
def test_every_contradiction_of_an_example_is_settled(loads, name):
    loaded = loads[name]
    assert loaded.valid
    assert [one.message for one in loaded.findings if one.severity is not Severity.NOTICE] == []


SPEAK = {
    "mise-en-recits-2024": {
        "stated.deadline", "stated.duration", "stated.engagement_held", "team.one_name",
        "form.pages", "attendance.levels", "calendar.start", "criteria.added",
    },
    "territoires-participatifs-2020": {
        "window.no_hour", "stated.duration", "stated.rhythm", "attendance.strength",
    },
    "territoires-pilotes-2021": {"window.no_hour", "stated.deliverables"},
    "visions-21-2017": {"window.no_hour", "calendar.soon", "stated.opening"},
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_traps_of_each_source_document_are_noticed(loads, name):
    assert {one.code for one in loads[name].findings} >= SPEAK[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_settlement_shows_in_the_explanation(loads, name):
    loaded = loads[name]
    told = " ".join(terminal(explain(loaded.definition, loaded.texts)).split())
    for one in (*loaded.definition.settled, *loaded.definition.stated):
        words = typeset(str(getattr(one, "choice", getattr(one, "said", ""))).rstrip("."))
        assert " ".join(words.split()) in told


@pytest.mark.parametrize("path", sorted(ALL.glob("*/*")), ids=lambda path: f"{path.parent.name}")
def test_examples_keep_french_typography(path):
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if typeset(line) != line] == []


@pytest.mark.parametrize("path", sorted(ALL.glob("*/*")), ids=lambda path: f"{path.parent.name}")
def test_an_example_that_is_copied_writes_to_nobody(path):
    text = path.read_text(encoding="utf-8")
    assert [one for one in re.findall(r"[\w.]+@[\w.]+", text) if "example.org" not in one] == []
    assert [one for one in re.findall(r"0\d(?:[ .]\d\d){4}", text) if one[:8] != "03 53 01"] == []


def test_the_call_of_2024_says_its_one_deadline(loads):
    made = definition(loads, "mise-en-recits-2024")
    assert made.opens() == datetime(2024, 11, 8, tzinfo=PARIS)
    assert made.closes() == datetime(2024, 12, 19, 12, tzinfo=PARIS)
    assert (made.closes().date() - made.opens().date()).days == 41


def test_the_call_of_2024_asks_for_the_team_and_the_file_it_states(loads):
    made = definition(loads, "mise-en-recits-2024")
    assert (made.team.min, made.team.max) == (4, 6)
    assert [(one.min, one.max) for one in made.team.roles] == [(1, 2), (1, 2), (1, 1), (1, 1)]
    limits = [one.limit for one in made.questions() if one.kind == "long_text"]
    assert [(one.min, one.max) for one in limits[:4]] == [(20, 30), (10, 15), (15, 20), (10, 15)]
    assert made.form.max_pages == 8


def test_the_year_of_2025_is_computed_not_typed(loads):
    made = definition(loads, "mise-en-recits-2024")
    assert computed.days_asked(made.year.meetings) == Decimal("8.5")
    assert computed.stretch(made).months == 14
    assert deadline(made, made.year.charter.due).first == date(2025, 4, 28)
    council = next(one for one in made.year.pledges if isinstance(one, pledges.PresentedTo))
    assert deadline(made, council.due).first == date(2025, 3, 27)
    moved = {"j1": date(2025, 3, 6)}
    assert deadline(made, council.due, moved).first == date(2025, 4, 6)


def test_the_fee_of_2024_is_halved_for_members_of_the_governance(loads):
    rates = definition(loads, "mise-en-recits-2024").fees[0].rates
    assert [(one.amount, bool(one.when)) for one in rates] == [(350, True), (700, False)]


def test_the_cycle_of_2021_is_free_vague_and_closes_at_the_end_of_the_day(loads):
    made = definition(loads, "territoires-participatifs-2020")
    assert made.closes() == datetime(2021, 3, 12, 23, 59, tzinfo=PARIS)
    assert [one.amount for one in made.fees[0].rates] == [0]
    assert made.year.meeting("s3").when == When.parse("late 2021-09")
    assert computed.stretch(made).months == 11


def test_the_call_of_2017_leaves_seven_days_to_choose(loads):
    made = definition(loads, "visions-21-2017")
    assert computed.days_to_first_meeting(made) == 7
    assert (made.selection.places_min, made.selection.places_max) == (2, 3)
    assert made.year.meeting("seminaire").per == "territory"


def test_the_pilot_programme_has_two_tracks_with_their_own_team_and_steps(loads):
    made = definition(loads, "territoires-pilotes-2021")
    actors = [one.actor for one in made.team_of("territoires").roles]
    assert actors == ["elected", "agent", "economic", "state"]
    assert made.team_of("allies") is None
    assert [one.key for one in made.sections("note", "allies")] == ["note"]
    assert computed.stretch(made).months == 12
    assert (made.tracks[0].places_min, made.tracks[0].places_max) == (10, 10)
    assert anchor(made, "meeting.janvier").first == date(2022, 1, 20)


def test_each_reader_is_told_what_concerns_her_and_no_more(loads):
    loaded = loads["mise-en-recits-2024"]
    document = explain(loaded.definition, loaded.texts)
    keys = {reader: {one.key for one in document.concerning(reader).sections} for reader in Reader}
    assert "form" in keys[Reader.JUROR] - keys[Reader.PARTICIPANT]
    assert "year" in keys[Reader.PARTICIPANT] - keys[Reader.JUROR]
    assert {one.key for one in document.sections} == keys[Reader.CANDIDATE]
