"""The form as a whole: its pages, its layout, its ways in."""

from typing import Literal

from pydantic import Field

from cordee.programme.schema.base import Amount, Key, Labelled, Record
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.questions import AnyQuestion, Limit, Shown
from cordee.programme.schema.words import Language, Words

Way = Literal["online", "document", "email", "post", "hand", "portal"]
"""On-line, a document brought back, e-mailed (R31, R140), posted, handed in at a counter, or
through somebody else's portal."""


class PageLayout(Record):
    """How pages are laid out: the paper, the smallest letters, the margins."""

    paper: Literal["A4", "A3", "letter", "legal"] | None = None
    font: Words | None = None
    """Its name, or « sans serif »."""
    font_size_min: Amount | None = Field(None, gt=0)
    """In points: 11."""
    line_spacing_min: Amount | None = Field(None, gt=0)
    """1 for single, 1.5, 2 for double."""
    margin_min: Amount | None = Field(None, ge=0)
    """In millimetres: 25."""


class Section(Labelled):
    """A page of the form (R138)."""

    steps: tuple[Key, ...] = ()
    """Steps in which it is filled; all when empty."""
    tracks: tuple[Key, ...] = ()
    when: Shown | None = None
    """The whole page is asked only then."""
    questions: tuple[AnyQuestion, ...] = ()
    limit: Limit | None = None
    """How long all its texts may be together."""
    opened_at: Key | None = None
    """The stage from which it is read: a price opened after the technical mark."""
    languages: tuple[Language, ...] = ()
    """Languages it is written in, when they are not the form's."""
    shows: Literal["questions", "team", "applicant", "consortium", "partners"] = "questions"
    """`team`, `applicant`, `consortium` sections are filled by the product itself."""


class Form(Record):
    """The whole form: its pages, its overall limit, its languages, its ways in (R32, R140)."""

    sections: tuple[Section, ...] = ()
    max_pages: int | None = Field(None, ge=1)
    """Pages of the whole file, counted attachments included (R33)."""
    beyond: Literal["refused", "unread"] = "refused"
    """What becomes of pages beyond `max_pages`."""
    signature: Literal["none", "handwritten", "simple", "advanced", "qualified"] = "none"
    """How the file is signed when it is handed in."""
    identity: Words | None = None
    """How a candidate shows who she is to hand in: a public account, a card."""
    limit: Limit | None = None
    """How long all its texts may be together."""
    languages: tuple[Language, ...] = ("fr",)
    ways: tuple[Way, ...] = ("online",)
    portal: str | None = None
    postal_address: Words | None = None
    copies_to: tuple[Words, ...] = ()
    """Whom the candidate also sends the file to: a prefect, a Region."""
    signed_copy_within: DurationField | None = None
    """So long after the deposit, the same file reaches the organiser on paper, signed."""
    copies: int | None = Field(None, ge=1)
    """Printed copies asked of a file on paper."""
    desk_hours: Words | None = None
    """When the counter is open, for files handed in."""
    max_mb: int | None = Field(None, ge=1)
    """Size of all the files together."""
    description: Words | None = None
    layout: Words | None = None
    """Fonts, margins, paper asked of documents."""
    page: PageLayout | None = None
    """The same, in numbers."""
    document_types: tuple[Literal["pdf", "doc", "docx", "odt"], ...] = ()
    types_together: bool = False
    """The document is asked in each of these formats, not in one of them (R140)."""
    mailboxes: tuple[str, ...] = ()

    @property
    def tongues(self) -> tuple[Language, ...]:
        """The languages that the form says by itself; none when it only takes the usual one."""
        return self.languages if "languages" in self.model_fields_set else ()
