"""Addresses of the calls."""

from django.urls import path

from cordee.calls import views

app_name = "calls"
urlpatterns = [
    path("appels/", views.calls, name="list"),
    path("appels/<slug:key>/", views.detail, name="detail"),
    path("appels/<slug:key>/calendrier.ics", views.calendar, name="calendar"),
    path("appels/<slug:key>/appel.pdf", views.paper, name="paper"),
    path("appels/<slug:key>/voir/<slug:part>/", views.detail, name="part"),
]
