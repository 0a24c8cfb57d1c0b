"""What the demonstration's year has given: results, deliverables, words agreed to, a look back."""

import io
import wave
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cordee.demo.script import Script
from cordee.journeys import actions as year
from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Extract, LogEntry, Survey
from cordee.journeys.learning.rules.codes import new_code
from cordee.journeys.learning.rules.surveys import Asked
from cordee.journeys.models import Cohort, Delegate, Participation, Ride, Slot
from cordee.journeys.models.appraisals import NEXT
from cordee.journeys.queries import calendar
from cordee.journeys.strategy import actions as strategy
from cordee.journeys.strategy.models import Passage, Remark
from cordee.people.models import User

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
RATE = 8000
"""Samples a second of the recording: a murmur of a second is enough to be listened to."""


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Tell it as of today; nothing before the first meeting."""
    teams = list(cohort.participations.filter(ends=None).order_by("pk"))
    begun = calendar(cohort).filter(starts__lt=script.now - 10 * DAY).order_by("starts").first()
    if begun is None or begun.starts is None or not teams:
        return
    _results(script, teams, boss)
    _delivered(script, cohort, boss)
    _strategy(script, boss)
    _extracts(script, cohort, boss)
    _words(script, teams, boss)
    _looks(script, cohort, begun.starts, boss)
    _recording(script, cohort, boss)
    _actors(script, teams[0], boss)
    _ahead(script, teams, boss)
    _booked(script, teams, boss)


def _results(script: Script, teams: Sequence[Participation], boss: User) -> None:
    """Each result of some territories; the last ones are still silent."""
    told, at = script.data["harvest"], script.now - 6 * DAY
    for rank, team in enumerate(teams[:-1]):
        known = {
            key: (state, text) for key, state, text in told["states"][:: -1 if rank % 2 else 1]
        }
        for key, (state, text) in known.items():
            year.appraise(team, key, state=state, text=text, by=boss, at=at)
        for text in told["next"][rank : rank + 1]:
            year.appraise(team, NEXT, state="", text=text, by=boss, at=at)


def _delivered(script: Script, cohort: Cohort, boss: User) -> None:
    """The first thing the organiser owed to all."""
    asked = [one for one in cohort.edition.definition.year.deliverables if one.by == "organiser"]
    for one in asked[:1]:
        year.deliver(
            cohort, one.key, participation=None, on=(script.now - 4 * DAY).date(),
            by=boss, at=script.now - 3 * DAY, **script.data["harvest"]["delivered"],
        )  # fmt: skip


def _strategy(script: Script, boss: User) -> None:
    """A section is rewritten after a peer's remark, which is answered."""
    told, at = script.data["harvest"], script.now - DAY
    remark = Remark.objects.select_related("strategy__participation").order_by("pk").first()
    if remark is None:
        return
    passage = Passage.objects.get(strategy=remark.strategy, chapter=remark.chapter)
    team = remark.strategy.participation
    strategy.write(team, passage.chapter, told["rewritten"], revision=passage.revision,
                   by=passage.by or boss, at=at)  # fmt: skip
    strategy.settle(remark, told["settled"], by=passage.by or boss, at=at)


def _extracts(script: Script, cohort: Cohort, boss: User) -> None:
    """The words asked for were granted without a name, then printed."""
    at = script.now - DAY
    rows = Extract.objects.filter(cohort=cohort).select_related("person__user")
    for one in rows.order_by("pk")[:1]:
        by = one.person.user if one.person else None
        if by is None:
            continue
        made = actions.answer_extract(one, "anonymous", by=by, at=at)
        actions.use_extract(made, "Bilan d’étape", by=boss, at=at)


def _words(script: Script, teams: Sequence[Participation], boss: User) -> None:
    """Words agreed to for the cohort, words that wait for an accord, words taken back."""
    told, at = script.data["harvest"], script.now - 8 * DAY
    for rank, one in enumerate(told["words"]):
        team = teams[rank % len(teams)]
        name = " ".join(script.person(team.name, "words"))
        speaker = strategy.Speaker(name, one["function"], f"parole.{team.pk}@example.org")
        made = strategy.gather(
            team.cohort, team, [speaker], one["text"], wanted="public", on=at.date(),
            question=told["question"], author=boss.person, by=boss, at=at,
        )  # fmt: skip
        voice = made.voices.get()
        if one["scope"] == "withdrawn":
            strategy.take_words_back(voice, by=None, at=at + DAY)
        elif one["scope"]:
            strategy.consent(
                voice, one["scope"], named=one["named"], how="link", by=None, at=at + DAY
            )


