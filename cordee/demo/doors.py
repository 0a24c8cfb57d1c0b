"""The second door of the open call: a form filled off-line came by mail, to be compared."""

from datetime import timedelta

from cordee.applications.actions.arrivals import collect
from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.docx import write
from cordee.applications.doors.outgoing import mark_of
from cordee.applications.doors.parcel import Parcel
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.demo.script import Script
from cordee.programme.schema import questions as q

WRITTEN = "Écrit hors ligne, à trois mains, un soir de conseil : nous y tenons."


def play(script: Script, edition: Edition) -> None:
    """The writer of the first draft mails its form, filled further; someone unknown mails hers."""
    file = Application.objects.filter(edition=edition).order_by("pk").first()
    if file is None:
        return
    answers = dict(file.answers.order_by("pk").values_list("question", "value"))
    asked = edition.definition.questions(file.step, file.track)
    blank = [one for one in asked if isinstance(one, q.LongText) and not answers.get(one.key)]
    answers |= {one.key: WRITTEN for one in blank[:1] if not one.languages}
    version = edition.rules_in_force
    printing = Printing(version.definition, file.step, file.track, Written(str(file), answers))
    mark = mark_of(version, step=file.step, track=file.track)
    content = write(printing.sheet(mark))
    for days, sender in enumerate((file.owner.email, "mairie.inconnue@example.org"), start=1):
        at = script.now - timedelta(days=days)
        parcel = Parcel(
            [("formulaire.docx", content)], at, at, sender=sender, subject="Notre formulaire",
            text="Bonjour,\nvoici notre formulaire rempli.",
            message_id=f"<demo-{days}@example.org>",
        )  # fmt: skip
        collect(parcel, at=at)
