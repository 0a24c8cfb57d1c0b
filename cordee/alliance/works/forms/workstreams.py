"""What is typed of lists, frames and workstreams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.forms import PersonForm
from cordee.alliance.models import Organ
from cordee.alliance.works.models import (
    Assembly,
    Term,
    WorkFrame,
    WorkObjection,
    WorkReview,
    Workstream,
)
from cordee.alliance.works.queries.workstreams import terms
from cordee.alliance.works.rules import workstreams as rules
from cordee.web.forms import offer_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

TOP = 99_999_999
MONTHS = 60


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def long(label: Any, most: int = 4000, rows: int = 4, **more: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=most, **more)


def euros(label: Any, **more: Any) -> forms.DecimalField:
    """A sum in euros."""
    return forms.DecimalField(label=label, max_value=TOP, decimal_places=2, **more)


def paper() -> forms.FileField:
    """The document itself, when it is no link."""
    return forms.FileField(
        label=_("Fichier"), required=False, max_length=200,
        help_text=_("PDF, texte, tableur, diaporama, image, son ou film, 50 Mo au plus."),
    )  # fmt: skip


def one_of(label: Any, rows: QuerySet[Any] | None, **more: Any) -> forms.ModelChoiceField[Any]:
    """One row among some."""
    return forms.ModelChoiceField(
        rows, label=label, to_field_name="public_id", empty_label="—", **more
    )


class TermForm(forms.Form):
    """A word, and its list."""

    list = forms.ChoiceField(label=_("Liste"), choices=Term.List.choices)
    label = forms.CharField(label=_("Mot à ajouter"), max_length=120)


class FrameForm(forms.Form):
    """The frame of a year: criteria, ceiling, budget, rhythm."""

    label = forms.CharField(
        label=_("Nom"), max_length=120, help_text=_("Par exemple : Chantiers 2025.")
    )
    starts = day(_("Du"))
    ends = day(_("Au"))
    criteria = long(
        _("Critères pour ouvrir ou continuer un chantier"), required=False,
        help_text=_("Lus par tous, avant de proposer un chantier."),
    )  # fmt: skip
    least_allies = forms.IntegerField(
        label=_("Un chantier rassemble au moins (alliés)"), min_value=1, max_value=99, initial=2
    )
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Qui accorde les soutiens"), required=False,
        to_field_name="public_id", empty_label="—",
    )  # fmt: skip
    ceiling = euros(_("Plafond par chantier (en euros)"), required=False, min_value=0)
    budget = euros(_("Budget de tous les chantiers (en euros)"), required=False, min_value=0)
    first_meeting = day(_("Première rencontre des référent·es"), required=False)
    meets_every = forms.IntegerField(
        label=_("Puis une rencontre tous les (mois)"), required=False, min_value=1, max_value=12
    )
    publication_months = forms.IntegerField(
        label=_("Publication commune, mois après le début"), required=False, min_value=1,
        max_value=MONTHS,
    )  # fmt: skip
    review_on = day(
        _("Revue de l’année, avant le"), required=False,
        help_text=_("Avant l’assemblée : chaque chantier continue ou se clôt."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organ", Organ.objects.order_by("label", "pk"))

    @staticmethod
    def known(frame: WorkFrame) -> dict[str, Any]:
        """A frame as the form shows it."""
        found = {name: getattr(frame, name) for name in FrameForm.base_fields}
        return {**found, "organ": frame.organ.public_id if frame.organ else None}


class LeadersForm(forms.Form):
    """A meeting of those who carry workstreams."""

    on = day(_("Date de la rencontre"))
    attended = forms.IntegerField(label=_("Personnes présentes"), min_value=0, max_value=999)
    note = forms.CharField(label=_("Ce qui s’est dit"), max_length=300)


class PublicationForm(forms.Form):
    """Where the common publication is read."""

    on = day(_("Parue le"))
    link = forms.URLField(label=_("Lien"), max_length=200)


class WorkstreamForm(forms.Form):
    """A workstream, as an ally proposes it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    pitch = long(_("Présentation"), rows=6, help_text=_("Pourquoi, avec qui, pour faire quoi."))
    kind = one_of(_("Genre"), None, required=False)
    theme = one_of(_("Thème"), None, required=False)
    goals: forms.ModelMultipleChoiceField[Term] = forms.ModelMultipleChoiceField(
        None, label=_("Objectifs de la charte auxquels il répond"), required=False,
        widget=forms.CheckboxSelectMultiple, to_field_name="public_id",
        help_text=_("Un au moins pour être lancé."),
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Étiquettes libres"), required=False, max_length=300,
        help_text=_("Séparées par des virgules, huit au plus."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, list_ in (("kind", "kind"), ("theme", "theme"), ("goals", "goal")):
            offer_rows(self, name, terms(list_))

    @staticmethod
    def known(one: Workstream) -> dict[str, Any]:
        """A workstream as the form shows it."""
        return {
            "title": one.title, "pitch": one.pitch, "tags": ", ".join(one.tags),
            "kind": one.kind.public_id if one.kind else None,
            "theme": one.theme.public_id if one.theme else None,
            "goals": [each.public_id for each in one.goals.all()],
        }  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What was typed, as the act takes it."""
        return {**self.cleaned_data, "tags": rules.tags(self.cleaned_data["tags"])}


class ProposeForm(WorkstreamForm):
    """The same, the first time."""

    leads = forms.BooleanField(label=_("J’en suis la personne référente"), required=False)


class AllyForm(PersonForm):
    """An ally who takes part."""

    leads = forms.BooleanField(label=_("C’est la personne référente"), required=False)


class ReasonForm(forms.Form):
    """An objection in one's own name."""

    reason = long(_("Votre raison"), 2000, 3)


class ObjectionForm(PersonForm):
    """An objection heard in a room, written down by the team."""

    reason = long(_("Sa raison"), 2000, 3)


class AnswerForm(forms.Form):
    """What is answered, and what becomes of the workstream."""

    answer = long(_("Ce qui est répondu"), 2000, 3)
    outcome = forms.ChoiceField(
        label=_("Ce que devient le chantier"),
        choices=[("", "—"), *WorkObjection.Outcome.choices],
    )
    into = one_of(_("S’il se fond dans un autre : lequel"), None, required=False)

    def __init__(self, others: QuerySet[Workstream], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "into", others)


class PresentForm(forms.Form):
    """When it was presented, and before which assembly."""

    on = day(_("Présenté le"))
    assembly = one_of(_("À quelle assemblée"), None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Assembly.objects.filter(kind=Assembly.Kind.ASSEMBLY).order_by("-at", "-pk")
        offer_rows(self, "assembly", rows)


class EndForm(forms.Form):
    """How a workstream ends, and why."""

    state = forms.ChoiceField(
        label=_("Comment il s’arrête"),
        choices=[
            (rules.DROPPED, _("abandonné")), (rules.MERGED, _("fondu dans un autre")),
            (rules.CLOSED, _("clos")),
        ],
    )  # fmt: skip
    into = one_of(_("S’il se fond dans un autre : lequel"), None, required=False)
    because = long(_("Pourquoi"), 2000, 3)

    def __init__(self, others: QuerySet[Workstream], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "into", others)


class SupportForm(forms.Form):
    """A sum asked, what for, and what it pays."""

    asked = euros(_("Somme demandée (en euros)"), min_value=1)
    needs = long(_("Besoins et moyens"), help_text=_("L’organe décide sur ce texte."))
    pays = forms.CharField(
        label=_("Ce que la somme paie"), max_length=300,
        help_text=_("Par exemple : l’animation par la personne référente, des ressources."),
    )  # fmt: skip


class OutputForm(forms.Form):
    """What a workstream makes."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    nature = forms.CharField(
        label=_("Nature"), max_length=60, help_text=_("Un guide, une vidéo, une rencontre…")
    )
    due = day(_("Attendu le"), required=False)
    delivered_on = day(_("Paru le"), required=False)
    link = forms.URLField(label=_("Lien"), required=False, max_length=200)
    file = paper()


class DeliverForm(forms.Form):
    """When an output came out, and where it is read."""

    on = day(_("Paru le"))
    link = forms.URLField(label=_("Lien"), required=False, max_length=200)
    file = paper()


class ReviewForm(forms.Form):
    """What the year taught, and what is chosen."""

    choice = forms.ChoiceField(
        label=_("L’année qui vient"), choices=[("", "—"), *WorkReview.Choice.choices]
    )
    learned = long(_("Ce que cette année a appris"), 2000, 3)
