"""Whatever stands in any place of a problem is answered or refused: never a crash."""

import json
from copy import deepcopy

import pytest

from cordee.cli import main
from cordee.journeys.solvers import SOLVERS, solve

STATUSES = {0: {"optimal", "infeasible", "placed"}, 2: {"invalid"}, 3: {"time_limit"}}
JUNK = (
    None, True, 0, -1, 1.5, float("nan"), 10**29, 1 << 62, "", "abc", "1/0", "9" * 70, [], {},
    [[]], [None], ["x"], {"a": 1}, "\ud800", "e\u0301", "2027-02-30",
)  # fmt: skip
MORNING, EVENING = "2027-02-03-AM", "2027-02-03-PM"
DOCUMENTS = {
    "place": {
        "format": "cordee-place/1", "seed": "graine", "mutual": False,
        "files": [{"id": "A", "wishes": ["h"], "merit": "14"}, {"id": "B", "wishes": ["h", "k"]}],
        "hosts": [{"id": "h", "min": 0, "max": 1, "ranks": ["B", "A"]}, {"id": "k", "max": 1}],
    },
    "select": {
        "format": "cordee-select/1", "seed": "graine", "k_min": 1, "k_max": 2,
        "criteria": [{"id": "fond", "weight": "2"}], "scale": {"min": "0", "max": "20"},
        "min_reviews": 1, "min_merit": "9", "calibration": "additive", "priority_bonus": "0.5",
        "order": ["violation", "count", "priority", "merit", "worst", "lottery"],
        "candidates": [
            {"id": "A", "name": "A", "attrs": {"dept": "59"}, "priority": True, "eligible": True},
            {"id": "B", "name": "B", "attrs": {"dept": ["62"]}, "merit": "11"},
        ],
        "conflicts": [["J", "B"]], "scores": [["J", "A", "fond", "12.5"]],
        "balance": [
            {"id": "d", "attr": "dept", "values": ["59"], "min": 1, "max": 2, "hard": True},
            {"id": "e", "attr": "dept", "values": ["62"], "min": 1, "max": None, "hard": False,
             "level": 1, "weight": "2"},
        ],
        "at_most_one": [["A"]],
    },
    "assign": {
        "format": "cordee-assign/1", "expert_threshold": 5, "institution_cap": 1,
        "order": ["shortfall", "below_min", "no_expert", "maxmin", "spread", "affinity"],
        "applications": [{"id": "A", "demand": 1, "languages": ["fr"]}, {"id": "B", "demand": 2}],
        "jurors": [
            {"id": "J", "min": 1, "max": 2, "languages": ["fr"], "institution": "Région"},
            {"id": "K", "max": 2, "institution": "Région"},
        ],
        "conflicts": [["A", "K"]], "affinity_matrix": [[9, 1], [5, 3]],
    },
    "sessions": {
        "format": "cordee-sessions/1", "days": ["2027-02-03", "2027-02-11"],
        "room": ["2027-02-03", "2027-02-11"], "staff": [{"id": "E", "days": ["2027-02-03"]}],
        "sessions": [
            {"id": "J1", "days": ["2027-02-03"], "needs_staff": 1, "speakers": ["P"]},
            {"id": "J2", "days": ["2027-02-11"], "needs_staff": 0, "speakers": []},
        ],
        "gap_days": [1, 30], "min_sessions_per_member": 1,
        "people": [
            {"id": "P", "territory": "T", "role": "lead", "availability": {"2027-02-03": 2}},
        ],
        "order": [
            "lead_absences", "under_min", "no_binome", "worst_territory", "attendance", "early",
        ],
    },
    "halfdays": {
        "format": "cordee-halfdays/1", "territories": [{"id": "T", "travel_min": 60}],
        "slots": [
            {"id": MORNING, "day": "2027-02-03", "half": "AM"},
            {"id": EVENING, "day": "2027-02-03", "half": "PM"},
        ],
        "windows": [[MORNING, EVENING]],
        "people": [{"id": "P", "territory": "T", "slots": [MORNING]}],
        "staff": [{"id": "E", "slots": [MORNING]}], "min_present": 1, "max_two_travels": 120,
        "order": ["missing", "never", "max_load", "attendance"],
    },
    "groups": {
        "format": "cordee-groups/1", "groups": {"elu": 2}, "balance_attrs": ["dept"],
        "participants": [
            {"id": key, "role": "elu", "territory": "T", "attrs": {"dept": "59"}} for key in "ABC"
        ],
        "past_pairs": [["A", "B"]], "order": ["same_territory", "spread", "past"],
    },
    "visits": {
        "format": "cordee-visits/1", "visits": [{"id": "V", "demand": 2}],
        "people": [
            {"id": "A", "max": 1, "senior": True, "structure": "S"},
            {"id": "B", "max": 1, "senior": False, "structure": "S"},
        ],
        "km": [[12, None]], "wishes": [["V", "A"]],
        "order": ["shortfall", "no_senior", "wishes", "km"],
    },
    "binomes": {"format": "cordee-binomes/1", "people": ["a", "b"], "weights": [["a", "b", 3]]},
}  # fmt: skip


