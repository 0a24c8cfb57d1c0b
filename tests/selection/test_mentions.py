"""Distinctions without a place: by merit or named by the jury; told at the release, not before."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.programme.schema.choosing import Selection
from cordee.selection import actions, queries
from cordee.selection.letters import compose
from cordee.selection.models import Outcome, Ruling
from cordee.selection.rules import Set
from cordee.selection.rules.mentions import mentions_of, naming_faults
from tests.selection.conftest import CLOSED, DURING, judged

MENTIONS = [
    {"key": "sceau", "label": "Sceau", "above": 12, "count": 2},
    {"key": "coeur", "label": "Coup de cœur", "count": 1},
]
RULES = Selection.model_validate({"mentions": MENTIONS})
CHOSEN = Set(("a",), ("b",))


def test_a_merit_gives_a_distinction_to_the_best_files_without_a_place():
    merit = {"a": "19", "b": "12", "c": "25/2", "d": "12", "e": "11"}
    assert mentions_of(RULES, merit, CHOSEN, ["a", "d", "b"], {}) == {"sceau": ["c", "d"]}
    named = {"coeur": ["e"], "sceau": ["e"]}
    assert mentions_of(RULES, {"a": "19"}, CHOSEN, [], named) == {"coeur": ["e"]}


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ([], []),
        (["b"], []),
        (["a"], ["mention.placed"]),
        (["b", "c"], ["mention.count"]),
        (["z"], ["mention.unknown"]),
        (["b", "b"], ["mention.unknown", "mention.count"]),
    ],
)
def test_a_distinction_named_goes_once_to_a_file_without_a_place(files, codes):
    found = naming_faults(RULES, {"coeur": files}, CHOSEN, {"a", "b", "c"})
    assert [one.code for one in found] == codes


@pytest.fixture
def edition(db):
    panels = [{"key": "jury", "label": "Jury", "advisory": True, "decided_by": "le conseil"}]
    selection = {"places_min": 1, "places_max": 1, "mentions": MENTIONS, "reasons_given": False}
    return publish(judged(selection=selection, panels=panels), {}, by=None, at=DURING)


def test_the_decision_keeps_them_the_letter_and_the_page_tell_them(  # noqa: PLR0917 - fixtures, by name
    client, team, panel, juror, lens, lille, arras, denise, amina
):
    for deposit, value in ((lens, 20), (lille, 14), (arras, 6)):
        for key in ("pertinence", "equipe"):
            level = value if key == "pertinence" else 10
            actions.mark(juror, deposit, key, Decimal(level), by=denise, at=CLOSED)
    made = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    actions.close_marks(panel, by=amina, at=CLOSED)
    page = reverse("selection:decide", args=[panel.public_id, made.public_id])
    shown = team.get(page).text
    assert "Sceau&nbsp;: Lille" in shown
    assert "décide ensuite le conseil" in shown
    wrong = team.post(page, {"distinction-coeur": str(lens.public_id)})
    assert (wrong.status_code, "sans place" in wrong.text) == (422, True)
    assert team.post(page, {"distinction-coeur": str(arras.public_id)}).status_code == 302
    ruling = Ruling.objects.get()
    assert ruling.content["mentions"] == {
        "sceau": [str(lille.public_id)], "coeur": [str(arras.public_id)],
    }  # fmt: skip
    assert "Distinctions sans place" in str(ruling.minutes)
    assert ["Portée", "Avis consultatif\u00a0: décide ensuite le conseil."] in ruling.minutes[
        "facts"
    ]
    outcome = Outcome.objects.get(deposit=lille)
    assert "vous distingue\u00a0: Sceau" in compose(outcome).text
    assert queries.distinguished(panel.edition, CLOSED) == []
    actions.release(ruling, by=amina, at=CLOSED)
    told = client.get(reverse("selection:winners", args=[panel.edition.key])).text
    assert "Coup de cœur" in told
    assert "Arras" in told
