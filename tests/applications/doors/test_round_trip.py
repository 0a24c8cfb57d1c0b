"""A form goes out as a document and comes back equal, whatever the call and the answers."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.differences import comparable, differences
from cordee.applications.doors.found import Found
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.applications.rules.tables import computed, finished
from cordee.programme import load
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from tests.applications.doors.forms import filled

FORMATS = pytest.mark.parametrize("written_as", [docx, odt], ids=["docx", "odt"])
TEXT = (
    "L’élu·e et le·la technicien·ne : « œuvrer » à 5\u00a0000\u202f€ !\n\n- un point\n- deux\n"
    "\tun retrait, deux  espaces ;\n   Besoins\n☐ pas une case"
)


def back(definition: Definition, content: bytes) -> Found:
    return recognise(read_document(content), definition, step=definition.steps[0].key)


@FORMATS
@given(case=filled())
@settings(max_examples=40)
def test_any_form_comes_back_as_it_left(written_as: Any, case: tuple[Definition, dict[str, Any]]):
    definition, answers = case
    printing = Printing(definition, definition.steps[0].key, "", Written("Lens", answers))
    found = back(definition, written_as.write(printing.sheet()))
    asked = [one for one in definition.questions() if isinstance(one, q.Asked)]
    assert differences(asked, answers, found.answers) == []
    assert comparable(found.answers) == comparable(answers)
    assert found.leftovers == []
    assert found.absent == []
    assert found.body == "Lens"


def answer(question: q.Asked) -> Any:  # noqa: PLR0911 - one line a kind
    """A rich answer to any question."""
    match question:
        case q.Contact():
            return {part: f"{part} : Lœuf" for part in question.fields}
        case q.Choice() if question.max > 1:
            keys = [one.key for one in question.options][: question.max - 1]
            return [*keys, "Une autre : œuf"] if question.other else keys
        case q.Choice():
            return question.options[-1].key
        case q.YesNo():
            return False
        case q.Attestation():
            return True
        case q.Group():
            item = {one.key: answer(one) for one in question.questions if isinstance(one, q.Asked)}
            return [item, item]
        case q.LongText():
            return dict.fromkeys(question.languages, TEXT) if question.languages else TEXT
        case q.Table():
            return finished(question, rows(question))
        case _:
            return PLAIN.get(type(question), "Court, « œuvre »")


PLAIN = {q.Number: "12", q.Money: "12", q.Day: "2027-01-02", q.Place: None}


def rows(table: q.Table) -> list[dict[str, str]]:
    """Its fixed rows, or two rows of one's own, as typed."""
    fixed = [row.key for row in table.rows if not computed(row)]
    return [{"key": key, **cells(table)} for key in fixed] or [cells(table), cells(table)]


def cells(table: q.Table) -> dict[str, str]:
    """What one types in a row."""
    typed = {"number": "12", "money": "12", "date": "2027-01-02", "text": "Lœuf"}
    asked = (one for one in table.columns if not computed(one))
    return {one.key: one.options[-1].key if one.options else typed[one.kind] for one in asked}


def mates(definition: Definition) -> list[dict[str, Any]]:
    """Someone of the team, who leads it."""
    team = definition.team_of()
    leads = [one.key for one in team.leads if one.of == "person"] if team else []
    role = team.roles[0].key if team and team.roles else ""
    return [{"given_name": "Anaïs", "family_name": "Lœuf", "role": role, "leads": sorted(leads),
             "capacity": "Élue", "organisation": "Cœur d’Artois", "service": "", "phone": "06",
             "email": "anais@example.org"}]  # fmt: skip


def real(name: str) -> tuple[Definition, Written]:
    """The form of a real call, filled."""
    definition = load(Path("programmes") / name).definition
    assert definition is not None
    asked = definition.questions(definition.steps[0].key)
    answers = {
        one.key: answer(one)
        for one in asked
        if isinstance(one, q.Asked) and not isinstance(one, q.File)
    }
    team = mates(definition) if definition.team_of() else []
    return definition, Written("Cœur d’Artois", answers, team)


REAL = pytest.mark.parametrize("name", ["mise-en-recits-2024", "territoires-participatifs-2020"])


@REAL
@FORMATS
def test_the_forms_of_real_calls_come_back_without_loss(written_as: Any, name: str):
    definition, written = real(name)
    printing = Printing(definition, definition.steps[0].key, "", written)
    found = back(definition, written_as.write(printing.sheet({"edition": name})))
    assert found.answers == written.answers
    assert found.team == list(written.team)
    assert (found.leftovers, found.absent) == ([], [])


UNLIKE = sorted(Path("tests/definitions/unlike").glob("*.toml"))


@pytest.mark.parametrize("path", UNLIKE, ids=lambda path: path.stem)
def test_every_form_of_a_call_unlike_any_other_comes_back(path: Path):
    """Steps, tracks, tables with totals, groups, several languages: as calls really mix them."""
    definition = load(path).definition
    assert definition is not None
    tracks = [one.key for one in definition.tracks] or [""]
    forms = [(step.key, track) for step in definition.steps for track in tracks[:2]]
    for rank, (step, track) in enumerate(forms):
        asked = [one for one in definition.questions(step, track)
                 if isinstance(one, q.Asked) and not isinstance(one, q.File)]  # fmt: skip
        answers = {one.key: answer(one) for one in asked}
        sheet = Printing(definition, step, track, Written("Lens", answers)).sheet()
        content = (docx, odt)[rank % 2].write(sheet)
        found = recognise(read_document(content), definition, step=step, track=track)
        assert differences(asked, answers, found.answers) == []
        assert (found.leftovers, found.absent) == ([], [])


@FORMATS
def test_a_blank_form_answers_nothing_and_leaves_nothing(written_as: Any):
    definition, _written = real("mise-en-recits-2024")
    printing = Printing(definition, definition.steps[0].key)
    found = back(definition, written_as.write(printing.sheet()))
    assert not [key for key, value in found.answers.items() if value is not None]
    assert (found.leftovers, found.absent, found.team) == ([], [], [])


@FORMATS
def test_the_mark_of_the_version_comes_back(written_as: Any):
    definition, _written = real("mise-en-recits-2024")
    mark = {"edition": "mise-en-recits-2024", "version": "3", "language": "fr"}
    content = written_as.write(Printing(definition).sheet(mark))
    assert read_document(content).mark == mark


@FORMATS
def test_a_form_taken_away_before_its_instructions_were_reworded_comes_back_clean(written_as: Any):
    before, filled_in = real("mise-en-recits-2024")
    content = before.data()
    for section in content["form"]["sections"]:
        for question in section.get("questions", ()):
            question["help"] = "Dit autrement."
    now = Definition.model_validate(content)
    stream = read_document(
        written_as.write(Printing(before, before.steps[0].key, "", filled_in).sheet())
    )
    found = recognise(stream, now, step=now.steps[0].key, past=[before])
    assert found.answers == filled_in.answers
    assert recognise(stream, now, step=now.steps[0].key).answers != filled_in.answers
