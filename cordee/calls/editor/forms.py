"""The forms around a draft: how to begin one, which file to add, why a call changes."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.calls import uploads
from cordee.calls.models import Edition
from cordee.programme.schema.base import KEY
from cordee.web.forms import expect, offer

WAYS = (
    ("skeleton", _("Partir de presque rien : une trame commentée")),
    ("edition", _("Repartir d’un appel déjà publié")),
    ("example", _("Partir d’un exemple fourni avec Cordée")),
    ("file", _("Apporter mes fichiers")),
)
MOST_WEEKS = 520


class BeginForm(forms.Form):
    """What a draft is begun from."""

    way = forms.ChoiceField(label=_("Comment commencer"), choices=WAYS, widget=forms.RadioSelect,
                            initial="skeleton")  # fmt: skip
    key = forms.CharField(
        label=_("Clé du nouvel appel"),
        help_text=_("Son nom dans les adresses, par exemple recits-2027 : minuscules sans accent, "
                    "chiffres, tirets. Vos fichiers en ont déjà un, si vous les apportez."),
        max_length=60, required=False,
    )  # fmt: skip
    edition = forms.ModelChoiceField(
        label=_("L’appel publié à reprendre"), queryset=Edition.objects.none(), required=False,
        to_field_name="key", empty_label="–",
    )  # fmt: skip
    weeks = forms.IntegerField(
        label=_("Décaler ses dates de combien de semaines ?"),
        help_text=_("52 semaines : un an plus tard, chaque date garde son jour de la semaine. "
                    "0 : garder les dates."),
        min_value=-MOST_WEEKS, max_value=MOST_WEEKS, initial=52, required=False,
    )  # fmt: skip
    example = forms.ChoiceField(label=_("L’exemple"), required=False)
    file = forms.FileField(
        label=_("Vos fichiers"),
        help_text=_("Le dossier de l’appel compressé en .zip, ou son fichier definition.toml."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", "edition", "example", "file"):  # each shows with the way that needs it
            expect(self.fields[name])
        names = [("", "–"), *((name, name) for name in uploads.examples())]
        offer(self, "example", names)
        rows = Edition.objects.published().exclude(current=None).order_by("-published_at", "pk")
        cast("forms.ModelChoiceField[Edition]", self.fields["edition"]).queryset = rows

    def clean_key(self) -> str:
        """A key as the vocabulary wants it."""
        key = str(self.cleaned_data["key"]).strip()
        if key and not re.fullmatch(KEY, key):
            raise forms.ValidationError(
                _("Minuscules sans accent, chiffres, - ou _ : par exemple recits-2027.")
            )
        return key

    def clean(self) -> dict[str, Any]:
        """The chosen way has what it needs."""
        found = super().clean() or {}
        way = found.get("way")
        needs = {"skeleton": ["key"], "edition": ["edition", "key"], "example": ["example"],
                 "file": ["file"]}.get(way or "", [])  # fmt: skip
        for name in needs:
            if not found.get(name) and name not in self.errors:
                self.add_error(name, _("Nécessaire pour commencer ainsi."))
        upload = found.get("file")
        if upload is not None and upload.size > uploads.MOST_BYTES:
            self.add_error("file", _("Ce fichier est trop gros : 5 Mo au plus."))
        return found


class FileForm(forms.Form):
    """A file put in the folder."""

    name = forms.CharField(
        label=_("Nom du fichier"), max_length=120, required=False,
        help_text=_("Celui que la définition nomme, par exemple contexte.md. Par défaut, celui "
                    "du fichier joint."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Fichier"), required=False,
        help_text=_("Un logo, un modèle à télécharger. Sans fichier joint, un texte vide est "
                    "créé, à écrire dans la page."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A name, and not too much."""
        found = super().clean() or {}
        upload = found.get("file")
        if upload is not None and upload.size > uploads.MOST_BYTES:
            self.add_error("file", _("Ce fichier est trop gros : 5 Mo au plus."))
        found["name"] = found.get("name") or (upload.name if upload else "")
        if not found["name"] and not self.errors:
            self.add_error("name", _("Donnez un nom au fichier, ou joignez-en un."))
        return found


class PublishForm(forms.Form):
    """What is told to those whom a change touches."""

    notice = forms.CharField(
        label=_("Ce qui change et pourquoi"),
        help_text=_("Gardé avec la version, et envoyé aux personnes touchées."),
        widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False,
    )  # fmt: skip

    def expects_notice(self, *, wanted: bool) -> None:
        """Say whether the reason may be left out; the act itself decides."""
        expect(self.fields["notice"], wanted=wanted)
