"""Rights: the answer of a policy, always with its reason."""

from dataclasses import dataclass
from typing import Self

from cordee.kernel.speech import remembered


@dataclass(frozen=True, slots=True)
class Right:
    """Whether someone may do something; a hidden object does not even exist for them."""

    allowed: bool
    reason: str = ""
    visible: bool = True

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def yes(cls) -> Self:
        """Allowed."""
        return cls(allowed=True)

    @classmethod
    def no(cls, reason: str) -> Self:
        """Refused; `reason` says why and what to do, to the person herself."""
        return cls(allowed=False, reason=remembered(reason))

    @classmethod
    def hidden(cls) -> Self:
        """Refused, and the object must look as if it did not exist (page 404)."""
        return cls(allowed=False, visible=False)
