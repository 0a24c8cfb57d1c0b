"""The words of a definition, where forms look for them."""

from cordee.applications.words import CONTACT, said

__all__ = ["CONTACT", "said"]
