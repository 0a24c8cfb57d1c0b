"""Every address of the site, one line an app."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "cordee.web.errors.bad_request"
handler403 = "cordee.web.errors.forbidden"
handler404 = "cordee.web.errors.not_found"
handler500 = "cordee.web.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cordee.web.urls")),
    path("", include("cordee.ledger.urls")),
    path("", include("cordee.territories.urls")),
    path("", include("cordee.people.urls")),
    path("", include("cordee.calls.editor.urls")),
    path("", include("cordee.calls.urls")),
    path("", include("cordee.applications.urls")),
    path("", include("cordee.selection.urls")),
    path("", include("cordee.journeys.learning.urls")),
    path("", include("cordee.journeys.strategy.urls")),
    path("", include("cordee.journeys.urls")),
    path("", include("cordee.alliance.works.urls")),
    path("", include("cordee.alliance.urls")),
    path("", include("cordee.alliance.allies.urls")),
    path("", include("cordee.letters.urls")),
    path("", include("cordee.letters.urls_lists")),
    path("", include("cordee.reports.urls")),
    path("", include("cordee.api.urls")),
]
