"""Addresses of the lists of discussion."""

from django.urls import path

from cordee.letters.views import lists, moderating

app_name = "lists"
one = "listes/<uuid:public_id>/"
run = "espace/listes/<uuid:public_id>/"
urlpatterns = [
    path("listes/", lists.mine, name="lists"),
    path(one, lists.one, name="list"),
    path(f"{one}ecrire/", lists.write, name="write"),
    path(f"{one}rejoindre/", lists.join, name="join"),
    path(f"{one}quitter/", lists.leave, name="leave"),
    path(f"{one}rythme/", lists.own_rhythm, name="own_rhythm"),
    path(f"{one}inviter/", lists.bring, name="bring"),
    path("listes/fils/<uuid:public_id>/", lists.thread, name="thread"),
    path("listes/fils/<uuid:public_id>/repondre/", lists.answer, name="answer"),
    path("listes/messages/<uuid:public_id>/retirer/", lists.take_back, name="take_back"),
    path("listes/confirmer/<str:token>/", lists.confirm, name="confirm"),
    path("listes/rythme/<str:token>/", lists.rhythm, name="rhythm"),
    path("listes/arreter/<str:token>/", lists.stop, name="stop"),
    path("espace/listes/", moderating.desk, name="desk"),
    path("espace/listes/nouvelle/", moderating.create, name="create"),
    path(f"{run}regler/", moderating.change, name="change"),
    path(f"{run}clore/", moderating.close, name="close"),
    path(f"{run}membres/", moderating.members, name="members"),
    path("espace/listes/membres/<uuid:public_id>/", moderating.member, name="member"),
    path("espace/listes/membres/<uuid:public_id>/entrer/", moderating.let_in, name="let_in"),
    path(f"{run}moderation/", moderating.moderate, name="moderate"),
    path("espace/listes/messages/<uuid:public_id>/accepter/", moderating.accept, name="accept"),
    path("espace/listes/messages/<uuid:public_id>/refuser/", moderating.refuse, name="refuse"),
]
