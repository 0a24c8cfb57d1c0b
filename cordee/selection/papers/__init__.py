"""What a jury prints: its minutes (PDF, ODT) and the answer to each team; same data, same bytes."""

from cordee.selection.papers.answers import answer_pdf
from cordee.selection.papers.minutes import minutes, minutes_pdf, stated_rules
from cordee.selection.papers.odt import minutes_odt

__all__ = ["answer_pdf", "minutes", "minutes_odt", "minutes_pdf", "stated_rules"]
