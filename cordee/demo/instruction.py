"""The demonstration's examination: a complement asked and given, a note, labels."""

from datetime import timedelta

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.demo.script import Script
from cordee.people.models import User
from cordee.programme.schema.questions import LongText


def play(script: Script, edition: Edition, boss: User) -> None:
    """Between the closing and the jury: the files the script names are completed or annotated."""
    closed = script.moment(1)
    for entry in script.data.get("instruction", []):
        rows = Application.objects.deposited().filter(edition=edition)
        file = rows.filter(territory__ref=entry["ref"]).select_related("owner", "current").first()
        if file is None:
            continue
        noted = closed + timedelta(minutes=20)
        actions.label(file, entry.get("labels", []), by=boss, at=noted)
        if entry.get("note"):
            actions.write_note(file, entry["note"], by=boss, at=noted)
        if entry.get("reason"):
            _complete(file, entry, boss, script)


def _complete(file: Application, entry: dict[str, str], boss: User, script: Script) -> None:
    """One long answer is asked again, and given within the hour."""
    closed = script.moment(1)
    questions = file.edition.definition.questions(file.step, file.track)
    key = next(one.key for one in questions if isinstance(one, LongText))
    asked = actions.ask_completion(
        file,
        points={key: entry["reason"]},
        due=closed + timedelta(days=8),
        by=boss,
        at=closed + timedelta(minutes=30),
    )
    former = file.answers.get(question=key).value
    at = closed + timedelta(minutes=70)
    actions.save_answer(file, key, f"{former} {entry['added']}", by=file.owner, at=at)
    actions.answer_completion(asked, reply=entry["reply"], by=file.owner, at=at)
