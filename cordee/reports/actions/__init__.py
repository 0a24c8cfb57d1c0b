"""Write reports and sign them: the only writer of this room."""

from cordee.reports.actions.accounting import (
    add_line,
    bring_lines,
    declare,
    state_totals,
    take_line_out,
    withdraw_declared,
)
from cordee.reports.actions.drafting import (
    add_section,
    arrange,
    begin,
    drop_section,
    move_section,
    write_section,
)
from cordee.reports.actions.signing import sign, sign_draft

__all__ = (
    "add_line",
    "add_section",
    "arrange",
    "begin",
    "bring_lines",
    "declare",
    "drop_section",
    "move_section",
    "sign",
    "sign_draft",
    "state_totals",
    "take_line_out",
    "withdraw_declared",
    "write_section",
)
