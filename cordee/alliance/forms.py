"""What is typed of organs, mandates, decisions and objections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models import Objection, Position
from cordee.alliance.rules import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.alliance.models import Mandate

TOP = 99_999_999
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrganForm(forms.Form):
    """An organ, and which sums it decides."""

    label = forms.CharField(label=_("Organe"), max_length=120, help_text=_("Le bureau, le CA…"))
    decides = forms.CharField(
        label=_("Les sommes qu’il décide"),
        max_length=300,
        help_text=_("Par exemple : les enveloppes des chantiers."),
    )
    ceiling = forms.DecimalField(
        label=_("Au plus, par décision (en euros)"), required=False, min_value=0, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("Membres présents pour décider"), required=False, min_value=0, max_value=99
    )
    meets_every = forms.IntegerField(
        label=_("Se réunit au moins une fois tous les (mois)"), required=False, min_value=1,
        max_value=60,
    )  # fmt: skip


class MeetingForm(forms.Form):
    """A meeting that an organ held."""

    on = forms.DateField(label=_("Date de la réunion"), widget=DAY)
    attended = forms.IntegerField(label=_("Personnes présentes"), min_value=0, max_value=9999)
    note = forms.CharField(label=_("Objet"), max_length=300)


class PersonForm(forms.Form):
    """Someone, known by her address or added to the directory."""

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    given_name = forms.CharField(label=_("Prénom"), max_length=80)
    family_name = forms.CharField(label=_("Nom"), max_length=80)


class MandateForm(PersonForm):
    """A seat in an organ."""

    title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    starts = forms.DateField(label=_("À partir du"), widget=DAY)


class EndForm(forms.Form):
    """The last day of a mandate."""

    ends = forms.DateField(label=_("Dernier jour"), widget=DAY)


class DecisionForm(forms.Form):
    """What was decided, of which sum, why, and where each member stood."""

    on = forms.DateField(label=_("Décidé le"), widget=DAY)
    purpose = forms.CharField(label=_("Objet"), max_length=300)
    beneficiary = forms.CharField(label=_("Pour qui"), max_length=200)
    asked = forms.DecimalField(
        label=_("Somme demandée (en euros)"), required=False, min_value=0, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("Somme mise aux voix (en euros)"), min_value=0, max_value=TOP, decimal_places=2
    )
    reason = forms.CharField(
        label=_("Raison de la décision"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, mandates: Sequence[Mandate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = mandates
        absent = ("", _("absent·e"))
        for one in mandates:
            self.fields[f"voix-{one.pk}"] = forms.ChoiceField(
                label=_("%(name)s : sa voix") % {"name": one},
                choices=[absent, *Position.Said.choices],
                required=False,
            )
            self.fields[f"raison-{one.pk}"] = forms.CharField(
                label=_("%(name)s : raison du déport, s’il y a lieu") % {"name": one.person},
                max_length=300,
                required=False,
            )

    def positions(self) -> dict[int, Said]:
        """Where each member stood, by person; nothing for who was not there."""
        typed = self.cleaned_data
        return {
            one.person_id: Said(said, typed[f"raison-{one.pk}"] if said == "withdrawn" else "")
            for one in self.mandates
            if (said := typed[f"voix-{one.pk}"])
        }

    def facts(self) -> dict[str, Any]:
        """What the decision is about."""
        return {key: self.cleaned_data[key] for key in ("purpose", "beneficiary", "asked")}


class ObjectionForm(PersonForm):
    """Who objects, and why (R219)."""

    reason = forms.CharField(
        label=_("Sa raison"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AnswerForm(forms.Form):
    """What is answered, and what becomes of the objection."""

    answer = forms.CharField(
        label=_("Ce qui est répondu"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    outcome = forms.ChoiceField(
        label=_("Ce qu’elle devient"), choices=[("", "—"), *Objection.Outcome.choices]
    )


class StrikeForm(forms.Form):
    """Why a decision was recorded by mistake."""

    because = forms.CharField(label=_("Pourquoi cette décision est rayée"), max_length=300)


class AgreementForm(forms.Form):
    """With whom, for what, until when, and how long before the end to be told."""

    partner = forms.CharField(label=_("Avec qui"), max_length=200)
    subject = forms.CharField(label=_("Pour quoi"), max_length=300)
    starts = forms.DateField(label=_("À partir du"), widget=DAY)
    ends = forms.DateField(label=_("Dernier jour"), widget=DAY)
    alert_days = forms.IntegerField(
        label=_("Être prévenu·e combien de jours avant la fin"), min_value=0, max_value=730,
        initial=90,
    )  # fmt: skip
    link = forms.URLField(label=_("Lien vers le texte"), required=False, max_length=200)


class LetEndForm(forms.Form):
    """Why a convention is not renewed."""

    reason = forms.CharField(label=_("Pourquoi elle n’est pas renouvelée"), max_length=300)
