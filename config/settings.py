"""All settings, in one file: environment variables with safe defaults."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_flag(name: str, default: bool = False) -> bool:
    value = env_text(name).lower()
    return default if not value else value in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


VAR_DIR = Path(env_text("BANJIE_VAR", str(BASE_DIR / "var")))
DEMO = env_flag("BANJIE_DEMO")
DEBUG = env_flag("BANJIE_DEBUG")

_DEMO_KEY = "demo-only-secret-key-never-use-it-in-production-0123456789abcdefghij"
SECRET_KEY = env_text("BANJIE_SECRET_KEY") or _DEMO_KEY
# A production start without a key of its own must fail, not run on a published one.
if SECRET_KEY == _DEMO_KEY and env_flag("BANJIE_PRODUCTION"):
    raise ImproperlyConfigured("BANJIE_SECRET_KEY must be set when BANJIE_PRODUCTION is on.")

# What was signed under an earlier key (the states of running cases, sessions) is still accepted while it stands here.
SECRET_KEY_FALLBACKS = env_list("BANJIE_OLD_SECRET_KEYS")

PRODUCTION = env_flag("BANJIE_PRODUCTION")
if DEMO and PRODUCTION:
    raise ImproperlyConfigured("BANJIE_DEMO lets everybody log in as anybody; it cannot be on in production.")
ALLOWED_HOSTS = env_list("BANJIE_ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env_list("BANJIE_TRUSTED_ORIGINS")
# Under which receipts, badges and their codes say that they can be checked; letters are written where no request is.
_NAMED_HOSTS = [host for host in ALLOWED_HOSTS if PRODUCTION and not host.startswith(("*", "."))]
PUBLIC_URL = env_text(
    "BANJIE_PUBLIC_URL", f"https://{_NAMED_HOSTS[0]}" if _NAMED_HOSTS else "http://127.0.0.1:8000"
).rstrip("/")

INSTALLED_APPS = [
    "casework.organisations",
    "casework.calendar",
    "casework.audit",
    "casework.jobs",
    "casework.policy",
    "casework.vendors",
    "casework.cases",
    "casework.letters",
    "casework.publicity",
    "casework.papers",
    "casework.findings",
    "casework.filings",
    "casework.library",
    "casework.permits",
    "casework.expiry",
    "casework.sampling",
    "casework.inbox",
    "casework.repairs",
    "casework.reports",
    "casework.evidence",
    "casework.guided",
    "casework.scenarios",
    "casework.changes",
    "casework.demo",
    "processes",
    "documents",
    "viewflow",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.assets.Assets",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "viewflow.middleware.SiteMiddleware",
    "viewflow.middleware.HotwireTurboMiddleware",
    "config.away.AwayMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "organisations.Person"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.shell.shell",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """Translate ``postgres://user:password@host:port/name`` or ``sqlite:///path?timeout=seconds``; empty: embedded."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # A server that does not answer is given up after seconds, not after the minutes of TCP.
            # Compiling a query at run time costs seconds where the rights of a reader make it look dear: the long
            # lists of a district take 125 ms without it and 2,300 ms with it.
            "OPTIONS": {
                "server_side_binding": True,
                "prepare_threshold": 2,
                "connect_timeout": 5,
                "options": "-c jit=off",
            },
        }
    if parts.scheme != "sqlite":
        VAR_DIR.mkdir(parents=True, exist_ok=True)
    name = parts.path if parts.scheme == "sqlite" else str(VAR_DIR / "banjie.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # Readers that later write would otherwise fail with "database is locked" at once.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": float(dict(parse_qsl(parts.query)).get("timeout", "20")),
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


DATABASES = {"default": database(env_text("DATABASE_URL"))}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.manifest.ManifestStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Outside production static files are served from where they lie, so that no collecting step is needed.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CSRF_FAILURE_VIEW = "config.problems.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Argon2 is the first choice of OWASP; the second entry only reads passwords that were hashed before.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# A working day and its overtime; after that, what was typed is kept by the page and restored after login.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env_flag("BANJIE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
# Previews of PDF evidence are framed by our own pages.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
# Set only behind a proxy that overwrites this header, because clients could send it otherwise.
if env_flag("BANJIE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # forms; files come by ticket and stream past this limit
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Empty endpoint: local files under VAR_DIR. The public endpoint is the store's address for browsers.
OBJECT_STORE: dict[str, object] = (
    {
        "endpoint": env_text("BANJIE_S3_ENDPOINT"),
        "public_endpoint": env_text("BANJIE_S3_PUBLIC_ENDPOINT"),
        "access_key": env_text("BANJIE_S3_ACCESS_KEY"),
        "secret_key": env_text("BANJIE_S3_SECRET_KEY"),
        "bucket": env_text("BANJIE_S3_BUCKET", "banjie"),
        "region": env_text("BANJIE_S3_REGION", "us-east-1"),
        "secure": env_flag("BANJIE_S3_SECURE", default=True),
    }
    if env_text("BANJIE_S3_ENDPOINT")
    else {}
)
# Where clamd listens, ``host:port`` or the path of its socket. Once set, no file is available that it has not seen.
CLAMD = env_text("BANJIE_CLAMD")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("BANJIE_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
