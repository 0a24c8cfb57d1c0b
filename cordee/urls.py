"""Every address of the site, one line an app."""

from django.urls import URLResolver

from cordee.web.rooms import room

handler400 = "cordee.web.errors.bad_request"
handler403 = "cordee.web.errors.forbidden"
handler404 = "cordee.web.errors.not_found"
handler500 = "cordee.web.errors.failed"

urlpatterns: list[URLResolver] = [
    room("cordee.web.urls"),
    room("cordee.ledger.urls"),
    room("cordee.territories.urls"),
    room("cordee.people.urls"),
    room("cordee.calls.editor.urls"),
    room("cordee.calls.urls"),
    room("cordee.applications.urls"),
    room("cordee.selection.urls"),
    room("cordee.journeys.learning.urls"),
    room("cordee.journeys.strategy.urls"),
    room("cordee.journeys.urls"),
    room("cordee.alliance.works.urls"),
    room("cordee.alliance.urls"),
    room("cordee.alliance.allies.urls"),
    room("cordee.letters.urls"),
    room("cordee.letters.urls_lists"),
    room("cordee.reports.urls"),
    room("cordee.api.urls"),
]
