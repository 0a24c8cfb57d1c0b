"""The forms follow the schema: every field of every record is on a page, and comes back whole."""

import json
from decimal import Decimal
from typing import Any

import pytest

from cordee.calls.editor import fields as schema
from cordee.calls.editor import pages, places, surgery, values
from cordee.calls.editor.drawing import Drawer
from cordee.calls.editor.fields import Kind
from cordee.calls.editor.models import Draft
from cordee.calls.editor.pages import ABSENT
from cordee.calls.editor.views.records import parted
from cordee.programme.schema import Definition, who
from cordee.programme.schema.shape import fields as written
from tests.programme.everything import filled, kinds, other

RECORDS = kinds()


@pytest.fixture(scope="module")
def everything() -> dict[str, Any]:
    """One of every record inside one definition, as plain data."""
    return plain(filled(Definition))


def plain(record: Any) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True, warnings=False)


def same(value: Any) -> Any:  # noqa: PLR0911 - one line a kind
    """A value as JSON, numbers by their worth, dates and hours as text."""
    match value:
        case bool():
            return value
        case int() | float():
            return str(Decimal(str(value)))
        case dict():
            return {key: same(one) for key, one in value.items()}
        case list() | tuple():
            return [same(one) for one in value]
        case str():
            try:
                return str(Decimal(value))
            except ArithmeticError:
                return value
        case _:
            return value.isoformat()


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_of_the_schema_is_a_field_of_the_page(kind):
    tagged = schema.tag(kind)[0]
    assert {one.name for one in schema.fields(kind)} | ({tagged} - {""}) == set(written(kind))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_value_is_read_back_as_it_was_shown(kind):
    for change in (False, True):
        for field in schema.fields(kind):
            if field.nested:
                continue
            name = next(n for n, i in kind.model_fields.items() if field.name in (n, i.alias))
            value = getattr(filled(kind), name)
            made = filled(kind).model_copy(
                update={name: other(kind, name, value) if change else value})  # fmt: skip
            raw = plain(made)[field.name]
            parts = values.shown(field, raw, ["fr"])
            assert same(values.read(field, parts)) == same(raw), field


def test_every_record_of_a_definition_has_its_page_with_all_its_fields(everything):
    draft = Draft(current=1)
    seen, reached = set(), set()
    pending = [(), ("form",)]
    while pending:
        place = pending.pop()
        model = pages.record(everything, place) if place else Definition
        assert model is not None, place
        shown = Drawer(draft, everything, place, [], {}).draw(schema.fields(model))
        reached.add(model)
        names = {one.name for one in shown}
        assert names == {one.name for one in schema.fields(model)}
        for field, drawn in zip(schema.fields(model), shown, strict=True):
            here = (*place, field.name)
            if field.small:
                inner = {f"{field.name}.{one.name}" for one in schema.fields(field.models[0])}
                assert {one.name for one in drawn.inside} == inner
                reached.add(field.models[0])
            elif field.kind is Kind.RECORD:
                assert drawn.url == places.url(draft, here)
                pending.append(here)
            elif field.kind is Kind.RECORDS:
                assert drawn.total == len(everything_at(everything, here))
                pending += [(*here, rank) for rank in range(drawn.total)]
            else:
                assert drawn.boxes, here
        seen.add(place)
    assert set(RECORDS) - reached <= only_in_other_kinds(), set(RECORDS) - reached


def only_in_other_kinds() -> set[type]:
    """Kinds that the sample, which holds one of each union, does not hold."""
    unions = [one.models for kind in RECORDS for one in schema.fields(kind) if len(one.models) > 1]
    found = {model for models in unions for model in models}
    for _turn in range(3):
        found |= {inner for model in found for one in schema.fields(model) for inner in one.models}
    return found


def everything_at(data: Any, path: Any) -> Any:
    return surgery.at(data, path)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_typed_field_by_field_from_nothing_is_that_record(kind):
    """What a page writes, starting from an empty record, loads as what was meant."""
    whole = plain(filled(kind))
    toml = ""
    for control in pages.controls(schema.fields(kind)):
        raw = pages.raw(whole, control.path)
        if raw is ABSENT:
            continue
        typed = {control.path: (control, values.shown(control.field, raw, ["fr"]))}
        data = surgery.parsed(toml)
        toml = pages.written(toml, (), typed, base=data, now=data).toml
    held = {
        name: one for name, one in whole.items()
        if any(control.path[0] == name for control in pages.controls(schema.fields(kind)))
    }  # fmt: skip
    assert same(surgery.parsed(toml)) == same(held), json.dumps(held)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_long_record_stands_on_two_pages_that_leave_nothing_out(kind):
    shown = schema.fields(kind)
    first, rest = parted(shown, {shown[-1].name: 1})
    assert sorted(one.name for one in (*first, *rest)) == sorted(one.name for one in shown)
    assert shown[-1] in first
    assert all(one in first for one in shown if one.required)


@pytest.mark.parametrize(("found", "said"), [
    ({"rule": "kind", "among": ["commune", "epci"]}, "commune et epci"),
    ({"rule": "kind"}, "L’organisme est de tel genre"),
    ({"rule": "number", "min": 5000}, "5000"),
])  # fmt: skip
def test_a_record_of_a_list_is_never_called_by_a_word_of_the_file(found, said):
    assert pages.summary(found, who.KindIs) == said
