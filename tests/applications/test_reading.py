"""The file as the jury will read it: its pages counted as they print, annexes included."""

from datetime import UTC, datetime

import pytest

from cordee.applications.rules import Draft
from cordee.applications.rules.deposit import deposit_findings, printed_pages
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from tests.applications.conftest import small

DURING = datetime(2024, 12, 1, 9, tzinfo=UTC)


def call(*, counted: bool) -> Definition:
    form = small().form.model_dump(mode="json", exclude_defaults=True)
    form["max_pages"] = 3
    form["sections"][0]["questions"][2]["counted"] = counted
    return small(form=form, eligibility=[], team=None)


def draft(pages: int, text: str = "Du temps.") -> Draft:
    paper = {"name": "annexe.pdf", "size": 10, "pages": pages, "type": "application/pdf"}
    answers = {"besoins": text, "theme": "eau"}
    return Draft(facts=Facts(answers=answers), answers=answers, files={"annexe": [paper]})


@pytest.mark.parametrize(("counted", "pages"), [(True, 4), (False, 2)])
def test_the_pages_of_the_annexes_count_unless_they_stand_apart(*, counted: bool, pages: int):
    definition = call(counted=counted)
    assert printed_pages(definition, draft(2)) == pages
    found = [one.code for one in deposit_findings(definition, draft(2), DURING) if one.blocks]
    assert ("form.pages" in found) is counted


def test_a_file_that_is_too_long_says_by_how_much_and_what_to_do():
    found = deposit_findings(call(counted=True), draft(9), DURING)
    said = next(one.sentence for one in found if one.code == "form.pages")
    assert "11 pages, annexes comprises" in said.replace("\xa0", " ")
    assert "hors dossier" in said
