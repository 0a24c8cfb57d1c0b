"""What happens in the year of a cohort."""

from cordee.journeys.events.appraisals import Appraised
from cordee.journeys.events.awards import (
    AwardGiven,
    AwardHeld,
    AwardWithdrawn,
    PayoutPaid,
    PayoutReleased,
    ShareCorrected,
    Spent,
)
from cordee.journeys.events.cohorts import (
    Accepted,
    Begun,
    CharterGiven,
    CharterSealed,
    CharterSent,
    CharterSigned,
    Claimed,
    DelegationChanged,
    Left,
    MeetingClosed,
    MeetingMoved,
    Overridden,
    Shown,
    Signed,
)
from cordee.journeys.events.coming import (
    ComingSaid,
    RidePosted,
    RideWithdrawn,
    SharingAnswered,
    SharingAsked,
)
from cordee.journeys.events.deliveries import Delivered, DeliveryTakenBack
from cordee.journeys.events.demands import DemandAnswered, DemandMade, DemandWithdrawn
from cordee.journeys.events.ending import YearEnded
from cordee.journeys.events.gates import CrossingWritten, PassingDecided, PassingReleased
from cordee.journeys.events.grouping import Grouped
from cordee.journeys.events.orders import OrderAnswered, OrderGiven, OrderWithdrawn
from cordee.journeys.events.polls import OptionWithdrawn, PollAnswered, PollOpened, PollTermsSet
from cordee.journeys.events.programme import (
    MaterialRemoved,
    MaterialSent,
    MeetingRepeated,
    ProgrammeWritten,
    SpeakerAnswered,
    SpeakerAsked,
    SpeakerWithdrawn,
)
from cordee.journeys.events.sheets import MarksHeld, MarksSettled, ScanAttached, ScanRemoved
from cordee.journeys.events.slots import SlotBooked, SlotReleased, SlotsOffered
from cordee.journeys.events.workgroups import (
    SynthesisHanded,
    SynthesisWritten,
    WorkingGroupJoined,
    WorkingGroupKept,
    WorkingGroupLeft,
    WorkingSessionTold,
)

__all__ = [
    "Accepted",
    "Appraised",
    "AwardGiven",
    "AwardHeld",
    "AwardWithdrawn",
    "Begun",
    "CharterGiven",
    "CharterSealed",
    "CharterSent",
    "CharterSigned",
    "Claimed",
    "ComingSaid",
    "CrossingWritten",
    "DelegationChanged",
    "Delivered",
    "DeliveryTakenBack",
    "DemandAnswered",
    "DemandMade",
    "DemandWithdrawn",
    "Grouped",
    "Left",
    "MarksHeld",
    "MarksSettled",
    "MaterialRemoved",
    "MaterialSent",
    "MeetingClosed",
    "MeetingMoved",
    "MeetingRepeated",
    "OptionWithdrawn",
    "OrderAnswered",
    "OrderGiven",
    "OrderWithdrawn",
    "Overridden",
    "PassingDecided",
    "PassingReleased",
    "PayoutPaid",
    "PayoutReleased",
    "PollAnswered",
    "PollOpened",
    "PollTermsSet",
    "ProgrammeWritten",
    "RidePosted",
    "RideWithdrawn",
    "ScanAttached",
    "ScanRemoved",
    "ShareCorrected",
    "SharingAnswered",
    "SharingAsked",
    "Shown",
    "Signed",
    "SlotBooked",
    "SlotReleased",
    "SlotsOffered",
    "SpeakerAnswered",
    "SpeakerAsked",
    "SpeakerWithdrawn",
    "Spent",
    "SynthesisHanded",
    "SynthesisWritten",
    "WorkingGroupJoined",
    "WorkingGroupKept",
    "WorkingGroupLeft",
    "WorkingSessionTold",
    "YearEnded",
]
