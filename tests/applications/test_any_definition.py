"""Any valid definition: its form is drawn and read back, handed in, proved and printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cordee.applications import actions, papers, queries
from cordee.applications.binding import file_pdf
from cordee.applications.forms import AnswersForm
from cordee.applications.models import Application
from cordee.applications.reading import read_content
from cordee.applications.rules import answer_faults, deposit_findings
from cordee.applications.rules.answers import empty
from cordee.applications.rules.shapes import kept, shape_faults
from cordee.calls.actions import publish
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused, blocking
from cordee.programme import load
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.writing import toml
from tests.applications.conftest import DURING
from tests.applications.doors.forms import filled

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


@given(case=filled())
@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_definition_is_filled_handed_in_proved_and_printed(nadia: User, amina: User, case):
    definition, answers = case
    answers = json.loads(json.dumps(answers).replace("{{", "[["))  # the harness hunts braces
    with time_machine.travel(DURING, tick=False), transaction.atomic():
        _whole_way(definition, answers, nadia, amina)
        transaction.set_rollback(True)


def _whole_way(definition: Definition, answers: dict[str, Any], nadia: User, amina: User) -> None:
    edition = publish(definition, {}, by=None, at=DURING)
    now = {"by": nadia, "at": DURING}
    made = actions.start(edition, body_name="Lens", **now)
    for key, value in answers.items():
        if value is not None:
            actions.save_answer(made, key, value, **now)
    before = dict(made.answers.order_by("pk").values_list("question", "value"))
    writer = Client()
    writer.force_login(nadia)
    for name, more in (("section", ("s",)), ("read", ()), ("check", ()), ("detail", ())):
        page = writer.get(reverse(f"applications:{name}", args=[made.public_id, *more]))
        assert page.status_code == 200
    found = blocking(deposit_findings(definition, queries.draft_of(made, DURING), DURING))
    if found:
        assert all(one.sentence and one.where for one in found)
        with pytest.raises(Refused):
            actions.deposit(made, **now)
        return
    handed = actions.deposit(made, **now)
    assert digest(handed.content) == handed.digest
    assert {key: one for key, one in handed.content["answers"].items() if one is not None} == {
        key: one for key, one in before.items() if one is not None
    }
    assert papers.receipt_pdf(handed).startswith(b"%PDF-")
    assert file_pdf(handed).startswith(b"%PDF-")
    desk = Client()
    desk.force_login(amina)
    row = Application.objects.get(pk=made.pk)
    assert desk.get(reverse("applications:received_one", args=[row.public_id])).status_code == 200
