"""What makes a file admissible: pure questions, with no clock and no database."""

from cordee.applications.rules.answers import answer_faults, visible
from cordee.applications.rules.deposit import Draft, deposit_findings
from cordee.applications.rules.team import Teammate, TeamState, team_findings, team_state
from cordee.applications.rules.written import measured

__all__ = [
    "Draft",
    "TeamState",
    "Teammate",
    "answer_faults",
    "deposit_findings",
    "measured",
    "team_findings",
    "team_state",
    "visible",
]
