"""Django's settings; what an installation may change is read in `environment.py`."""

from pathlib import Path

from onestop.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

_environment = Environment(BASE_DIR)
ONESTOP_DATA = _environment.data_folder()
SECRET_KEY = _environment.secret_key(ONESTOP_DATA)
# Keys to personal data, never in the database: from the environment, else from the file.
PERSONAL_KEYS = _environment.personal_keys(ONESTOP_DATA)
PERSONAL_KEYS_FILE = ONESTOP_DATA / "personal_keys"
DATABASES = {"default": _environment.database(ONESTOP_DATA)}
REDIS_URL = _environment.redis_url()
# What QR codes point to; empty: `serve` fills in this machine's address and port.
ONESTOP_URL = _environment.public_url()
ALLOWED_HOSTS = _environment.allowed_hosts()
ENVIRONMENT_PROBLEMS = tuple(_environment.problems)

DEBUG = False

INSTALLED_APPS = [
    "daphne",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "onestop.directory",
    "onestop.catalogue",
    "onestop.cases",
    "queueing",
    "displays",
    "printing",
    "onestop.supervision",
    "onestop.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "onestop.operations.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onestop.operations.middleware.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "onestop.urls"
ASGI_APPLICATION = "onestop.asgi.application"
AUTH_USER_MODEL = "directory.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "onestop" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    ),
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "onestop" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ONESTOP_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "onestop" / "static"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "onestop.log_lines.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
