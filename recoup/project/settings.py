"""Settings, read from the environment; `recoup.project.start` fills in what the embedded set-up knows."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pghistory
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("RECOUP_HOME", "~/.local/share/recoup")).expanduser()


def _secret_key() -> str:
    """Return RECOUP_SECRET_KEY, or the key kept in the home folder (made at the first start)."""
    if key := os.environ.get("RECOUP_SECRET_KEY"):
        return key
    path = HOME / "secret-key"
    return path.read_text() if path.exists() else "not-started-yet"


def _database(url: str) -> dict[str, object]:
    """Return Django's settings for a postgresql:// `url`; the host may be a socket folder in its query."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"pool": {"min_size": 0, "max_size": 16}},
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("RECOUP_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("RECOUP_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("RECOUP_TRUSTED_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "lucide",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "recoup.plumbing.audit",
    "recoup.plumbing.storage",
    "recoup.team",
    "recoup.parties",
    "recoup.rulebook",
    "recoup.ledger",
    "recoup.correspondence",
    "recoup.cash",
    "recoup.collections",
    "recoup.reconciliation",
    "recoup.reports",
    "recoup.connectors",
    "recoup.workflows",
    "recoup.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recoup.web.shared.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "recoup.web.shared.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "recoup.web.shared.middleware.DeskMiddleware",
]

ROOT_URLCONF = "recoup.project.urls"
WSGI_APPLICATION = "recoup.project.wsgi.application"
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///recoup"))}
DATABASE_IS_EMBEDDED = os.environ.get("RECOUP_DATABASE") == "embedded"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "lucide.templatetags.lucide",
                "recoup.web.shared.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recoup.web.shared.context.shell",
            ],
        },
    }
]

# Looked at besides the system's own fonts; the second is where the set-up puts what the system lacks.
FONT_FOLDERS = [HOME / "fonts", PACKAGE.parent / "build" / "fonts"]
FONT_FOLDERS += [Path(folder) for folder in os.environ.get("RECOUP_FONTS", "").split(os.pathsep) if folder]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
FILES_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        # Names with a hash of the content, so that browsers may keep them for good. While developing: plain.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
STATICFILES_DIRS = sorted((PACKAGE / "web").glob("*/static"))

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("vi", "Tiếng Việt"),
    ("zh-hans", "简体中文"),
    ("fa", "فارسی"),
    ("pl", "Polski"),
]
LOCALE_PATHS = [PACKAGE / "project" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The change history is read by subject: an index for each reference would only make bulk work slower.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
# Beside each kept state stands who made it, not a reference to it: half the work, and no row to look up.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# As strong as the other and needing memory too, which guessing on many processors at once has not.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "recoup.web.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "recoup.team.sign_in.display_name"
# The administrator who makes an account vouches for its address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "recoup.web.signin.adapters.SecondStepAdapter"
ACCOUNT_FORMS = {
    "login": "recoup.web.signin.forms.SignInForm",
    "change_password": "recoup.web.signin.forms.PasswordForm",
    "reauthenticate": "recoup.web.signin.forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "recoup.web.signin.forms.SecondStepForm",
    "reauthenticate": "recoup.web.signin.forms.SecondStepAgainForm",
    "activate_totp": "recoup.web.signin.forms.SwitchOnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Recoup"
# One period before and after: telephones' clocks are seldom right to the second.
MFA_TOTP_TOLERANCE = 1

CSRF_FAILURE_VIEW = "recoup.web.shared.views.forged"
SESSION_COOKIE_HTTPONLY = True
# Behind a proxy that speaks TLS, which must set X-Forwarded-Proto itself.
IS_HTTPS = os.environ.get("RECOUP_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []

# How messages leave and come in; what is not set is not set up, and waits. Addresses may hold passwords.
MAIL_SERVER = os.environ.get("RECOUP_SMTP_URL", "")
MAIL_FROM = os.environ.get("RECOUP_MAIL_FROM", "")
MAILBOX = os.environ.get("RECOUP_IMAP_URL", "")
SMS_GATEWAY = os.environ.get("RECOUP_SMS_URL", "")
SMS_FIELDS = os.environ.get("RECOUP_SMS_FIELDS", "")
SMS_HEADERS = os.environ.get("RECOUP_SMS_HEADERS", "")
SMS_ACCEPTED = os.environ.get("RECOUP_SMS_ACCEPTED", "")
SMS_REFUSED = os.environ.get("RECOUP_SMS_REFUSED", "")
# The gateway's key for telling us what became of text messages, and which came in.
SMS_SECRET = os.environ.get("RECOUP_SMS_SECRET", "")
DROP_FOLDER = os.environ.get("RECOUP_DROP_FOLDER", "")
