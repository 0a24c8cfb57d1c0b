"""An arrival as its page shows it: what differs, who is new, what is left to place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime

from cordee.applications.actions.arrivals import MATE, known_mate
from cordee.applications.doors.differences import differences
from cordee.applications.reading import in_words
from cordee.applications.words import said
from cordee.kernel.findings import Finding, Strength, Verdict
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from cordee.applications.doors.differences import Difference
    from cordee.applications.models import Application, Arrival


def shown(arrival: Arrival, *, hidden: bool = False) -> dict[str, Any]:
    """The context of the page; `hidden` keeps the draft's own texts from the team of the house."""
    application = arrival.application
    context: dict[str, Any] = {
        "arrival": arrival,
        "remarks": [_finding(one) for one in arrival.remarks],
        "files": list(arrival.files.order_by("pk")),
        "pieces": list(arrival.pieces.order_by("pk")),
        "hidden": hidden,
        "differences": None,
        "mates": [],
    }
    if application is None or arrival.edition is None:
        return context
    context["questions"] = _texts(application)
    if arrival.settled_at is None and arrival.found is not None:
        rows = [_row(one) for one in _differences(arrival, application)]
        context |= {"differences": rows, "mates": list(_mates(arrival, application))}
    return context


def _differences(arrival: Arrival, application: Application) -> list[Difference]:
    rows = list(application.answers.order_by("pk"))
    mine = {one.question: one.value for one in rows}
    taken = parse_datetime(arrival.mark.get("taken", "")) if _dated(arrival.mark) else None
    touched = frozenset(
        one.question for one in rows if taken is None or taken.tzinfo is None or one.at > taken
    )
    asked = application.edition.definition.questions(application.step, application.track)
    questions = [one for one in asked if isinstance(one, q.Asked)]
    return differences(questions, mine, arrival.answers, touched=touched)


def _dated(mark: dict[str, str]) -> bool:
    try:
        return parse_datetime(mark.get("taken", "")) is not None
    except ValueError:
        return False


def _row(one: Difference) -> dict[str, Any]:
    return {
        "key": one.question.key,
        "label": said(one.question.label),
        "mine": in_words(one.question, one.mine),
        "theirs": in_words(one.question, one.theirs),
        "change": one.change.value,
        "advised": one.advised,
    }


def _mates(arrival: Arrival, application: Application) -> Any:
    """The people the document names who are not in the team as it says."""
    team = application.edition.definition.team_of(application.track)
    roles = {one.key: said(one.label) for one in team.roles} if team else {}
    for rank, mate in enumerate(arrival.team):
        known = known_mate(application, mate)
        same = known is not None and all(
            not mate[name] or str(getattr(known, name)) == mate[name] for name in MATE
        )
        if not same:
            words = [mate["capacity"], mate["organisation"], mate["service"], mate["email"]]
            yield {
                "rank": rank,
                "name": f"{mate['given_name']} {mate['family_name']}".strip(),
                "role": roles.get(mate["role"], ""),
                "more": ", ".join(filter(None, words)),
                "known": known is not None,
            }


def _texts(application: Application) -> list[tuple[str, str]]:
    """The questions in which a text may be placed."""
    asked = application.edition.definition.questions(application.step, application.track)
    return [
        (one.key, said(one.label))
        for one in asked
        if isinstance(one, q.Text) or (isinstance(one, q.LongText) and not one.languages)
    ]


def _finding(data: dict[str, Any]) -> Finding:
    """A remark as it was kept."""
    return Finding(
        data["code"], data["where"], Verdict(data["verdict"]), data["sentence"],
        Strength(data["strength"]), tuple(data["evidence"]),
    )  # fmt: skip
