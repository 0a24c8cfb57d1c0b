"""Addresses of the allies."""

from django.urls import path

from cordee.alliance.allies.views import communities, desk, gatherings, public, seats

app_name = "allies"
group = "espace/communautes/<uuid:public_id>/"
met = "espace/rencontres-alliance/<uuid:public_id>/"
urlpatterns = [
    path("alliance/", public.public, name="public"),
    path("alliance/charte/", public.sign, name="sign"),
    path("alliance/charte/confirmer/<str:token>/", public.confirm, name="confirm"),
    path("alliance/permanences/", public.drop_ins, name="drop_ins"),
    path("alliance/communautes/", communities.communities, name="communities"),
    path("alliance/communautes/<uuid:public_id>/", communities.community, name="community"),
    path("alliance/moi/", public.mine, name="mine"),
    path("alliance/moi/<uuid:public_id>/", public.own, name="own"),
    path("espace/allies/", desk.allies, name="allies"),
    path("espace/allies.csv", desk.export, name="allies_export"),
    path("espace/allies/apports/", desk.bringings, name="bringings"),
    path("espace/allies/reglages/", desk.customs, name="customs"),
    path("espace/allies/<uuid:public_id>/", desk.ally, name="ally"),
    path("espace/permanences/", gatherings.drop_ins, name="keep_drop_ins"),
    path("espace/rencontres-alliance/", gatherings.meetings, name="meetings"),
    path(met, gatherings.gathering, name="gathering"),
    path(f"{met}venues/<int:came>/retirer/", gatherings.drop, name="drop"),
    path("espace/communautes/", communities.keep_communities, name="keep_communities"),
    path(group, communities.keep_community, name="keep_community"),
    path(f"{group}hotes/<int:host>/finir/", communities.end_host, name="end_host"),
    path(f"{group}membres/<int:member>/retirer/", communities.take_out, name="take_out"),
    path("espace/organes/<uuid:public_id>/composition/", seats.composition, name="composition"),
]
