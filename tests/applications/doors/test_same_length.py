"""One text has one length: on the server, on the printed file, and once it came back by a document.

The browser's twin is held by `tests/browser/test_counting_twin.py`, on the same module.
"""

from typing import Any

import pytest
from hypothesis import given, settings

from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.sheet import printable
from cordee.applications.reading import read_answer
from cordee.applications.rules.written import measured
from cordee.kernel.counting import LINE_WIDTH, Unit, measure, tidy
from cordee.programme.schema import questions as q
from tests.applications.conftest import small
from tests.applications.doors.forms import LONG
from tests.applications.doors.test_round_trip import FORMATS, back

TRICKY = [
    "« Œuvrer » : l’élu·e, l’agriculteur·rice !",
    "5\u00a0000\u202f€ pour\u00a0tous",
    "a" * (LINE_WIDTH + 1),
    ("mot " * 60).strip(),
    "- un\n- deux\n\n\n  trois\t:\tquatre",
    "e\u0301te\u0301 œ ﬁ 👩‍👩‍👧 𝒜",
    "Un trait d’union insécable\u2011là, un\u00adautre caché",
    "x\u200by",
]


def returned(written_as: Any, text: str) -> str:
    definition = small()
    printing = Printing(definition, "application", "", Written("", {"besoins": text}))
    return str(back(definition, written_as.write(printing.sheet())).answers["besoins"] or "")


@FORMATS
@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("unit", list(Unit))
def test_a_text_keeps_its_length_when_it_comes_back(written_as: Any, text: str, unit: Unit):
    assert measure(returned(written_as, text), unit) == measure(text, unit)


@FORMATS
@given(text=LONG)
@settings(max_examples=25)
def test_any_text_keeps_its_length_when_it_comes_back(written_as: Any, text: str):
    came = returned(written_as, text)
    assert came == tidy(printable(text))
    assert [measure(came, unit) for unit in Unit] == [measure(text, unit) for unit in Unit]


@pytest.mark.parametrize("text", TRICKY)
def test_the_printed_file_says_the_length_the_server_counts(text: str):
    question = small().question("besoins")
    assert isinstance(question, q.LongText)
    assert question.limit is not None
    assert read_answer(question, text).length == measured(question.limit, text)
