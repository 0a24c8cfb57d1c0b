"""A piece that may follow the deposit: asked for at once, joined after the closing, then done."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from cordee.applications import actions, files
from cordee.applications.models import Application, Completion
from cordee.applications.reading import OURS, read_content
from cordee.applications.tables import _columns
from cordee.calls.actions import publish
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.territories.models import Territory
from tests.applications.conftest import DURING, small
from tests.applications.test_matrix import paper

AFTER = datetime(2025, 1, 6, 9, tzinfo=UTC)


def following_call() -> Definition:
    data = small().data()
    data["key"] = "piece-qui-suit"
    besoins, theme, annexe = data["form"]["sections"][0]["questions"]
    late = {**annexe, "required": True, "due": {"anchor": "deposit", "offset": "P2M"}}
    own = {**theme, "required": False, "audience": "team"}
    data["form"]["sections"][0]["questions"] = [besoins, own, late]
    return Definition.model_validate(data)


def test_what_may_follow_is_awaited_and_comes_after_the_closing(lens: Territory, nadia: User):
    edition = publish(following_call(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    file = actions.start(edition, territory=lens, by=nadia, at=DURING)
    now = {"by": nadia, "at": DURING}
    actions.join(file, role="elu", given_name="A", family_name="B", **now)
    actions.save_answer(file, "besoins", "Du temps.", **now)
    actions.save_answer(file, "theme", "eau", **now)
    made = actions.deposit(file, **now)
    awaited = Completion.objects.get(application=file)
    assert [one.question for one in awaited.points.all()] == ["annexe"]
    assert awaited.due.astimezone(UTC) == datetime(2025, 2, 1, 22, 59, tzinfo=UTC)
    actions.save_answer(file, "besoins", "Du temps encore.", **now)
    actions.deposit(file, **now)
    assert Completion.objects.count() == 1
    file = Application.objects.get(pk=file.pk)
    files.attach(file, "annexe", SimpleUploadedFile("a.pdf", paper()), by=nadia, at=AFTER)
    final = actions.answer_completion(awaited, by=nadia, at=AFTER)
    assert len(final.content["attachments"]["annexe"]) == 1
    assert not Completion.objects.awaiting().exists()
    assert Application.objects.get(pk=file.pk).current == final
    definition = edition.definition
    seen = {one.key for part in read_content(definition, made.content, OURS)
            for one in part.answers}  # fmt: skip
    assert seen == {"besoins", "annexe"}
    assert [key for key, _, _ in _columns(definition)] == ["besoins"]
