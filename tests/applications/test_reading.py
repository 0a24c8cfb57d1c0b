"""The file as the jury will read it: its pages counted as they print, annexes included."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Deposit
from cordee.applications.reading import read_content
from cordee.applications.rules import Draft
from cordee.applications.rules.deposit import deposit_findings, printed_pages
from cordee.applications.rules.printed import printed_lines
from cordee.calls.actions import publish
from cordee.calls.models import Version
from cordee.people.models import User
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.programme.schema.choosing import Stage
from cordee.selection.reading import read_file
from cordee.territories.models import Territory
from tests.applications.conftest import small

BEFORE, DURING = datetime(2024, 11, 1, tzinfo=UTC), datetime(2024, 12, 1, 9, tzinfo=UTC)


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


COLUMNS = [{"key": "what", "label": "Dépense"}, {"key": "cost", "label": "Coût", "kind": "money"}]
LINE = {"what": "Une salle", "cost": "100"}


@pytest.mark.parametrize(("question", "value", "lines"), [
    ({"kind": "text"}, "Court", 3), ({"kind": "text"}, " ", 0),
    ({"kind": "long_text", "languages": ["fr", "en"]}, {"fr": "Un\ndeux", "en": "One"}, 5),
    ({"kind": "table", "columns": COLUMNS}, [LINE] * 46, 49),
    ({"kind": "table", "columns": COLUMNS}, [{**LINE, "what": "mot " * 24}], 7),
    ({"kind": "group", "questions": [{"kind": "text", "key": "a", "label": "A"}]},
     [{"a": "Un"}, {"a": ""}, {"a": "Deux"}], 4),
])  # fmt: skip
def test_every_kind_of_answer_counts_in_the_pages(question, value, lines):
    """R33: a budget of forty-six lines is a page, as a text of as many would be."""
    form = {"sections": [{"key": "s", "label": "S", "questions": [
        {"key": "q", "label": "Q", **question}]}]}  # fmt: skip
    (asked,) = small(form=form).questions()
    assert printed_lines(asked, value) == lines


ASKED = {
    "eligibility": [
        {"rule": "declares", "key": "mature", "statement": "Notre projet est mature.",
         "strength": "criterion", "judged": "jury"},
        {"rule": "declares", "key": "culture", "statement": "La culture est ancrée.",
         "strength": "criterion", "judged": "jury"},
        {"rule": "number", "fact": "agents", "min": 1},
    ],
}  # fmt: skip


def test_what_a_structure_declares_is_read_by_who_judges_it():
    """R10, R11, R14, R15: said yes or no, and what is not said stays blank."""
    known = {
        "declared": {"mature": False},
        "numbers": {"agents": {"value": "1250", "source": "RH"}},
    }
    definition = small(**ASKED)
    content = {"body": {"name": "Lens", "known": known}, "answers": {}, "attachments": {}}
    first, *others = read_content(definition, content)
    told = [(one.label, one.text.replace("\u202f", " ")) for one in first.answers]
    assert told[:2] == [("Notre projet est mature.", "Non"), ("La culture est ancrée.", "")]
    assert told[2][1] == "1 250 (RH)"
    assert [one.key for one in others] == ["projet"]
    blind, sighted = ({"key": "jury", "label": "Jury", "blind": one} for one in (True, False))
    deposit = Deposit(version=Version(content=definition.data()), content=content)
    seen = [
        [one.key for one in read_file(deposit, Stage.model_validate(stage))[0].answers]
        for stage in (blind, sighted)
    ]
    assert [len(one) for one in seen] == [2, 3]


def test_what_the_jury_will_not_read_stays_out_and_the_team_of_the_call_reads_what_came(
    db: None, amina: User, nadia: User, lens: Territory
):
    questions = [{"kind": "text", "key": "idee", "label": "Idée"},
                 {"kind": "text", "key": "entre-nous", "label": "Entre nous", "audience": "team"},
                 {"kind": "text", "key": "rib", "label": "RIB", "audience": "staff"}]  # fmt: skip
    form = {"sections": [{"key": "s", "label": "S", "questions": questions}]}
    edition = publish(small(form=form, team=None), {}, by=None, at=BEFORE)
    with time_machine.travel(DURING, tick=False):
        now = {"by": nadia, "at": DURING}
        file = actions.start(edition, territory=lens, **now)
        for one in questions:
            actions.save_answer(file, one["key"], f"dit {one['key']}", **now)
        actions.deposit(file, **now)
        actions.save_answer(file, "idee", "repris depuis", **now)
        address = reverse("applications:read", args=[file.public_id])
        pages = {}
        for user in (nadia, amina):
            client = Client()
            client.force_login(user)
            pages[user] = client.get(address).text.partition("<main")[2]
    assert "Le jury ne lira pas" in pages[nadia]
    assert "repris depuis" in pages[nadia]
    assert "dit idee" in pages[amina]
    assert "repris depuis" not in pages[amina]
    for page in pages.values():
        assert "dit entre-nous" not in page
        assert "dit rib" not in page
