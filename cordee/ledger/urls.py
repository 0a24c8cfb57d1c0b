"""Addresses of the ledger, in the workspace of the team."""

from django.urls import path

from cordee.ledger import choice_views, hook_views, views

app_name = "ledger"
urlpatterns = [
    path("moi/courriels/", choice_views.mine, name="letters_chosen"),
    path("courriels/<str:token>/", choice_views.by_link, name="choose_letters"),
    path("espace/rappels/", views.reminders, name="reminders"),
    path("espace/messages/", views.letters, name="letters"),
    path("espace/messages/<int:pk>/", views.letter, name="letter"),
    path("espace/messages/<int:pk>/renvoyer/", views.requeue, name="requeue"),
    path("espace/journal/", views.journal, name="journal"),
    path("espace/adresses-a-prevenir/", hook_views.hooks, name="hooks"),
    path("espace/adresses-a-prevenir/<uuid:public_id>/", hook_views.hook, name="hook"),
    path(
        "espace/adresses-a-prevenir/<uuid:public_id>/arreter/",
        hook_views.stop_hook,
        name="stop_hook",
    ),
]
