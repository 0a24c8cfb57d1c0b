"""Where a list goes on: an opaque word that names the last row seen, whatever happens since."""

import base64
import binascii

LONGEST = 20
PREFIX = "apres:"


def written(key: int) -> str:
    """The cursor after the row of that key."""
    return base64.urlsafe_b64encode(f"{PREFIX}{key}".encode()).decode().rstrip("=")


def read(cursor: str) -> int:
    """The key a cursor names; raises `ValueError` for anything this house did not write."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        text = base64.b64decode(padded.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError) as odd:
        raise ValueError(cursor) from odd
    digits = text.removeprefix(PREFIX)
    whole = text != digits and digits.isascii() and digits.isdecimal()
    if not whole or len(digits) >= LONGEST or written(int(digits)) != cursor:
        raise ValueError(cursor)
    return int(digits)
