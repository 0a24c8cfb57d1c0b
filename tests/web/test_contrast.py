"""Every pair of colours that the style sheet puts together is read by everyone (WCAG AA)."""

import re
from itertools import product
from pathlib import Path

import pytest

import cordee.web

CSS = (Path(cordee.web.__file__).parent / "static/web/cordee.css").read_text()
GROUNDS = ("paper", "surface", "sunken")
WASHES = ("good", "warn", "bad", "info")


def schemes():
    light, dark = re.findall(r":root \{\s*(?:color-scheme[^;]*;)?([^}]*)\}", CSS)[:2]
    return {
        name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for name, block in (("light", light), ("dark", dark))
    }


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *(
        (text, ground, 4.5)
        for text, ground in product(("ink", "muted", "accent", "accent-strong", "rope"), GROUNDS)
    ),
    *((text, ground, 4.5) for text, ground in product(WASHES, GROUNDS)),
    *((tone, f"{tone}-wash", 4.5) for tone in WASHES),
    *(("ink", f"{tone}-wash", 4.5) for tone in (*WASHES, "rope", "accent")),
    ("accent-strong", "accent-wash", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("surface", "bad", 4.5),
    *((edge, ground, 3.0) for edge, ground in product(("edge", "focus", "rope"), GROUNDS)),
]


def test_both_colour_schemes_name_the_same_colours():
    light, dark = schemes().values()
    assert set(light) == set(dark)
    assert len(light) > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_of_colours_is_readable(scheme, front, ground, least):
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_the_measure_knows_black_from_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


def test_no_colour_is_written_outside_the_tokens():
    rules = CSS.split("/* Bootstrap's own variables", 1)[1].split("@media print", 1)[0]
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []
