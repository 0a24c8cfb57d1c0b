"""What the living style page shows: invented content, every component in its main states."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from cordee.kernel.findings import Strength, broken, impossible, missing, ok
from cordee.kernel.moments import When
from cordee.web.components import Bar, Fact, Moment, Step, Tab, Task

PRESENT = ("matin", "après-midi", "journée entière")


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom de la collectivité", max_length=80)
    email = forms.EmailField(
        label="Adresse électronique", help_text="Nous n’écrivons que pour ce dossier."
    )
    kind = forms.ChoiceField(
        label="Nature",
        choices=[("", "—"), ("epci", "Communauté de communes"), ("commune", "Commune")],
    )
    needs = forms.CharField(
        label="Ce que vous attendez",
        help_text="En quelques phrases, comme vous le diriez à une collègue.",
        widget=forms.Textarea,
        max_length=800,
    )
    presence = forms.ChoiceField(
        label="Votre présence",
        choices=[(word, word.capitalize()) for word in PRESENT],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label="Vos sujets",
        required=False,
        choices=[("eau", "Eau"), ("sol", "Sols"), ("recit", "Récits")],
        widget=forms.CheckboxSelectMultiple,
    )
    starts = forms.DateField(
        label="Date de la délibération", required=False, widget=forms.DateInput({"type": "date"})
    )
    paper = forms.FileField(
        label="Délibération signée", help_text="PDF, 5 Mo au plus.", required=False
    )
    agreed = forms.BooleanField(label="Nous avons lu la charte et nous l’acceptons")


FINDINGS = [
    ok("deadline", "closes", "Le dossier est prêt avant l’échéance."),
    missing(
        "team.role", "team.elu", "Il manque une personne élue dans l’équipe : invitez-la.",
        evidence=("2 technicien·nes", "1 chargée de communication", "0 élu·e"),
    ),
    broken("text.limit", "questions.needs", "La réponse dépasse 30 lignes : retirez-en 4."),
    impossible("presence", "year", "L’engagement de 6 rencontres sur 8 ne peut plus être tenu."),
    missing("plan", "team", "Un binôme avec une voisine aiderait.", strength=Strength.ADVICE),
]  # fmt: skip


def sample_page(posted: Any = None) -> dict[str, Any]:
    """The context of the style page; the form is bound when something was posted."""
    return {
        "form": Sample() if posted is None else Sample(posted),
        "findings": FINDINGS,
        "facts": FACTS,
        "tasks": TASKS,
        "steps": STEPS,
        "moments": MOMENTS,
        "tabs": TABS,
        "bars": BARS,
        "deadline": timezone.now() + timedelta(days=12, hours=4, minutes=30),
        "sure": date(2027, 3, 11),
        "vague": When.parse("2027-W38 | 2027-W39"),
        "rows": ROWS,
        "text": TEXT,
        "text_mine": "Nous attendons du temps ensemble.\n\nEt un regard extérieur.",
        "text_hers": "Nous attendons du temps.",
        "scale": list(enumerate(("Absent", "Esquissé", "Convaincant", "Remarquable"), start=1)),
    }


FACTS = [
    Fact("Collectivité", "Communauté de communes du Val Cordier", "#", "Modifier"),
    Fact("Population", "24 310 habitants"),
    Fact("Cheffe de file", "Camille Dubreuil, vice-présidente", "#", "Changer"),
]
TASKS = [
    Task("L’équipe", "Terminé", "good", "#"),
    Task("Vos attentes", "À compléter", "warn", "#", "2 réponses sur 5"),
    Task("Les pièces jointes", "Pas commencé", "neutral", "#"),
    Task("Déposer", "Pas encore possible", "neutral", hint="Il manque une personne élue."),
]
STEPS = [
    Step("Éligibilité", "done", "#"),
    Step("Équipe", "done", "#"),
    Step("Réponses", "current", "#", "2 sur 5"),
    Step("Relecture"),
    Step("Dépôt"),
]
MOMENTS = [
    Moment(date(2027, 1, 14), "Ouverture de l’appel", state="done"),
    Moment(date(2027, 3, 11), "Clôture des dépôts", "À 12 h, heure de Paris.", "current"),
    Moment(When.parse("early 2027-04"), "Réponse du jury"),
    Moment(When.parse("?"), "Première rencontre", "Le lieu sera celui d’une des équipes."),
]
TABS = [
    Tab("Aperçu", "#", current=True),
    Tab("Dossiers", "#", count=23),
    Tab("Jury", "#", count=8),
]
BARS = [
    Bar("Nord", 9, url="#"),
    Bar("Pas-de-Calais", 7, url="#"),
    Bar("Somme", 4, url="#"),
    Bar("Oise", 2, url="#"),
    Bar("Aisne", 1, url="#"),
]
ROWS = [
    ("Val Cordier", "Communauté de communes", "24 310", "Déposé", "good"),
    ("Roche-sur-Lys", "Commune", "3 120", "En cours", "warn"),
    ("Pays des Deux-Caps", "PETR", "61 004", "Retiré", "neutral"),
]
TEXT = """## Pourquoi cet appel ?

Faire récit, c'est **rendre visible** ce qui change : des élus, des habitants, des lieux.

- une équipe de quatre à six personnes ;
- huit rencontres, une par mois ;
- une stratégie écrite à la fin.

> « On est partis d'une mare, on a fini par parler de tout le village. »
"""
