"""Write, share, answer: the only writers of what a cohort learns."""

from cordee.journeys.learning.actions.exercises import (
    begin_return,
    change_exercise,
    give_feedback,
    hand_in,
    join_file,
    plan_exercise,
    publish_exercise,
    remove_feedback,
    remove_file,
    take_return_back,
    write_return,
)
from cordee.journeys.learning.actions.extracts import (
    answer_extract,
    ask_extract,
    use_extract,
    withdraw_extract,
)
from cordee.journeys.learning.actions.logbook import (
    erase_entry,
    rewrite_entry,
    share_entry,
    take_entry_back,
    write_entry,
)
from cordee.journeys.learning.actions.surveys import (
    answer_survey,
    close_survey,
    plan_pulse,
    plan_survey,
    retire_turnout,
)

__all__ = [
    "answer_extract",
    "answer_survey",
    "ask_extract",
    "begin_return",
    "change_exercise",
    "close_survey",
    "erase_entry",
    "give_feedback",
    "hand_in",
    "join_file",
    "plan_exercise",
    "plan_pulse",
    "plan_survey",
    "publish_exercise",
    "remove_feedback",
    "remove_file",
    "retire_turnout",
    "rewrite_entry",
    "share_entry",
    "take_entry_back",
    "take_return_back",
    "use_extract",
    "withdraw_extract",
    "write_entry",
    "write_return",
]
