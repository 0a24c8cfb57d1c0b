"""The spaces and apostrophes that French asks for."""

import re

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """Put them where they lack; idempotent.

    Addresses (`https://…`), hours (`12:30`) and code are left as they are: only a sign preceded
    by a space is touched.
    """
    set_ = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    set_ = re.sub(r" +(?=[;!?])", THIN, set_)
    set_ = re.sub(r" +(?=[:»€]|%(?![(sd]))", NBSP, set_)
    return re.sub(r"(?<=«) +", NBSP, set_)
