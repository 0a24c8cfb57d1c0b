"""What members say to one another."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class CommentForm(forms.Form):
    """A word to the other members about one question."""

    text = forms.CharField(
        label=gettext_lazy("Votre commentaire à l’équipe"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
