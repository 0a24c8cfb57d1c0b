"""Addresses of the pages that belong to no app."""

from django.urls import path

from cordee.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.language, name="language"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions-legales/", views.legal, name="legal"),
    path("cachet.pem", views.seal, name="seal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("reprise/", views.resumed, name="resume"),
    path("reprise/oublier/", views.forget, name="forget"),
    path("style/", views.style, name="style"),
]
