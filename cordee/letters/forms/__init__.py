"""What is typed of letters and lists."""

from cordee.letters.forms.letters import (
    EntrustForm,
    HeadingForm,
    IssueForm,
    LetterForm,
    PassageForm,
    SendForm,
    SubscribeForm,
)

__all__ = [
    "EntrustForm",
    "HeadingForm",
    "IssueForm",
    "LetterForm",
    "PassageForm",
    "SendForm",
    "SubscribeForm",
]
