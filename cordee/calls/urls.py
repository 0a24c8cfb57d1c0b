"""Addresses of the calls."""

from django.urls import path

from cordee.calls.views import clock, public, staff

app_name = "calls"
urlpatterns = [
    path("appels/", public.calls, name="list"),
    path("appels/<slug:key>/", public.detail, name="detail"),
    path("appels/<slug:key>/calendrier.ics", public.calendar, name="calendar"),
    path("appels/<slug:key>/appel.pdf", public.paper, name="paper"),
    path("appels/<slug:key>/voir/<slug:part>/", public.detail, name="part"),
    path("espace/appels/", staff.desk, name="desk"),
    path("espace/appels/publier/", staff.publish, name="publish"),
    path("espace/appels/<slug:key>/modifier/", staff.amend, name="amend"),
    path("espace/appels/<slug:key>/reporter/", clock.extend, name="extend"),
    path("espace/appels/<slug:key>/archiver/", staff.archive, name="archive"),
]
