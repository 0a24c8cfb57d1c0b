"""Texts become safe HTML in French typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.programme.schema.words import Words
from cordee.web.texts import markdown, plain, words

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[lien](javascript:alert(1))",
        "[lien](data:text/html,x)",
        '<img src=x onerror="alert(1)">',
        "![image](http://pirate.example.net/x.png)",
        '<a href="http://x" onclick="y()">z</a>',
        "<style>body{}</style>",
        '<p style="color:red">x</p>',
    ],
)
def test_nothing_dangerous_comes_out_of_markdown(attack):
    html = markdown(attack).lower()
    for word in (
        "<script",
        "<img",
        "<style",
        'href="javascript',
        'href="data',
        '<a href="http://x" onclick',
    ):
        assert word not in html


@given(st.text())
def test_any_text_at_all_can_be_shown(text):
    assert "<script" not in markdown(text)
    assert "<script" not in plain(text)


def test_titles_keep_the_order_of_the_page():
    html = markdown("# Un\n\n## Deux", top=3)
    assert html == "<h3>Un</h3>\n<h4>Deux</h4>\n"


def test_titles_never_go_below_the_sixth_level():
    assert "<h6>" in markdown("# a\n\n##### e", top=5)


def test_french_spaces_are_put_in_text_but_not_in_code():
    html = markdown("Pourquoi ? `a ? b`")
    assert "Pourquoi\N{NARROW NO-BREAK SPACE}?" in html
    assert "<code>a ? b</code>" in html


def test_the_heads_of_a_table_say_their_scope():
    assert '<th scope="col">' in markdown("| a | b |\n|---|---|\n| 1 | 2 |")


def test_links_do_not_tell_where_they_come_from():
    assert 'rel="noopener noreferrer"' in markdown("[site](https://example.org)")


def test_what_an_applicant_types_stays_as_typed():
    assert (
        plain("Un *deux*\nligne\n\n<b>fin</b>")
        == "<p>Un *deux*<br>ligne</p><p>&lt;b&gt;fin&lt;/b&gt;</p>"
    )
    assert plain("  ") == ""


def test_a_label_follows_the_language_then_what_exists():
    both = Words({"fr": "Appel", "en": "Call"})
    assert words(both, "en") == "Call"
    assert words(both, "de") == "Appel"
    assert words("Appel", "en") == "Appel"
    assert words({"fr": "Appel"}, "en") == "Appel"
