"""Whatever the file holds: a verdict, valid JSON, and never a traceback."""

import json
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordee.cli import main
from cordee.kernel.canonical import canonical
from cordee.programme import Definition, load
from cordee.programme.commands.check import in_json, in_words, status
from cordee.programme.compare import compare
from cordee.programme.explain import explain, markdown, terminal
from cordee.programme.sense.table import FAILED
from cordee.programme.writing import toml
from tests.programme.build import LEAST_TOML, folder

EXAMPLES = [*Path("programmes").glob("*/definition.toml"), *Path("tests/definitions").glob("v*/*")]
TEXTS = [path.read_text() for path in sorted(EXAMPLES) if path.suffix == ".toml"]
RICH = max(TEXTS, key=len)
ALL = [line for text in TEXTS for line in text.split("\n")]
WEIRD = st.sampled_from([
    "true", "-1", "0", "1e400", "nan", "inf", '""', '"x"', "[]", "{}", "[[]]", "[{}]", '["a", 1]',
    "9999-12-31", "0001-01-01", "2024-02-30", "1979-05-27T00:32:00.999999-07:00", "23:59:59",
    '"9999-W53"', '"?"', '"P9999999999Y"', '"-P1D"', "9223372036854775807", '"\\u0000"', '"P"',
    '{ fr = "a", en = "b" }', "{ fr = 1 }", '"2024-12-19T25:00"', '"+262143-12-31"', "1_000",
    '"2024-W00"', '"late 2024-13"', '"2024-01-02/2024-01-01"', '"é" ', '"[blank]"', "[true]",
    '"meeting.j1"', '"1e99"', '"-0"', '"NaN"', '"UTC"', '"../x"', '"a" # "b',
])  # fmt: skip
SLOW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def told(definition: Definition) -> None:
    """What can be read can be explained, compared, frozen and written back."""
    assert terminal(explain(definition, {}))
    assert markdown(explain(definition, {}))
    assert compare(definition, definition) == []
    assert Definition.model_validate(json.loads(canonical(definition.data()))) == definition
    again = load({"definition.toml": toml(definition).encode()})
    assert again.definition == definition


def holds(content: bytes) -> None:
    """The verdict is whole: JSON, words, a status, a French sentence for each finding."""
    found = load({"definition.toml": content})
    answer = json.loads(in_json(found))
    assert answer["valid"] is found.valid
    assert in_words(found)
    assert status(found) in {0, 1, 2}
    if found.definition is not None:
        told(found.definition)
    for one in answer["findings"]:
        assert set(one) == {"code", "where", "file", "line", "severity", "message"}
        assert one["message"][0].isupper() or not one["message"][0].isalpha()
        assert "Input should" not in one["message"]
        assert one["code"] != FAILED, one["message"]


def refused(content: bytes) -> None:
    """No definition, and at least one reason that forbids to publish."""
    holds(content)
    found = load({"definition.toml": content})
    assert found.definition is None
    assert found.errors


@SLOW
@given(st.binary(max_size=300))
def test_random_bytes_are_refused_calmly(content):
    refused(content)


@SLOW
@given(st.text(alphabet="ab=[]{}\",.'\n #1-:T\\\r\t", max_size=200))
def test_random_marks_of_toml_are_refused_calmly(text):
    refused(text.encode())


@SLOW
@given(st.data())
def test_a_real_definition_with_values_changed_never_breaks(data):
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        index = data.draw(st.integers(0, len(lines) - 1))
        name, equals, _ = lines[index].partition(" = ")
        if equals:
            lines[index] = f"{name} = {data.draw(WEIRD)}"
    holds("\n".join(lines).encode())


@SLOW
@given(st.data())
def test_a_real_definition_with_lines_lost_doubled_or_cut_never_breaks(data):
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(data.draw(st.integers(1, 8))):
        index = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["lose", "double", "cut", "swap"])):
            case "lose":
                del lines[index]
            case "double":
                lines.insert(index, lines[index])
            case "cut":
                lines[index] = lines[index][: data.draw(st.integers(0, 40))]
            case "swap":
                lines[index], lines[index - 1] = lines[index - 1], lines[index]
    holds("\n".join(lines).encode())


@SLOW
@given(st.data())
def test_any_key_of_the_vocabulary_with_any_value_never_breaks(data):
    """Tables of the definition, each with a few known keys holding odd values."""
    keys = sorted({line.partition(" = ")[0] for line in ALL if " = " in line})
    tables = sorted({line for line in ALL if line.startswith("[")})
    drawn = [LEAST_TOML]
    for table in data.draw(st.lists(st.sampled_from(tables), max_size=5, unique=True)):
        pairs = data.draw(st.dictionaries(st.sampled_from(keys), WEIRD, max_size=5))
        drawn.append("\n".join([table, *(f"{key} = {value}" for key, value in pairs.items())]))
    holds("\n\n".join(drawn).encode())


@SLOW
@given(st.integers(0, 400), st.sampled_from(["[", "{a=", "[{a=[", "[[1],"]))
def test_nesting_never_breaks(depth, mark):
    holds(f"a = {mark * depth}".encode())
    holds(f"{LEAST_TOML}\na = {'[' * depth}{']' * depth}".encode())


def test_every_line_found_is_a_line_of_the_key(tmp_path):
    """Each key of the examples, once misspelt, is told on its own line."""
    lines = RICH.split("\n")
    tags = ("rule =", "kind =")
    """Without its tag a record has no known fields: it is told on its own first line."""
    places = [
        index
        for index, line in enumerate(lines)
        if " = " in line and line[0].isalpha() and not line.startswith(tags)
    ]
    for index in places[:: max(1, len(places) // 25)]:
        changed = [*lines]
        changed[index] = "zzz_" + changed[index]
        try:
            tomllib.loads("\n".join(changed))
        except tomllib.TOMLDecodeError:
            continue
        found = load({"definition.toml": "\n".join(changed).encode()})
        told = [(one.line, one.code) for one in found.findings]
        assert (index + 1, "schema.extra_forbidden") in told, lines[index]


def test_the_command_answers_in_json_and_by_its_status(tmp_path, capsys):
    good, bad, none = (tmp_path / name for name in ("good", "bad", "none"))
    good.mkdir(), bad.mkdir()
    folder(good), folder(bad, LEAST_TOML.replace("title", "titel"))
    for path, expected in ((good, 0), (bad, 1), (none, 2)):
        assert main(["programme", "check", str(path), "--json"]) == expected
        answer = json.loads(capsys.readouterr().out)
        assert answer["valid"] is (expected == 0)
        assert all(one["severity"] in {"error", "warning", "notice"} for one in answer["findings"])
