"""Reading files: the draft as rules see it, the lists staff and writers need."""

from cordee.applications.queries.drafts import (
    circles_of,
    content_of,
    described,
    draft_of,
    facts_of,
    revisions,
    same_body,
    teammates,
    writers,
    written_by,
)
from cordee.applications.queries.lists import STATES, departments, staff_list, state_of
from cordee.applications.queries.times import (
    asked_again,
    circumstances,
    reception,
    reopened,
    writable,
)

__all__ = [
    "STATES",
    "asked_again",
    "circles_of",
    "circumstances",
    "content_of",
    "departments",
    "described",
    "draft_of",
    "facts_of",
    "reception",
    "reopened",
    "revisions",
    "same_body",
    "staff_list",
    "state_of",
    "teammates",
    "writable",
    "writers",
    "written_by",
]
