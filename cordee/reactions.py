"""Consequences, in one table: what follows each kind of event, in the same transaction.

A line reads `"app.happened": ("cordee.other.actions.react", …)`. Each function is called in
order as `react(event, *, by, at)`; if one refuses, the act itself is undone. Outside effects
(mail) are posted to the outbox, never made here. `cordee check` refuses an unknown kind or path.
"""

from typing import Final

REACTIONS: Final[dict[str, tuple[str, ...]]] = {}

REMINDER_RULES: Final[tuple[str, ...]] = ()
"""Dotted paths of `cordee.ledger.reminders.ReminderRule` objects, looked at every quarter hour."""
