"""Choosing a territory in any form, with or without JavaScript; writing one by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.kernel import french
from cordee.kernel.bodies import Kind
from cordee.kernel.places import DEPARTMENTS, REGIONS, place_words
from cordee.territories import queries, rules
from cordee.territories.actions import Body
from cordee.territories.actions.bodies import BY_HAND
from cordee.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gave: the reference she ticked, the words she typed, whether she only looks."""

    ref: str = ""
    words: str = ""
    looking: bool = False


class TerritoryPicker(forms.Widget):
    """A search box and, under it, the answers as radio buttons.

    Without JavaScript the button sends the form, which comes back with the answers to tick; with
    htmx the answers follow what is typed. Nothing is chosen until one is ticked.
    """

    template_name = "territories/widgets/picker.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        kinds: Iterable[Kind] = (),
        regions: Iterable[str] = (),
    ) -> None:
        super().__init__(attrs)
        self.kinds, self.regions = tuple(kinds), tuple(regions)

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Answer:
        """Read the three controls."""
        del files
        words = str(data.get(f"{name}_q", "")).replace("\0", "")
        return Answer(
            str(data.get(name, "")), words[: rules.LONGEST_QUERY], f"{name}_search" in data
        )

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        """Neither ticked nor typed."""
        del files
        return name not in data and f"{name}_q" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: the chosen territory, or the answers to what was typed."""
        answer = _answer(value)
        chosen = queries.by_ref(answer.ref) if answer.ref and not answer.looking else None
        found = _found(self, answer.words) if answer.words and not chosen else []
        context = super().get_context(name, value, attrs)
        return context | {
            "name": name,
            "described": context["widget"]["attrs"].get("aria-describedby", ""),
            "invalid": context["widget"]["attrs"].get("aria-invalid", ""),
            "required": self.is_required,
            "words": answer.words,
            "chosen": chosen,
            "rows": [chosen] if chosen else found,
            "asked": bool(answer.words) and not chosen,
            "url": self.address(name, context["widget"]["attrs"].get("id", "")),
            "state": "",
        }

    def address(self, name: str, own: str) -> str:
        """Where the answers come from as one types; `own` is the id of the search box."""
        genres = [kind.value for kind in self.kinds]
        asked = {"champ": name, "etat": f"{own}_state", "genre": genres, "region": self.regions}
        return f"{reverse('territories:search')}?{urlencode(asked, doseq=True)}"


class TerritoryField(forms.Field):
    """A territory of some kinds and régions; the cleaned value is a `Territory` or None.

    `initial` may be a `Territory` or its reference. When what was typed has one exact answer, it
    is taken; otherwise the person is asked to tick one.
    """

    widget: type[TerritoryPicker] = TerritoryPicker
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Cherchez votre territoire par son nom ou son code postal."),
        "pick": gettext_lazy("Choisissez un territoire dans la liste, puis continuez."),
        "none": gettext_lazy(
            "Aucun territoire ne correspond. Vérifiez l’orthographe, ou cherchez par code postal."
        ),
        "unknown": gettext_lazy("Ce territoire n’existe plus : cherchez-le de nouveau."),
    }

    def __init__(
        self,
        *,
        kinds: Iterable[Kind] = (),
        regions: Iterable[str] = (),
        within: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        self.kinds, self.regions = frozenset(kinds), frozenset(regions)
        self.within = frozenset(within)
        kwargs.setdefault("label", gettext_lazy("Territoire"))
        kwargs.setdefault("help_text", gettext_lazy("Nom, code postal, code INSEE ou SIREN."))
        kwargs.setdefault(
            "widget", TerritoryPicker(kinds=sorted(self.kinds), regions=sorted(self.regions))
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Territory | None:
        """The territory meant, or a `ValidationError` that says what to do."""
        answer = _answer(value)
        if answer.looking:
            raise self._to_pick(answer)
        if answer.ref:
            return self._allowed(queries.by_ref(answer.ref))
        if answer.words.strip():
            return self._only_answer(answer)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another territory was ticked, or words typed instead."""
        before, after = _answer(initial), _answer(data)
        return before.ref != after.ref or bool(after.words and not after.ref)

    def _only_answer(self, answer: Answer) -> Territory:
        found = queries.found(answer.words, kinds=self.kinds, regions=self.regions, limit=2)
        exact = [row for row in found if row.key == rules.key(answer.words)]
        if len(found) == 1 and (exact or answer.words.strip().isdigit()):
            return found[0]
        raise self._to_pick(answer)

    def _to_pick(self, answer: Answer) -> ValidationError:
        found = queries.found(answer.words, kinds=self.kinds, regions=self.regions, limit=1)
        code = "pick" if found else "none" if answer.words.strip() else "required"
        return ValidationError(self.error_messages[code], code=code)

    def _allowed(self, territory: Territory | None) -> Territory:
        """The territory, unless it is gone or not of those expected here."""
        if territory is None or territory.ends:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if self.kinds and territory.what not in self.kinds:
            wanted = french.listed(sorted(kind.plural for kind in self.kinds))
            raise ValidationError(
                _("%(name)s : %(kind)s. Sont attendus ici : %(wanted)s."),
                code="kind",
                params={"name": territory.name, "kind": territory.what.label, "wanted": wanted},
            )
        if self.regions and territory.region not in self.regions:
            wanted = french.listed(sorted(map(rules.region_name, self.regions)))
            raise ValidationError(
                _("%(name)s n’est pas dans les régions attendues ici : %(wanted)s."),
                code="region",
                params={"name": territory.name, "wanted": wanted},
            )
        if self.within and not self.within & queries.places(territory, timezone.localdate()):
            wanted = french.listed(sorted(map(place_words, self.within)), "ou")
            raise ValidationError(
                _("%(name)s n’est pas dans les lieux attendus ici : %(wanted)s."),
                code="within",
                params={"name": territory.name, "wanted": wanted},
            )
        return territory


