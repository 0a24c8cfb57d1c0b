"""The year of a cohort."""

from cordee.journeys.models.cohorts import Cohort, Delegate, DelegateQuerySet, Participation
from cordee.journeys.models.commitments import Charge, Charter, Evidence, Override
from cordee.journeys.models.meetings import Meeting, MeetingChange, Presence
from cordee.journeys.models.polls import Availability, DateOption
from cordee.journeys.models.programme import Duty, Item, Material, Preparation, Speaker
from cordee.journeys.models.sheets import Scan
from cordee.journeys.models.slots import Slot, SlotQuerySet

__all__ = [
    "Availability",
    "Charge",
    "Charter",
    "Cohort",
    "DateOption",
    "Delegate",
    "DelegateQuerySet",
    "Duty",
    "Evidence",
    "Item",
    "Material",
    "Meeting",
    "MeetingChange",
    "Override",
    "Participation",
    "Preparation",
    "Presence",
    "Scan",
    "Slot",
    "SlotQuerySet",
    "Speaker",
]
