"""Addresses of the files."""

from django.urls import path

from cordee.applications import views

app_name = "applications"
urlpatterns = [
    path("appels/<slug:key>/candidater/", views.begin, name="begin"),
]
