"""What a letter is made of, what a list lets through."""

from cordee.letters.rules.letters import (
    MONTH,
    MOST_SECTIONS,
    RULE,
    Address,
    Heading,
    Part,
    Readers,
    headings,
    next_issue,
    sending_faults,
)

__all__ = [
    "MONTH",
    "MOST_SECTIONS",
    "RULE",
    "Address",
    "Heading",
    "Part",
    "Readers",
    "headings",
    "next_issue",
    "sending_faults",
]
