"""Nothing is hidden: changing any field of any record changes what is explained."""

import re
from dataclasses import replace
from typing import Literal, get_args, get_origin

import pytest

from cordee.programme.explain import explain, terminal
from cordee.programme.explain.document import into, text
from cordee.programme.explain.teller import Teller
from cordee.programme.explain.telling import SENTENCES
from cordee.programme.schema import Definition, choosing, year
from cordee.programme.schema.base import Due, Labelled, Record
from cordee.programme.schema.definition import Settled
from cordee.programme.schema.words import Words
from tests.english import FRENCH
from tests.programme.everything import filled, kinds, other

WITHIN = {Definition, year.Year, Due}
"""Told by the whole explanation, or inside other sentences, rather than by a line of their own."""

EXEMPT = {
    "Definition.format": "the version of the format is about the file, not about the call",
    "Definition.key": "a name for other records and addresses; people read the title",
    "Stated.value": "what `check` compares; people read the sentence itself",
    "Stated.about": "decides where the note stands; people read the sentence",
    "Settled.about": "decides where the note stands; people read the choice",
    "Settled.adds": "told beside the records it names (tested below)",
    "Promise.kind": "told by the heading of its list",
    "Theme.of": "told by the heading of its list",
    "TextFile.place": "decides where the text stands and whom it concerns",
}


def lines(item):
    return [text(item.runs), *(line for inside in item.items for line in lines(inside))]


@pytest.fixture(scope="module")
def whole():
    return filled(Definition)


@pytest.fixture(scope="module")
def told(whole):
    """What is explained of it, before anything changes."""
    return terminal(explain(whole))


@pytest.fixture(scope="module")
def teller(whole):
    return Teller(whole, {}, SENTENCES)


def test_every_record_has_its_sentence():
    silent = {kind for kind in kinds() if kind not in SENTENCES} - WITHIN
    assert silent - {Labelled} == set()


BY_THE_WHOLE = {
    "Form.sections",
    "Selection.quotas",
    "Selection.priorities",
    "Selection.reserve",
    "Selection.unit",
    "Timeline.silence",
    "Timeline.complaints",
}
"""Told as parts of their own by the whole explanation."""

INSTEAD = {
    "Table.min": {"rows": ()},
    "Table.max": {"rows": ()},
    "TableCheck.of": {"rule": "ratio", "of_question": None},
    "TableCheck.of_rows": {"rule": "ratio", "of_question": None},
    "Milestone.when": {"due": None},
    "Meeting.when": {"dates": (), "due": None},
    "Meeting.due": {"dates": ()},
}
"""Fields that only matter when others are absent."""


def open_fields(kind):
    """Fields that may hold something else, those that only name the record apart."""
    for name, info in kind.model_fields.items():
        constant = get_origin(info.annotation) is Literal and len(get_args(info.annotation)) == 1
        if not constant and name != "key" and f"{kind.__name__}.{name}" not in EXEMPT:
            yield name


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind in SENTENCES])
def test_no_field_of_a_record_is_hidden(teller, kind):
    hidden = []
    for name in open_fields(kind):
        path = f"{kind.__name__}.{name}"
        if path in BY_THE_WHOLE:
            continue
        record = filled(kind).model_copy(update=INSTEAD.get(path, {}))
        changed = record.model_copy(update={name: other(kind, name, getattr(record, name))})
        if lines(teller.item(record)) == lines(teller.item(changed)):
            hidden.append(path)
    assert hidden == []


@pytest.mark.parametrize("name", list(open_fields(Definition)))
def test_no_field_of_the_root_is_hidden(whole, told, name):
    changed = whole.model_copy(update={name: other(Definition, name, getattr(whole, name))})
    assert told != terminal(explain(changed))


