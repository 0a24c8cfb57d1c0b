"""What is typed of lists of discussion."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Cohort
from cordee.letters.models import DiscussionList, ListMember
from cordee.letters.rules.lists import WORD
from cordee.web.forms import offer
from cordee.web.honest import HonestForm

AT_ONCE = 1000


class ListForm(forms.Form):
    """How a list is run; each choice is said in words."""

    title = forms.CharField(label=_("Titre de la liste"), max_length=160)
    word = forms.CharField(
        label=_("Mot de son adresse"), max_length=24,
        help_text=_("Court, en minuscules, sans accent : forum, cohorte-2025. Il ouvre l’objet de "
                    "chaque courriel, entre crochets."),
        validators=[RegexValidator(WORD, _("Minuscules, chiffres et traits d’union seulement."))],
    )  # fmt: skip
    about = forms.CharField(
        label=_("En une phrase"), max_length=300, required=False,
        help_text=_("Ce dont on y parle."),
    )  # fmt: skip
    cohort = forms.ChoiceField(
        label=_("Pour une cohorte"), required=False,
        help_text=_("Ses délégations en sont sans rien demander ; chacun·e en sort d’un clic. "
                    "Elles peuvent y inviter des personnes de leur territoire."),
    )  # fmt: skip
    writers = forms.ChoiceField(label=_("Qui y écrit"), choices=DiscussionList.Writers)
    moderation = forms.ChoiceField(
        label=_("Ce qui est relu avant de partir"), choices=DiscussionList.Moderation
    )
    reading = forms.ChoiceField(label=_("Qui lit les messages"), choices=DiscussionList.Reading)
    joining = forms.ChoiceField(label=_("Comment on y entre"), choices=DiscussionList.Joining)
    kept_months = forms.IntegerField(
        label=_("Les messages sont gardés, en mois"), min_value=1, max_value=120, initial=36
    )

    def __init__(self, data: Any = None, one: DiscussionList | None = None, **more: Any) -> None:
        known = dict(more.pop("initial", None) or {})
        if one is not None:
            known = {name: getattr(one, name) for name in self.base_fields}
            known["cohort"] = str(one.cohort.public_id) if one.cohort else ""
        super().__init__(data, initial=known, **more)
        cohorts = Cohort.objects.select_related("edition").order_by("-pk")[:50]
        self.cohorts = {str(row.public_id): row for row in cohorts}
        labels = [(key, str(row)) for key, row in self.cohorts.items()]
        offer(self, "cohort", [("", _("aucune")), *labels])

    def clean_cohort(self) -> Cohort | None:
        """The cohort itself."""
        return self.cohorts.get(self.cleaned_data["cohort"])


class WriteForm(forms.Form):
    """A message; an answer keeps the subject of its thread."""

    subject = forms.CharField(label=_("Objet"), max_length=200)
    text = forms.CharField(
        label=_("Votre message"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Du texte ; un fichier se dépose dans la mallette, puis se dit ici."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, answer: bool = False) -> None:
        super().__init__(data)
        if answer:
            del self.fields["subject"]


class RhythmForm(forms.Form):
    """How one receives a list."""

    rhythm = forms.ChoiceField(label=_("Recevoir cette liste"), choices=ListMember.Rhythm)


class RefuseForm(forms.Form):
    """Why a message goes no further."""

    reason = forms.CharField(
        label=_("Pourquoi (la personne le lira)"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class BringForm(forms.Form):
    """Someone of one’s territory, asked in."""

    name = forms.CharField(label=_("Nom"), max_length=160)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Elle reçoit un lien, et n’entre que si elle le confirme."),
    )


class JoinForm(HonestForm):
    """An address that asks to be on a list."""

    action = "list"
    name = forms.CharField(label=_("Votre nom"), max_length=160)
    list_email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Un message vous demandera de la confirmer. Un clic suffit pour sortir."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PutOnForm(forms.Form):
    """Addresses the team puts on a list, one a line, with a name or without."""

    lines = forms.CharField(
        label=_("Adresses, une par ligne"), max_length=120_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nom <adresse> ou l’adresse seule. Chacune reçoit un mot de bienvenue, avec la "
                    "sortie en un clic ; qui est déjà sorti n’est pas remis."),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("Ces personnes ont dit oui, ou étaient déjà de la liste"))

    def clean_lines(self) -> list[tuple[str, str]]:
        """Rows (address, name); every wrong line is told."""
        found, wrong = dict[str, str](), list[str]()
        for line in filter(None, map(str.strip, self.cleaned_data["lines"].splitlines())):
            name, address = _read(line)
            try:
                validate_email(address)
            except ValidationError:
                wrong.append(line[:80])
            else:
                found[address.lower()] = name
        self._refuse(wrong, len(found))
        return list(found.items())

    def _refuse(self, wrong: list[str], count: int) -> None:
        if wrong:
            said = _t("Ces lignes ne sont pas des adresses : %(lines)s")
            raise ValidationError(said % {"lines": " ; ".join(wrong[:10])})
        if not 0 < count <= AT_ONCE:
            raise ValidationError(_t("Entre une et mille adresses à la fois."))


def _read(line: str) -> tuple[str, str]:
    found = re.fullmatch(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>", line)
    if found is None:
        return "", line
    return found["name"].strip(' "'), found["address"].strip()


class MemberForm(forms.Form):
    """What a member may do there."""

    moderates = forms.BooleanField(label=_("anime la liste"), required=False)
    trusted = forms.BooleanField(label=_("écrit sans relecture"), required=False)
