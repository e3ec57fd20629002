"""Django's settings; what an installation may change is read in `environment.py`."""

from datetime import timedelta
from pathlib import Path

from onestop.environment import Environment
from onestop.sign_in_environment import SignInEnvironment

BASE_DIR = Path(__file__).resolve().parent.parent

_environment = Environment(BASE_DIR)
ONESTOP_DATA = _environment.data_folder()
SECRET_KEY = _environment.secret_key(ONESTOP_DATA)
DATABASES = {"default": _environment.database(ONESTOP_DATA)}
REDIS_URL = _environment.redis_url()
# What QR codes point to; empty: `serve` fills in this machine's address and port.
ONESTOP_URL = _environment.public_url()
ALLOWED_HOSTS = _environment.allowed_hosts()

_sign_in = SignInEnvironment()
# Wrong passwords for one name, and for any names, at one address until it is locked, and how long.
SIGN_IN_ATTEMPTS = _sign_in.number("SIGN_IN_ATTEMPTS", 5, 3, 100)
SIGN_IN_ATTEMPTS_PER_ADDRESS = _sign_in.number("SIGN_IN_ATTEMPTS_PER_ADDRESS", 50, 10, 10_000)
SIGN_IN_LOCKOUT = timedelta(minutes=_sign_in.number("SIGN_IN_LOCKOUT_MINUTES", 15, 1, 1440))
SESSION_IDLE = timedelta(minutes=_sign_in.number("SESSION_IDLE_MINUTES", 240, 5, 1440))
SESSIONS_PER_ACCOUNT = _sign_in.number("SESSIONS_PER_ACCOUNT", 20, 1, 1000)
SECOND_FACTOR = _sign_in.second_factor()
OPEN_ID = _sign_in.open_id()
LDAP = _sign_in.ldap()
PASSWORD_LENGTH = _sign_in.number("PASSWORD_LENGTH", 10, 8, 64)
ENVIRONMENT_PROBLEMS = (*_environment.problems, *_sign_in.problems)

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
    "axes",
    "django_otp",
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
    "axes.middleware.AxesMiddleware",
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
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: what is locked is not even looked at
    "django.contrib.auth.backends.ModelBackend",
    *(["onestop.directory.signing_in.ldap.DirectoryBackend"] if LDAP else []),
    *(["onestop.directory.signing_in.open_id.OpenIdBackend"] if OPEN_ID else []),
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "onestop.directory.signing_in.passwords.LengthRule",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "onestop.directory.signing_in.passwords.CommonRule"},
    {"NAME": "onestop.directory.signing_in.passwords.NameRule"},
]
SESSION_ENGINE = "onestop.directory.signing_in.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# django-axes: what it counts by and where it tells; the counting itself is ours.
AXES_HANDLER = "onestop.directory.signing_in.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_COOLOFF_TIME = SIGN_IN_LOCKOUT
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "onestop.directory.views.sign_in.locked_page"
AXES_USERNAME_CALLABLE = "onestop.directory.signing_in.lockout.attempt_name"
AXES_CLIENT_IP_CALLABLE = "onestop.directory.signing_in.lockout.attempt_address"
AXES_CLIENT_STR_CALLABLE = "onestop.directory.signing_in.lockout.attempt_words"
AXES_VERBOSE = False
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
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
