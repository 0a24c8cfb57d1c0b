"""The former files of a body that someone may read, and what they would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application, Merger
from cordee.applications.queries.bodies import of_body
from cordee.applications.queries.drafts import written_by
from cordee.applications.rules.prefilling import Offer, offers

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from cordee.people.models import User
    from cordee.programme.schema.questions import Asked

FORMER_AT_MOST = 25
"""Former files offered: the latest are the ones worth taking from."""


def former_files(application: Application, user: User) -> QuerySet[Application]:
    """The other files of the same body that `user` writes or wrote in, the latest first."""
    readable = written_by(user).order_by().values("pk")
    joined = Merger.objects.filter(kept=application).exclude(done_at=None).order_by()
    mine = of_body(application) & Q(pk__in=readable) | Q(pk__in=joined.values("absorbed"))
    rows = Application.objects.filter(mine)
    return (
        rows.exclude(pk=application.pk)
        .exclude(answers=None)
        .select_related("edition__current", "territory")
        .order_by("-started_at", "pk")
        .distinct()
    )


def offered(application: Application, former: Application) -> tuple[list[Offer], list[Asked]]:
    """What `former` would bring into the blank answers, and what would stay blank."""
    asked = (one.edition.definition.questions(one.step, one.track) for one in (application, former))
    now, then = map(list, asked)
    return offers(now, _given(application), then, _given(former))


def _given(application: Application) -> dict[str, Any]:
    return dict(application.answers.order_by("pk").values_list("question", "value"))
