"""The pages that are measured, and who opens each, in a furnished demonstration."""

from django.urls import NoReverseMatch, reverse

from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.journeys.models import Cohort, Delegate
from cordee.people.models import Seat


def pages():
    """Name, address and reader of each page; an address that does not exist yet is left out."""
    edition = Edition.objects.order_by("opens_at", "pk").first()
    application = Application.objects.filter(current__isnull=False).order_by("pk").first()
    cohort = Cohort.objects.order_by("pk").first()
    member = Delegate.objects.filter(participation__cohort=cohort, ends=None).order_by("pk").first()
    staff = _holder("staff")
    table = (
        ("accueil", "web:home", [], None),
        ("appels", "calls:list", [], None),
        ("page d’un appel", "calls:detail", [edition.key], None),
        ("son dossier", "applications:detail", [application.public_id], application.owner),
        ("espace de l’équipe", "people:workspace", [], staff),
        ("dossiers reçus", "applications:received", [edition.key], staff),
        ("un dossier reçu", "applications:received_one", [application.public_id], staff),
        ("la cohorte", "journeys:cohort", [cohort.public_id], staff),
        ("un agenda personnel", "journeys:personal", [member.calendar_token], None),
        ("les chiffres du bilan", "reports:figures", [], staff),
        ("les personnes", "people:people", [], staff),
        ("le journal", "ledger:journal", [], staff),
    )
    for name, view, arguments, user in table:
        try:
            yield name, reverse(view, args=arguments), user
        except NoReverseMatch:
            continue


def _holder(role):
    seat = Seat.objects.filter(role=role).select_related("person__user").order_by("pk").first()
    return seat.person.user