@pytest.mark.parametrize("name", list(open_fields(year.Year)))
def test_no_field_of_the_year_is_hidden(whole, told, name):
    changed = whole.year.model_copy(
        update={name: other(year.Year, name, getattr(whole.year, name))}
    )
    assert told != terminal(explain(whole.model_copy(update={"year": changed})))


@pytest.mark.parametrize("path", sorted(BY_THE_WHOLE))
def test_what_the_form_and_the_choice_hold_is_told_too(whole, told, path):
    holder, name = path.lower().split(".")
    record = getattr(whole, holder)
    changed = record.model_copy(update={name: other(type(record), name, getattr(record, name))})
    assert told != terminal(explain(whole.model_copy(update={holder: changed})))


def marked(value, place, places):
    """The same record, each of its texts replaced by a mark that `places` locates."""
    match value:
        case Words():
            places[f"jeton{len(places):04}x"] = place
            return Words(list(places)[-1])
        case Record():
            return value.model_copy(update={
                name: marked(getattr(value, name), f"{place}.{name}", places)
                for name in type(value).model_fields
            })  # fmt: skip
        case tuple():
            return tuple(marked(one, place, places) for one in value)
        case _:
            return value


def test_every_text_of_every_record_reaches_the_whole_explanation(whole):
    """Not only does each record have its sentence: none is forgotten on the way."""
    places = {}
    told = terminal(explain(marked(whole, "", places))).lower()
    assert len(places) > 300
    lost = {place for mark, place in places.items() if mark not in told}
    assert lost == {".year.meetings.due.note"}, "told instead of its date (see INSTEAD)"


def test_a_record_that_a_settlement_added_is_marked(teller):
    criterion = filled(choosing.Criterion)
    settled = filled(Settled).model_copy(update={"adds": (f"criterion.{criterion.key}",)})
    marking = replace(
        teller, definition=teller.definition.model_copy(update={"settled": (settled,)})
    )
    assert "ajouté par l’organisateur" in lines(marking.item(criterion))[0]
    assert "ajouté par" not in lines(teller.item(criterion))[0]


def test_the_exemptions_name_fields_that_exist():
    known = {f"{kind.__name__}.{name}" for kind in kinds() for name in kind.model_fields}
    assert {*EXEMPT, *BY_THE_WHOLE, *INSTEAD} <= known


def test_an_english_reader_finds_no_sentence_of_the_house_in_french(teller):
    """Whatever the record and whichever of its closed choices (decision 0085)."""
    found = set()
    for kind in SENTENCES:
        for record in variants(kind):
            item = teller.item(record)
            french, english = lines(item), lines(into(item, "en"))
            found |= pieces(english) & pieces(french) | {
                one for one in english if FRENCH.search(one)
            }
    assert found <= ALIKE


ALIKE = {
    *("Consortium", "France", "Mention", "Silence", "article", "date", "document", "embargo"),
    *(
        "guide",
        "impossible",
        "label",
        "logo",
        "maximum",
        "minimum",
        "minutes",
        "obligation",
        "pages",
    ),
    *("phase", "places", "plan", "points", "possible", "publication", "site", "source", "vote"),
}
"""What French and English write alike."""


def variants(kind):
    """The record as it is filled, then with each of its closed choices, and each usual value."""
    record = filled(kind)
    yield record
    for name, info in kind.model_fields.items():
        closed = get_origin(info.annotation) is Literal
        choices = get_args(info.annotation) if closed else ()
        usual = (
            () if closed or info.is_required() else (info.get_default(call_default_factory=True),)
        )
        yield from (record.model_copy(update={name: one}) for one in (*choices, *usual))


def pieces(lines_):
    """What stands between signs, the names that the definition gives left aside."""
    cut = re.split(r"[;:.,()“”«»\xa0] *", " ; ".join(lines_))
    return {one.strip() for one in cut if WORD.search(one) and not NAMED.search(one)}


WORD, NAMED = re.compile("[a-zà-ÿ]{4}"), re.compile(r"dit |\w-\w|/|_|Numberis")
