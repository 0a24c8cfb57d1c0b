"""EcoIndex: what a page weighs, by the published formula of the GreenIT collective."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237)
ELEMENTS += (1459, 1801, 2479, 594601)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281)
REQUESTS += (3920,)
KILOBYTES = (0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32)
KILOBYTES += (1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54)
KILOBYTES += (223212.26,)
GRADES = ((80, "A"), (70, "B"), (55, "C"), (40, "D"), (25, "E"), (10, "F"))


def quantile(measure: float, limits: tuple[float, ...]) -> float:
    """Place `measure` among the twentieths of the web: 0 the lightest, 20 the heaviest."""
    index = bisect_right(limits, measure) - 1
    if index >= len(limits) - 1:
        return float(len(limits) - 1)
    low, high = list(pairwise(limits))[index]
    return index + (measure - low) / (high - low)


@dataclass(frozen=True)
class Weight:
    """What a page asks of the machines: elements (SVG drawings as one), requests, bytes moved."""

    elements: int
    requests: int
    kilobytes: float

    @property
    def score(self) -> float:
        """The EcoIndex, from 0 to 100."""
        parts = (
            3 * quantile(self.elements, ELEMENTS)
            + 2 * quantile(self.requests, REQUESTS)
            + quantile(self.kilobytes, KILOBYTES)
        )
        return 100 - 5 * parts / 6

    @property
    def grade(self) -> str:
        """The letter, from A to G."""
        return next((letter for floor, letter in GRADES if self.score > floor), "G")
