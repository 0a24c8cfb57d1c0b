"""How a currency is written beside an amount."""

from collections.abc import Mapping

SYMBOLS: Mapping[str, str] = {
    "EUR": "€",
    "CAD": "$ CA",
    "USD": "$ US",
    "CHF": "CHF",
    "GBP": "£",
    "XOF": "F CFA",
    "XAF": "F CFA",
    "XPF": "F CFP",
}


def symbol(code: str) -> str:
    """« € » for EUR; the code itself (ISO 4217) where no sign is usual."""
    return SYMBOLS.get(code, code)
