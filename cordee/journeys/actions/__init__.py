"""Set out, meet, sign, show, pay: the only writers of the year."""

from cordee.journeys.actions.accepting import accept
from cordee.journeys.actions.appraisals import appraise
from cordee.journeys.actions.awards import (
    award_by_rule,
    declare_spent,
    give_award,
    pay_payout,
    release_payout,
    withdraw_award,
)
from cordee.journeys.actions.beginning import begin, set_out
from cordee.journeys.actions.charters import give_charter, send_charter, sign_charter
from cordee.journeys.actions.coming import (
    answer_sharing,
    ask_sharing,
    leave_sharing,
    post_ride,
    say_coming,
    withdraw_ride,
)
from cordee.journeys.actions.commitments import settle, show, take_evidence_back
from cordee.journeys.actions.delegations import end_delegate, replace, replace_by, withdraw
from cordee.journeys.actions.deliveries import deliver, take_delivery_back
from cordee.journeys.actions.demands import (
    announce_leaving,
    answer_demand,
    ask_extension,
    ask_replacement,
    end_notices,
    withdraw_demand,
)
from cordee.journeys.actions.ending import end_year
from cordee.journeys.actions.gates import decide_passing, release_passing, write_crossing
from cordee.journeys.actions.grouping import adopt_groups
from cordee.journeys.actions.holding import hold, settle_marks, sign_late, write_sheet
from cordee.journeys.actions.joining import join_late, step_aside
from cordee.journeys.actions.keeping import forget_accounts, forget_diets, forget_presences
from cordee.journeys.actions.meetings import cancel_meeting, move_meeting
from cordee.journeys.actions.money import claim, pay, take_back
from cordee.journeys.actions.orders import answer_order, give_order, withdraw_order
from cordee.journeys.actions.polls import (
    adopt_calendar,
    answer_poll,
    choose_date,
    open_poll,
    set_terms,
    withdraw_option,
)
from cordee.journeys.actions.presence import close_meeting, sign
from cordee.journeys.actions.programme import (
    lay_out,
    prepare,
    remove_duty,
    remove_item,
    tick_duty,
    write_duty,
    write_item,
)
from cordee.journeys.actions.repeating import repeat_meeting
from cordee.journeys.actions.signing import attach_scan, hours_of, remove_scan, sign_oneself
from cordee.journeys.actions.slots import book, offer_slots, release, withdraw_slot
from cordee.journeys.actions.speakers import (
    answer_speaker,
    ask_speaker,
    remove_material,
    send_material,
    withdraw_speaker,
)
from cordee.journeys.actions.workgroups import (
    cancel_session,
    hand_synthesis_in,
    keep_working_group,
    let_go,
    plan_session,
    take_in,
    tell_session,
    write_synthesis,
)

__all__ = [
    "accept",
    "adopt_calendar",
    "adopt_groups",
    "announce_leaving",
    "answer_demand",
    "answer_order",
    "answer_poll",
    "answer_sharing",
    "answer_speaker",
    "appraise",
    "ask_extension",
    "ask_replacement",
    "ask_sharing",
    "ask_speaker",
    "attach_scan",
    "award_by_rule",
    "begin",
    "book",
    "cancel_meeting",
    "cancel_session",
    "choose_date",
    "claim",
    "close_meeting",
    "decide_passing",
    "declare_spent",
    "deliver",
    "end_delegate",
    "end_notices",
    "end_year",
    "forget_accounts",
    "forget_diets",
    "forget_presences",
    "give_award",
    "give_charter",
    "give_order",
    "hand_synthesis_in",
    "hold",
    "hours_of",
    "join_late",
    "keep_working_group",
    "lay_out",
    "leave_sharing",
    "let_go",
    "move_meeting",
    "offer_slots",
    "open_poll",
    "pay",
    "pay_payout",
    "plan_session",
    "post_ride",
    "prepare",
    "release",
    "release_passing",
    "release_payout",
    "remove_duty",
    "remove_item",
    "remove_material",
    "remove_scan",
    "repeat_meeting",
    "replace",
    "replace_by",
    "say_coming",
    "send_charter",
    "send_material",
    "set_out",
    "set_terms",
    "settle",
    "settle_marks",
    "show",
    "sign",
    "sign_charter",
    "sign_late",
    "sign_oneself",
    "step_aside",
    "take_back",
    "take_delivery_back",
    "take_evidence_back",
    "take_in",
    "tell_session",
    "tick_duty",
    "withdraw",
    "withdraw_award",
    "withdraw_demand",
    "withdraw_option",
    "withdraw_order",
    "withdraw_ride",
    "withdraw_slot",
    "withdraw_speaker",
    "write_crossing",
    "write_duty",
    "write_item",
    "write_sheet",
    "write_synthesis",
]
