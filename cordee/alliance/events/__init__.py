"""What happens in the organs; reasons and names stay in their tables."""

from cordee.alliance.events.agreements import AgreementLetEnd, AgreementWritten
from cordee.alliance.events.decisions import (
    DecisionObjected,
    DecisionObjectionAnswered,
    DecisionStruck,
    MoneyDecided,
)
from cordee.alliance.events.organs import MandateEnded, MandateGiven, OrganMet, OrganNamed

__all__ = [
    "AgreementLetEnd",
    "AgreementWritten",
    "DecisionObjected",
    "DecisionObjectionAnswered",
    "DecisionStruck",
    "MandateEnded",
    "MandateGiven",
    "MoneyDecided",
    "OrganMet",
    "OrganNamed",
]
