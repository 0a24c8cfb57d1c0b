"""Addresses of the territories."""

from django.urls import path

from cordee.territories import views

app_name = "territories"
urlpatterns = [
    path("territoires/recherche/", views.search, name="search"),
    path("territoires/recherche.json", views.search_json, name="search_json"),
    path("espace/territoires/", views.listed, name="list"),
    path("espace/territoires/ajouter/", views.add, name="add"),
    path("espace/territoires/<str:ref>/", views.detail, name="detail"),
    path("espace/territoires/<str:ref>/corriger/", views.correct, name="correct"),
    path("espace/territoires/<str:ref>/membres/ajouter/", views.join, name="join"),
    path("espace/territoires/<str:ref>/membres/<int:pk>/clore/", views.leave, name="leave"),
]
