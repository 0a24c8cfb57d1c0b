"""Addresses of the juries."""

from django.urls import path

from cordee.selection.urls.deciding import DECIDING
from cordee.selection.urls.hearings import HEARINGS
from cordee.selection.views import (
    analysis,
    interests,
    jurors,
    marking,
    packets,
    seats,
    sharing,
    staff,
    talking,
    votes,
)

app_name = "selection"
sit = "jury/<uuid:public_id>/"
read = f"{sit}dossier/<uuid:deposit>/"
lead = "espace/jury/<uuid:public_id>/"
share = f"{lead}repartition/<uuid:deposit>/"
look = f"{lead}dossier/<uuid:deposit>/"
urlpatterns = [
    path("jury/", jurors.mine, name="mine"),
    path(sit, jurors.panel, name="panel"),
    path(f"{sit}interets/", interests.declare, name="declare"),
    path(f"{sit}grille/", marking.grid, name="grid"),
    path(f"{sit}bulletin/", votes.slip, name="slip"),
    path(f"{sit}bulletin/reprendre/", votes.take_back, name="slip_back"),
    path(f"{sit}hors-ligne/", packets.offline, name="offline"),
    path(f"{sit}hors-ligne/dossiers-<int:volume>.pdf", packets.packet, name="packet"),
    path(f"{sit}hors-ligne/grille.ods", packets.grid, name="grid_sheet"),
    path(f"{sit}hors-ligne/<uuid:grid>/", packets.compared, name="compared"),
    path(read, marking.file, name="file"),
    path(f"{read}note/<slug:key>/", marking.save, name="save"),
    path(f"{read}piece/<uuid:file>/", marking.attachment, name="attachment"),
    path(f"{read}deport/", jurors.withdraw, name="withdraw"),
    path(f"{read}assurance/", talking.be_sure, name="be_sure"),
    path(f"{read}rapport/", talking.report, name="report"),
    path(f"{read}maintenir/", talking.confirm, name="confirm"),
    path(f"{read}fil/", talking.remark, name="remark"),
    path(f"{read}fil/<uuid:remark>/retirer/", talking.unsay, name="unsay"),
    path("espace/jury/", staff.panels, name="panels"),
    path("espace/jury/ouvrir/<slug:key>/<slug:stage>/", staff.open_panel, name="open"),
    path(lead, staff.follow, name="follow"),
    path(f"{lead}clore/", staff.close, name="close"),
    path(f"{lead}rouvrir/", staff.reopen, name="reopen"),
    path(f"{lead}membres/", staff.members, name="members"),
    path(f"{lead}membres/<uuid:juror>/retirer/", staff.unseat, name="unseat"),
    path(f"{lead}membres/<uuid:juror>/", seats.seat, name="seat"),
    path(f"{lead}membres/<uuid:juror>/appeler/", seats.call_substitute, name="call_substitute"),
    path(
        f"{lead}membres/<uuid:juror>/rendre/", seats.release_substitute, name="release_substitute"
    ),
    path(f"{lead}mes-interets/", interests.declare_as_team, name="declare_as_team"),
    path(f"{lead}deports/", staff.recuse, name="recuse"),
    path(f"{lead}deports/<int:recusal>/lever/", staff.lift, name="lift"),
    path(f"{lead}deports/<int:recusal>/confirmer/", staff.confirm_recusal, name="confirm_recusal"),
    path(look, talking.team_file, name="team_file"),
    path(f"{look}echanges/<uuid:contact>/", talking.answered, name="answered"),
    path(f"{look}fil/", talking.team_remark, name="team_remark"),
    path(f"{lead}etalonnage/", talking.calibrate, name="calibrate"),
    path(f"{lead}repartition/", sharing.sharing, name="sharing"),
    path(f"{lead}repartition/candidats/", sharing.peers, name="peers"),
    path(f"{lead}repartition.json", sharing.sharing_document, name="sharing_document"),
    path(share, sharing.sharing_file, name="sharing_file"),
    path(f"{share}<uuid:juror>/confier/", sharing.entrust, name="entrust"),
    path(f"{share}<uuid:juror>/retirer/", sharing.take_back, name="take_back"),
    path(f"{lead}analyse/", analysis.analysis, name="analysis"),
    path(f"{lead}classement/", staff.ranking, name="ranking"),
    path(f"{lead}classement.csv", staff.export, name="export"),
    *DECIDING,
    *HEARINGS,
]
