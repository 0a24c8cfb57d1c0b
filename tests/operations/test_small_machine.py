"""A small machine is enough: what a process of the site holds once it is ready to answer."""

import os
import subprocess
import sys
from pathlib import Path

READY = """
import sys
from pathlib import Path
import cordee.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(*sys.modules)
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.auth import Authenticator
print(auth.Authenticator is Authenticator, auth.EXTENSIONS, hasattr(auth, "nonsense"))
from django.test import Client
print(Client.__module__)
"""
ENOUGH = 180
"""Megabytes: two processes of the site, one of background work and a database hold in one GB."""
ASKED_FOR = {
    "cordee.demo", "cordee.programme.sense.table", "cryptography", "fido2", "highspy", "lxml",
    "numpy", "openpyxl", "ortools", "PIL", "pyhanko", "pypdf", "requests", "typst", "unittest",
}  # fmt: skip
"""What is heavy and waits until a page, a task or an open door asks for it."""


def test_a_process_of_the_site_holds_in_a_small_machine(tmp_path: Path):
    told = os.environ | {"CORDEE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cordee.settings"}
    done = subprocess.run(
        [sys.executable, "-c", READY], env=told, capture_output=True, text=True, check=True
    )
    held, loaded, passkeys, asked = done.stdout.splitlines()
    assert 20 < int(held) // 1024 < ENOUGH
    assert not ASKED_FOR & set(loaded.split())
    assert passkeys == "True {'credProps': True} False"  # read when asked, whole and once
    assert asked == "django.test.client"
