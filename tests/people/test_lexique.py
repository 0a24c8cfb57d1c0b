"""The lexique tells every role, in the words of the pages."""

import re
from pathlib import Path

from cordee.people.models.seats import Role

LEXIQUE = Path(__file__).parents[2] / "docs" / "lexique.md"


def test_each_role_is_in_the_lexique_under_its_french_name():
    rows = dict(
        reversed(pair)
        for pair in re.findall(r"^\| ([^|]+?) \| `(\w+)` \|", LEXIQUE.read_text(), re.MULTILINE)
    )
    told = {role: rows.get(role) for role in Role.values}
    assert told == {role.value: str(role.label) for role in Role}
