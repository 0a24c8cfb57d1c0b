"""What the tests about people share."""

import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    """Start each test with no code asked for."""
    cache.clear()


@pytest.fixture
def enter(client):
    """Sign someone in, her identity proved `ago` seconds before."""

    def sign_in(user, *, ago=0):
        client.force_login(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time() - ago}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
        return client

    return sign_in
