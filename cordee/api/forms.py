"""What someone says to let a program act for her."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.api.rules.scopes import TEAM, Scope
from cordee.people.models import Organisation

if TYPE_CHECKING:
    from cordee.people.models import User

LABELS = {
    Scope.FILES_READ: _("Lire mes dossiers, leurs dépôts et leur résultat publié"),
    Scope.FILES_WRITE: _("Commencer un dossier, écrire ses réponses, joindre ses pièces"),
    Scope.FILES_DEPOSIT: _("Déposer un dossier et répondre aux demandes de complément"),
    Scope.DESK_READ: _("Équipe : lister les dossiers et les dépôts d’un appel"),
    Scope.DESK_ACT: _("Équipe : demander un complément, ou y renoncer"),
    Scope.MARKS_READ: _("Équipe : exporter les notes des jurys"),
}
USUALLY = timedelta(days=90)


class TokenForm(forms.Form):
    """The program, what it may do, until when, for which organisation."""

    name = forms.CharField(
        label=_("Quel programme l’emploiera ?"),
        help_text=_("Par exemple : « Tableau de bord de la région »."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu’il pourra faire"), widget=forms.CheckboxSelectMultiple
    )
    expires = forms.DateField(
        label=_("Dernier jour"),
        help_text=_("Un an au plus. Un jeton court est plus sûr."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Limité aux dossiers d’une organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Non : à tout ce que je peux lire"),
    )

    def __init__(self, user: User, *, team: bool, data: Any = None) -> None:
        ends = timezone.localdate() + USUALLY
        super().__init__(data, initial={"expires": ends, "scopes": [Scope.FILES_READ.value]})
        offered = [(one.value, LABELS[one]) for one in Scope if team or one not in TEAM]
        cast("forms.MultipleChoiceField", self.fields["scopes"]).choices = offered
        mine = Organisation.objects.filter(seats__person__user=user).distinct().listed()
        if mine.exists():
            cast(
                "forms.ModelChoiceField[Organisation]", self.fields["organisation"]
            ).queryset = mine
        else:
            del self.fields["organisation"]

    @property
    def expires_at(self) -> datetime:
        """The end of the last day; call after `is_valid`."""
        last = self.cleaned_data["expires"] + timedelta(days=1)
        return datetime.combine(last, time(), timezone.get_current_timezone())
