"""An amount bears the sign of its currency, in either language."""

import pytest

from cordee.kernel import english, french

FRANCS = "700\u00a0CHF"


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [("EUR", "700\u00a0€", "€700"), ("€", "700\u00a0€", "€700"), ("CHF", FRANCS, FRANCS)],
)
def test_an_amount_is_said_with_the_sign_of_its_currency(code, said, told):
    assert french.money(700, code) == said
    assert english.money(700, code) == told
