"""What programs send and receive, as the OpenAPI document tells it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field


class Sent(Schema):
    """What comes in: an unknown field is refused, so that a typing error is never silent."""

    model_config = ConfigDict(extra="forbid", str_max_length=200_000)


class Told(Schema):
    """What goes out, exactly: tests hold every answer against it."""

    model_config = ConfigDict(extra="forbid")


class FindingTold(Told):
    """What a rule says of one place of the file."""

    code: str
    where: str
    verdict: str
    sentence: str
    strength: str
    evidence: list[str]


class TokenTold(Told):
    """The token of this request."""

    name: str
    owner: str
    organisation: str | None
    scopes: list[str]
    expires_at: datetime
    per_minute: int


class BodyTold(Told):
    """Who applies."""

    name: str
    kind: str
    territory: str | None
    department: str


class DepositLine(Told):
    """A deposit, without its content."""

    number: int
    at: datetime
    digest: str
    late: bool
    in_force: bool
    address: str


class FileLine(Told):
    """A file as a list tells it; `deposit` is the one in force."""

    id: UUID
    call: str
    step: str
    track: str
    body: BodyTold
    state: Literal["draft", "deposited", "withdrawn"]
    started_at: datetime
    changed_since_deposit: bool
    deposit: DepositLine | None
    address: str


class FileTold(FileLine):
    """A file and what the clock says of it."""

    open: bool
    closes_at: datetime | None


class AnswerTold(Told):
    """An answer; its `etag` is what `If-Match` must carry to replace it."""

    question: str
    value: Any
    etag: str
    findings: list[FindingTold]


class AttachmentTold(Told):
    """A joined file."""

    id: UUID
    question: str
    name: str
    type: str
    size: int
    pages: int | None
    sha256: str
    address: str


class MemberTold(Told):
    """Someone of the team."""

    id: UUID
    given_name: str
    family_name: str
    role: str
    leads: list[str]
    email: str
    phone: str
    capacity: str
    organisation: str
    service: str


class DepositTold(DepositLine):
    """A deposit with its whole content, frozen, whose digest anyone may compute again."""

    content: dict[str, Any]
    findings: list[FindingTold]
    receipt: str


class FindingsTold(Told):
    """Every remark on the file at this instant; those of `blocking` refuse the deposit."""

    ready: bool
    blocking: list[FindingTold]
    advice: list[FindingTold]


class PointTold(Told):
    """One answer asked again."""

    question: str
    reason: str


class CompletionTold(Told):
    """A request to complete."""

    id: UUID
    message: str
    due: datetime
    asked_at: datetime
    points: list[PointTold]
    state: str
    reply: str


class OutcomeTold(Told):
    """The decision on a file, once released."""

    result: str
    rank: int | None
    reasons: str
    released_at: datetime
    answer_by: datetime | None


class WinnerTold(Told):
    """A winner, as the public page tells it."""

    name: str
    department: str
    territory: str | None


class DeskFileTold(FileLine):
    """A file as the team lists it."""

    labels: list[str]
    origin: str


class DeskDepositTold(DepositLine):
    """A deposit as the team lists it."""

    file: UUID
    name: str


class MarkTold(Told):
    """A mark of a juror on one criterion of one deposit."""

    deposit: UUID
    file: str
    juror: UUID
    juror_name: str
    criterion: str
    value: str | None
    comment: str
    at: datetime


class PanelTold(Told):
    """A jury of a call."""

    id: UUID
    stage: str
    label: str
    criteria: list[str]
    address: str


class QuestionTold(Told):
    """A question of the form: its kind tells the shape of its answer."""

    key: str
    label: str
    kind: str
    section: str
    required: bool
    limit: dict[str, Any] | None
    options: list[dict[str, str]]
    detail: dict[str, Any]


class WindowTold(Told):
    """A period of intake: `serves` are the places it is for, all when empty."""

    key: str
    step: str
    label: str
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    clock: str
    tracks: list[str]
    serves: list[str]


class CallTold(Told):
    """A call, as anybody reads it."""

    key: str
    title: str
    phase: str
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    windows: list[WindowTold]
    tracks: list[dict[str, str]]
    roles: list[dict[str, Any]]
    address: str


class PageOf[T](Told):
    """A page of a list; `next` goes in `cursor` to read on, null at the end."""

    items: list[T]
    next: str | None


class StartFile(Sent):
    """Begin a file: for a territory of the list, else a named body of some kind."""

    call: str = Field(max_length=60)
    territory: str = Field("", max_length=60, description="référence, comme epci:200093201")
    body_name: str = Field("", max_length=250)
    kind: str = Field("", max_length=40)
    track: str = Field("", max_length=60)
    code: str = Field("", max_length=40, description="code de retard, s’il en est un")


class WriteAnswer(Sent):
    """An answer, in the shape its question asks for; null empties it."""

    value: Any


class JoinTeam(Sent):
    """Someone to add to the team."""

    role: str = Field(max_length=60)
    given_name: str = Field(min_length=1, max_length=80)
    family_name: str = Field(min_length=1, max_length=80)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=30)
    capacity: str = Field("", max_length=160)
    organisation: str = Field("", max_length=200)
    service: str = Field("", max_length=160)
    leads: tuple[str, ...] = Field((), max_length=20)


class PointAsked(Sent):
    """One answer to open again, and why."""

    question: str = Field(max_length=60)
    reason: str = Field(max_length=1000)


class AskCompletion(Sent):
    """Ask a team to complete its file, field by field, until an instant."""

    points: list[PointAsked] = Field(max_length=200)
    message: str = Field("", max_length=3000)
    due: datetime


class AnswerCompletion(Sent):
    """Hand in what was asked again."""

    reply: str = Field("", max_length=3000)
