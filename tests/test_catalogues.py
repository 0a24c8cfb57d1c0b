"""English says what French says, and the compiled catalogue is the written one."""

import ast
import re

import pytest
from babel.messages.catalog import Catalog
from django.test import Client
from django.utils import translation

from tests.catalogues import (
    FRENCH,
    MO,
    SENTENCES,
    compiled,
    gathered,
    mismatched,
    modules,
    typeset,
    untranslated,
    written,
)


@pytest.fixture(scope="module")
def house() -> Catalog:
    """Every sentence of the house, gathered once."""
    return gathered()


def test_the_compiled_catalogue_is_the_written_one():
    assert MO.read_bytes() == compiled(written()), "Lancez : make messages"


def test_french_sentences_are_set_without_a_sign_that_may_begin_a_line(house):
    assert FRENCH.read_bytes() == compiled(typeset(house)), "Lancez : make messages"
    with translation.override("fr"):
        assert translation.gettext("Une question ? Écrivez à") == "Une question\u202f? Écrivez à"


def test_french_keeps_the_singular_for_none():
    with translation.override("fr"):
        asked = ("dont %(filed)d déposé", "dont %(filed)d déposés")
        assert [translation.ngettext(*asked, count) for count in (0, 1, 2)] == [
            *asked[:1] * 2,
            asked[1],
        ]


def test_no_english_sentence_forgets_a_value():
    assert mismatched(written()) == []


def test_every_sentence_of_the_house_has_its_english(house):
    known = {(message.id, message.context) for message in written()}
    asked = {(message.id, message.context) for message in house}
    assert [message.id for message in untranslated(written())] == []
    assert asked <= known, "Lancez : make messages"


def test_no_finding_says_a_sentence_that_english_cannot_find():
    """A sentence with values is made by `french.say`: an f-string has no English (0085)."""
    glued = [
        f"{where}:{call.lineno}"
        for where, nodes in modules(_glues)
        for call in nodes
        if isinstance(call, ast.Call) and _sentence_of(call) is not None
    ]
    assert glued == []


MET = re.compile(
    r"cordee/(applications/(rules|forms|files|flyer|papers)|calls/(rules|papers)|selection/calendars"
    r"|programme/(conditions|sense|loading|explain|compare|promises)"
    r"|.*(letters|reminders|tidings|followups|deadlines|digests|correspondence)\w*\.py)"
)
"""What a candidate meets, calendars and papers of a call, what is told of a definition, letters."""
GUIDE = re.compile(r".*explain/(reference|command)\.py|.*sense/words\.py")
"""The guide of the format, which has one language, and patterns that search texts."""


FORMATTED = re.compile(r"""\b[rR]?[fF][rR]?["']""")


def test_no_rule_explanation_nor_letter_glues_its_sentence():
    """Even in pieces: what `french.say` did not make stays French on an English page (0085)."""
    glued = [
        f"{where}:{text.lineno}"
        for where, nodes in modules(_is_met)
        for text in nodes
        if isinstance(text, ast.JoinedStr) and _in_words(text)
    ]
    assert glued == []


def _glues(_where: str, text: str) -> object:
    """Whether an f-string may stand there."""
    return FORMATTED.search(text)


def _is_met(where: str, text: str) -> object:
    return MET.match(where) and not GUIDE.match(where) and _glues(where, text)


def _in_words(text: ast.JoinedStr) -> bool:
    """Whether an f-string says something: a word and a space, not a key or a number."""
    fixed = [str(one.value) for one in text.values if isinstance(one, ast.Constant)]
    return " " in "".join(fixed) and any(re.search("[a-zà-ÿ]{2}", one) for one in fixed)


FOR_EDITORS = "Flaw"
"""What the checks of a definition tell its editor keeps the words of the file."""


def _sentence_of(call: ast.Call) -> ast.expr | None:
    """The f-string that a call gives as its sentence, when it gives one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    rank = SENTENCES.get(name, len(call.args)) if name != FOR_EDITORS else len(call.args)
    told = call.args[rank : rank + 1]
    return next(
        (one for one in told for part in ast.walk(one) if isinstance(part, ast.JoinedStr)), None
    )


@pytest.mark.django_db
def test_english_is_really_served(client):
    assert "Skip to content" not in client.get("/").text
    client.post("/langue/", {"language": "en", "next": "/"})
    assert "Skip to content" in client.get("/").text


@pytest.mark.django_db
def test_the_language_switch_never_leads_away(client):
    for away in ("https://pirate.example.net/", "//pirate.example.net", "/a\0b", "javascript:x"):
        assert client.post("/langue/", {"language": "en", "next": away})["Location"] == "/"
    assert client.post("/langue/", {"language": "xx", "next": "/style/"})["Location"] == "/style/"
    assert 'lang="fr"' in Client().get("/").text


def test_a_sentence_in_a_template_is_gathered(house):
    assert any(message.id == "Aller au contenu" for message in house)
    with translation.override("en"):
        assert translation.gettext("Aller au contenu") == "Skip to content"
