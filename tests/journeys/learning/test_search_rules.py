"""Searching as people mean it, and what an anonymous sheet may not say."""

import pytest

from cordee.journeys.learning.rules.questions import traces
from cordee.journeys.learning.rules.search import key, sought


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("récit", "La mise en récits du territoire"), ("récits", "Un récit"),
        ("élu", "Avec les élus"), ("élue", "Les élu·es"), ("élus", "Une élue"),
        ("territoriaux", "Un projet territorial"), ("bateaux", "le bateau"),
        ("mise en récits", "mises en récit"), ("MÉTHODE", "des methodes"),
        ("transit", "les transitions"), ("l’alimentation", "Projets d’alimentation"),
    ],
)  # fmt: skip
def test_a_word_finds_its_plural_its_feminine_and_forgives_accents(words, text):
    assert all(one in key(text) for one in sought(words))


@pytest.mark.parametrize(
    ("words", "text"), [("récit", "réciter"), ("cas", "casser la croûte"), ("élu", "Nul relu")]
)
def test_what_merely_contains_the_letters_is_not_the_first_meaning(words, text):
    found = all(one in key(text) for one in sought(words))
    assert found is (words in {"récit", "cas"} and text.lower()[: len(words)] == words)


def test_nothing_sought_finds_everything_and_nonsense_nothing():
    assert sought("le de la") == []
    assert sought("\0?!") == []
    assert not all(one in key("Un récit") for one in sought("zèbre"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Une collectivité peut délibérer.", []),
        ("Comme à Lens, on peut délibérer.", ["Lens"]),
        ("Écrire à eve@example.org ou au 06 12 34 56 78.", ["eve@example.org", "06 12 34 56 78"]),
        ("Selon madame LEBRUN, c’est possible.", ["Lebrun"]),
        ("L’excellence suffit.", []),
    ],
)
def test_names_addresses_and_telephones_are_found(text, left):
    assert traces(text, ["Lens", "Lebrun", "Le"]) == left
