"""Reading files: the draft as rules see it, the lists staff and writers need."""

from cordee.applications.queries.bodies import (
    Result,
    awards,
    competing,
    earlier,
    results,
    results_provider,
    same_body,
)
from cordee.applications.queries.drafts import (
    circles_of,
    content_of,
    described,
    draft_of,
    facts_of,
    lists_of,
    revisions,
    said_by_itself,
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
    "Result",
    "asked_again",
    "awards",
    "circles_of",
    "circumstances",
    "competing",
    "content_of",
    "departments",
    "described",
    "draft_of",
    "earlier",
    "facts_of",
    "lists_of",
    "reception",
    "reopened",
    "results",
    "results_provider",
    "revisions",
    "said_by_itself",
    "same_body",
    "staff_list",
    "state_of",
    "teammates",
    "writable",
    "writers",
    "written_by",
]
