"""Who is who, in which organisation, with which seat, for how long."""

from cordee.people.models.accounts import User, UserManager
from cordee.people.models.invitations import Invitation
from cordee.people.models.organisations import Membership, Organisation
from cordee.people.models.persons import Person
from cordee.people.models.seats import Seat

__all__ = ["Invitation", "Membership", "Organisation", "Person", "Seat", "User", "UserManager"]
