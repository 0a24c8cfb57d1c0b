"""English says what French says, and the compiled catalogue is the written one."""

import pytest
from django.test import Client
from django.utils import translation

from tests.catalogues import MO, compiled, gathered, mismatched, untranslated, written


def test_the_compiled_catalogue_is_the_written_one():
    assert MO.read_bytes() == compiled(written()), "Lancez : make messages"


def test_no_english_sentence_forgets_a_value():
    assert mismatched(written()) == []


def test_the_shell_of_the_pages_speaks_english():
    shell = {
        message.id
        for message in gathered()
        if any(where.startswith("cordee/web/") for where, _ in message.locations)
    }
    missing = [message.id for message in untranslated(written()) if message.id in shell]
    known = {message.id for message in written()}
    assert shell
    assert missing == []
    assert shell <= known, "Lancez : make messages"


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


def test_a_sentence_in_a_template_is_gathered():
    assert any(message.id == "Aller au contenu" for message in gathered())
    with translation.override("en"):
        assert translation.gettext("Aller au contenu") == "Skip to content"
