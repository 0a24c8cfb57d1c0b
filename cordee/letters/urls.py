"""Addresses of the letters."""

from django.urls import path

from cordee.letters.views import desk, reading

app_name = "letters"
one = "espace/lettres/<uuid:public_id>/"
number = "espace/lettres/numeros/<uuid:public_id>/"
part = "espace/lettres/parties/<uuid:public_id>/"
urlpatterns = [
    path("lettres/", reading.letters, name="letters"),
    path("lettres/<uuid:public_id>/", reading.letter, name="letter"),
    path("lettres/numeros/<uuid:public_id>/", reading.issue, name="issue"),
    path("lettres/numeros/<uuid:public_id>/transferer/", reading.forward, name="forward"),
    path("lettres/confirmer/<str:token>/", reading.confirm, name="confirm"),
    path("lettres/arreter/<str:token>/", reading.stop, name="stop"),
    path("espace/lettres/", desk.desk, name="desk"),
    path("espace/lettres/nouvelle/", desk.create, name="create"),
    path(one, desk.manage, name="manage"),
    path(f"{one}regler/", desk.change, name="change"),
    path(number, desk.work, name="work"),
    path(f"{number}ajouter/", desk.add, name="add"),
    path(f"{number}essai/", desk.try_out, name="try_out"),
    path(f"{number}envoyer/", desk.send, name="send"),
    path(part, desk.passage, name="passage"),
    path(f"{part}confier/", desk.entrust, name="entrust"),
    path(f"{part}reporter/", desk.put_off, name="put_off"),
    path(f"{part}reprendre/", desk.take_up, name="take_up"),
    path(f"{part}retirer/", desk.take_away, name="take_away"),
]
