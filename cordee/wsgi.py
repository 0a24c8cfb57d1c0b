"""The WSGI entry point that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from cordee.operations.deferred import HEAVY, defer

for heavy in HEAVY:
    defer(heavy)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every view is imported now, not within the first request
# What was loaded stays for ever: the collector need not go through it again at each full round.
gc.collect()
gc.freeze()
