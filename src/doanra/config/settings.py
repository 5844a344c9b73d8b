"""All settings, from the environment alone; without any, SQLite in `var/` and this machine only."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ROOT = Path(env.str("DOANRA_HOME", default=str(Path(__file__).resolve().parents[3])))
VAR = Path(env.str("DOANRA_VAR", default=str(ROOT / "var")))


def _kept_secret(name: str) -> str:
    """A secret from the environment, or one made on the first start and kept in `var/`, readable by its owner."""
    given = env.str(f"DOANRA_{name.upper()}", default="")
    if given:
        return str(given)
    file = VAR / f"{name}.key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


DEBUG = env.bool("DOANRA_DEBUG", default=False)
SECRET_KEY = _kept_secret("secret")
# Keys of the personal data that must be hidden at rest and still be found again (identity numbers).
PERSONAL_DATA_KEY = _kept_secret("personal")
# Chains the trail: keep a copy apart from the database and its copies.
TRAIL_KEY = _kept_secret("trail")
ALLOWED_HOSTS = env.list("DOANRA_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("DOANRA_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "axes",
    "doanra.records",
    "doanra.stages",
    "doanra.web",
    # After ours: Django takes the first template of a name.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "doanra.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "doanra.web.weight.WeightMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "doanra.web.accounts.gate.IdleMiddleware",
    "doanra.web.accounts.kept.KeepingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "doanra.web.accounts.gate.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "doanra.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "doanra.config.urls"
WSGI_APPLICATION = "doanra.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "doanra.web.frame.frame",
            ],
        },
    }
]

_SQLITE = {
    "transaction_mode": "IMMEDIATE",  # without it, two who read and then write meet "database is locked"
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'doanra.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = _SQLITE
FORM_RENDERER = "doanra.web.form_words.Renderer"  # what is wrong is said in our words
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "doanra.web.accounts.backend.PostBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "doanra.stages.passwords.LongEnough",
        "OPTIONS": {"min_length": env.int("DOANRA_PASSWORD_LENGTH", default=15)},
    },
    {"NAME": "doanra.stages.passwords.KnownToAll"},
    {"NAME": "doanra.stages.passwords.GuessedFirst"},
    {"NAME": "doanra.stages.breached.KnownElsewhere"},
]
# A file of passwords that became known elsewhere: SHA-1 in rising order, one a line. Without it none is looked up.
BREACHED = env.str("DOANRA_BREACHED", default="")
if BREACHED and not Path(BREACHED).is_file():
    raise ImproperlyConfigured(f"DOANRA_BREACHED names no file: {BREACHED}.")
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:login"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS, AXES_VERBOSE = True, False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

# Entry: local with a second factor, by passkey, or from a single sign-on (ADR 0009). Nobody signs up.
ACCOUNT_ADAPTER = "doanra.web.accounts.adapters.EntryAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # the lifetime is SESSION_COOKIE_AGE for everybody
ACCOUNT_LOGOUT_REDIRECT_URL = "web:login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# So many minutes after the login or the last proof, what binds many asks for the password, a code or a passkey again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.int("DOANRA_AGAIN_MINUTES", default=15) * 60  # seconds
ACCOUNT_LOGIN_TIMEOUT = 10 * 60  # seconds between password and second factor
# Guessing of passwords is django-axes' matter. These are wide, for a unit's clerks share one address, and bound codes.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "120/m/ip,10/300s/key"}
_ENTRY, _PASSKEY = "doanra.web.accounts.entry_forms", "doanra.web.accounts.passkey_forms"
ACCOUNT_FORMS = {
    "login": f"{_ENTRY}.LoginForm", "reauthenticate": f"{_ENTRY}.PasswordAgainForm",
    "change_password": f"{_ENTRY}.ChangePasswordForm", "set_password": f"{_ENTRY}.SetPasswordForm",
}  # fmt: skip
# "required": office, appraisers and administrators reach nothing until they have one. "off": for a demonstration only.
SECOND_FACTOR = env.str("DOANRA_SECOND_FACTOR", default="required")
if SECOND_FACTOR not in {"required", "off"}:
    raise ImproperlyConfigured(f"DOANRA_SECOND_FACTOR is 'required' or 'off', not '{SECOND_FACTOR}'.")
MFA_ADAPTER = "doanra.web.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Đoàn Ra"
MFA_FORMS = {
    "authenticate": f"{_ENTRY}.CodeForm", "reauthenticate": f"{_ENTRY}.CodeAgainForm",
    "activate_totp": f"{_ENTRY}.ActivateForm", "add_webauthn": f"{_PASSKEY}.AddPasskeyForm",
    "edit_webauthn": f"{_PASSKEY}.NamePasskeyForm", "login_webauthn": f"{_PASSKEY}.LoginPasskeyForm",
    "authenticate_webauthn": f"{_PASSKEY}.SecondPasskeyForm", "reauthenticate_webauthn": f"{_PASSKEY}.PasskeyAgainForm",
}  # fmt: skip
SOCIALACCOUNT_ADAPTER = "doanra.web.accounts.sign_on.SignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SIGN_ON_URL = env.str("DOANRA_OIDC_URL", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.str("DOANRA_OIDC_NAME", default="Đăng nhập một lần"),
                "client_id": env.str("DOANRA_OIDC_CLIENT", default="doanra"),
                "secret": env.str("DOANRA_OIDC_SECRET", default=""),
                "settings": {"server_url": SIGN_ON_URL},
            }
        ]
        if SIGN_ON_URL
        else [],
    }
}
# How long a link of invitation opens, and how many minutes without a click end a session.
INVITATION_HOURS = env.int("DOANRA_INVITATION_HOURS", default=72)
IDLE_MINUTES = env.int("DOANRA_IDLE_MINUTES", default=60)
# Shared by all processes of this machine: a used code must be known to each of them.
BEHIND_PROXY = env.bool("DOANRA_BEHIND_PROXY", default=False)
# Whose tries are counted: the address that the one proxy in front tells, else the peer's.
AXES_IPWARE_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR"] if BEHIND_PROXY else ["REMOTE_ADDR"]
CACHES = {"default": env.cache("DOANRA_CACHE", default=f"filecache://{VAR / 'cache'}")}
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("DOANRA_STATIC", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 400
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# What one upload may weigh, in bytes; the page says so before it is sent.
UPLOAD_LIMIT = env.int("DOANRA_UPLOAD_LIMIT", default=200 * 1024 * 1024)
# Files stay in memory until they have been looked through: one with the mark of a state secret must touch no disk.
FILE_UPLOAD_HANDLERS = ["doanra.web.weight.CountingHandler", "django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 2 * 1024 * 1024

# What reading one file may take before it is stopped: seconds of the processor (four times as many by the clock),
# bytes of memory, bytes unpacked, cells.
INTAKE_SECONDS = env.float("DOANRA_INTAKE_SECONDS", default=30.0)
INTAKE_MEMORY = env.int("DOANRA_INTAKE_MEMORY", default=1536 * 1024 * 1024)
INTAKE_UNPACKED = env.int("DOANRA_INTAKE_UNPACKED", default=400 * 1024 * 1024)
INTAKE_CELLS = env.int("DOANRA_INTAKE_CELLS", default=4_000_000)
# Files that together weigh no more are read before the page answers; more are read in the background.
INTAKE_AT_ONCE = env.int("DOANRA_INTAKE_AT_ONCE", default=1024 * 1024)

# Files of dossiers are scanned by clamd where it is named: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310.
CLAMD = env.str("DOANRA_CLAMD", default="")
CLAMD_SECONDS = env.float("DOANRA_CLAMD_SECONDS", default=20.0)

# Mail is off until an SMTP server is named: DOANRA_MAIL=smtp://user:password@host:25 (smtp+tls, smtp+ssl).
MAIL_ON = bool(env.str("DOANRA_MAIL", default=""))
globals().update(env.email_url("DOANRA_MAIL", default="dummymail://"))
EMAIL_TIMEOUT = 10  # seconds
MAIL_FROM = env.str("DOANRA_MAIL_FROM", default="doanra@localhost")
# The address by which people reach the pages: mails carry it.
ADDRESS = env.str("DOANRA_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

TASKS = {"default": {"BACKEND": env.str("DOANRA_TASKS", default="django_tasks_db.DatabaseBackend")}}

_SELF = "'self'"


def _sign_on_origins() -> list[str]:
    """Where the button of the single sign-on leads: the provider's own address, or those that it sends people on to."""
    address = urlsplit(SIGN_ON_URL)
    own = [f"{address.scheme}://{address.netloc}"] if SIGN_ON_URL else []
    return list(env.list("DOANRA_OIDC_ORIGINS", default=own))


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_SELF],
        "img-src": [_SELF],
        "style-src": [_SELF],
        "script-src": [_SELF],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [_SELF, *_sign_on_origins()],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.bool("DOANRA_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Over https a browser takes such a cookie from this very host alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "doanra.config.logs.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("DOANRA_LOG", default="WARNING")},
}
