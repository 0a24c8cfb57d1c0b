"""The words of a definition, where forms look for them."""

from cordee.applications.words import CONTACT, kinds_of, said

__all__ = ["CONTACT", "kinds_of", "said"]
