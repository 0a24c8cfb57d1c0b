"""Who applies, who is of the team, why one leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.forms.words import kinds_of, said
from cordee.applications.models import Application
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.programme.conditions.places import PERSON
from cordee.territories.forms import TerritoryField
from cordee.web.forms import offer

if TYPE_CHECKING:
    from cordee.programme.schema import Definition
    from cordee.programme.schema.team import Team


def track_choices(definition: Definition) -> list[tuple[str, str]]:
    """The tracks a file is handed in on; a part says what it is a part of: « Eau – Rivières »."""
    return [
        (one.key, " – ".join(said(each.label) for each in reversed(definition.line_of(one.key))))
        for one in definition.chosen_tracks()
    ]


class BeginForm(forms.Form):
    """Who applies: a body of the reference list, or one it does not know."""

    territory = TerritoryField(required=False, label=gettext_lazy("Votre collectivité"))
    territory.expected = True  # type: ignore[attr-defined]  # this one, or the name below
    body_name = forms.CharField(
        required=False,
        max_length=250,
        label=gettext_lazy("Le nom de votre structure"),
    )
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Sa nature"), choices=[("", "–")])
    track = forms.ChoiceField(required=False, label=gettext_lazy("Volet"), choices=[("", "–")])

    heard = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Comment avez-vous connu cet appel ?"),
        choices=[("", "–"), *Application.Heard.choices],
    )

    def __init__(self, definition: Definition, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        kinds = [("", "–"), *kinds_of(definition).items()]
        offer(self, "kind", kinds)
        self.alone = definition.applicant.is_ == ("person",)
        if self.alone:
            del self.fields["territory"], self.fields["kind"]
            name = self.fields["body_name"]
            name.label, name.required = _("Vos prénom et nom"), True
        if definition.tracks:
            choices = [("", "–"), *track_choices(definition)]
            offer(self, "track", choices)
            self.fields["track"].required = True
        else:
            del self.fields["track"]
        for number, promise in enumerate(definition.promises):
            if promise.acknowledged:
                self.fields[f"read-{number}"] = forms.BooleanField(
                    label=said(promise.text).rstrip("."),
                    error_messages={"required": _("cochez pour confirmer que vous l’avez lu.")},
                )

        self.nots = [
            f"read-{number}"
            for number, promise in enumerate(definition.promises)
            if promise.acknowledged and promise.kind == "not"
        ]

    @property
    def unlisted(self) -> bool:
        """Whether the boxes for a body that the list does not know stand open."""
        named = any(self[name].value() for name in ("body_name", "kind"))
        return named or bool(self.is_bound and self["territory"].errors)

    @property
    def read(self) -> list[forms.BoundField]:
        """What the programme is not, each to be ticked once read."""
        return [self[name] for name in self.nots if name in self.fields]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is neither who applies nor what was read."""
        apart = {"territory", "body_name", "kind", *self.nots}
        return [self[name] for name in self.fields if name not in apart]

    def clean(self) -> dict[str, Any]:
        """One body at least, by one way or the other."""
        found = super().clean() or {}
        if self.alone:
            return {**found, "kind": PERSON}
        named = found.get("territory") or found.get("body_name", "").strip()
        if not named and "territory" not in self.errors:  # told once what to do is enough
            self.add_error("territory", _("Choisissez votre collectivité, ou écrivez son nom."))
        return found


class TryForm(BeginForm):
    """Who would apply: enough to test one's eligibility, nothing about oneself."""

    def __init__(self, definition: Definition, data: Any = None, initial: Any = None) -> None:
        super().__init__(definition, data, initial)
        for name in [name for name in self.fields if name == "heard" or name.startswith("read-")]:
            del self.fields[name]


class MemberForm(forms.Form):
    """Someone of the team."""

    given_name = forms.CharField(label=gettext_lazy("Prénom"), max_length=80, strip=True)
    family_name = forms.CharField(label=gettext_lazy("Nom"), max_length=80)
    role = forms.ChoiceField(label=gettext_lazy("Rôle dans l’équipe"))
    leads = forms.MultipleChoiceField(
        label=gettext_lazy("Cette personne est aussi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.CharField(
        label=gettext_lazy("Qualité, fonction"), required=False, max_length=160
    )
    organisation = forms.CharField(label=gettext_lazy("Structure"), required=False, max_length=200)
    service = forms.CharField(label=gettext_lazy("Service"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"), required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), required=False, max_length=30)
    invite = forms.BooleanField(
        label=gettext_lazy("L’inviter par courriel à écrire avec nous"), required=False
    )

    def __init__(self, team: Team | None, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        roles = [(one.key, said(one.label)) for one in team.roles] if team else []
        choices = [("", _("– choisissez –")), *roles] if roles else [("member", _("Membre"))]
        offer(self, "role", choices)
        leads = (
            [(one.key, said(one.label)) for one in team.leads if one.of == "person"] if team else []
        )
        if leads:
            cast("forms.MultipleChoiceField", self.fields["leads"]).choices = leads
        else:
            del self.fields["leads"]
        allies = [said(one.label) for one in team.roles if one.external] if team else []
        if allies:
            self.fields["organisation"].help_text = _(
                "%(roles)s : une autre structure que la vôtre."
            ) % {"roles": heard(french.listed(allies, "ou"))}
        for name in ("given_name", "family_name", "email", "phone", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """An invitation needs an address."""
        found = super().clean() or {}
        if found.get("invite") and not found.get("email"):
            self.add_error("email", _("Donnez son adresse pour l’inviter."))
        return found


class ReasonForm(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi retirez-vous cette candidature ?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
