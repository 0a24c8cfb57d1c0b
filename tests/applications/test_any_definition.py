"""Any valid definition: its form is drawn and read back, handed in, proved and printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cordee.applications.forms import AnswersForm
from cordee.applications.reading import read_content
from cordee.applications.rules import answer_faults
from cordee.applications.rules.answers import empty
from cordee.applications.rules.shapes import kept, shape_faults
from cordee.kernel.canonical import digest
from cordee.programme import Severity, load
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.writing import toml
from tests.applications.doors.forms import filled
from tests.applications.whole_way import LARGE, Way
from tests.applications.wide import calls

if TYPE_CHECKING:
    from cordee.people.models import User

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def asked(definition: Definition) -> list[q.Asked]:
    return [one for one in definition.questions() if isinstance(one, q.Asked)]


@given(case=filled())
@settings(max_examples=60)
def test_any_definition_is_told_as_a_file_and_read_back_equal(case):
    definition, _answers = case
    again = load({"definition.toml": toml(definition).encode()}).definition
    assert again is not None
    assert again.data() == definition.data()


@given(case=filled())
@settings(max_examples=60)
def test_any_answer_has_the_shape_its_question_asks_and_is_told_in_words(case):
    definition, answers = case
    for question in asked(definition):
        value = answers[question.key]
        assert shape_faults(question, value) == []
        assert empty(value) or not empty(kept(question, value))
        for found in answer_faults(question, value):
            assert found.sentence
    told = read_content(definition, {"answers": answers, "attachments": {}})
    assert sum(len(part.answers) for part in told) == len(asked(definition))


@given(case=filled(), junk=JUNK)
@settings(max_examples=80)
def test_any_other_data_is_refused_with_its_reason_or_harms_no_rule(case, junk):
    definition, _answers = case
    for question in asked(definition):
        faults = shape_faults(question, junk)
        if faults:
            assert all(one.blocks and question.label for one in faults)
            continue
        value = kept(question, junk)
        answer_faults(question, value)
        AnswersForm([question], {question.key: value}).as_p()
        digest(value)
        read_content(definition, {"answers": {question.key: value}, "attachments": {}})


@given(case=calls())
@settings(
    max_examples=LARGE or 5,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if LARGE else [])],
    suppress_health_check=list(HealthCheck),
)
def test_any_definition_is_filled_handed_in_proved_and_printed(nadia: User, amina: User, case):
    """`CORDEE_EXAMPLES=300` draws that many: tracks, steps, teams, conditions, files, languages."""
    answers = json.loads(json.dumps(case.answers).replace("{{", "[["))  # the harness hunts braces
    loaded = load({"definition.toml": toml(case.definition).encode()})
    assert [one.message for one in loaded.findings if one.severity is Severity.ERROR] == []
    with transaction.atomic():
        assert Way(case.definition, nadia, amina, answers, case.track).go()
        transaction.set_rollback(True)
