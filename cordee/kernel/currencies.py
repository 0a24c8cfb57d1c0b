"""How a currency is written beside an amount."""

from collections.abc import Mapping

SYMBOLS: Mapping[str, str] = {
    "EUR": "€",
    "CAD": "$\u00a0CA",
    "USD": "$\u00a0US",
    "CHF": "CHF",
    "GBP": "£",
    "XOF": "F\u00a0CFA",
    "XAF": "F\u00a0CFA",
    "XPF": "F\u00a0CFP",
}


def symbol(code: str) -> str:
    """« € » for EUR; the code itself (ISO 4217) where no sign is usual."""
    return SYMBOLS.get(code, code)
