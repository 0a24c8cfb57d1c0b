"""The year of a cohort."""

from cordee.journeys.models.acceptances import Acceptance
from cordee.journeys.models.appraisals import Appraisal
from cordee.journeys.models.awards import Award, Payout
from cordee.journeys.models.claims import Claim
from cordee.journeys.models.cohorts import Cohort, Delegate, DelegateQuerySet, Participation
from cordee.journeys.models.coming import Catering, Coming, Ride, Sharing
from cordee.journeys.models.commitments import EVIDENCE, Charge, Charter, Evidence, Override
from cordee.journeys.models.deliveries import Delivery
from cordee.journeys.models.demands import Demand
from cordee.journeys.models.gates import Crossing, Passing
from cordee.journeys.models.grouping import Grouping, GroupMember
from cordee.journeys.models.meetings import Meeting, MeetingChange, Presence
from cordee.journeys.models.orders import Order
from cordee.journeys.models.polls import Availability, DateOption
from cordee.journeys.models.programme import Duty, Item, Material, Preparation, Speaker
from cordee.journeys.models.sheets import HeldMark, Scan
from cordee.journeys.models.slots import Slot, SlotQuerySet
from cordee.journeys.models.workgroups import (
    WorkingGroup,
    WorkingMember,
    WorkingMemberQuerySet,
    WorkingSession,
)

__all__ = [
    "EVIDENCE",
    "Acceptance",
    "Appraisal",
    "Availability",
    "Award",
    "Catering",
    "Charge",
    "Charter",
    "Claim",
    "Cohort",
    "Coming",
    "Crossing",
    "DateOption",
    "Delegate",
    "DelegateQuerySet",
    "Delivery",
    "Demand",
    "Duty",
    "Evidence",
    "GroupMember",
    "Grouping",
    "HeldMark",
    "Item",
    "Material",
    "Meeting",
    "MeetingChange",
    "Order",
    "Override",
    "Participation",
    "Passing",
    "Payout",
    "Preparation",
    "Presence",
    "Ride",
    "Scan",
    "Sharing",
    "Slot",
    "SlotQuerySet",
    "Speaker",
    "WorkingGroup",
    "WorkingMember",
    "WorkingMemberQuerySet",
    "WorkingSession",
]
