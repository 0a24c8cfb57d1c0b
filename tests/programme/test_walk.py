"""The walk through a definition sees every record, where it stands."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cordee.programme import Definition
from cordee.programme.schema.shape import record_at
from cordee.programme.schema.walk import every, remembered, walk
from cordee.programme.schema.who import KindIs
from tests.programme.build import LEAST, LEAST_TOML, define, loaded, said
from tests.programme.everything import filled
from tests.programme.parts import J1, J2, year


def plainly(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, BaseModel]]:
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from plainly(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from plainly(item, (*path, index))


def test_the_walk_forgets_no_record():
    whole = filled(Definition)
    assert [path for path, _ in walk(whole)] == [path for path, _ in plainly(whole)]


def test_a_record_stands_at_its_place_in_the_file():
    inner = {"rule": "kind", "among": ["epci"], "except": ["cu"]}
    conditions = [{"rule": "any_of", "conditions": [inner]}]
    ((path, found),) = every(define(eligibility=conditions), KindIs)
    assert (path, found.except_) == (("eligibility", 0, "conditions", 0), ("cu",))
    assert record_at(Definition, {**LEAST, "eligibility": conditions}, path) is KindIs


def test_a_field_misspelt_deep_inside_is_told_with_the_one_meant():
    text = LEAST_TOML + '[[eligibility]]\nrule = "any_of"\n' + "[[eligibility.conditions]]\n"
    (found,) = loaded(text + 'rule = "kind"\namongst = ["epci"]\n').errors
    assert (found.where, found.line) == ("eligibility[0].conditions[0].amongst", 16)
    assert "«\u00a0among\u00a0»" in found.message


def test_the_same_flaw_a_thousand_times_is_told_a_hundred():
    themes = [{"key": "t", "label": "T"}] * 1000
    assert len(said("reference.double", themes=themes)) == 100


def test_a_thousand_unknown_fields_are_counted_rather_than_told():
    text = "".join(f"k{index} = 1\n" for index in range(1000)) + LEAST_TOML
    errors = loaded(text).errors
    assert len(errors) == 501
    assert any("500 autres fautes" in one.message.replace("\u00a0", " ") for one in errors)


def test_deadlines_that_hang_on_one_another_without_end_are_refused_calmly():
    meetings = [
        {"key": f"m{i}", "label": "M", "due": {"anchor": f"meeting.m{i + 1}"}} for i in range(260)
    ]
    assert said("calendar.circle", year={"meetings": meetings})
    assert not said("check.failed", year={"meetings": meetings})


def test_the_word_of_another_fund_leads_to_the_field():
    text = LEAST_TOML + '[[grants]]\nkey = "g"\nlabel = "G"\nown_contribution = 0.1\n'
    (found,) = loaded(text).errors
    assert "«\u00a0co_financing_min\u00a0»" in found.message


def test_what_is_remembered_is_walked_the_same_and_forgotten_afterwards():
    definition = define(**year(J1, J2))
    before = list(walk(definition))
    with remembered(definition):
        assert list(walk(definition)) == before
        assert next(iter(walk(definition.year)))[0] == ()
        assert list(walk(define())) != before
    assert list(walk(definition)) == before
