"""Documents are made by many at once, as at a deadline, and the same data give the same bytes."""

from concurrent.futures import ThreadPoolExecutor

from cordee.applications.papers import TEMPLATE
from cordee.web.documents import pdf

DATA = {
    "title": "Accusé", "foot": "x", "call": "Appel", "body": "Lens", "facts": [["Reçu", "hier"]],
    "silence": "", "regime": "", "parts": [], "team": [],
}  # fmt: skip


def test_many_ask_for_a_document_at_once_and_each_has_hers():
    bodies = [f"Commune {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as hands:
        made = list(hands.map(lambda body: pdf(TEMPLATE, {**DATA, "body": body}), bodies))
    assert len(set(made)) == len(bodies)
    assert all(paper.startswith(b"%PDF") for paper in made)
    assert pdf(TEMPLATE, {**DATA, "body": bodies[0]}) == made[0]
