"""Addresses of the hearings: the team's, the jury's, each candidate's."""

from django.urls import path

from cordee.selection.views import hearings

lead = "espace/jury/<uuid:public_id>/auditions/"
own = "candidatures/<uuid:public_id>/audition/"
HEARINGS = [
    path(lead, hearings.hearings, name="hearings"),
    path(f"{lead}dossiers/", hearings.heard_files, name="heard_files"),
    path(f"{lead}journee/", hearings.day, name="hearings_day"),
    path(f"{lead}<uuid:slot>/retirer/", hearings.withdraw_slot, name="withdraw_hearing_slot"),
    path("jury/<uuid:public_id>/auditions/", hearings.own_day, name="own_hearings_day"),
    path(own, hearings.own_hearing, name="own_hearing"),
    path(f"{own}<uuid:hearing>/prendre/", hearings.take, name="take_hearing"),
    path(f"{own}<uuid:hearing>/rendre/", hearings.give_back, name="give_hearing_back"),
    path(f"{own}<uuid:hearing>/audition.ics", hearings.calendar, name="hearing_calendar"),
]
