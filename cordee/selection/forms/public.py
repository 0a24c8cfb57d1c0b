"""What the public types to vote, and what the team types of that vote and of draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.web.forms import offer
from cordee.web.honest import HonestForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 100_000_000
DIGITS = len(str(MOST))
"""Beyond, a number is not even read: Python refuses those of thousands of digits."""


class AskBallotForm(HonestForm):
    """An address that wants its ballot, and what its holder declares."""

    action = "public-vote"
    vote_email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Votre bulletin vous y attend : une adresse, une voix."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, declared: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank, sentence in enumerate(declared):
            self.fields[f"declares-{rank}"] = forms.BooleanField(label=sentence)


class CountsField(forms.Field):
    """Numbers in a row, one for each answer of a ballot: « 12 5 0 3 »."""

    def __init__(self, values: Sequence[int], words: str, *, whole: bool, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput, **kwargs)
        self.values, self.words, self.whole = values, words, whole

    def to_python(self, value: Any) -> dict[int, int]:
        """Value → how many ballots said so; an empty box says nothing."""
        typed = str(value or "").replace(",", " ").replace(";", " ").split()
        counts = [int(one) for one in typed
                  if one.isdecimal() and len(one) <= DIGITS and int(one) <= MOST]  # fmt: skip
        known = len(self.values)
        wrong = len(counts) != known if self.whole else len(counts) > known
        if typed and (len(counts) != len(typed) or wrong):
            told = (
                _("Écrivez %(count)d nombres, dans cet ordre : %(words)s.")
                if self.whole
                else _("Écrivez au plus %(count)d nombres, dans cet ordre : %(words)s.")
            )
            raise forms.ValidationError(told % {"count": known, "words": self.words})
        return dict(zip(self.values, counts, strict=False))

    @staticmethod
    def shown(values: Sequence[int], kept: Mapping[int, int]) -> str:
        """What was typed before, in the same order; nothing when nothing was."""
        return " ".join(str(kept.get(one, 0)) for one in values) if any(kept.values()) else ""


class PaperForm(forms.Form):
    """How many could vote, and what came otherwise than on line, file by file."""

    electorate = forms.IntegerField(
        label=_("Personnes appelées à voter"),
        help_text=_("Vide si personne ne le sait."),
        min_value=1,
        max_value=MOST,
        required=False,
    )
    voters = forms.IntegerField(
        label=_("Personnes qui ont voté hors ligne"), min_value=0, max_value=MOST
    )

    def __init__(
        self,
        files: Iterable[tuple[str, str, int]],
        *args: Any,
        ways: tuple[Sequence[int], str, bool] = ((), "", False),
        kept: Mapping[str, Mapping[int, int]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`ways`: the answers of a ballot, in words, and whether each of them is to be typed."""
        super().__init__(*args, **kwargs)
        values, words, whole = ways
        for key, name, voices in files:
            if values:
                shown = CountsField.shown(values, (kept or {}).get(key, {}))
                told = _("Combien de bulletins, dans l’ordre : %(words)s.") % {"words": words}
                self.fields[f"voix-{key}"] = CountsField(
                    values, words, whole=whole, initial=shown, help_text=told,
                    label=_("Bulletins hors ligne : %(name)s") % {"name": name},
                )  # fmt: skip
                continue
            self.fields[f"voix-{key}"] = forms.IntegerField(
                label=_("Voix hors ligne : %(name)s") % {"name": name},
                min_value=0, max_value=MOST, initial=voices, required=False,
            )  # fmt: skip

    @property
    def received(self) -> dict[str, Any]:
        """File → the voices typed for it, or how many ballots gave each answer."""
        given: dict[str, Any] = self.cleaned_data
        return {
            name.removeprefix("voix-"): voices or 0
            for name, voices in given.items()
            if name.startswith("voix-")
        }


class CommitForm(forms.Form):
    """A draw to announce."""

    seat = forms.ChoiceField(label=_("Siège"))
    places = forms.IntegerField(label=_("Personnes à tirer"), min_value=1, max_value=500)
    source = forms.CharField(
        label=_("D’où viendra le hasard"),
        help_text=_(
            "Un tirage public à venir, que personne ne choisit : « le tour 5 000 000 de drand », "
            "« le tirage du Loto du 3 décembre ». Publiez cette phrase et l’empreinte avant."
        ),
        max_length=300,
    )
    people = forms.CharField(
        label=_("La liste, une personne par ligne"),
        help_text=_(
            "Elle n’est pas gardée ici : seule son empreinte l’est. Conservez le même fichier."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, seats: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seat", list(seats))


class DrawForm(forms.Form):
    """The value that chance gave; the list again, to read the names."""

    prefix = "tirer"
    seed = forms.CharField(label=_("La valeur publiée, recopiée telle quelle"), max_length=200)
    people = forms.CharField(
        label=_("La même liste, pour lire les noms"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
