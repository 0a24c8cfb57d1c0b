"""Forms of kits and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models import Question, Resource
from cordee.journeys.screens import said_with_day
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.journeys.models import Delegate, Meeting
    from cordee.people.models import User

READERS = [
    ("staff", _("l’équipe d’animation seule")),
    ("cohort", _("toute la cohorte et l’équipe d’animation")),
    ("alliance", _("la cohorte et les alliés")),
    ("public", _("tout le monde")),
]


class ResourceForm(forms.Form):
    """Something to learn from."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    kind = forms.ChoiceField(label=_("Nature"), choices=Resource.Kind.choices)
    meeting = forms.ChoiceField(label=_("Dans la mallette de"), required=False)
    summary = forms.CharField(label=_("En une phrase"), max_length=400, required=False)
    link = forms.URLField(label=_("Lien"), required=False, max_length=500)
    body = forms.CharField(
        label=_("Texte, ou transcription d’un enregistrement"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    credit = forms.CharField(
        label=_("De qui (auteur·e, structure)"), max_length=200, required=False
    )
    version = forms.CharField(
        label=_("Version"),
        max_length=60,
        required=False,
        help_text=_("Pour ce que d’autres tiennent à jour : un kit, un guide."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Thèmes et principes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("La liste de l’appel, la même que celle de la grille du diagnostic."),
    )
    audience = forms.ChoiceField(
        label=_("Qui la trouve une fois publiée"),
        choices=READERS,
        widget=forms.RadioSelect,
        initial="cohort",
    )
    expires_on = forms.DateField(
        label=_("À relire avant le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Passé ce jour, seule l’équipe la trouve encore."),
    )

    def __init__(
        self,
        meetings: Sequence[Meeting],
        themes: Sequence[tuple[str, str]],
        data: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        if themes:
            cast("forms.MultipleChoiceField", self.fields["themes"]).choices = themes
        else:
            del self.fields["themes"]
        self.meetings = {str(one.public_id): one for one in meetings}
        listed = [(key, said_with_day(one)) for key, one in self.meetings.items()]
        field = cast("forms.ChoiceField", self.fields["meeting"])
        field.choices = [("", _("aucune : la bibliothèque commune")), *listed]

    def clean_meeting(self) -> Meeting | None:
        """The meeting itself."""
        return self.meetings.get(self.cleaned_data["meeting"])


class ResourceFileForm(forms.Form):
    """A file of a resource."""

    file = forms.FileField(
        label=_("Joindre un fichier"),
        help_text=_("Document, image, son ou vidéo, 50 Mo au plus."),
    )


class TakeUpForm(forms.Form):
    """A resource taken up elsewhere."""

    who = forms.CharField(label=_("Reprise par"), max_length=200)
    on = forms.DateField(label=_("Le"), widget=forms.DateInput(attrs={"type": "date"}))
    link = forms.URLField(label=_("Où la voir"), required=False, max_length=500)


class QuestionForm(forms.Form):
    """A question to the staff; `delegate` is asked of the staff that writes it down."""

    delegate = forms.ChoiceField(label=_("Qui la pose"))
    channel = forms.ChoiceField(label=_("Reçue"), choices=Question.Channel.choices[1:])
    nature = forms.ChoiceField(label=_("Nature"), choices=Question.Nature.choices)
    subject = forms.CharField(label=_("Objet"), max_length=200)
    text = forms.CharField(
        label=_("Votre question"), max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    alone = forms.BooleanField(
        label=_("Je la pose pour moi seul·e : ma délégation ne la lit pas"), required=False
    )
    audience = forms.ChoiceField(
        label=_("Qui lit la question et sa réponse"),
        choices=[
            ("staff", _("ma délégation et l’équipe d’animation")),
            ("cohort", _("toute la cohorte : la réponse peut servir aux autres")),
        ],
        widget=forms.RadioSelect,
        initial="staff",
    )

    def __init__(self, people: Sequence[Delegate], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.people = {str(one.public_id): one for one in people}
        if people:
            listed = [
                (key, f"{one.person} – {one.participation.name}")
                for key, one in self.people.items()
            ]
            offer(self, "delegate", listed)
            self.fields["text"].label = _("La demande")
            self.fields["alone"].label = _(
                "Pour cette personne seule : sa délégation ne la lit pas"
            )
            cast("forms.ChoiceField", self.fields["audience"]).choices = [
                ("staff", _("sa délégation et l’équipe d’animation")),
                ("cohort", _("toute la cohorte : la réponse peut servir aux autres")),
            ]
        else:
            for name in ("delegate", "channel", "nature"):
                del self.fields[name]

    def clean_delegate(self) -> Delegate:
        """The delegate herself."""
        return self.people[self.cleaned_data["delegate"]]


class NoteForm(forms.Form):
    """A line of the sheet."""

    text = forms.CharField(
        label=_("Message"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    internal = forms.BooleanField(
        label=_("Note interne, lue par l’équipe d’animation seule"), required=False
    )
    minutes = forms.IntegerField(
        label=_("Temps passé (minutes)"), min_value=0, max_value=1440, required=False
    )

    def __init__(self, data: Any = None, *, staff: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if not staff:
            del self.fields["internal"], self.fields["minutes"]


class ReplyForm(forms.Form):
    """The answer of the staff."""

    text = forms.CharField(
        label=_("Réponse"), max_length=12_000, widget=forms.Textarea(attrs={"rows": 7})
    )


class AssignForm(forms.Form):
    """Who of the staff takes a question."""

    to = forms.ChoiceField(label=_("Confiée à"), required=False)

    def __init__(self, staff: Sequence[User], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.staff = {str(one.pk): one for one in staff}
        listed = [(key, str(one.person)) for key, one in self.staff.items()]
        offer(self, "to", [("", _("personne")), *listed])

    def clean_to(self) -> User | None:
        """The account itself."""
        return self.staff.get(self.cleaned_data["to"])


class SheetForm(forms.Form):
    """An answer made a sheet, without a name."""

    title = forms.CharField(label=_("Titre de la fiche"), max_length=200)
    body = forms.CharField(
        label=_("Texte de la fiche"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    audience = forms.ChoiceField(
        label=_("Qui la trouvera"), choices=READERS, widget=forms.RadioSelect, initial="cohort"
    )
