"""Reads the environment: yes/no words and addresses turned into Django's mappings."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes/no environment variable."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "oui"}


def database(url: str) -> dict[str, object]:
    """Turn `postgresql://user:pass@host:port/name?host=/socket` into Django's mapping.

    Words after `?` other than host and port (`sslmode`, …) go to the driver as they are.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def mailer(url: str, folder: Path) -> dict[str, object]:
    """Turn `smtp://user:pass@host:port` (`smtps:` encrypted at once) into Django's mapping.

    Without an address, mails are written as files in `folder`.
    """
    if not url:
        return {
            "BACKEND": "cordee.ledger.delivery.Mailbox",
            "OPTIONS": {"file_path": str(folder)},
        }
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if secure else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": secure,
            "use_tls": not secure and parts.username is not None,
            "timeout": 20,
        },
    }
