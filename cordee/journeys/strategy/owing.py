"""What the strategy asks of a delegation, and its room on the page of the territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.journeys.audiences import LABELS
from cordee.journeys.owed import News, Owed, Part
from cordee.journeys.rules.audiences import reads
from cordee.journeys.strategy.models import Remark, SequelChosen, Strategy
from cordee.journeys.strategy.queries import plans
from cordee.programme.anchors import deadline
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.journeys.owed import Standing

SHOWN = 6


def _strategy(seen: Standing) -> Strategy:
    rows = Strategy.objects.filter(participation=seen.participation)
    found = once(f"strategy {seen.participation.pk}", rows.first)
    return found or Strategy(participation=seen.participation)


def strategies(seen: Standing) -> Iterator[Owed]:
    """The strategy, until it is handed in (R93)."""
    definition = seen.participation.cohort.edition.definition
    asked = plans.asked(definition)
    if asked is None or asked.due is None or _strategy(seen).finished_at is not None:
        return
    common = deadline(definition, asked.due, queries.held_days(seen.ledger.meetings))
    due = seen.participation.put_off(common).last
    url = reverse("strategy:overview", args=[seen.participation.public_id])
    yield Owed(_("Rendre : %(title)s") % {"title": asked.label}, url, due, fixed=common.fixed)


def choices(seen: Standing) -> Iterator[Owed]:
    """What comes next, until it is chosen (R319)."""
    year = seen.participation.cohort.edition.definition.year
    if not year.sequels or year.sequel_due is None or seen.participation.ends is not None:
        return
    if not SequelChosen.objects.filter(participation=seen.participation).exists():
        held = queries.held_days(seen.ledger.meetings)
        due = deadline(seen.participation.cohort.edition.definition, year.sequel_due, held)
        url = reverse("strategy:sequel", args=[seen.participation.public_id])
        label = _("Choisir ce que vous vivrez ensuite")
        yield Owed(label, url, due.last, fixed=due.fixed)


def doors(cohort: Cohort) -> Iterator[Part]:
    """The rooms of a whole cohort, for the team of the house."""
    whole = [cohort.public_id]
    if plans.asked(cohort.edition.definition) is not None:
        yield Part(_("Stratégies de la cohorte"), reverse("strategy:peers", args=whole))
    if cohort.edition.definition.year.diagnosis is not None:
        yield Part(_("Diagnostics"), reverse("strategy:diagnoses", args=whole))
    if cohort.edition.definition.year.sequels:
        yield Part(_("Suites choisies"), reverse("strategy:sequels", args=whole))
    yield Part(_("Témoignages"), reverse("strategy:verbatims", args=whole))
    yield Part(_("Fiches d’expérience"), reverse("strategy:sheets", args=whole))
    yield Part(_("Comptes par financeur"), reverse("strategy:funding", args=whole))
    yield Part(_("Jours d’alliés, payés et donnés"), reverse("strategy:days", args=whole))
    hint = _("évaluation, journalisme, recherche")
    yield Part(_("Accès d’observation"), reverse("strategy:accesses", args=whole), hint)
    yield Part(_("Données ouvertes"), reverse("strategy:data", args=whole), _("page publique"))


def rooms(seen: Standing) -> Iterator[Part]:
    """The strategy, for whoever reads it; the diagnosis."""
    if seen.participation.cohort.edition.definition.year.diagnosis is not None:
        url = reverse("strategy:diagnosis", args=[seen.participation.public_id])
        yield Part(_("Diagnostic"), url, "", _("qui est dit à chaque restitution"))
    if seen.participation.cohort.edition.definition.year.sequels:
        url = reverse("strategy:sequel", args=[seen.participation.public_id])
        circle = _("votre délégation et l’équipe d’animation")
        yield Part(_("La suite que vous choisissez"), url, "", circle)
    url = reverse("strategy:actors", args=[seen.participation.public_id])
    circle = _("votre délégation et l’équipe d’animation, jamais la cohorte")
    yield Part(_("Carte des acteurs"), url, "", circle)
    whole = [seen.participation.cohort.public_id]
    asked = plans.asked(seen.participation.cohort.edition.definition)
    found = _strategy(seen)
    circle = _("le cercle choisi pour chacun, avec l’accord des personnes citées")
    yield Part(_("Témoignages"), reverse("strategy:verbatims", args=whole), "", circle)
    circle = _("le cercle que son auteur·e choisit pour chacune")
    yield Part(_("Fiches d’expérience"), reverse("strategy:sheets", args=whole), "", circle)
    if asked is None or not reads("team" if seen.own else "staff", found.audience):
        return
    url = reverse("strategy:overview", args=[seen.participation.public_id])
    state = _("rendue") if found.finished_at else _("en cours d’écriture")
    yield Part(str(asked.label), url, state, LABELS[found.audience])


def remarks(seen: Standing, since: datetime) -> Iterator[News]:
    """What was said lately of this territory's strategy."""
    rows = Remark.objects.filter(
        strategy__participation=seen.participation, at__gt=since, withdrawn_at=None
    )
    url = reverse("strategy:overview", args=[seen.participation.public_id])
    for one in rows.select_related("author").order_by("-at", "-pk")[:SHOWN]:
        label = _("%(who)s a écrit une remarque sur votre stratégie") % {"who": one.author}
        yield News(one.at, label, url)
