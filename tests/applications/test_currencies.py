"""A call in another currency asks for amounts in it, on the page and in the file to fill."""

from cordee.applications.doors.asking import _headed, _labelled
from cordee.applications.forms.questions import fields_of
from cordee.programme.schema import questions as q
from tests.programme.build import define

ASKED = {"key": "budget", "kind": "money", "label": "Budget"}
SPENT = {"key": "depenses", "kind": "table", "label": "Dépenses",
         "columns": [{"key": "cout", "label": "Coût", "kind": "money"}]}  # fmt: skip


def test_questions_about_money_say_the_currency_of_the_call():
    call = define(currency="CHF", form={"sections": [
        {"key": "projet", "label": "Projet", "questions": [ASKED, SPENT]}]})  # fmt: skip
    budget, table = call.questions()
    assert isinstance(table, q.Table)
    ((_key, field, _value),) = fields_of(budget, None)
    assert field.label == "Budget (CHF)"
    assert _labelled(budget) == "Budget (CHF)"
    assert _headed(table.columns[0], "CHF") == "Coût (CHF)"
