"""What a cohort shows: the map of its territories, and the podcast of its public recordings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _

from cordee.journeys.learning import policy
from cordee.journeys.learning.models import Resource, ResourceFile
from cordee.journeys.learning.screens import around, stand
from cordee.journeys.learning.telling import body_of
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel.places import REGION_OF
from cordee.territories.queries import patches, spots
from cordee.web.components import paginated
from cordee.web.files.serving import served
from cordee.web.guards import guarded, require_safe, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.web.requests import Request

STATES = {"": None, "en-cours": True, "partis": False}
EPISODES = 100


@require_safe
@guarded(cohorts, policy.may_learn)
def territories(request: Request, cohort: Cohort) -> HttpResponse:
    """The territories of a cohort on a map, with the list that says the same; by state."""
    state = request.GET.get("etat", "")
    found = _of(cohort, STATES.get(state))
    rows = [one.territory for one in found[:500] if one.territory is not None]
    counts = Counter(one.department for one in rows if one.department)
    regions = {REGION_OF.get(code, "") for code in counts}
    shown = around(
        stand(request, cohort), "territories", page=paginated(request, found),
        counts=dict(counts), region=regions.pop() if len(regions) == 1 else "",
        spots=spots(rows), patches=patches(rows), state=state if state in STATES else "",
        states=[("", _("tous")), ("en-cours", _("en cours")), ("partis", _("partis"))],
    )  # fmt: skip
    return render(request, "learning/territories.html", shown)


def _of(cohort: Cohort, running: bool | None) -> QuerySet[Participation]:  # noqa: FBT001 - a state of three
    found = cohort.participations.select_related("territory").order_by("name", "pk")
    return found if running is None else found.filter(ends__isnull=running)


def public() -> QuerySet[Resource]:
    """The recordings that anyone hears: published for all, neither expired nor taken away."""
    today = timezone.localdate()
    found = Resource.objects.filter(
        kind=Resource.Kind.RECORDING, state=Resource.State.PUBLISHED, audience="public",
        removed_at=None,
    ).exclude(expires_on__lte=today)  # fmt: skip
    return found.select_related("cohort").prefetch_related("files")


class Podcast(Rss201rev2Feed):
    """RSS 2.0 with the transcript of each episode (podcastindex.org/namespace/1.0)."""

    def rss_attributes(self) -> dict[str, str]:
        """Name the vocabulary of transcripts."""
        return super().rss_attributes() | {
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0"
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add where the transcript is."""
        super().add_item_elements(handler, item)
        if item.get("transcript"):
            told = {"url": item["transcript"], "type": "text/plain", "language": "fr"}
            handler.addQuickElement("podcast:transcript", attrs=told)


@require_safe
def podcast(_request: Request, public_id: str) -> HttpResponse:
    """The feed of a cohort's public recordings, for any player: no account, no trace."""
    cohort = row_or_404(cohorts, public_id=public_id)
    here = settings.SITE_URL
    feed = Podcast(
        title=cohort.label, link=f"{here}/", language="fr",
        description=_("Les enregistrements publics de « %(name)s ».") % {"name": cohort.label},
        feed_url=here + reverse("learning:podcast", args=[cohort.public_id]),
    )  # fmt: skip
    for one in public().filter(cohort=cohort)[:EPISODES]:
        sound = _sound(one)
        if sound is None:
            continue
        address = here + reverse("learning:episode", args=[sound.public_id])
        feed.add_item(
            title=one.title, link=address, description=one.summary or one.credit or one.title,
            unique_id=f"urn:uuid:{one.public_id}", unique_id_is_permalink=False,
            pubdate=one.published_at, author_name=one.credit or None,
            enclosures=[Enclosure(address, str(sound.size), sound.media_type)],
            transcript=here + reverse("learning:transcript", args=[one.public_id])
            if one.body
            else "",
        )  # fmt: skip
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml")
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _sound(one: Resource) -> ResourceFile | None:
    """The sound of an episode, among its files."""
    return next(
        (
            file
            for file in one.files.all()
            if file.removed_at is None and file.media_type.startswith("audio/")
        ),
        None,
    )


@require_safe
def episode(_request: Request, public_id: str) -> HttpResponse:
    """The sound of a public recording."""
    found = row_or_404(
        lambda: ResourceFile.objects.filter(
            removed_at=None, resource__in=public(), media_type__startswith="audio/"
        ),
        public_id=public_id,
    )
    return served(found.content, found.name, found.media_type, in_place=True)


@require_safe
def transcript(_request: Request, public_id: str) -> HttpResponse:
    """What is said in a public recording, as a plain text."""
    one = row_or_404(public, public_id=public_id)
    if not one.body:
        raise Http404
    return HttpResponse(body_of(one), content_type="text/plain; charset=utf-8")
