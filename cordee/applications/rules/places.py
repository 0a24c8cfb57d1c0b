"""Where the body of a file handed in is, as its deposit froze it: one reading for every room."""

from collections.abc import Mapping
from typing import Any


def frozen_places(content: Mapping[str, Any]) -> frozenset[str]:
    """The places a body is or lies in, perimeters of the call included, on the day it handed in.

    A deposit made before places were kept whole tells those that its copy of the body names.
    """
    body = content.get("body", {})
    kept = body.get("places")
    if kept:
        return frozenset(kept)
    territory = body.get("territory")
    if not territory:
        return frozenset()
    country = territory.get("country", "FR")
    found = {territory.get("ref", ""), country, f"country:{country}"}
    for family, key in (("departement", "department"), ("region", "region"), ("epci", "epci")):
        code = code_of(territory.get(key))
        found |= {f"{family}:{code}"} if code else set()
    return frozenset(found - {""})


def code_of(place: Any) -> str:
    """A snapshot names places as `{"code", "name"}`, a grouping by its SIREN, or by code alone."""
    if isinstance(place, dict):
        return str(place.get("code") or place.get("siren") or "")
    return str(place or "")
