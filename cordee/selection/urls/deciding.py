"""Addresses of what follows the marks: the choice, the decision, what everybody then reads."""

from django.urls import path

from cordee.selection.views import (
    following,
    placing,
    public,
    public_desk,
    public_vote,
    replies,
    ruling,
    sittings,
    supported,
)
from cordee.selection.views.choosing import deciding, proposals, trials

lead = "espace/jury/<uuid:public_id>/"
one = f"{lead}choix/<uuid:key>/"
mine = "candidatures/<uuid:public_id>/reponse/"
DECIDING = [
    path("jury/<uuid:public_id>/seance/", sittings.follow, name="sitting_seat"),
    path("jury/<uuid:public_id>/seance/<uuid:ballot>/", sittings.vote, name="vote"),
    path("jury/<uuid:public_id>/seance/objection/", sittings.object_to, name="object"),
    path(f"{lead}seance/", sittings.sitting, name="sitting"),
    path(f"{lead}seance/salle/", sittings.room, name="room"),
    path(f"{lead}seance/<slug:verb>/", sittings.act, name="act"),
    path(f"{lead}choix/", proposals.choices, name="choices"),
    path(one, proposals.choice, name="choice"),
    path(f"{one}choix.json", proposals.document, name="document"),
    path(f"{one}explication/", proposals.explain, name="explain"),
    path(f"{one}deplacer/", proposals.move, name="move"),
    path(f"{one}et-si/", trials.trial, name="trial"),
    path(f"{one}assouplir/", trials.relax, name="relax"),
    path(f"{one}motifs/", deciding.reasons, name="reasons"),
    path(f"{one}motifs/<uuid:deposit>/", deciding.word, name="word"),
    path(f"{one}motifs/<uuid:deposit>/<slug:criterion>/", deciding.word, name="word_criterion"),
    path(f"{one}decider/", deciding.decide, name="decide"),
    path("appels/<slug:key>/vote/", public_vote.ask, name="public_vote"),
    path("appels/<slug:key>/vote/<str:token>/", public_vote.ballot, name="public_ballot"),
    path(f"{lead}vote-du-public/", public_desk.desk, name="public_desk"),
    path(f"{lead}tirage/", public_desk.draws, name="draws"),
    path(f"{lead}tirage/<uuid:key>/", public_desk.draw, name="draw"),
    path(f"{lead}voeux/", placing.wishes, name="wishes"),
    path(f"{lead}voeux/classement/<slug:host>/", placing.order, name="wishes_order"),
    path(f"{lead}voeux/<slug:verb>/", placing.act, name="wishes_act"),
    path(f"{lead}decision/", ruling.decision, name="decision"),
    path(f"{lead}decision/publier/", ruling.release, name="release"),
    path(f"{lead}proces-verbal.pdf", ruling.minutes, name="minutes"),
    path(f"{lead}proces-verbal.odt", ruling.minutes_text, name="minutes_text"),
    path(f"{lead}proces-verbal/signe/", ruling.sign, name="sign"),
    path(f"{lead}proces-verbal/signe/<uuid:key>/", ruling.signed, name="signed"),
    path("territoires-accompagnes/", supported.supported, name="supported"),
    path("appels/<slug:key>/laureats/", public.winners, name="winners"),
    path("appels/<slug:key>/laureats.json", public.winners_data, name="winners_data"),
    path("appels/<slug:key>/laureats.atom", public.winners_feed, name="winners_feed"),
    path("appels/laureats.schema.json", public.winners_schema, name="winners_schema"),
    path("appels/<slug:key>/candidatures/", public.candidates, name="candidates"),
    path("appels/<slug:key>/statistiques/", public.statistics, name="statistics"),
    path("candidatures/<uuid:public_id>/avis/", replies.reviews, name="reviews"),
    path(mine, following.answer, name="answer"),
    path("candidatures/<uuid:public_id>/reponse.pdf", public.answer_paper, name="answer_paper"),
    path(
        "candidatures/<uuid:public_id>/reponse/suite/<slug:verb>/", following.act, name="answer_act"
    ),
    path(f"{lead}suites/", following.followed, name="followed"),
    path(f"{lead}suites/<uuid:key>/", following.one, name="sequel"),
    path(f"{lead}suites/<uuid:key>/<slug:verb>/", following.lead, name="sequel_act"),
]
