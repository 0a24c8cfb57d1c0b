"""Documents are made by many at once, as at a deadline, and the same data give the same bytes."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cordee.applications.papers import TEMPLATE
from cordee.web.documents import pdf

DATA = {
    "title": "Accusé", "foot": "x", "call": "Appel", "body": "Lens", "facts": [["Reçu", "hier"]],
    "lang": "fr", "heads": ["Mention", "Valeur"], "staff": "Équipe", "caption": "Mentions",
    "laws": [], "french": [], "parts": [], "team": [],
}  # fmt: skip


def test_many_ask_for_a_document_at_once_and_each_has_hers():
    bodies = [f"Commune {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as hands:
        made = list(hands.map(lambda body: pdf(TEMPLATE, {**DATA, "body": body}), bodies))
    assert len(set(made)) == len(bodies)
    assert all(paper.startswith(b"%PDF") for paper in made)
    assert pdf(TEMPLATE, {**DATA, "body": bodies[0]}) == made[0]


@pytest.mark.parametrize(
    "strange",
    [
        "\U000d0b03", "氎Û 🌾", "\U0001ba4d\U0001e56b", "ي \u200b", "\ue000", "\x07",
        "国費外国人留学生（研究留学生）、東北大学。🌾👩\u200d🌾", "ก็（ภาษาไทย）", "नमस्ते「हिन्दी」",
    ],
)  # fmt: skip
def test_a_sign_no_font_draws_never_keeps_anybody_from_her_receipt(strange: str):
    made = pdf(TEMPLATE, {**DATA, "body": f"Lens {strange}", "foot": strange})
    assert made.startswith(b"%PDF")
    assert "Lens" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_letters_without_a_font_take_away_none_of_the_others():
    made = pdf(TEMPLATE, {**DATA, "body": "Zażółć Ωж 12 000 € → \U0001ba4d（\U0001e56b）"})
    assert "Zażółć Ωж 12 000 € → □" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


@given(st.text(max_size=30))
@settings(max_examples=25)
def test_any_text_is_printed(text: str):
    assert pdf(TEMPLATE, {**DATA, "body": text or "x"}).startswith(b"%PDF")
