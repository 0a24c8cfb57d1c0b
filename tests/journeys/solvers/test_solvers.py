"""The problems of a year: verified examples, agreement with enumeration, refusals."""

import json
from datetime import date, timedelta
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.cli import main
from cordee.journeys.solvers import groups, halfdays, paths, sessions, solve, visits
from cordee.journeys.solvers import teams as teams_of
from cordee.journeys.solvers.calendar_of_sessions import evaluate
from tests.selection.solvers.examples import examples, opened

SOME = settings(max_examples=40, deadline=None, derandomize=True)
KINDS = ("sessions", "halfdays", "groups", "visits", "binomes")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_engine_and_refuses_what_is_no_problem(kind):
    status, found = solve(kind, b"{}")
    assert (status, json.loads(found)["status"]) == (2, "invalid")


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        pytest.param(kind, *each.values, id=f"{kind}-{each.id}", marks=each.marks)
        for kind in KINDS
        for each in examples(kind)
    ],
)
def test_the_verified_examples_reach_the_verified_levels(kind, path, expected):
    status, found = solve(kind, path.read_bytes())
    found, wanted = json.loads(found), opened(expected)
    assert status == 0
    assert found["levels"] == wanted["levels"]
    assert found.get("dates") == wanted.get("dates")


# Sessions

DAYS = [date(2027, 1, 1) + timedelta(days=each) for each in (0, 3, 5, 9, 14, 20)]


@st.composite
def years(draw):
    """Two or three sessions on six days, three people of two territories."""
    told = [day.isoformat() for day in DAYS]
    some_days = st.lists(st.sampled_from(told), unique=True, min_size=1, max_size=6)
    order = draw(st.permutations(sessions.LEVELS))
    return {
        "format": "cordee-sessions/1",
        "days": told,
        "room": draw(some_days),
        "staff": [{"id": "E", "days": draw(some_days)}],
        "sessions": [
            {
                "id": f"J{number}",
                "days": draw(some_days),
                "needs_staff": draw(st.integers(0, 1)),
                "speakers": draw(st.lists(st.just("P0"), max_size=1)),
            }
            for number in range(draw(st.integers(1, 3)))
        ],
        "gap_days": draw(st.sampled_from([[0, 30], [3, 9], [4, 20]])),
        "people": [
            {
                "id": f"P{number}",
                "territory": draw(st.sampled_from(["T1", "T2"])),
                "role": draw(st.sampled_from(["lead", "elu", "tech", "com"])),
                "availability": {day: draw(st.integers(0, 2)) for day in told},
            }
            for number in range(3)
        ],
        "min_sessions_per_member": draw(st.integers(0, 2)),
        "order": order[: draw(st.integers(1, len(order)))],
    }


def best_dates(calendar):
    """The best dates by looking at all of them."""
    low, high = calendar.gap
    found = []
    for days in product(*(session.days for session in calendar.sessions)):
        if all(low <= (b - a).days <= high for a, b in pairwise(days)):
            levels = evaluate(calendar, days)
            signs = [
                -value if level in {"worst_territory", "attendance"} else value
                for level, value in levels.items()
            ]
            found.append((signs, days))
    return min(found)[1] if found else None


@SOME
@given(years())
def test_dates_are_the_best_of_all_calendars_by_either_engine(year):
    calendar = sessions.parse(year)
    wanted = best_dates(calendar)
    assert sessions.dated(calendar) == wanted
    assert sessions.dated_by_programme(calendar) == wanted


def test_many_calendars_are_left_to_the_programme(monkeypatch):
    monkeypatch.setattr(paths, "MOST_PATHS", 0)
    year = {
        "format": "cordee-sessions/1", "days": ["2027-01-01", "2027-01-08"],
        "room": ["2027-01-01", "2027-01-08"], "staff": [], "people": [], "gap_days": [1, 9],
        "sessions": [
            {"id": "J1", "days": ["2027-01-01", "2027-01-08"]},
            {"id": "J2", "days": ["2027-01-08"]},
        ],
        "order": ["early"],
    }  # fmt: skip
    assert json.loads(solve("sessions", year)[1])["dates"] == ["2027-01-01", "2027-01-08"]


