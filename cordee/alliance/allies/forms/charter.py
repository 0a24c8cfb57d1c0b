"""What is typed of the charter and of allies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies import queries
from cordee.alliance.allies.models import AllyKind, Bringing
from cordee.alliance.forms import DAY, PersonForm
from cordee.web.honest import HonestForm

USES = AllyKind.Use


class KindChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic in the stubs only
    """A word of some lists, told with its list when there are several."""

    def __init__(self, *uses: str, **more: Any) -> None:
        self.uses = uses
        super().__init__(AllyKind.objects.none(), **more)

    def fill(self) -> None:
        """Read the words that are offered now."""
        self.queryset = queries.kinds(*self.uses)

    def label_from_instance(self, obj: Any) -> str:
        """« structures signataires : association »."""
        return f"{obj.get_use_display()} – {obj.label}" if len(self.uses) > 1 else obj.label


class Kinded(forms.Form):
    """A form whose lists of words are read as it is drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, KindChoice):
                field.fill()


class Signing(PersonForm, Kinded):
    """A signature: who, for which structure if any, of which kind."""

    structure = forms.CharField(
        label=_("Structure au nom de laquelle la charte est signée"), max_length=200,
        required=False, help_text=_("Laissez vide pour signer en votre nom propre."),
    )  # fmt: skip
    capacity = forms.CharField(
        label=_("En qualité de"),
        max_length=160,
        required=False,
        help_text=_("Par exemple : maire, présidente, directeur. Demandé pour une structure."),
    )
    kind = KindChoice(USES.STRUCTURE, USES.PERSON, label=_("Sorte de signataire"))
    department = forms.RegexField(
        r"^(\d{2}|2[ABab]|9[78]\d)$", label=_("Département (son numéro)"), required=False,
        max_length=3, help_text=_("Par exemple 62, 2A ou 974."),
    )  # fmt: skip
    listed = forms.BooleanField(
        label=_("Paraître dans la liste publique des alliés"),
        required=False,
        help_text=_("Le nom, la sorte et l’année ; rien d’autre. Cela se retire à tout moment."),
    )

    def clean(self) -> dict[str, Any]:
        """A structure is of a kind of structures, a person of a kind of persons."""
        found = super().clean() or {}
        kind = found.get("kind")
        wanted = USES.STRUCTURE if found.get("structure") else USES.PERSON
        if kind and kind.use != wanted:
            self.add_error("kind", _now("Choisissez une sorte parmi les %(list)s.")
                           % {"list": wanted.label})  # fmt: skip
        if found.get("department"):
            found["department"] = found["department"].upper()
        return found


class SignForm(Signing, HonestForm):
    """The same, typed online by whoever signs."""

    action = "charter"
    field_order = ("given_name", "family_name", "email")

    def typed(self) -> dict[str, Any]:
        """What the link of confirmation carries."""
        found = self.cleaned_data
        names = ("email", "given_name", "family_name", "structure", "capacity", "department",
                 "listed")  # fmt: skip
        return {**{key: found[key] for key in names}, "kind": found["kind"].pk}


class PaperForm(Signing):
    """The same, on paper, written down by the team."""

    signed_on = forms.DateField(label=_("Signée le"), widget=DAY)


class CharterForm(forms.Form):
    """A text of the charter."""

    title = forms.CharField(label=_("Titre de la charte"), max_length=200)
    body = forms.CharField(
        label=_("Texte de la charte"), widget=forms.Textarea(attrs={"rows": 14}), max_length=60000,
        help_text=_("Une fois publié, ce texte ne change plus : on en publie un autre."),
    )  # fmt: skip


class KindForm(forms.Form):
    """A word of a list."""

    use = forms.ChoiceField(label=_("Liste"), choices=USES.choices)
    label = forms.CharField(label=_("Mot"), max_length=80)
    rank = forms.IntegerField(label=_("Ordre"), min_value=0, max_value=999, initial=0)


class RetireForm(forms.Form):
    """A word offered no more."""

    kind = KindChoice(*USES.values, label=_("Mot à retirer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].fill()  # type: ignore[attr-defined] # a KindChoice


class CustomForm(forms.Form):
    """How long one is new, then active."""

    new_months = forms.IntegerField(
        label=_("Un signataire est nouveau pendant (mois)"), min_value=1, max_value=60
    )
    active_months = forms.IntegerField(
        label=_("Une venue rend actif pendant (mois)"), min_value=1, max_value=60
    )


class OnForm(forms.Form):
    """A day."""

    on = forms.DateField(label=_("Date"), widget=DAY)


class LeaveForm(OnForm):
    """The day a signature is withdrawn, and why if one wishes."""

    because = forms.CharField(label=_("Raison"), max_length=300, required=False)


class OwnLeaveForm(forms.Form):
    """Withdraw one’s own signature: today."""

    because = forms.CharField(label=_("Raison"), max_length=300, required=False)


class ListForm(forms.Form):
    """Whether the public list names an ally."""

    listed = forms.BooleanField(
        label=_("Paraître dans la liste publique des alliés"), required=False
    )


class BringForm(forms.Form):
    """A method, a principle, an initiative."""

    nature = forms.ChoiceField(label=_("Ce que c’est"), choices=Bringing.Nature.choices)
    title = forms.CharField(label=_("Titre"), max_length=200)
    said = forms.CharField(
        label=_("En quelques mots"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    link = forms.URLField(label=_("Lien"), required=False, max_length=200, assume_scheme="https")
