"""Addresses of the interface for programs, and of the pages around it."""

from django.urls import URLPattern, URLResolver, include, path

from cordee.api import views
from cordee.api.rooms import api

pages = [
    path("api/", views.guide, name="documentation"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("moi/jetons/", views.tokens, name="tokens"),
    path("moi/jetons/<uuid:public_id>/revoquer/", views.revoke, name="revoke"),
    path("espace/jetons/", views.every, name="every"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((pages, "api"))),
    path("api/v1/", api.urls),
]