def test_a_year_without_a_possible_day_names_the_session_and_gaps_are_told_apart():
    year = {
        "format": "cordee-sessions/1", "days": ["2027-01-01", "2027-01-08"],
        "room": ["2027-01-08"], "staff": [], "people": [], "gap_days": [1, 9],
        "sessions": [{"id": "J1", "days": ["2027-01-01"]}, {"id": "J2", "days": ["2027-01-08"]}],
        "order": ["early"],
    }  # fmt: skip
    assert json.loads(solve("sessions", year)[1]) == {"status": "infeasible", "blocked": ["J1"]}
    wide = {**year, "room": year["days"], "gap_days": [20, 30]}
    assert json.loads(solve("sessions", wide)[1]) == {"status": "infeasible", "blocked": None}


# Half-days


@st.composite
def rounds(draw):
    """Two territories, one or two windows of a day, two of the staff."""
    slots = ["1-AM", "1-PM", "2-AM", "2-PM"]
    some = st.lists(st.sampled_from(slots), unique=True, max_size=4)
    order = draw(st.permutations(halfdays.LEVELS))
    return {
        "format": "cordee-halfdays/1",
        "territories": [{"id": t, "travel_min": draw(st.sampled_from([30, 90]))} for t in "AB"],
        "slots": [{"id": slot, "day": slot[0], "half": slot[2:]} for slot in slots],
        "windows": draw(st.sampled_from([[slots], [slots[:2], slots[2:]], [slots, slots[:2]]])),
        "people": [
            {"id": f"P{number}", "territory": draw(st.sampled_from("AB")), "slots": draw(some)}
            for number in range(3)
        ],
        "staff": [{"id": f"E{number}", "slots": draw(some)} for number in range(2)],
        "min_present": draw(st.integers(0, 2)),
        "max_two_travels": 120,
        "order": order[: draw(st.integers(1, len(order)))],
    }


def allowed(instance, chosen):
    """Whether half-days can be held together."""
    for one, other in combinations(chosen, 2):
        if one[:2] == other[:2] or one[2:] == other[2:]:
            return False
        at, to = instance.slots[one[2]], instance.slots[other[2]]
        same_day = one[3] == other[3] and at.day == to.day and at.half != to.half
        far = instance.travel[one[0]] + instance.travel[other[0]] > instance.max_two_travels
        if same_day and one[0] != other[0] and far:
            return False
    return True


@SOME
@given(rounds())
def test_half_days_are_the_best_of_all_rounds(given_round):
    instance = halfdays.parse(given_round)
    places = sorted({each[:2] for each in instance.possible()})
    choices = [[None, *(e for e in instance.possible() if e[:2] == place)] for place in places]
    wanted = min(
        [-v if level == "attendance" else v for level, v in levels.items()]
        for picked in product(*choices)
        if allowed(instance, chosen := [each for each in picked if each])
        for levels in [halfdays.evaluate(instance, chosen)]
    )
    found = halfdays.held(instance)
    assert allowed(instance, found)
    levels = halfdays.evaluate(instance, found)
    assert [-v if level == "attendance" else v for level, v in levels.items()] == wanted


# Groups


@st.composite
def crowds(draw):
    """Up to seven people of one role, two or three groups."""
    size = draw(st.integers(1, 7))
    ids = [f"P{number}" for number in range(size)]
    order = draw(st.permutations(groups.LEVELS))
    return {
        "format": "cordee-groups/1",
        "participants": [
            {
                "id": each,
                "role": "elu",
                "territory": draw(st.sampled_from(["T1", "T2"])),
                "attrs": {"dept": draw(st.sampled_from(["59", "62"]))},
            }
            for each in ids
        ],
        "groups": {"elu": draw(st.integers(1, 3))},
        "balance_attrs": ["dept"],
        "past_pairs": draw(
            st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=8)
        ),
        "order": order[: draw(st.integers(1, len(order)))],
    }


@SOME
@given(crowds())
def test_groups_are_the_best_of_all_splits(crowd):
    (pool,) = groups.parse(crowd)
    sizes = sorted(pool.sizes())
    wanted = min(
        list(groups.faults(pool, list(split)).values())
        for split in product(range(pool.groups), repeat=len(pool.people))
        if sorted(split.count(g) for g in range(pool.groups)) == sizes
    )
    found, proven = groups.placed_in(pool)
    assert proven
    assert sorted(found.count(g) for g in range(pool.groups)) == sizes
    assert list(groups.faults(pool, found).values()) == wanted


