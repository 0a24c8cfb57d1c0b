"""What is typed of assemblies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models import Organ
from cordee.alliance.works.forms.workstreams import day, long
from cordee.alliance.works.models import Assembly, AssemblyDay, AssemblyPart
from cordee.web.forms import offer_rows

MOST = 99_999


def heads(label: Any, **more: Any) -> forms.IntegerField:
    """How many people."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)


class AssemblyForm(forms.Form):
    """An assembly or a seminar."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    kind = forms.ChoiceField(label=_("Genre"), choices=Assembly.Kind.choices)
    aim = long(_("But"), required=False)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("L’organe qui se réunit"), required=False,
        to_field_name="public_id", empty_label="—",
        help_text=_("Chaque temps tenu comptera parmi ses réunions."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organ", Organ.objects.order_by("label", "pk"))

    @staticmethod
    def known(one: Assembly) -> dict[str, Any]:
        """An assembly as the form shows it."""
        organ = one.organ.public_id if one.organ else None
        return {"title": one.title, "kind": one.kind, "aim": one.aim, "organ": organ}


class DayForm(forms.Form):
    """One of its times."""

    on = day(_("Jour"), help_text=_("Écrire de nouveau le même jour le modifie."))
    mode = forms.ChoiceField(label=_("Se tient"), choices=AssemblyDay.Mode.choices)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Lien de la visioconférence"), max_length=200, required=False,
        help_text=_("Lu par les seules personnes invitées."),
    )  # fmt: skip
    aim = forms.CharField(label=_("But de ce temps"), max_length=300)


class PartForm(forms.Form):
    """A part of the agenda."""

    half = forms.ChoiceField(label=_("Moment"), choices=AssemblyPart.Half.choices)
    title = forms.CharField(label=_("Séquence"), max_length=200)
    aim = forms.CharField(label=_("Son but"), max_length=300)
    duty = forms.ChoiceField(
        label=_("La mission de l’assemblée qu’elle traite"),
        choices=[("", _("aucune en particulier")), *AssemblyPart.Duty.choices], required=False,
    )  # fmt: skip


class OfferForm(forms.Form):
    """Something beside the agenda."""

    title = forms.CharField(
        label=_("Ce qui est proposé"), max_length=200,
        help_text=_("Une exposition, une salle d’écoute, une carte à compléter…"),
    )  # fmt: skip
    said = forms.CharField(label=_("En quelques mots"), max_length=300, required=False)
    link = forms.URLField(label=_("Lien"), max_length=200, required=False)


class InviteForm(forms.Form):
    """Whom to invite."""

    alliance = forms.BooleanField(
        label=_("Toutes les personnes des structures de l’alliance et des chantiers"),
        required=False,
    )  # fmt: skip
    addresses = long(
        _("Et ces adresses"), 60_000, 4, required=False,
        help_text=_("Des personnes déjà dans l’annuaire, séparées comme vous voulez."),
    )  # fmt: skip


class ReplyForm(forms.Form):
    """Whether one comes."""

    way = forms.CharField(max_length=8)


class CountForm(forms.Form):
    """How many came."""

    on_site = heads(_("Venus sur place"), required=False)
    remote = heads(_("Venus à distance"), required=False)


class VoteForm(forms.Form):
    """A vote and its voices."""

    text = long(_("Mis aux voix"), 2000, 2)
    favour = heads(_("Pour"))
    against = heads(_("Contre"))
    abstained = heads(_("Abstentions"))


class MinutesForm(forms.Form):
    """The minutes."""

    minutes = long(_("Compte rendu"), 40_000, 10)
