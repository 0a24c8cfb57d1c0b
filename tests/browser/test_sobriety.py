import pytest

from tests.browser.sobriety import REQUESTS, Weight, quantile


def test_the_quantile_is_the_place_between_two_limits():
    assert quantile(0, REQUESTS) == 0
    assert quantile(2, REQUESTS) == 1
    assert quantile(8.5, REQUESTS) == 1.5
    assert quantile(10_000, REQUESTS) == 20


@pytest.mark.parametrize(
    ("weight", "grade"),
    [
        (Weight(0, 0, 0), "A"),
        (Weight(300, 8, 80), "A"),
        (Weight(700, 30, 500), "C"),
        (Weight(2500, 300, 9000), "G"),
    ],
)
def test_lighter_pages_have_better_grades(weight, grade):
    assert weight.grade == grade
