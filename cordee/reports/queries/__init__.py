"""What a report reads: its whole, and the money the house knows of."""

from cordee.reports.queries.book import Book, book

__all__ = ("Book", "book")
