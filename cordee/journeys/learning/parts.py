"""The rooms of learning on the page of a territory, and what they ask of its delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.journeys.learning.models import (
    Exercise,
    Introduction,
    MinutesPart,
    Question,
    Resource,
    Survey,
    Turnout,
)
from cordee.journeys.learning.places import place_of
from cordee.journeys.owed import News, Owed, Part
from cordee.journeys.queries import wall_clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.journeys.owed import Standing

SHOWN = 6


def _url(name: str, cohort: Cohort) -> str:
    return reverse(f"learning:{name}", args=[cohort.public_id])


def rooms(seen: Standing) -> Iterator[Part]:
    """The pages of learning this territory opens on."""
    cohort = seen.participation.cohort
    if seen.participation.ends is not None:
        return
    if seen.own is not None and cohort.edition.definition.year.logbook is not None:
        yield Part(
            _("Mon journal de bord"), _url("logbook", cohort),
            readers=_("vous seul·e, puis qui vous choisissez, entrée par entrée"),
        )  # fmt: skip
    yield Part(
        _("Exercices"), _url("exercises", cohort),
        readers=_("votre délégation ; puis qui est dit sur chaque exercice, une fois rendu"),
    )  # fmt: skip
    yield Part(
        _("Questionnaires"), _url("surveys", cohort),
        readers=_("ce qui est dit sur chaque questionnaire"),
    )  # fmt: skip
    yield Part(
        _("Mallettes et ressources"), _url("library", cohort),
        readers=_("toute la cohorte et l’équipe d’animation"),
    )  # fmt: skip
    yield Part(
        _("Questions à l’équipe"), _url("questions", cohort),
        readers=_("vous, votre délégation et l’équipe d’animation, ou la cohorte : à votre choix"),
    )  # fmt: skip
    yield Part(
        _("Comptes rendus"), _url("minutes_list", cohort),
        readers=_("qui les écrit, puis le cercle dit sur chacun"),
    )  # fmt: skip
    yield Part(
        _("Annuaire et mises en relation"), _url("directory", cohort),
        readers=_("la cohorte et l’équipe d’animation, pour ce que chacun·e montre"),
    )  # fmt: skip


def exercises(seen: Standing) -> Iterator[Owed]:
    """The exercises this territory has not given back yet."""
    cohort = seen.participation.cohort
    if seen.participation.ends is not None:
        return
    done = Exercise.objects.filter(
        returns__participation=seen.participation, returns__handed_at__isnull=False
    )
    rows = Exercise.objects.filter(cohort=cohort).exclude(published_at=None).exclude(pk__in=done)
    for one in rows.select_related("meeting"):
        last = one.due_for(seen.participation)
        due = wall_clock(cohort, last).date() if last else None
        url = reverse("learning:exercise", args=[one.public_id])
        yield Owed(_("Rendre l’exercice : %(title)s") % {"title": one.title}, url, due=due)


def surveys(seen: Standing) -> Iterator[Owed]:
    """The surveys that are open, and that she, or her team, has not answered."""
    own, cohort = seen.own, seen.participation.cohort
    if own is None or seen.participation.ends is not None:
        return
    done = Turnout.objects.filter(Q(person=own.person_id) | Q(participation=seen.participation))
    rows = Survey.objects.filter(cohort=cohort, opens_at__lte=seen.at, closes_at__gt=seen.at)
    for one in rows.exclude(to="staff").exclude(pk__in=done.values("survey")):
        url = reverse("learning:survey", args=[one.public_id])
        due = wall_clock(cohort, one.closes_at).date()
        yield Owed(one.called, url, due=due, whose="team" if one.to == "team" else "me")


def precisions(seen: Standing) -> Iterator[Owed]:
    """The questions of this delegation to which the staff asks for a precision."""
    if seen.own is None or seen.participation.ends is not None:
        return
    own = Q(person=seen.own.person_id) | Q(participation=seen.participation)
    rows = Question.objects.filter(own, cohort=seen.participation.cohort, state="awaiting")
    for one in rows.order_by("pk"):
        url = reverse("learning:question", args=[one.public_id])
        yield Owed(_("Préciser votre question : %(subject)s") % {"subject": one.subject}, url)


def published(seen: Standing, since: datetime) -> Iterator[News]:
    """What came lately into the kits this delegate may open."""
    user = seen.own.person.user if seen.own else None
    place = place_of(user, seen.participation.cohort, seen.at) if user else None
    if place is None:
        return
    rows = Resource.objects.open_to(place, seen.today).filter(published_at__gt=since)
    for one in rows.order_by("-published_at", "-pk")[:SHOWN]:
        if one.published_at is not None:
            label = _("Dans la mallette : %(title)s") % {"title": one.title}
            yield News(one.published_at, label, reverse("learning:resource", args=[one.public_id]))


def meetings_of_minds(seen: Standing) -> Iterator[Owed]:
    """The introductions that await her answer, and the parts of minutes entrusted to her."""
    if seen.own is None or seen.participation.ends is not None:
        return
    who, cohort = seen.own.person_id, seen.participation.cohort
    waiting = Introduction.objects.filter(asked=who, cohort=cohort, state="asked")
    for one in waiting.select_related("asker"):
        url = reverse("learning:introduction", args=[one.public_id])
        yield Owed(_("%(name)s aimerait vous parler") % {"name": one.asker}, url, whose="me")
    parts = MinutesPart.objects.filter(
        assigned=who, minutes__cohort=cohort, minutes__published_at=None, draft__text=""
    )
    for part in parts.select_related("minutes"):
        url = reverse("learning:minutes_part", args=[part.minutes.public_id, part.rank])
        yield Owed(_("Écrire : %(title)s") % {"title": part.title}, url, whose="me")


def of_cohort(cohort: Cohort) -> Iterator[Part]:
    """The rooms of learning as the team runs them."""
    if cohort.edition.definition.year.logbook is not None:
        yield Part(_("Journaux partagés"), _url("shared", cohort))
    yield Part(_("Exercices"), _url("exercises", cohort))
    yield Part(_("Questionnaires"), _url("surveys", cohort))
    yield Part(_("Mallettes et ressources"), _url("library", cohort))
    yield Part(_("Questions à l’équipe"), _url("questions", cohort))
    yield Part(_("Comptes rendus"), _url("minutes_list", cohort))
    yield Part(_("Annuaire et mises en relation"), _url("directory", cohort))
    yield Part(_("Carte des territoires"), _url("territories", cohort))
