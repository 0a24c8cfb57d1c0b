"""Addresses about people: sign-in (allauth's names, our paths), oneself, the team's workspace."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.http import HttpResponse
from django.urls import include, path

from cordee.people.freshness import fresh
from cordee.people.proconnect import provider as proconnect
from cordee.people.views import (
    address,
    directory,
    directory_exit,
    invitations,
    oneself,
    organisations,
    signin,
    workspace,
)
from cordee.web.guards import signed_in


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that changes how one signs in: signed in, and proved a moment ago."""
    return signed_in(fresh(signin.told(view)))


signing = [
    path("connexion/", signin.ask, name="account_login"),
    path("connexion/", signin.ask, name="account_request_login_code"),
    path("connexion/", signin.ask, name="account_signup"),
    path("connexion/code/", signin.give, name="account_confirm_login_code"),
    path("connexion/preuve/", signin.told(factor.authenticate), name="mfa_authenticate"),
    path("connexion/cle/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/fermee/", account.account_inactive, name="account_inactive"),
    path("connexion/proconnect/", proconnect.login, name="proconnect_login"),
    path("connexion/proconnect/retour/", proconnect.callback, name="proconnect_callback"),
    path("deconnexion/", directory_exit.leave, name="account_logout"),
    path("deconnexion/proconnect/", directory_exit.left, name="proconnect_left"),
    path("moi/securite/", signed_in(factor.index), name="mfa_index"),
    path("moi/securite/application/", own(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "moi/securite/application/retirer/", own(totp.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(
        "moi/securite/secours/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "moi/securite/secours/nouveaux/",
        own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "moi/securite/secours/fichier/",
        own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("moi/securite/cles/", signed_in(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("moi/securite/cles/ajouter/", own(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "moi/securite/cles/<int:pk>/retirer/",
        own(passkey.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "moi/securite/cles/<int:pk>/nommer/", own(passkey.edit_webauthn), name="mfa_edit_webauthn"
    ),
]

rooms = [
    path("connexion/renouveler/", signin.renew, name="renew"),
    path("demonstration/<str:token>/", signin.enter_demo, name="demo"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/accepter/", invitations.accept, name="invitation_accept"),
    path("invitation/<str:token>/nouveau-lien/", invitations.again, name="invitation_again"),
    path("moi/", oneself.profile, name="profile"),
    path("moi/sessions/fermer/", oneself.close_sessions, name="close_sessions"),
    path("moi/donnees.json", oneself.data, name="data"),
    path("espace/", workspace.workspace, name="workspace"),
    path("espace/personnes/", directory.people, name="people"),
    path("espace/personnes/nouvelle/", directory.add, name="add_person"),
    path("espace/personnes/<str:public_id>/", directory.person, name="person"),
    path("espace/personnes/<str:public_id>/modifier/", directory.change, name="change_person"),
    path("espace/personnes/<str:public_id>/role/", directory.give_seat, name="give_seat"),
    path("espace/personnes/<str:public_id>/effacer/", directory.erase, name="erase_person"),
    path(
        "espace/personnes/<str:public_id>/preuves/", directory.reset_factors, name="reset_factors"
    ),
    path("espace/invitations/", invitations.sent, name="invitations"),
    path("espace/invitations/nouvelle/", invitations.invite, name="invite"),
    path("espace/invitations/<str:public_id>/renvoyer/", invitations.send_again, name="send_again"),
    path("espace/invitations/<str:public_id>/retirer/", invitations.withdraw, name="withdraw"),
    path("moi/adresse/", address.address, name="address"),
    path("moi/adresse/confirmer/", address.confirm, name="confirm_address"),
    path("moi/langue/", oneself.language, name="language"),
    path("moi/proconnect/delier/", directory_exit.unlink, name="unlink_proconnect"),
    path("espace/roles/<str:public_id>/fin/", directory.end_seat, name="end_seat"),
    path("espace/organisations/", organisations.organisations, name="organisations"),
    path("espace/organisations/nouvelle/", organisations.add, name="add_organisation"),
    path("espace/organisations/<str:public_id>/", organisations.organisation, name="organisation"),
    path(
        "espace/organisations/<str:public_id>/gouvernance/",
        organisations.join,
        name="join_governance",
    ),
    path(
        "espace/organisations/<str:public_id>/gouvernance/fin/",
        organisations.leave,
        name="leave_governance",
    ),
]

urlpatterns = [*signing, path("", include((rooms, "people")))]
