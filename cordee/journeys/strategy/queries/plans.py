"""A strategy as its pages show it: what the programme asks, what is written, what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.journeys.audiences import readable
from cordee.journeys.queries import calendar, held_days
from cordee.journeys.rules.audiences import within
from cordee.journeys.strategy.models import FinalStrategy, Passage, PlannedAction, Remark, Strategy
from cordee.journeys.strategy.rules.plans import Doing, held_back, span
from cordee.kernel.moments import When
from cordee.programme.anchors import deadline
from cordee.programme.schema.year import Chapter, Deliverable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from cordee.journeys.audiences import Reader
    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.strategy.rules.plans import Span
    from cordee.programme.schema import Definition


def asked(definition: Definition) -> Deliverable | None:
    """The strategy each territory owes, if the programme asks for one."""
    found = (one for one in definition.year.deliverables if one.kind == "strategy")
    return next((one for one in found if one.by == "territory"), None)


def chapters_of(deliverable: Deliverable) -> tuple[Chapter, ...]:
    """The sections of a strategy; a single one when the programme names none."""
    alone = Chapter(key="strategie", label=deliverable.label, description=deliverable.description)
    return deliverable.chapters or (alone,)


def strategy_of(participation: Participation) -> Strategy:
    """The strategy of a territory, or a blank one that nobody has begun."""
    found = Strategy.objects.filter(participation=participation).first()
    return found or Strategy(participation=participation)


def due(participation: Participation) -> When:
    """When a territory is to hand its strategy in, more time given to it counted (R316)."""
    return participation.put_off(common_due(participation.cohort))


def common_due(cohort: Cohort) -> When:
    """When final strategies are due, as the meetings stand today."""
    definition = cohort.edition.definition
    deliverable = asked(definition)
    if deliverable is None or deliverable.due is None:
        return When.parse("?")
    return deadline(definition, deliverable.due, held_days(calendar(cohort)))


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its text and how many remarks are still open."""

    chapter: Chapter
    passage: Passage | None
    remarks: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.passage.text if self.passage else ""


@dataclass(frozen=True, slots=True)
class Line:
    """An action, what holds it back, where it falls on the year."""

    action: PlannedAction
    held_back: str
    late: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one screen shows of a strategy."""

    strategy: Strategy
    deliverable: Deliverable
    parts: list[Part]
    lines: list[Line]
    final: FinalStrategy | None
    due: When

    @property
    def written(self) -> int:
        """How many sections hold a text."""
        return sum(bool(one.text.strip()) for one in self.parts)


def plan(participation: Participation, today: date) -> Plan | None:
    """The strategy of a territory in five queries; None when the programme asks for none."""
    deliverable = asked(participation.cohort.edition.definition)
    if deliverable is None:
        return None
    strategy = strategy_of(participation)
    if strategy.pk is None:
        parts = [Part(one, None, 0) for one in chapters_of(deliverable)]
        return Plan(strategy, deliverable, parts, [], None, due(participation))
    texts = {one.chapter: one for one in strategy.passages.order_by("pk")}
    said = [one.chapter for one in standing(strategy).filter(settled_at=None)]
    parts = [
        Part(one, texts.pop(one.key, None), said.count(one.key)) for one in chapters_of(deliverable)
    ]
    parts += [
        Part(Chapter(key=key, label=key, required=False), one, said.count(key))
        for key, one in texts.items()
        if one.text.strip()
    ]
    return Plan(strategy, deliverable, parts, lines(strategy, today), last_final(strategy),
                due(participation))  # fmt: skip


def last_final(strategy: Strategy) -> FinalStrategy | None:
    """The final text in force: the last one, unless it was reopened."""
    found = strategy.finals.order_by("-number").first()
    return found if found and found.reopened_at is None else None


def standing(strategy: Strategy) -> QuerySet[Remark]:
    """The remarks nobody took back, first to last."""
    found = strategy.remarks.filter(withdrawn_at=None).select_related("author")
    return found.order_by("at", "pk")


def doing(one: PlannedAction) -> Doing:
    """An action as the rules see it."""
    return Doing(
        one.pk, one.title, one.state, one.starts, one.due, one.blocked_by_id, one.blocked_because
    )


def known(strategy: Strategy) -> dict[int, Doing]:
    """The actions of a strategy that still stand, by key."""
    return {one.pk: doing(one) for one in actions_of(strategy)}


def actions_of(strategy: Strategy) -> QuerySet[PlannedAction]:
    """The actions of a strategy nobody took away, the nearest first."""
    return strategy.actions.filter(removed_at=None)


def lines(strategy: Strategy, today: date) -> list[Line]:
    """The actions with their place on the year."""
    rows = list(actions_of(strategy))
    found = {one.pk: doing(one) for one in rows}
    first, last = _bounds(found.values(), today)
    return [
        Line(
            one,
            held_back(found[one.pk], found),
            bool(one.due and one.due < today and one.state in {"todo", "doing"}),
            span(found[one.pk], first, last),
        )
        for one in rows
    ]


def _bounds(found: Iterable[Doing], today: date) -> tuple[date, date]:
    days = [day for one in found for day in (one.starts, one.due) if day] or [today]
    return min(days), max(days)


def bounds(strategy: Strategy, today: date) -> tuple[date, date]:
    """The first and last day the line of the year shows."""
    return _bounds(known(strategy).values(), today)


def widest(deliverable: Deliverable) -> tuple[str, ...]:
    """Who a delegation may let read its strategy, up to what the programme says."""
    return within("team", deliverable.audience) or ("team",)


def shared(cohort: int, who: Reader) -> QuerySet[Strategy]:
    """The strategies of a cohort that someone reads."""
    rows = Strategy.objects.filter(participation__cohort=cohort).select_related("participation")
    return readable(rows, who, author="").order_by("participation__name", "pk")


def finals(cohort: int, who: Reader) -> QuerySet[FinalStrategy]:
    """The final strategies of a cohort that someone reads."""
    rows = FinalStrategy.objects.filter(strategy__participation__cohort=cohort, reopened_at=None)
    found = readable(
        rows, who, participation="strategy__participation",
        cohort="strategy__participation__cohort", author="",
    )  # fmt: skip
    return found.select_related("strategy__participation").order_by(
        "strategy__participation__name", "pk"
    )


def content(found: Plan) -> Mapping[str, object]:
    """What the final document freezes: sections and actions, without anybody's account."""
    return {
        "title": str(found.deliverable.label),
        "parts": [
            {"key": one.chapter.key, "label": str(one.chapter.label), "text": one.text}
            for one in found.parts
        ],
        "actions": [
            {
                "title": one.action.title,
                "pilot": one.action.pilot,
                "starts": one.action.starts.isoformat() if one.action.starts else "",
                "due": one.action.due.isoformat() if one.action.due else "",
                "state": one.action.state,
                "held_back": one.held_back,
                "proof": " ".join(filter(None, (one.action.proof, one.action.proof_link))),
            }
            for one in found.lines
        ],
    }