def places(value, path=()):
    """Every place of a document."""
    yield path
    inside = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else inside:
        yield from places(inner, (*path, key))


def changed(document, path, value=None, *, gone=False):
    """The document with something else there, or nothing at all."""
    if not path:
        return value
    found = deepcopy(document)
    at = found
    for key in path[:-1]:
        at = at[key]
    if gone:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return found


def odd(document):
    """The document with each place missing, then holding each piece of junk."""
    for path in places(document):
        if path:
            yield changed(document, path, gone=True)
        yield from (changed(document, path, value) for value in JUNK)


@pytest.mark.parametrize("kind", sorted(set(SOLVERS) - {"explain"}))
def test_anything_anywhere_is_answered_or_refused_with_a_code(kind):
    assert solve(kind, DOCUMENTS[kind])[0] == 0
    for document in odd(DOCUMENTS[kind]):
        written = json.dumps(document)
        status, answer = solve(kind, written)
        told = json.loads(answer)
        assert told["status"] in STATUSES[status], written
        assert status != 2 or told["error"], written


def test_words_and_roles_are_compared_after_composition():
    crowd = {
        **DOCUMENTS["groups"], "groups": {"e\u0301lu": 2}, "balance_attrs": ["pro\u0301fil"],
        "participants": [
            {"id": key, "role": "élu", "attrs": {"prófil": value}}
            for key, value in zip("ABCD", ("é", "e\u0301", "x", "x"), strict=True)
        ],
        "past_pairs": [["A", "C"], ["B", "D"]],
    }  # fmt: skip
    found = json.loads(solve("groups", crowd)[1])
    assert found["levels"] == {"same_territory": 0, "spread": 0, "past": 0}
    assert found["groups"]["A"] != found["groups"]["B"]
    twice = {**crowd, "groups": {"e\u0301lu": 2, "élu": 2}}
    assert json.loads(solve("groups", twice)[1])["error"] == "duplicate_id"


def test_a_file_that_cannot_be_read_is_answered_too(tmp_path, capsys):
    target = tmp_path / "out.json"
    for source in (tmp_path / "absent.json", tmp_path):
        assert main(["solve", "binomes", str(source), str(target)]) == 2
        assert json.loads(target.read_bytes()) == {"status": "invalid", "error": "unreadable"}
        target.unlink()
    (tmp_path / "in.json").write_bytes(b'{"people": ["\xff"]}')
    assert main(["solve", "binomes", str(tmp_path / "in.json"), str(target)]) == 2
    assert json.loads(target.read_bytes())["error"] == "bad_json"
    assert main(["solve", "binomes", str(tmp_path / "in.json"), str(tmp_path)]) == 2
    assert "Impossible d’écrire" in capsys.readouterr().err
