"""Roads, roughly: kilometres and minutes between two places told by latitude and longitude."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371
BEND = 1.3
"""A road is so much longer than the line drawn above it."""
KM_A_MINUTE = 1
"""Sixty kilometres an hour, stops and towns included."""

type Place = tuple[float, float]


def kilometres(one: Place, other: Place) -> int:
    """Kilometres on the road from a place to another, one way."""
    (lat, lon), (there, far) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((there - lat) / 2) ** 2 + cos(lat) * cos(there) * sin((far - lon) / 2) ** 2
    return round(2 * EARTH_KM * asin(min(1.0, sqrt(half))) * BEND)


def minutes(one: Place, other: Place) -> int:
    """Minutes on the road from a place to another, one way, to the nearest five."""
    return 5 * round(kilometres(one, other) / KM_A_MINUTE / 5)
