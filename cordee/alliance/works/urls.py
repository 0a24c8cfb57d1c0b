"""Addresses of what the alliance does together."""

from django.urls import path

from cordee.alliance.works.views import (
    assemblies,
    desk,
    holding,
    speaking,
    steering,
    workstreams,
)

app_name = "works"
one = "chantiers/<uuid:public_id>/"
frame = "espace/chantiers/cadres/<uuid:public_id>/"
assembly = "espace/assemblees/<uuid:public_id>/"
time = "espace/assemblees/temps/<int:pk>/"
line = "espace/communication/<uuid:public_id>/"
urlpatterns = [
    path("chantiers/", workstreams.public, name="public"),
    path("chantiers/proposer/", workstreams.propose, name="propose"),
    path(one, workstreams.workstream, name="workstream"),
    path(f"{one}ecrire/", workstreams.rewrite, name="rewrite"),
    path(f"{one}participer/", workstreams.join, name="join"),
    path(f"{one}allies/<int:ally>/partir/", workstreams.leave, name="leave"),
    path(f"{one}allies/", steering.ally, name="ally"),
    path(f"{one}objections/", steering.object_to, name="object"),
    path("chantiers/objections/<uuid:public_id>/", steering.answer, name="answer"),
    path(f"{one}productions/", steering.output, name="output"),
    path("chantiers/productions/<uuid:public_id>/", steering.deliver, name="deliver"),
    path(
        "chantiers/productions/<uuid:public_id>/fichier/",
        workstreams.output_file,
        name="output_file",
    ),
    path(f"{one}presenter/", steering.present, name="present"),
    path(f"{one}lancer/", steering.launch, name="launch"),
    path(f"{one}finir/", steering.end, name="end"),
    path(f"{one}revue/", steering.review, name="review"),
    path(f"{one}soutien/", desk.support, name="support"),
    path("espace/chantiers/soutiens/<int:pk>/", desk.grant, name="grant"),
    path("espace/chantiers/", desk.desk, name="desk"),
    path("espace/alliance/listes/", desk.terms, name="terms"),
    path("espace/alliance/listes/<uuid:public_id>/retirer/", desk.retire_term, name="retire_term"),
    path(frame, desk.frame, name="frame"),
    path(f"{frame}rencontres/", desk.hold_leaders, name="hold_leaders"),
    path(f"{frame}publication/", desk.publish, name="publish"),
    path("espace/assemblees/", assemblies.desk, name="assemblies"),
    path(assembly, assemblies.prepare, name="prepare"),
    path(f"{assembly}temps/", assemblies.day, name="day"),
    path(f"{assembly}propositions/", assemblies.offer, name="offer"),
    path(f"{assembly}annoncer/", assemblies.announce, name="announce"),
    path(f"{assembly}invites/", assemblies.guests, name="guests"),
    path(f"{assembly}tenue/", holding.held, name="held"),
    path(f"{time}sequences/", assemblies.part, name="part"),
    path(f"{time}venues/", assemblies.came, name="came"),
    path(f"{time}compte/", holding.count, name="count"),
    path(f"{time}votes/", holding.vote, name="vote"),
    path("espace/assemblees/sequences/<int:pk>/", assemblies.drop_part, name="drop_part"),
    path("assemblees/<uuid:public_id>/", holding.assembly, name="assembly"),
    path("assemblees/temps/<int:pk>/", holding.reply, name="reply"),
    path("espace/communication/", speaking.register, name="register"),
    path("espace/communication.csv", speaking.export, name="register_export"),
    path(line, speaking.line, name="line"),
    path(f"{line}reprises/", speaking.take_up, name="take_up"),
    path(f"{line}rayer/", speaking.strike, name="strike"),
    path("ce-qui-se-dit/", speaking.said, name="said"),
]
