"""Everything that may refuse a deposit, told at once, in the applicant's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cordee.applications.rules.addressed import addressed_findings
from cordee.applications.rules.answers import answer_faults, empty, visible
from cordee.applications.rules.approvals import approval_findings
from cordee.applications.rules.consortium import (
    Body,
    agreement_findings,
    beside_findings,
    budget_findings,
    consortium_findings,
    preference_faults,
)
from cordee.applications.rules.elsewhere import Elsewhere, elsewhere_findings
from cordee.applications.rules.grants import grant_findings
from cordee.applications.rules.known import (
    about_people,
    apart_findings,
    body_findings,
    conditions_of,
    declared_of_people,
    limit_findings,
    looked_at,
)
from cordee.applications.rules.pieces import (
    age_findings,
    following,
    following_findings,
    weight_findings,
)
from cordee.applications.rules.printed import printed_lines
from cordee.applications.rules.project import project_findings
from cordee.applications.rules.ranking import rank_findings
from cordee.applications.rules.tables import table_totals
from cordee.applications.rules.team import Teammate, team_findings
from cordee.applications.rules.together import together_findings
from cordee.calls.rules import Circumstances, time_faults
from cordee.calls.rules.reception import PLAIN, window_about
from cordee.kernel import counting, french
from cordee.kernel.findings import Finding, Strength, Verdict, broken
from cordee.programme.conditions import Facts, judge
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.schema.who import Condition

COVER_PAGES = 1
"""Pages our printed file adds for the body and its team; they count as the seed counts them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it stands: who, with whom, what is answered, what is attached."""

    facts: Facts
    body: str = ""
    """The name of the structure that applies."""
    team: Sequence[Teammate] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Question → attachments, each `{"name", "size", "pages", "type"}`."""
    step: str = ""
    track: str = ""
    about: Circumstances = PLAIN
    """What decides, with the clock, whether it may come in."""
    others: int = 0
    """Deposits of the same body that the call counts with this one."""
    others_in: Mapping[str, int] = field(default_factory=dict)
    """The same deposits, by track, when the call sets numbers for some or keeps some apart."""
    rank: int | None = None
    """Its place among the files of its body, as the body says."""
    other_ranks: Sequence[int | None] = ()
    """Those of the other deposits of the body, where the call asks them to be ranked."""
    elsewhere: Sequence[Elsewhere] = ()
    """Other files of the call in which the same people or partners are."""
    partners: Sequence[Body] = ()
    waited: Sequence[str] = ()
    """Partners whose own file is not handed in, at a step where each hands in one."""
    preferences: Sequence[str] = ()
    facts_shown: Mapping[str, Any] = field(default_factory=dict)
    """Facts that conditions of display may name."""


def deposit_findings(definition: Definition, draft: Draft, at: datetime) -> list[Finding]:
    """Every remark on the file at that instant; those that block refuse the deposit."""
    team = definition.team_of(draft.track)
    today = at.astimezone(ZoneInfo(definition.timeline.zone)).date()
    return [
        *time_faults(definition, at, draft.step, draft.about),
        *eligibility_findings(definition, draft.facts, draft.track, _wave(definition, draft, at)),
        *body_findings(definition.applicant, draft.others),
        *addressed_findings(definition, draft.facts.refs, draft.track, draft.preferences),
        *limit_findings(definition.applicant, draft.others_in, draft.track, draft.facts),
        *apart_findings(definition, draft.others_in, draft.track),
        *rank_findings(definition.applicant, draft.rank, draft.other_ranks),
        *_consortium(definition, draft),
        *_preferences(definition, draft),
        *(team_findings(team, draft.team, draft.body) if team else []),
        *(approval_findings(team, draft.team) if team else []),
        *elsewhere_findings(
            team, definition.consortium_of(draft.track), draft.elsewhere, draft.step
        ),
        *answers_findings(definition, draft, today),
        *project_findings(definition, draft.track, draft.answers, today),
        *grant_findings(definition, draft.track, draft.answers, draft.facts),
        *weight_findings(definition, draft.files),
        *age_findings(asked(definition, draft), draft.files, today),
        *_length(definition, draft),
    ]


def _consortium(definition: Definition, draft: Draft) -> list[Finding]:
    rules = definition.consortium_of(draft.track)
    if rules is None:
        return []
    key = rules.agreement_question or ""
    here = key in {one.key for one in asked(definition, draft)}  # or given at an earlier step
    joined = bool(draft.files.get(key)) or not here
    return [
        *consortium_findings(rules, draft.partners, draft.step, definition.own_names()),
        *agreement_findings(rules, joined=joined),
        *beside_findings(draft.waited),
        *budget_findings(draft.partners, _totals(definition, draft, rules.budget_question)),
    ]


def _totals(definition: Definition, draft: Draft, key: str | None) -> list[Decimal]:
    """The totals of the budget table, as filled; none when the question is no table."""
    rows = draft.answers.get(key or "")
    for one in definition.questions(draft.step, draft.track):
        if one.key == key and isinstance(one, q.Table) and isinstance(rows, list):
            return list(table_totals(one, rows).values())
    return []


