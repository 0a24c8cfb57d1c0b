"""What happens to a call."""

from cordee.calls.events.clock import Extended
from cordee.calls.events.rules import Amended, Archived, Published

__all__ = ["Amended", "Archived", "Extended", "Published"]
