"""Large exact systems by lifting: one inverse modulo a prime, then digits, then fractions.

Elimination on integers of hundreds of digits takes seconds at two hundred jurors; here every step
is in 64 bits, and the digits found determine the only fractions small enough (Dixon, 1982).
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

PRIME = (1 << 31) - 1
WIDEST = 1 << 62


def lifted(rows: list[list[int]]) -> list[Fraction] | None:
    """The solution of a regular square system of integers, right-hand side last.

    None when its numbers are too large for 64-bit steps, or it is singular modulo the prime.
    """
    import numpy as np  # noqa: PLC0415 - heavy, only large problems need it - imported when needed

    widest = max(abs(value) for row in rows for value in row)
    if widest * PRIME * (len(rows) + 1) >= WIDEST:
        return None
    whole = np.array(rows, dtype=np.int64)
    matrix, rest = whole[:, :-1], whole[:, -1].copy()
    inverse = _inverse(matrix % PRIME)
    if inverse is None:
        return None
    bound = _bound(rows)
    digits = []
    for _ in range((2 * bound * bound).bit_length() // (PRIME.bit_length() - 1) + 1):
        digit = ((inverse * (rest % PRIME)) % PRIME).sum(axis=1) % PRIME
        digits.append(digit.tolist())
        rest = (rest - matrix @ digit) // PRIME
    return _fractions(digits, bound)


def _inverse(matrix: Ints) -> Ints | None:
    """The inverse modulo the prime, or None."""
    import numpy as np  # noqa: PLC0415 - heavy

    size = len(matrix)
    work = np.concatenate([matrix, np.eye(size, dtype=np.int64)], axis=1)
    for step in range(size):
        pivots = np.flatnonzero(work[step:, step])
        if not len(pivots):
            return None
        pivot = step + int(pivots[0])
        work[[step, pivot]] = work[[pivot, step]]
        work[step] = work[step] * pow(int(work[step, step]), -1, PRIME) % PRIME
        factors = work[:, step].copy()
        factors[step] = 0
        work = (work - factors[:, None] * work[step] % PRIME) % PRIME
    return work[:, size:]


def _bound(rows: list[list[int]]) -> int:
    """No numerator nor denominator is larger (Hadamard, right-hand side included)."""
    return prod(isqrt(sum(value * value for value in row)) + 1 for row in rows)


def _fractions(digits: list[list[int]], bound: int) -> list[Fraction]:
    """The fractions that these digits write, by their common denominator."""
    modulus = PRIME ** len(digits)
    common, found = 1, []
    for column in range(len(digits[0])):
        value = 0
        for digit in reversed(digits):
            value = value * PRIME + digit[column]
        top = value * common % modulus
        top = top - modulus if 2 * top > modulus else top
        if abs(top) > bound:
            common *= _denominator(value * common % modulus, modulus, bound)
            top = value * common % modulus
            top = top - modulus if 2 * top > modulus else top
        found.append(Fraction(top, common))
    return found


def _denominator(value: int, modulus: int, bound: int) -> int:
    """The smallest denominator whose fraction is this value: Euclid stopped half-way."""
    high, low, before, after = modulus, value, 0, 1
    while low > bound:
        quotient = high // low
        high, low = low, high - quotient * low
        before, after = after, before - quotient * after
    return abs(after)