def _preferences(definition: Definition, draft: Draft) -> list[Finding]:
    rules = definition.preferences
    if rules is None:
        return []
    allowed = [one.key for one in definition.wishes()]
    return preference_faults(draft.preferences, allowed, rules.min, rules.max)


def _wave(definition: Definition, draft: Draft, at: datetime) -> str:
    """The window in which the file comes in."""
    window = window_about(definition, at, draft.step, draft.about)
    return window.key if window else ""


def eligibility_findings(
    definition: Definition, facts: Facts, track: str = "", window: str = ""
) -> list[Finding]:
    """The conditions the applicant judges by herself, on her track and in her window if known."""
    own = [one for one in conditions_of(definition) if one.judged == "self"]
    return [
        _open_to_exceptions(one, _judged(definition, one, facts, track))
        for one in own
        if definition.concerns(one.tracks, track)
        and (not (window and one.windows) or window in one.windows)
    ]


def _open_to_exceptions(one: Condition, found: Finding) -> Finding:
    """What is not met but may be excused case by case refuses nothing: people will decide."""
    if not one.derogation or found.verdict is not Verdict.BROKEN:
        return found
    asked_ = french.say("Une dérogation se demande, au cas par cas : dites pourquoi dans votre "
                        "dossier.")  # fmt: skip
    return replace(found, strength=Strength.ADVICE, evidence=(*found.evidence, asked_))


def _judged(definition: Definition, one: Condition, facts: Facts, track: str) -> Finding:
    """A condition on the day it looks at; of the people of a team, as the candidate declares."""
    day = looked_at(definition, one)
    known = replace(facts, today=day) if day else facts
    if about_people(definition, one, track):
        return judge(declared_of_people(definition, one), known)
    return judge(one, known)


def asked(definition: Definition, draft: Draft) -> list[q.Asked]:
    """The questions this file has to answer: of its step and track, and displayed."""
    return [
        question
        for question in definition.questions(draft.step, draft.track)
        if isinstance(question, q.Asked)
        and visible(question.when, {**draft.files, **draft.answers}, draft.facts_shown)
    ]


def answers_findings(definition: Definition, draft: Draft, at: date | None = None) -> list[Finding]:
    """The remarks on each answer; pieces that may follow the deposit are only told."""
    later = following(definition, asked(definition, draft), draft.files, at)
    found: list[Finding] = following_findings(later)
    questions = asked(definition, draft)
    waiting = {one.question.key for one in later} | replaced(questions, draft)
    for question in questions:
        if question.key not in waiting:
            found += answer_faults(question, given(question, draft))
    return found + together_findings(definition, questions, draft.answers)


def given(question: q.Asked, draft: Draft) -> Any:
    """What was answered: files, or words."""
    if isinstance(question, q.File):
        return draft.files.get(question.key, [])
    return draft.answers.get(question.key)


def replaced(questions: Iterable[q.Asked], draft: Draft) -> set[str]:
    """Unanswered questions that another stands for, or that only stand for another (`instead_of`).

    When neither is answered, the one that the call names first is the one that lacks.
    """
    keys = {one.key for one in questions}
    pairs = [(one, one.instead_of) for one in questions if one.instead_of in keys]
    stand_ins = {one.key for one, _ in pairs if empty(given(one, draft))}
    spared = {main for one, main in pairs if main and one.key not in stand_ins}
    return stand_ins | {one.key for one in questions
                        if one.key in spared and empty(given(one, draft))}  # fmt: skip


def printed_pages(definition: Definition, draft: Draft) -> int:
    """Pages of the printed file: its cover, its answers, and the attachments that count (R33)."""
    lines = sum(
        printed_lines(question, draft.answers.get(question.key))
        for question in asked(definition, draft)
        if not isinstance(question, q.File)
    )
    own = -(-lines // counting.PAGE_LINES) if lines else 0
    joined = sum(
        one.get("pages") or 1
        for question in asked(definition, draft)
        if isinstance(question, q.File) and question.counted
        for one in draft.files.get(question.key, [])
    )
    cover = 0 if definition.pages_of(draft.step) == 1 else COVER_PAGES  # one page: all theirs
    return cover + own + joined


def _length(definition: Definition, draft: Draft) -> list[Finding]:
    most = definition.pages_of(draft.step)
    pages = printed_pages(definition, draft)
    if most is None or pages <= most:
        return []
    if definition.form.beyond == "unread":
        said = french.say(
            "Le dossier fait environ {pages} pages, annexes comprises, pour {most} permises : "
            "ce qui dépasse ne sera pas lu.",
            pages=pages,
            most=most,
        )
        return [broken("form.pages", "form", said, strength=Strength.ADVICE)]
    return [
        broken(
            "form.pages",
            "form",
            french.say(
                "Le dossier fait environ {pages} pages, annexes comprises ; {most} au "
                "plus. Raccourcissez ou joignez vos annexes « hors dossier ».",
                pages=pages,
                most=most,
            ),
        )
    ]