def test_groups_too_large_to_prove_are_given_with_their_status(monkeypatch):
    monkeypatch.setattr(groups, "LARGEST_PROOF", 0)
    crowd = {
        "format": "cordee-groups/1", "groups": {"elu": 2}, "balance_attrs": [], "order": ["past"],
        "participants": [{"id": each, "role": "elu"} for each in "ABC"],
        "past_pairs": [["A", "B"], ["B", "C"], ["A", "C"]],
    }  # fmt: skip
    status, found = solve("groups", crowd)
    assert (status, json.loads(found)["status"]) == (3, "time_limit")
    assert json.loads(found)["levels"] == {"past": 1}


# Visits


@st.composite
def tours(draw):
    """Two visits, four people of two structures."""
    order = draw(st.permutations(visits.LEVELS))
    return {
        "format": "cordee-visits/1",
        "visits": [{"id": f"V{v}", "demand": draw(st.integers(0, 3))} for v in range(2)],
        "people": [
            {
                "id": f"A{p}",
                "max": draw(st.integers(0, 2)),
                "senior": draw(st.booleans()),
                "structure": draw(st.sampled_from(["S1", "S2", None])),
            }
            for p in range(4)
        ],
        "km": [[draw(st.sampled_from([None, 0, 5, 9])) for _ in range(4)] for _ in range(2)],
        "wishes": draw(
            st.lists(
                st.tuples(st.sampled_from(["V0", "V1"]), st.sampled_from(["A0", "A1", "A2"])),
                max_size=3,
            )
        ),
        "order": order[: draw(st.integers(1, len(order)))],
    }


@SOME
@given(tours())
def test_teams_are_the_best_of_all_tours(tour):
    instance = visits.parse(tour)
    people = [each.id for each in instance.people]
    teams = [list(team) for size in range(4) for team in combinations(people, size)]
    found = []
    for picked in product(teams, repeat=2):
        try:
            levels = visits.evaluate(instance, dict(zip(("V0", "V1"), picked, strict=True)))
        except AssertionError:
            continue
        found.append([-v if level == "wishes" else v for level, v in levels.items()])
    for few in (1, 24):  # with few pairs at first, prices must call the others in
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(teams_of, "NEAREST", few)
            patch.setattr(teams_of, "MORE", few)
            levels = visits.evaluate(instance, visits.teamed(instance))
        assert [-v if level == "wishes" else v for level, v in levels.items()] == min(found)


# Pairs


@SOME
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(-3, 9)),
        max_size=12,
        unique_by=lambda row: frozenset(row[:2]),
    )
)
def test_pairs_are_the_best_of_all_matchings(edges):
    edges = [row for row in edges if row[0] != row[1]]
    document = {
        "format": "cordee-binomes/1",
        "people": [f"P{each}" for each in range(7)],
        "weights": [[f"P{one}", f"P{other}", weight] for one, other, weight in edges],
    }
    best = (0, 0)
    for size in range(4):
        for chosen in combinations(edges, size):
            if len({end for row in chosen for end in row[:2]}) == 2 * size:
                best = max(best, (size, sum(row[2] for row in chosen)))
    levels = json.loads(solve("binomes", document)[1])["levels"]
    assert (levels["pairs"], levels["weight"]) == best


# The command


def test_the_command_writes_the_answer_and_tells_the_outcome(tmp_path, capsys):
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text('{"format": "cordee-binomes/1", "people": ["a", "b"], "weights": []}')
    assert main(["solve", "binomes", str(source), str(target)]) == 0
    assert json.loads(target.read_bytes())["levels"] == {"pairs": 0, "weight": 0}
    source.write_text("[]")
    assert main(["solve", "binomes", str(source), str(target)]) == 2
    assert json.loads(target.read_bytes()) == {"status": "invalid", "error": "bad_json"}
    assert main(["solve", "binomes", str(tmp_path / "absent.json")]) == 2
    assert "illisible" in capsys.readouterr().err
