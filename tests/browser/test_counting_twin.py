"""The browser counts like the server."""

import json
from pathlib import Path

import pytest

import cordee.web
from cordee.kernel import counting

SCRIPT = (Path(cordee.web.__file__).parent / "static/web/counting.js").read_text()
TEXTS = [
    "",
    "   \n\t ",
    "Un mot",
    "« Oui ! » : dit-elle\N{NO-BREAK SPACE}; l’élu·e répond…",
    "e\u0301lu et élu",
    "a\r\nb\rc\n\n\nd",
    "mot " * 400,
    "x" * 96,
    "x" * 95 + " y",
    ("long" * 30 + "\n") * 50,
    "zéro\0octet",
    "\u2028sépare\u2029 \x1cfin\x85",
    "\ufeffmarque",
    "🧗🏽 en cordée 👩‍👩‍👧",
    "½ ² ٣ 三 Ⅳ",
    "a\u200bb\u00adc",
    "ligne\x0bverticale\x0cpage",
]


def test_both_count_the_same_in_every_unit(browser):
    page = browser.open("/accessibilite/")
    page.evaluate(SCRIPT)
    units = [unit.value for unit in counting.Unit]
    told = page.evaluate(
        "([texts, units]) => texts.map(text => units.map(unit => counting[unit](text)))",
        [TEXTS, units],
    )
    wanted = [[counting.measure(text, unit) for unit in counting.Unit] for text in TEXTS]
    assert [dict(zip(units, row, strict=True)) for row in told] == [
        dict(zip(units, row, strict=True)) for row in wanted
    ], json.dumps(TEXTS)


@pytest.mark.django_db
def test_the_counter_follows_the_writing(browser, settings):
    settings.DEMO = True
    page = browser.open("/style/")
    page.fill("#id_needs", "Deux mots")
    page.wait_for_selector("#id_needs_counter:has-text('9')")
    assert page.text_content("#id_needs_counter") == "9\N{NO-BREAK SPACE}caractères sur 800"
    page.fill("#id_needs", "x" * 801)
    page.wait_for_selector("#id_needs_counter.counter-over")
    assert "1\N{NO-BREAK SPACE}caractère de trop" in page.text_content("#id_needs_counter")
