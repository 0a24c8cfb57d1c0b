"""When a document counts as received, by the rule of its call (R2)."""

from datetime import datetime

from cordee.programme.schema import Definition


def counted(
    definition: Definition | None,
    *,
    began: datetime,
    ended: datetime,
    sent: datetime | None = None,
    step: str = "",
) -> datetime:
    """The instant that is compared with the closing.

    The end of its reception, unless the call says that what counts is the start of it
    (`started`) or its sending (`sent`); a date of sending after the reception is not believed.
    """
    windows = definition.windows_of(step) if definition else []
    rule = windows[0].counts if windows else "received"
    if rule == "started":
        return began
    if rule == "sent" and sent is not None and sent <= ended:
        return sent
    return ended