def _looks(script: Script, cohort: Cohort, begun: datetime, boss: User) -> None:
    """The same questions before and in the middle of the year, paired by codes nobody keeps."""
    told = script.data["harvest"]["looks"]
    asked = [Asked(f"q{n}", one[0], one[1]) for n, one in enumerate(told["questions"], start=1)]
    first: Survey | None = None
    for kind, start in (("before", begun - 20 * DAY), ("after", script.now - 12 * DAY)):
        made = actions.plan_survey(
            cohort, asked, kind=kind, title=told[kind], intro=told["intro"], audience="cohort",
            anonymous=True, before=first, opens_at=start, closes_at=start + 10 * DAY,
            by=boss, at=start,
        )  # fmt: skip
        first = made if first is None else first
        _answer(script, made)


def _answer(script: Script, survey: Survey) -> None:
    """Two out of three answer; they know more in the middle than before."""
    later = survey.kind == Survey.Kind.AFTER
    people = Delegate.objects.current(script.now).filter(participation__cohort=survey.cohort_id)
    for one in people.select_related("person", "participation").order_by("pk"):
        drawn = script.draw("look", one.pk, below=3)
        if not drawn:
            continue
        signs = iter(range(9))
        code = new_code(lambda among: script.pick(among, "code", one.pk, next(signs)))  # noqa: B023 - called at once
        answers = {"q1": 1 + drawn + 2 * later, "q2": drawn + later}
        actions.answer_survey(
            survey, answers, person=one.person, participation=one.participation, code=code,
            by=None, at=survey.opens_at + DAY,
        )  # fmt: skip


def _actors(script: Script, team: Participation, boss: User) -> None:
    """Who carries the project of the first territory, and who is still to be met."""
    for name, kind, stance, brings, step in script.data["harvest"]["actors"]:
        strategy.keep_actor(team, name=name, kind=kind, stance=stance, brings=brings, next=step,
                            by=boss, at=script.now - 9 * DAY)  # fmt: skip


def _recording(script: Script, cohort: Cohort, boss: User) -> None:
    """An episode anyone may hear, with its transcript."""
    told, at = script.data["harvest"]["recording"], script.now - 5 * DAY
    made = actions.write_resource(
        cohort, by=boss, at=at, title=told["title"], kind="recording", body=told["text"],
        credit=told["credit"], audience="public",
    )  # fmt: skip
    upload = SimpleUploadedFile("riviere.wav", _murmur(script), "audio/wav")
    actions.join_to_resource(made, upload, by=boss, at=at)
    for state in ("reviewed", "published"):
        made = actions.move_resource(made, state, by=boss, at=at)


def _ahead(script: Script, teams: Sequence[Participation], boss: User) -> None:
    """What is under way: tasks, a sheet to read again, a page kept for the next meeting."""
    told, at, cohort = script.data["harvest"], script.now - 2 * DAY, teams[0].cohort
    for rank, (title, text) in enumerate(told["tasks"]):
        made = actions.plan_exercise(
            cohort, by=boss, at=at, title=title, instructions=text, audience="cohort",
            due_at=script.workday((20 + 20 * rank) * DAY, hour=17),
        )  # fmt: skip
        if not rank:
            actions.publish_exercise(made, by=boss, at=at)
    people = Delegate.objects.current(at).filter(participation=teams[-1])
    one = people.select_related("person__user", "participation").order_by("pk")[0]
    by = one.person.user or boss
    strategy.keep_sheet(cohort, teams[-1], author=one.person, wanted="cohort", by=by, at=at,
                        **told["sheet"])  # fmt: skip
    coming = calendar(cohort).filter(starts__gt=script.now, state="fixed").first()
    ride = Ride.objects.filter(meeting=coming, withdrawn_at=None).first()
    if coming is None:
        return
    if ride is not None:
        year.ask_sharing(ride, one, words=told["sharing"], by=by, at=at)
    kept = LogEntry.objects.filter(cohort=cohort, audience="cohort").select_related("cohort")
    for entry in kept.order_by("pk")[:2]:
        actions.share_entry(entry, "cohort", meeting=coming, by=boss, at=at)


def _booked(script: Script, teams: Sequence[Participation], boss: User) -> None:
    """Three half-days are offered in three weeks; one is taken."""
    first = script.workday(21 * DAY, hour=8)
    spans = [(first + n * 7 * DAY, first + n * 7 * DAY + 3 * HOUR) for n in range(3)]
    at = script.now - 4 * DAY
    year.offer_slots(teams[0].cohort, boss.person, spans, by=boss, at=at)
    slot = Slot.objects.filter(cohort=teams[0].cohort).order_by("starts")[0]
    own = teams[-1].meetings.filter(starts=None).order_by("ordinal", "pk").first()
    if own is not None:
        year.book(slot, own, purpose=script.data["harvest"]["slot"], by=boss, at=at + DAY)


def _murmur(script: Script) -> bytes:
    """A second of a stream, drawn."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        first = script.draw("stream", below=251)
        sound.writeframes(bytes(120 + (first + n * n) % 17 for n in range(RATE)))
    return held.getvalue()