def only_looking(form: forms.Form) -> bool:
    """Whether someone only asked which territories answer to her words (without JavaScript).

    The page then comes back calm: nothing she has not reached yet is held against her, but that
    nothing was found.
    """
    asked = [
        name
        for name, field in form.fields.items()
        if isinstance(field, TerritoryField) and f"{form.add_prefix(name)}_search" in form.data
    ]
    if not asked:
        return False
    known = form.errors.as_data()
    form.errors.clear()
    for name in asked:
        for fault in known.get(name, ()):
            if fault.code in {"none", "required"}:
                form.add_error(name, fault)
    return not form.errors


def _answer(value: Any) -> Answer:
    """Any value of the field as an answer."""
    match value:
        case Answer():
            return value
        case Territory():
            return Answer(value.ref)
        case str():
            return Answer(value)
        case _:
            return Answer()


def _found(picker: TerritoryPicker, words: str) -> list[Territory]:
    return queries.found(words, kinds=picker.kinds, regions=picker.regions)


class BodyForm(forms.Form):
    """A body written by hand."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        choices=[("", "")] + [(kind.value, kind.label.capitalize()) for kind in BY_HAND],
    )
    siren = forms.CharField(
        label=gettext_lazy("SIREN"), required=False, max_length=20,
        help_text=gettext_lazy("Neuf chiffres, si l’organisme en a un."),
    )  # fmt: skip
    department = forms.ChoiceField(
        label=gettext_lazy("Département"), required=False,
        choices=[("", "")] + [(code, f"{code} – {name}") for code, name in DEPARTMENTS.items()],
        help_text=gettext_lazy("Celui du siège. La région s’en déduit."),
    )  # fmt: skip
    region = forms.ChoiceField(
        label=gettext_lazy("Région"), required=False,
        choices=[("", ""), *REGIONS.items()],
    )  # fmt: skip
    population = forms.IntegerField(
        label=gettext_lazy("Population"), required=False, min_value=0, max_value=2_000_000_000
    )
    population_year = forms.IntegerField(
        label=gettext_lazy("Année de la population"), required=False, min_value=1800, max_value=2200
    )
    country = forms.CharField(
        label=gettext_lazy("Pays"), initial="FR", min_length=2, max_length=2,
        help_text=gettext_lazy("Deux lettres : FR, BE, DE…"),
    )  # fmt: skip
    local_scheme = forms.CharField(
        label=gettext_lazy("Nomenclature du code local"), required=False, max_length=60,
        help_text=gettext_lazy("Pour un autre pays : « INS » en Belgique, par exemple."),
    )  # fmt: skip
    local_code = forms.CharField(label=gettext_lazy("Code local"), required=False, max_length=60)

    def clean_siren(self) -> str:
        """The figures alone."""
        return "".join(str(self.cleaned_data["siren"]).split())

    def clean_country(self) -> str:
        """Two capital letters."""
        country = str(self.cleaned_data["country"]).upper()
        if not (country.isascii() and country.isalpha()):
            raise ValidationError(_("Écrivez les deux lettres du pays : FR, BE, DE…"))
        return country

    def body(self) -> Body:
        """What was said, once valid."""
        said = self.cleaned_data
        return Body(**{**said, "kind": Kind(said["kind"])})

    @classmethod
    def of(cls, territory: Territory, data: Any = None) -> "BodyForm":
        """The form filled with what is known."""
        return cls(data, initial={name: getattr(territory, name) for name in cls.base_fields})


class JoinForm(forms.Form):
    """A new member of a grouping."""

    member = TerritoryField(label=gettext_lazy("Territoire membre"))
    starts = forms.DateField(
        label=gettext_lazy("Membre depuis le"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Laissez vide si la date n’est pas connue."),
    )  # fmt: skip


class LeaveForm(forms.Form):
    """The end of a membership."""

    ends = forms.DateField(
        label=gettext_lazy("N’est plus membre à partir du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
