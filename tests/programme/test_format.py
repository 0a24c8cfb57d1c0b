"""The format itself: read again as written, kept for ever, described for editors."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import BaseModel

from cordee.kernel.canonical import canonical, digest
from cordee.programme import Definition, load
from cordee.programme.jsonschema import json_schema
from cordee.programme.schema import labels, shape
from cordee.programme.schema.words import Words
from cordee.programme.upgrade import upgraded
from cordee.programme.writing import toml
from tests.programme.build import define

KEPT = sorted(Path("tests/definitions").glob("v*/*.toml"))
EXAMPLES = sorted(Path("programmes").glob("*/definition.toml"))
DIGESTS: dict[str, str] = json.loads(Path("tests/definitions/digests.json").read_text())
every_file = pytest.mark.parametrize("path", [*KEPT, *EXAMPLES], ids=str)


def read(path: Path) -> Definition:
    definition = load(path).definition
    assert definition is not None
    return definition


@every_file
def test_a_frozen_definition_is_read_again_the_same(path):
    definition = read(path)
    for data in (definition.data(), definition.whole()):
        again = Definition.model_validate(json.loads(canonical(data)))
        assert again == definition
        assert canonical(again.data()) == canonical(definition.data())


@every_file
def test_a_definition_written_back_as_toml_is_the_same(path):
    definition = read(path)
    assert Definition.model_validate(tomllib.loads(toml(definition))) == definition


@pytest.mark.parametrize("path", KEPT, ids=str)
def test_a_definition_of_any_past_format_stays_valid_and_keeps_its_digest(path):
    """Add a file and its digest when the format changes; never change those that are here."""
    assert load(path).errors == ()
    assert digest(read(path).data()) == DIGESTS[str(path)]


def test_words_keep_their_languages_though_the_first_one_is_the_default():
    words = {"fr": "Candidature", "en": "Application"}
    definition = define(steps=[{"key": "s", "window": "depot", "label": words}])
    assert definition.data()["steps"][0]["label"] == words
    assert Words(words) != Words("Candidature")
    assert Words(words) == "Candidature"
    assert (Words(words).into("en-GB"), Words(words).into("de")) == ("Application", "Candidature")


def test_a_definition_without_version_is_of_today_and_an_unknown_one_is_refused():
    assert upgraded({"key": "x"}) == {"key": "x"}
    assert load({"definition.toml": b"format = 99"}).errors[0].where == "format"


def test_a_file_is_accepted_by_the_json_schema_of_the_format():
    validator = jsonschema.Draft202012Validator(json_schema())
    for path in (*KEPT, *EXAMPLES):
        data = plain(tomllib.loads(path.read_text()))
        assert [error.message for error in validator.iter_errors(data)] == []


def test_the_json_schema_tells_editors_what_a_field_is_in_french():
    schema = json_schema()
    closes = schema["$defs"]["Window"]["properties"]["closes"]
    assert (closes["title"], "L’échéance" in closes["description"]) == ("clôture", True)
    assert [name for name, one in schema["$defs"].items() if "description" not in one] == []


@pytest.mark.parametrize("fault", [
    {"titel": "x"}, {"title": ""}, {"windows": []}, {"eligibility": [{"among": ["epci"]}]},
    {"timeline": {"zone": 3}}, {"team": {"min": 0}}, {"summary": {"français": "x"}},
])  # fmt: skip
def test_a_fault_is_refused_by_the_json_schema_too(fault):
    data = define().data() | fault
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)


def plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return value


def records(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """Every record of the vocabulary."""
    if model in seen:
        return
    seen.add(model)
    yield model
    pending = list(shape.fields(model).values())
    while pending:
        for one in shape.members(pending.pop()):
            if isinstance(one, type) and issubclass(one, BaseModel):
                yield from records(one, seen)
            else:
                pending += [inner for inner in get_args(one) if not isinstance(inner, str)]


def test_every_record_and_every_field_has_its_french_name():
    """A new field takes one line in `schema/labels.toml`."""
    found = list(records(Definition, set()))
    assert {name for one in found for name in shape.fields(one)} - labels.named() == set()
    assert {one.__name__ for one in found if labels.record(one.__name__) == one.__name__} == set()
