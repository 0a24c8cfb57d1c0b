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

__all__ = [
    "STATES",
    "circles_of",
    "content_of",
    "departments",
    "described",
    "draft_of",
    "facts_of",
    "revisions",
    "same_body",
    "staff_list",
    "state_of",
    "teammates",
    "writers",
    "written_by",
]
