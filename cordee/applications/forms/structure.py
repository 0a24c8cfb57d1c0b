"""What a candidate says of itself: numbers with their source, declarations, wishes, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.forms.words import kinds_of, said
from cordee.applications.rules.consortium import shares_asked
from cordee.applications.rules.known import declarations_asked, numbers_asked, seats_asked
from cordee.territories.forms import TerritoryField
from cordee.web.forms import offer

if TYPE_CHECKING:
    from cordee.applications.models import Partner
    from cordee.programme.schema import Definition

UNLISTED = _("À remplir seulement si la liste ne connaît pas votre structure.")
YES_NO = (("yes", _("Oui")), ("no", _("Non")))


class KnownForm(forms.Form):
    """The numbers and declarations that conditions look at and no register knows."""

    def __init__(
        self,
        definition: Definition,
        track: str = "",
        data: Any = None,
        known: dict[str, Any] | None = None,
        *,
        of_members: bool = False,
        listed: bool = False,
    ) -> None:
        super().__init__(data)
        self.numbers = numbers_asked(definition, track, of_members=of_members)
        self.declarations = declarations_asked(definition, track, of_members=of_members,
                                               listed=listed)  # fmt: skip
        self.seats = seats_asked(definition, track)
        self._ask_numbers((known or {}).get("numbers", {}))
        if definition.applicant.ranked_files and not of_members:
            self.fields["rank"] = forms.IntegerField(
                label=_("Rang de ce dossier parmi ceux de votre structure"),
                help_text=_("Si elle en dépose plusieurs : 1 pour le premier à soutenir."),
                required=False,
                min_value=1,
                max_value=99,
                initial=(known or {}).get("rank"),
            )
        self._ask_declarations((known or {}).get("declared", {}))

    def _ask_numbers(self, known: dict[str, Any]) -> None:
        for one in self.numbers:
            before = known.get(one.fact, {})
            hint = _("Source attendue : %s.") % one.hint if one.hint else ""
            if one.fact == "population":
                hint = f"{UNLISTED} {hint}"
            self.fields[f"number-{one.fact}"] = forms.CharField(
                label=one.label,
                help_text=hint,
                required=False,
                max_length=30,
                initial=before.get("value", ""),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
            self.fields[f"source-{one.fact}"] = forms.CharField(
                label=_("%s – source et année") % one.label,
                required=False,
                max_length=200,
                initial=before.get("source", ""),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def _ask_declarations(self, known: dict[str, bool]) -> None:
        for rank, (key, sentence) in enumerate(self.declarations):
            before = known.get(key)
            self.fields[f"declare-{rank}"] = forms.ChoiceField(
                label=sentence,
                help_text=UNLISTED if key in self.seats else "",
                choices=YES_NO,
                required=False,
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no"}.get(before) if before is not None else None,
            )

    @property
    def known(self) -> dict[str, Any]:
        """What was said, as a file keeps it; call after `is_valid`."""
        typed = self.cleaned_data
        numbers = {
            one.fact: {"value": value, "source": typed.get(f"source-{one.fact}", "")}
            for one in self.numbers
            if (value := typed.get(f"number-{one.fact}", "").strip())
        }
        declared = {
            key: answer == "yes"
            for rank, (key, _sentence) in enumerate(self.declarations)
            if (answer := typed.get(f"declare-{rank}"))
        }
        return {
            **({"numbers": numbers} if numbers else {}),
            **({"declared": declared} if declared else {}),
            **({"rank": rank} if (rank := typed.get("rank")) else {}),
        }


def wishes(definition: Definition) -> list[tuple[str, str]]:
    """What candidates may rank: the tracks of the call, its hosts or its mentors."""
    return [(one.key, said(one.label)) for one in definition.wishes()]


class WishesForm(forms.Form):
    """Choices put in order: one list a rank."""

    def __init__(
        self, definition: Definition, data: Any = None, chosen: list[str] | None = None
    ) -> None:
        super().__init__(data)
        rules, before = definition.preferences, chosen or []
        self.most = min(rules.max, len(wishes(definition))) if rules else 0
        for rank in range(self.most):
            self.fields[f"wish-{rank}"] = forms.ChoiceField(
                label=_("Vœu n° %d") % (rank + 1),
                choices=[("", "–"), *wishes(definition)],
                required=False,
                initial=before[rank] if rank < len(before) else "",
            )

    @property
    def chosen(self) -> list[str]:
        """The choices, the first one first."""
        typed = [self.cleaned_data.get(f"wish-{rank}", "") for rank in range(self.most)]
        return [one for one in typed if one]


class PartnerForm(forms.Form):
    """A body of a consortium."""

    territory = TerritoryField(required=False, label=_("Collectivité partenaire"))
    name = forms.CharField(
        label=_("Ou le nom de la structure, si la liste ne la connaît pas"),
        required=False,
        max_length=250,
    )
    kind = forms.ChoiceField(label=_("Et sa nature"), required=False)
    category = forms.ChoiceField(label=_("Catégorie"), required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Pays"),
        help_text=_("Deux lettres : FR, BE, DE…"),
        initial="FR",
        error_messages={"invalid": _("Écrivez les deux lettres du pays, par exemple FR ou BE.")},
    )
    amount = forms.DecimalField(
        label=_("Sa part du budget"), required=False, max_digits=15, decimal_places=2, min_value=0
    )

    def __init__(
        self, definition: Definition, track: str, data: Any = None, partner: Partner | None = None
    ) -> None:
        super().__init__(data, initial=_initial(partner))
        kinds = [("", "–"), *kinds_of(definition).items()]
        offer(self, "kind", kinds)
        rules = definition.consortium_of(track)
        categories = [(one.key, said(one.label)) for one in rules.categories] if rules else []
        offer(self, "category", [("", "–"), *categories])
        if not categories:
            del self.fields["category"]
        if not shares_asked(rules):
            del self.fields["amount"]


def _initial(partner: Partner | None) -> dict[str, Any]:
    if partner is None:
        return {}
    return {
        "territory": partner.territory.ref if partner.territory else None,
        "name": "" if partner.territory else partner.name,
        "kind": partner.kind,
        "category": partner.category,
        "country": partner.country,
        "amount": partner.amount,
    }
