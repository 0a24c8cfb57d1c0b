"""What a call is at an instant, what it receives, and how its rules may change: no database."""

from cordee.calls.rules.dates import Period, embargo, periods
from cordee.calls.rules.entrances import (
    Entrance,
    closing_words,
    elsewhere,
    entrance,
    entrances,
    told_apart,
)
from cordee.calls.rules.extension import extended, extension_faults, former_closings
from cordee.calls.rules.phases import Phase, bounds, change_faults, newcomers, phase
from cordee.calls.rules.reception import (
    Circumstances,
    Reception,
    receive,
    time_faults,
    window_at,
)

__all__ = [
    "Circumstances",
    "Entrance",
    "Period",
    "Phase",
    "Reception",
    "bounds",
    "change_faults",
    "closing_words",
    "elsewhere",
    "embargo",
    "entrance",
    "entrances",
    "extended",
    "extension_faults",
    "former_closings",
    "newcomers",
    "periods",
    "phase",
    "receive",
    "time_faults",
    "told_apart",
    "window_at",
]
