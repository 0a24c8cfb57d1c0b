"""What a letter may hold, and the form it takes."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cordee.ledger.rules.mail import PAUSES, faults, file_name, html_of, message_id, pause

GOOD = {
    "to": "camille@example.org",
    "subject": "Votre dossier est déposé",
    "text": "Bonjour,",
    "reply_to": "",
    "unsubscribe": "",
}


def test_an_ordinary_letter_is_accepted():
    assert not faults(**GOOD)


@pytest.mark.parametrize("place", ["to", "subject", "reply_to", "unsubscribe"])
@pytest.mark.parametrize("control", ["\n", "\r", "\0", "\u2028", "\x85"])
def test_no_header_can_be_smuggled_in(place, control):
    smuggled = f"camille@example.org{control}Bcc: all@example.org"
    found = faults(**{**GOOD, place: smuggled})
    assert ("header", place) in {(fault.code, fault.where) for fault in found}


@pytest.mark.parametrize(
    "address",
    ["", "camille", "a@b", "a b@example.org", "a@example.org,b@example.org", "<a@example.org>"],
)
def test_a_false_address_is_refused(address):
    assert [fault.code for fault in faults(**{**GOOD, "to": address})] == ["address"]


def test_a_letter_says_something_that_can_be_read():
    assert [fault.code for fault in faults(**{**GOOD, "text": " \n"})] == ["empty"]
    assert [fault.code for fault in faults(**{**GOOD, "text": "a\x00b"})] == ["control"]


def test_unsubscribing_is_a_web_page():
    assert faults(**{**GOOD, "unsubscribe": "javascript:alert(1)"})[0].code == "unsubscribe"
    assert not faults(**{**GOOD, "unsubscribe": "https://example.org/desabonnement/x/"})


@given(st.text(max_size=300), st.text(max_size=300))
def test_two_keys_never_share_a_file_nor_a_name(one, other):
    for name in (file_name(one), file_name(other)):
        assert "/" not in name
        assert not name.startswith(".") or name == ".eml"
        assert len(name.encode()) < 255
    assert (file_name(one) == file_name(other)) == (one == other)
    assert (message_id(one, "x") == message_id(other, "x")) == (one == other)


def test_pauses_grow_then_end():
    assert [pause(number) for number in range(len(PAUSES) + 2)] == [None, *PAUSES, None]
    assert list(PAUSES) == sorted(PAUSES)


def test_the_html_of_a_text_has_its_paragraphs_and_links_and_nothing_else():
    made = html_of("Bonjour <b>\n\nVoir (https://example.org/a?b=1&c=2).\nMerci")
    assert "<p>Bonjour &lt;b&gt;</p>" in made
    link = "https://example.org/a?b=1&amp;c=2"
    assert f'<p>Voir (<a href="{link}">{link}</a>).<br>\nMerci</p>' in made


class Tags(HTMLParser):
    """Collects the names of the tags that open."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert [name for name, _ in attrs] == {"a": ["href"], "html": ["lang"]}.get(tag, []) or (
            tag == "meta"
        )


@given(st.text(), st.text())
@example("<script>", '<img src=x onerror=alert(1)> https://x.org/"onclick=alert(1)')
def test_no_text_can_open_a_tag(title, text):
    tags = Tags()
    tags.feed(html_of(text, title))
    assert tags.seen <= {"html", "head", "meta", "title", "body", "p", "br", "a"}
