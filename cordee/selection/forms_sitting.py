"""What is typed while a jury sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

NOBODY = ("", "—")


class _AboutFile(forms.Form):
    """A form that may concern one file."""

    deposit = forms.ChoiceField(label=_("Dossier"), required=False)

    def __init__(self, files: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(files)
        offer(self, "deposit", [NOBODY, *known])
        if not known:
            del self.fields["deposit"]


class PointForm(_AboutFile):
    """A point of the discussion."""

    text = forms.CharField(
        label=_("Point de la discussion"),
        help_text=_("Le procès-verbal le reprend tel quel, sans nom."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )


class ObjectionForm(_AboutFile):
    """What a member objects: her name, her reason (R219)."""

    author = forms.ChoiceField(label=_("Qui fait l’objection"))
    text = forms.CharField(
        label=_("Sa raison"),
        help_text=_("Le procès-verbal la reprend telle quelle, avec le nom."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(
        self, jurors: Iterable[tuple[str, str]], files: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        data = kwargs.pop("data", None)
        super().__init__(files, data, **kwargs)
        offer(self, "author", [NOBODY, *jurors])


OUTCOMES = {
    "heeded": _("prise en compte"),
    "withdrawn": _("retirée par qui l’a faite"),
    "kept": _("maintenue, sans empêcher la décision"),
}


class ReplyForm(forms.Form):
    """What is answered to an objection, and what it becomes."""

    objection = forms.ChoiceField(label=_("Objection"))
    text = forms.CharField(
        label=_("Ce qui est répondu"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    outcome = forms.ChoiceField(label=_("Ce qu’elle devient"), choices=[NOBODY, *OUTCOMES.items()])

    def __init__(self, known: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "objection", list(known))


class RankForm(_AboutFile):
    """A file that the jury ranks otherwise than its marks."""

    deposit = forms.ChoiceField(label=_("Dossier"))
    place = forms.IntegerField(label=_("Rang discuté"), min_value=1, max_value=9999)
    reason = forms.CharField(label=_("Pourquoi ce rang ?"), max_length=2000)


class BallotForm(_AboutFile):
    """A question put to the vote."""

    question = forms.CharField(label=_("Question mise aux voix"), max_length=300)
    into = forms.ChoiceField(
        label=_("Si le oui l’emporte"),
        choices=[
            ("", _("rien ne change de place")),
            ("selected", _("le dossier est lauréat")),
            ("reserve", _("le dossier va en réserve")),
            ("refused", _("le dossier n’est pas retenu")),
        ],
        required=False,
    )
    secret = forms.BooleanField(
        label=_("À bulletin secret"),
        help_text=_("Qui a voté est gardé à part de ce qui a été voté."),
        required=False,
    )


class ProxyForm(forms.Form):
    """The voice of an absent member."""

    giver = forms.ChoiceField(label=_("Absent·e"))
    holder = forms.ChoiceField(
        label=_("Donne pouvoir à"), help_text=_("Vide : le pouvoir est repris."), required=False
    )

    def __init__(self, jurors: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(jurors)
        offer(self, "giver", [NOBODY, *known])
        offer(self, "holder", [NOBODY, *known])
