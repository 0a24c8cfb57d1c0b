"""The addresses of the house, and the shortest page that hands a file in."""

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from cordee.applications.actions import deposit
from cordee.applications.models import Application
from cordee.urls import handler400, handler403, handler404, handler500
from cordee.urls import urlpatterns as house
from cordee.web.guards import require_POST, row_or_404, signed_in

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@require_POST
@signed_in
def hand_in(request, public_id):
    """Hand a file in as any page does; a refusal becomes the page 422 of the house."""
    application = row_or_404(Application, public_id=public_id)
    made = deposit(application, by=request.user, at=timezone.now())
    return HttpResponse(made.digest)


urlpatterns = [*house, path("tests/deposer/<uuid:public_id>/", hand_in)]
