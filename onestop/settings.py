"""Django's settings; what an installation may change is read in `environment.py`."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from onestop.environment import Environment
from onestop.sign_in_environment import SignInEnvironment

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
# Whose X-Forwarded-For and X-Forwarded-Proto are believed.
TRUSTED_PROXIES = _environment.trusted_proxies()
RATES = _environment.rates()

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
    "onestop.feedback",
    "displays",
    "printing",
    "onestop.supervision",
    "onestop.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "onestop.operations.tracing.AuditMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "onestop.operations.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onestop.operations.middleware.AnswerHeadersMiddleware",
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
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
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
# A form that is sent must name its origin: "no-referrer" would make that "null".
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Where people come by https, nothing goes any other way.
_public = urlsplit(ONESTOP_URL)
_by_https = _public.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _by_https
# The prefix binds a cookie to this host: no neighbour under the same domain can set it.
SESSION_COOKIE_NAME = "__Host-sessionid" if _by_https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _by_https else "csrftoken"
# The token of a device, and the secret of one that waits for it.
DEVICE_COOKIE_NAME = "__Host-device" if _by_https else "device"
ENROLMENT_COOKIE_NAME = "__Host-enrolment" if _by_https else "enrolment"
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"] if ONESTOP_URL else []
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _by_https else 0
# Without a proxy that is believed every request looks like http: to lead on would never end.
SECURE_SSL_REDIRECT = _by_https and bool(TRUSTED_PROXIES)
SECURE_SSL_HOST = _public.netloc or None
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]  # watchdogs ask on the spot
# Other names under the same domain belong to others: an installer decides about them.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# What is uploaded is bounded at the server already and never becomes a file before it is checked.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024  # bytes: a scan and the form around it

CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # Whoever waits for a limit waits for a person's answer.
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    ),
}

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
