"""The code someone keeps to pair her answers without being known: ten signs, the last one checks.

Letters and figures that are not taken for one another (Crockford's base 32).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN = 9
"""Signs drawn: 45 bits, beyond any guess."""
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\u00a0": ""})


def new_code(choose: Callable[[str], str]) -> str:
    """A new code, in two groups; `choose` draws one sign among those given (`secrets.choice`)."""
    drawn = "".join(choose(SIGNS) for _ in range(DRAWN))
    return shown(drawn + _check(drawn))


def shown(code: str) -> str:
    """« ABCDE-FGHJK »."""
    return f"{code[:5]}-{code[5:]}"


def read_code(text: str) -> str | None:
    """The code typed, whatever its case and dashes; None when a sign is wrong or missing."""
    code = text.upper().translate(ALIKE)
    if len(code) != DRAWN + 1 or any(one not in SIGNS for one in code):
        return None
    return code if _check(code[:DRAWN]) == code[DRAWN] else None


def _check(drawn: str) -> str:
    """Changes when any sign changes, or two neighbours are swapped (weights prime to 31)."""
    return SIGNS[sum((rank + 2) * SIGNS.index(one) for rank, one in enumerate(drawn)) % 31]
