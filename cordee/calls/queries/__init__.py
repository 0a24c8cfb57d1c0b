"""Reading calls: what is open, what comes, what is behind, what is asked."""

from cordee.calls.queries.asking import (
    answers,
    asked,
    briefings,
    coming_briefings,
    inquiries,
    still_waiting,
    with_call,
)
from cordee.calls.queries.editions import public, public_one
from cordee.calls.queries.files import (
    file_contents,
    file_marks,
    files_in_force,
    models_of,
    named_files,
    offered,
)
from cordee.calls.queries.keeping import LONGEST, kept, kept_of, offers
from cordee.calls.queries.standings import Standing, listed, standing

__all__ = [
    "LONGEST",
    "Standing",
    "answers",
    "asked",
    "briefings",
    "coming_briefings",
    "file_contents",
    "file_marks",
    "files_in_force",
    "inquiries",
    "kept",
    "kept_of",
    "listed",
    "models_of",
    "named_files",
    "offered",
    "offers",
    "public",
    "public_one",
    "standing",
    "still_waiting",
    "with_call",
]
