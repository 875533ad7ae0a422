"""The workplace's Django settings, all from the environment: an office sets variables, never this file.

`RUPADATA_HOME` is the folder that holds everything the office entrusts to the workplace: the database when it
is SQLite, the stored files, the secret key. What each variable does stands in docs/guide/web.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.web.secret import find_secret, read_secret


def _flag(name: str, usual: bool = False) -> bool:
    return os.environ.get(name, "1" if usual else "0").strip().casefold() in {"1", "true", "yes", "ya", "on"}


def _words(name: str, usual: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, usual).split(",") if word.strip()]


def parse_database(url: str, home: Path) -> dict[str, object]:
    """Return Django's settings of a database address; empty means SQLite in the home folder."""
    parts = urlsplit(url or f"sqlite:///{home / 'rupadata.sqlite3'}")
    if parts.scheme == "sqlite":
        # SQLite takes its write lock when a transaction begins: else two people fail instead of waiting.
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] if parts.path.startswith("//") else parts.path,
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Each thread has a connection; what a cache of half a megabyte misses the system's own holds.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-512;",
            },
            "TEST": {"NAME": str(home / "test.sqlite3")},
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
        }
    raise UsageError(
        say(
            id=f"DATABASE_URL: {parts.scheme!r} tidak didukung.",
            en=f"DATABASE_URL: {parts.scheme!r} is not supported.",
        ),
        code="database-unknown",
        hint=say(
            id="Pakai sqlite:////folder/berkas atau postgresql://pengguna:sandi@host/nama.",
            en="Use sqlite:////folder/file or postgresql://user:password@host/name.",
        ),
    )


HOME = Path(os.environ.get("RUPADATA_HOME", "rupadata-home")).resolve()
DEMO = _flag("RUPADATA_DEMO")
STORAGE = Path(os.environ.get("RUPADATA_STORAGE", "") or HOME / "files").resolve()
UPLOAD_BYTES = int(os.environ.get("RUPADATA_UPLOAD_MB", "25")) * 1_000_000
UPLOAD_FILES = 20
SECOND_FACTOR = os.environ.get("RUPADATA_SECOND_FACTOR", "optional" if DEMO else "required")
IDLE_MINUTES = int(os.environ.get("RUPADATA_IDLE_MINUTES", "180"))
SESSION_HOURS = int(os.environ.get("RUPADATA_SESSION_HOURS", "12"))
PREFIX = "/" + os.environ.get("RUPADATA_PATH", "").strip("/")
PREFIX = "" if PREFIX == "/" else PREFIX
HTTPS = _flag("RUPADATA_HTTPS")

SECRET_KEY = find_secret("RUPADATA_SECRET_KEY") or read_secret(HOME)
DEBUG = False
ALLOWED_HOSTS = _words("RUPADATA_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _words("RUPADATA_ORIGINS")
ROOT_URLCONF = "rupadata.web.urls"
WSGI_APPLICATION = "rupadata.web.wsgi.application"
DATABASES = {"default": parse_database(find_secret("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rupadata.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "rupadata.web.audit",
    "rupadata.web.jobs",
    "rupadata.web.cases",
    "rupadata.web",
]
MIDDLEWARE = [
    "rupadata.web.middleware.known_methods",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rupadata.web.middleware.seen_devices",
    "rupadata.web.middleware.spoken_language",
    "rupadata.web.middleware.session_end",
    "rupadata.web.middleware.kept_by_nobody",
    "rupadata.web.middleware.second_factor",
    "rupadata.web.middleware.refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).with_name("templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rupadata.web.context.workplace",
            ],
            "builtins": ["rupadata.web.templatetags.words"],
        },
    }
]

# People and signing in.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["rupadata.web.accounts.hashing.OfficeArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "rupadata.web.accounts.passwords.OfficeWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tasks"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "rupadata.web.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "rupadata.web.accounts.adapter.ProviderAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,50/5m/ip"}
MFA_ADAPTER = "rupadata.web.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Rupadata"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _flag("RUPADATA_PASSKEY_WITHOUT_HTTPS") or DEMO
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
OIDC = os.environ.get("RUPADATA_OIDC_SERVER", "")
OIDC_NAME = os.environ.get("RUPADATA_OIDC_NAME", "akun pemerintah")
if OIDC:
    # Only here: a client of the web is 7 MB in every process.
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "kantor",
                    "name": OIDC_NAME,
                    "client_id": os.environ.get("RUPADATA_OIDC_CLIENT", ""),
                    "secret": find_secret("RUPADATA_OIDC_SECRET"),
                    "settings": {"server_url": OIDC},
                }
            ],
        }
    }

# Sessions and cookies.
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A browser holds `__Host-` to the root and `__Secure-` to HTTPS alone: nobody else can set these cookies.
_KEPT = ("__Secure-" if PREFIX else "__Host-") if HTTPS else ""
SESSION_COOKIE_NAME = f"{_KEPT}rupadata"
CSRF_COOKIE_NAME = f"{_KEPT}rupadata-csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{PREFIX}/"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rupadata.web.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rupadata_cache"}}

# Transport and what pages may load.
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("RUPADATA_PROXIES", "0"))
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_OIDC_ORIGIN = [f"{urlsplit(OIDC).scheme}://{urlsplit(OIDC).netloc}"] if OIDC else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "form-action": ["'self'", *_OIDC_ORIGIN],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
FORCE_SCRIPT_NAME = PREFIX or None
STATIC_URL = f"{PREFIX}/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_STATIC_PREFIX = "/static/"
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "rupadata.web.assets.DigestedStatic"},
}
FILE_UPLOAD_HANDLERS = [
    "rupadata.web.uploads.LimitedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail: off until an office names its server.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("RUPADATA_MAIL_HOST")
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = os.environ.get("RUPADATA_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("RUPADATA_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("RUPADATA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = find_secret("RUPADATA_MAIL_PASSWORD")
EMAIL_USE_TLS = _flag("RUPADATA_MAIL_TLS", usual=True)
DEFAULT_FROM_EMAIL = os.environ.get("RUPADATA_MAIL_FROM", "rupadata@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("RUPADATA_LOG", "WARNING")},
}
