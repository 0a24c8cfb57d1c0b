"""Settings: every value comes from the environment, with a default that runs."""

import os
from pathlib import Path

from django.utils.csp import CSP

from cordee.operations import house
from cordee.operations.environment import database, flag, mailer

BASE_DIR = house.ROOT
VAR_DIR = house.var()


DEBUG = flag("CORDEE_DEBUG")
DEMO = flag("CORDEE_DEMO")
SECRET_KEY = os.environ.get("CORDEE_SECRET_KEY") or house.secret()
ALLOWED_HOSTS = os.environ.get("CORDEE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# Where people find this instance: links in letters, QR codes, feeds start with it.
SITE_URL = os.environ.get("CORDEE_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "cordee.web",
    "django.forms",  # after web, whose form templates come first
    "cordee.ledger",
    "cordee.territories",
    "cordee.people",
    "cordee.people.proconnect",
    "cordee.calls",
    "cordee.calls.editor",
    "cordee.applications",
    "cordee.selection",
    "cordee.journeys",
    "cordee.journeys.learning",
    "cordee.journeys.strategy",
    "cordee.alliance",
    "cordee.alliance.works",
    "cordee.alliance.allies",
    "cordee.letters",
    "cordee.reports",
    "cordee.api",
    "allauth",  # after people, whose templates come first
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cordee.web.middleware.Language",
    "cordee.web.middleware.Sieve",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cordee.people.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "cordee.urls"
WSGI_APPLICATION = "cordee.wsgi.application"
AUTH_USER_MODEL = "people.User"
STAFF_POLICY = "cordee.people.policy.only_staff"  # asked by the rooms that people stand on
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database(house.database_url())}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cordee.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "cordee.web.templatetags.cordee",
            ],
        },
    }
]

FORM_RENDERER = "cordee.web.forms.Renderer"
CSRF_FAILURE_VIEW = "cordee.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "cordee" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
# The key and certificate that seal papers; made once, to be saved and shared between machines.
SEAL_DIR = Path(os.environ.get("CORDEE_SEAL_DIR") or VAR_DIR / "seal")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# An antivirus that listens: /run/clamav/clamd.ctl, or host:3310; none looks when empty.
CLAMD = os.environ.get("CORDEE_CLAMD", "")
REQUEST_MAX_BYTES = int(os.environ.get("CORDEE_REQUEST_MAX_MB", "60")) * 1024 * 1024
# A file without JavaScript comes whole: these pages alone take more, from who is signed in.
UPLOAD_MAX_BYTES = int(os.environ.get("CORDEE_UPLOAD_MAX_MB", "210")) * 1024 * 1024
LARGE_UPLOADS = (
    r"^/candidatures/[0-9a-f-]{36}/pieces/[-\w]+/joindre/$",
    r"^/api/v1/dossiers/[0-9a-f-]{36}/pieces$",
)
# On after `collectstatic`: names carry the content's hash, browsers keep them for ever.
STATIC_HASHED = flag("CORDEE_STATIC_HASHED")
WHITENOISE_USE_FINDERS = not STATIC_HASHED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Who runs this instance: shown in the footer and on the legal pages.
SERVICE = {
    key: os.environ.get(f"CORDEE_SERVICE_{key.upper()}", default)
    for key, default in {
        "name": "",  # the centre's name
        "legal_form": "",  # « groupement d’intérêt public », « association »…
        "address": "",
        "phone": "",
        "email": "",
        "director": "",  # of publication
        "host": "",  # hosting provider: name, address, phone
        "dpo": "",  # data protection officer's address
        "siren": "",
        "siret": "",
        "vat": "",  # number for value-added tax, when there is one
        "iban": "",  # where contributions are paid
        "source": "",  # where the source code is published
    }.items()
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
# Browsers tell ports of one host apart in nothing: each house names its cookies after itself.
SESSION_ENGINE = "cordee.web.sessions"
SESSION_COOKIE_NAME = os.environ.get("CORDEE_COOKIE", "") + "sessionid"
LANGUAGE_COOKIE_NAME = os.environ.get("CORDEE_COOKIE", "") + "django_language"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MAILERS = {"default": mailer(os.environ.get("CORDEE_SMTP_URL", ""), VAR_DIR / "mail")}
# Where forms are e-mailed to: imaps://user:password@host:993/INBOX; none is read when empty.
MAILBOX_URL = os.environ.get("CORDEE_IMAP_URL", "")
# Its address, when lists of discussion are written to by mail: listes@exemple.org, which also
# receives listes+anything@exemple.org; lists are answered on their pages only when empty.
LISTS_ADDRESS = os.environ.get("CORDEE_LISTS_ADDRESS", "")
DEFAULT_FROM_EMAIL = os.environ.get("CORDEE_FROM", "Cordée <cordee@example.org>")
# Requests a minute of one token of the interface for programs.
API_PER_MINUTE = int(os.environ.get("CORDEE_API_PER_MINUTE", "300"))
HOOKS_KEPT_DAYS = int(os.environ.get("CORDEE_HOOKS_KEPT_DAYS", "90"))
LETTERS_KEPT_DAYS = int(os.environ.get("CORDEE_LETTERS_KEPT_DAYS", "400"))

# Sign-in: a code by e-mail, a passkey, a second factor for some (decisions 0030 to 0032).
PERSON_KEPT_DAYS = int(os.environ.get("CORDEE_PERSON_KEPT_DAYS", str(5 * 365)))
AUTHENTICATION_BACKENDS = ["cordee.people.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:workspace"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_SECURE = SITE_URL.startswith("https:")
if SESSION_COOKIE_SECURE:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
ACCOUNT_ADAPTER = "cordee.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "request_login_code": "cordee.people.forms.AskForCode",
    "confirm_login_code": "cordee.people.forms.GiveCode",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "200/h/ip,5/10m/key",  # the key: an address asked for from one place
    "code_to_address": "10/10m/key",  # from everywhere: nobody's mailbox is flooded
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CORDEE_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MFA_ADAPTER = "cordee.people.adapter.FactorAdapter"
MFA_FORMS = {
    "login_webauthn": "cordee.people.forms.EnterByKey",
    "authenticate_webauthn": "cordee.people.forms.ProveByKey",
    "add_webauthn": "cordee.people.forms.NewKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cordée"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SESSION_COOKIE_SECURE
# The directory of public servants, off unless its three values are given (docs/exploiter.md).
PROCONNECT = os.environ.get("CORDEE_PROCONNECT_URL", "")
SOCIALACCOUNT_ADAPTER = "cordee.people.proconnect.adapter.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the state and the nonce are bound to the session
SOCIALACCOUNT_PROVIDERS = {
    "proconnect": {
        "APPS": [
            {
                "provider_id": "proconnect",
                "name": "ProConnect",
                "client_id": os.environ.get("CORDEE_PROCONNECT_CLIENT", ""),
                "secret": os.environ.get("CORDEE_PROCONNECT_SECRET", ""),
                "settings": {"server_url": PROCONNECT},
            }
        ]
    }
}
# Counted in the database, so that limits hold whatever the number of processes.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# Everything worth a look goes to standard error, where the service manager keeps it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CORDEE_LOG", "WARNING")},
    "loggers": {"django.request": {"level": "ERROR"}},  # refusals are answers, not incidents
}
