"""A blind jury reads no name, whatever its spelling; what names nobody stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.selection.rules.redaction import MASK, identifying, proper, redacted

CONTENT = {
    "body": {"name": "Ville de Béthune", "territory": {"name": "Béthune"}},
    "team": [{"given_name": "Zoé", "family_name": "L’Hœst", "organisation": "Les Semeurs"}],
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("La ville de BETHUNE agit.", f"La {MASK} agit."),
        ("À Béthune, avec Zoé L’Hoest.", f"À {MASK}, avec {MASK}."),
        ("Écrire à zoe@bethune.fr ou 06 01 02 03 04.", f"Écrire à {MASK} ou {MASK}."),
        ("Les  semeurs aident ; les semeurs de blé.", f"{MASK} aident ; {MASK} de blé."),
        ("La ville et le bethunois.", "La ville et le bethunois."),
    ],
)
def test_names_are_masked_and_words_stay(text, shown):
    assert redacted(text, identifying(CONTENT)) == shown


def test_what_names_a_body_is_told_from_its_kind():
    assert proper("Communauté urbaine d’Arras") == "Arras"
    assert not proper("Pays de Lumbres et Fauquembergues")


@given(st.text(), st.lists(st.text(max_size=8), max_size=4))
def test_any_text_is_answered_and_no_name_is_left(text, names):
    assert redacted(redacted(text, names), names) is not None


@given(st.text())
def test_without_names_nothing_else_changes(text):
    shown = redacted(text, [])
    assert MASK in shown or shown == text
