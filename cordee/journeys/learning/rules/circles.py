"""Who reads what people write: one ordered scale, each circle holding the narrower ones."""

from enum import StrEnum

SCALE = ("me", "team", "staff", "cohort", "alliance", "public")
"""From the narrowest to the widest (design, § 3)."""


class Relation(StrEnum):
    """What a reader is to a text: the narrowest circle she stands in."""

    AUTHOR = "me"
    TEAM = "team"
    STAFF = "staff"
    COHORT = "cohort"
    ALLIANCE = "alliance"
    STRANGER = "public"


def reads(audience: str, relation: Relation) -> bool:
    """Whether a reader so placed reads a text given to that circle; an unknown circle is closed."""
    if audience not in SCALE:
        return False
    return SCALE.index(relation) <= SCALE.index(audience)
