"""Organs, who sits in them, what they decide on money, what is objected; agreements that end."""

from cordee.alliance.models.agreements import Agreement
from cordee.alliance.models.decisions import MoneyDecision, Objection, Position
from cordee.alliance.models.organs import Mandate, Organ, OrganMeeting

__all__ = [
    "Agreement",
    "Mandate",
    "MoneyDecision",
    "Objection",
    "Organ",
    "OrganMeeting",
    "Position",
]
