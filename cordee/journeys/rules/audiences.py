"""Who reads what people write: one ordered scale, from oneself to everybody (R122, R329)."""

SCALE = ("me", "team", "staff", "cohort", "alliance", "public")
"""From the narrowest to the widest; each holds those before it, save that `me` is one person."""
SAME = {"jury": "staff"}


def rank(audience: str) -> int:
    """How wide an audience is; a word nobody knows is the narrowest of all."""
    audience = SAME.get(audience, audience)
    return SCALE.index(audience) if audience in SCALE else 0


def reads(circle: str, audience: str) -> bool:
    """Whether whoever stands in `circle` reads what is written for `audience`."""
    return bool(circle) and rank(circle) <= rank(audience)


def within(audience: str, widest: str) -> tuple[str, ...]:
    """The audiences someone may choose, from `audience` up to the widest that was agreed."""
    return tuple(one for one in SCALE if rank(audience) <= rank(one) <= rank(widest))
