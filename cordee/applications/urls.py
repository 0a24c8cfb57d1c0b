"""Addresses of the files."""

from django.urls import path

from cordee.applications.views import (
    begin,
    dashboard,
    exports,
    forms_out,
    gathering,
    handing,
    history,
    staff,
    writing,
)

app_name = "applications"
file = "candidatures/<uuid:public_id>/"
urlpatterns = [
    path("appels/<slug:key>/candidater/", begin.begin, name="begin"),
    path("appels/<slug:key>/formulaire.<slug:extension>", forms_out.blank, name="blank"),
    path("candidatures/", begin.mine, name="mine"),
    path(file, writing.detail, name="detail"),
    path(f"{file}formulaire.<slug:extension>", forms_out.filled, name="filled"),
    path(f"{file}equipe/", gathering.team, name="team"),
    path(f"{file}equipe/<uuid:member>/", gathering.member, name="member"),
    path(f"{file}equipe/<uuid:member>/retirer/", gathering.leave, name="leave"),
    path(f"{file}equipe/<uuid:member>/confier/", gathering.hand_on, name="hand_on"),
    path(f"{file}partie/<slug:key>/", writing.section, name="section"),
    path(f"{file}reponse/<slug:key>/", writing.save, name="save"),
    path(f"{file}mains/", writing.hands, name="hands"),
    path(f"{file}reponse/<slug:key>/historique/", history.history, name="history"),
    path(f"{file}reponse/<slug:key>/historique/<int:number>/", history.compare, name="compare"),
    path(
        f"{file}reponse/<slug:key>/historique/<int:number>/retablir/",
        history.restore,
        name="restore",
    ),
    path(f"{file}reponse/<slug:key>/commenter/", history.comment, name="comment"),
    path(f"{file}commentaires/<uuid:comment>/regler/", history.settle, name="settle"),
    path(f"{file}pieces/<slug:key>/joindre/", writing.attach, name="attach"),
    path(f"{file}pieces/fichier/<uuid:file>/", writing.attachment, name="attachment"),
    path(f"{file}pieces/fichier/<uuid:file>/retirer/", writing.detach, name="detach"),
    path(f"{file}relire/", handing.read, name="read"),
    path(f"{file}verifier/", handing.check, name="check"),
    path(f"{file}deposer/", handing.deposit, name="deposit"),
    path(f"{file}depots/<int:number>/", handing.receipt, name="receipt"),
    path(f"{file}depots/<int:number>/accuse.pdf", handing.receipt_paper, name="receipt_paper"),
    path(f"{file}depots/<int:number>/renvoyer/", handing.send_again, name="send_again"),
    path(f"{file}retirer/", handing.withdraw, name="withdraw"),
    path("verifier/", handing.verify, name="verify"),
    path("espace/appels/<slug:key>/suivi/", dashboard.follow, name="follow"),
    path("espace/appels/<slug:key>/non-deposes/", dashboard.drafts, name="drafts"),
    path("espace/appels/<slug:key>/reponses-evasives/", dashboard.evasive, name="evasive"),
    path("espace/appels/<slug:key>/candidatures/", staff.received, name="received"),
    path("espace/appels/<slug:key>/candidatures.csv", exports.export, name="export"),
    path("espace/appels/<slug:key>/candidatures.<slug:form>", exports.export, name="export_as"),
    path("espace/candidatures/<uuid:public_id>/", staff.received_one, name="received_one"),
]
