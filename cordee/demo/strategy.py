"""What the demonstration's territories draw from their year: strategies, words, sheets, funders."""

from datetime import timedelta
from decimal import Decimal

from cordee.demo.script import Script
from cordee.journeys.models import Cohort, Delegate, Participation
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.queries import plans
from cordee.people.models import User

DAY = timedelta(days=1)
FEW = 4
"""Territories that have begun to write."""


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Some territories write, one opens its text to its peers; words are given, money recorded."""
    teams = list(cohort.participations.filter(ends=None).order_by("pk")[:FEW])
    if plans.asked(cohort.edition.definition) is None or not teams:
        return
    for rank, team in enumerate(teams):
        _write(script, team, rank, boss)
    _comment(script, teams, boss)
    _tell(script, teams[0], boss)
    for line in script.data["strategy"]["funding"]:
        actions.record_funding(
            cohort, by=boss, at=script.now, on=(script.now - 60 * DAY).date(),
            form="convention" if line[3] == "volunteer" else "grant",
            source="Convention de l’année", amount=Decimal(line[2]), funder=line[0],
            what=line[1], nature=line[3],
        )  # fmt: skip


def _someone(team: Participation, script: Script) -> Delegate | None:
    return team.delegates.current(script.now).select_related("person__user").order_by("pk").first()


def _write(script: Script, team: Participation, rank: int, boss: User) -> None:
    told = script.data["strategy"]
    one = _someone(team, script)
    by = one.person.user if one and one.person.user else boss
    at = script.now - (20 - rank) * DAY
    asked = plans.asked(team.cohort.edition.definition)
    assert asked is not None  # noqa: S101 - checked by the caller
    for chapter, text in zip(plans.chapters_of(asked)[: FEW - rank], told["texts"], strict=False):
        actions.write(team, chapter.key, text, revision=0, by=by, at=at)
    first = None
    for title, pilot, state, due, proof in told["actions"][: 3 if rank < 2 else 1]:  # noqa: PLR2004 - two plan more
        first = actions.keep_action(
            team, title=title, pilot=pilot, state=state, proof=proof, by=by, at=at,
            starts=at.date(), due=(script.now + due * DAY).date(),
            blocked_by=first if state == "todo" else None,
        )  # fmt: skip
    if rank < 2:  # noqa: PLR2004 - two open theirs to the cohort
        actions.open_to(team, "cohort", by=by, at=at)


def _comment(script: Script, teams: list[Participation], boss: User) -> None:
    peer = _someone(teams[-1], script)
    asked = plans.asked(teams[0].cohort.edition.definition)
    if peer is None or asked is None:
        return
    actions.remark(
        teams[0], plans.chapters_of(asked)[0].key, script.data["strategy"]["remark"],
        author=peer.person, standing=teams[-1].name, by=peer.person.user or boss,
        at=script.now - 2 * DAY,
    )  # fmt: skip


def _tell(script: Script, team: Participation, boss: User) -> None:
    told, one = script.data["strategy"], _someone(team, script)
    if one is None:
        return
    at = script.now - 10 * DAY
    name = " ".join(script.person(team.name, "voice"))
    speaker = actions.Speaker(name, "élue", f"voix.{team.pk}@example.org")
    words = actions.gather(
        team.cohort, team, [speaker], told["words"], wanted="public", on=at.date(),
        question=told["question"], author=one.person, by=boss, at=at,
    )  # fmt: skip
    actions.consent(words.voices.get(), "public", named="function", how="link", by=None, at=at)
    sheet = actions.keep_sheet(
        team.cohort, team, author=one.person, wanted="public", by=boss, at=at, **told["sheet"]
    )
    actions.review_sheet(sheet, "", accepted=True, by=boss, at=at + DAY)
