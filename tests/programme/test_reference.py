"""The reference says every record and field, and the guide holds the reference of today."""

from typing import Literal, get_args, get_origin

from cordee.programme.explain import notes, reference
from cordee.programme.explain.choices import meaning
from cordee.programme.schema import base, pledges, questions, team, who, year
from tests.programme.everything import kinds

SHARED = (who.Condition, questions.Asked, pledges.PledgeBase, base.Due)


def test_every_record_and_field_is_in_the_reference():
    told = reference.reference()
    for kind in kinds():
        assert f"`{kind.__name__}`" in told
        for name, info in kind.model_fields.items():
            assert f"`{info.alias or name}`" in told


def test_every_note_names_a_record_or_a_field_that_exists():
    known = {one.__name__ for one in (*kinds(), *SHARED)}
    for kind in (*kinds(), *SHARED):
        known |= {
            f"{kind.__name__}.{info.alias or name}" for name, info in kind.model_fields.items()
        }
    assert notes.names() - known == set()


def test_a_record_says_the_shortest_place_where_it_is_written():
    places = reference.places()
    assert places[team.Role][0] == "[[team.roles]]"
    assert places[year.Meeting] == ["[[year.meetings]]"]


FORMATS = {"File.types", "Form.document_types"}
"""Lists of file formats, whose names say enough."""


def choices(annotation):
    if get_origin(annotation) is Literal:
        yield get_args(annotation)
    for inside in get_args(annotation):
        yield from choices(inside)


def test_every_closed_choice_has_its_meaning_in_french():
    silent = [
        f"{kind.__name__}.{name} = {one}"
        for kind in kinds()
        for name, info in kind.model_fields.items()
        if f"{kind.__name__}.{name}" not in FORMATS
        for among in choices(info.annotation)
        for one in among
        if len(among) > 1 and not meaning(kind, info.alias or name).get(one)
    ]
    assert silent == []
