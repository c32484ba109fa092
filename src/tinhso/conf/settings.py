"""Settings: everything that differs between machines comes from the environment.

TINHSO_ENV        demo (default) | production | test
DATABASE_URL      postgresql://user@host:port/name or postgresql:///name?host=/socket/folder
TINHSO_PREPARED   off: a pooler in between changes connections, so no statement is kept by one (decision 14)
TINHSO_VAR        folder for data, files, keys (default: var/ beside the code)
TINHSO_SECRET_KEY secret of the site; in demo it is made once and kept in var/
TINHSO_AS_OF      ISO date: run another world whose clock starts there (never in production)
TINHSO_FRONT_DOOR own | national | law: which front door a demonstration shows (never in production)
"""

from __future__ import annotations

import os
from pathlib import Path

from tinhso.conf.database import database_from_url
from tinhso.conf.logging import logging_config
from tinhso.conf.secrets import file_secret, secret_key

ROOT = Path(__file__).resolve().parents[3]
ENV = os.environ.get("TINHSO_ENV", "demo")
DEMO = ENV == "demo"
VAR = Path(os.environ.get("TINHSO_VAR", ROOT / "var"))
AS_OF = os.environ.get("TINHSO_AS_OF") or None
PROVINCE_DIR = Path(os.environ.get("TINHSO_PROVINCE", ROOT / "provinces" / "vinhphuc"))
STORAGE_DIR = Path(os.environ.get("TINHSO_STORAGE", VAR / "files"))
# Where scanners of desks put their files: one folder for each agency, named by its slug.
SCAN_FOLDER = Path(os.environ.get("TINHSO_SCAN_FOLDER", VAR / "scans"))
# Where seals are kept outside the database; None: below VAR. Machines of one province share it.
SEAL_FOLDER = os.environ.get("TINHSO_SEALS") or None

SECRET_KEY = secret_key(ENV, VAR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TINHSO_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TINHSO_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "tinhso.conf",
    "tinhso.screens",
    "tinhso.foundation.worktime",
    "tinhso.foundation.organisation",
    "tinhso.foundation.identity",
    "tinhso.foundation.records",
    "tinhso.foundation.files",
    "tinhso.foundation.process",
    "tinhso.foundation.notices",
    "tinhso.foundation.province",
    "tinhso.foundation.papers",
    "tinhso.foundation.signing",
    "tinhso.government.procedures",
    "tinhso.government.catalogue",
    "tinhso.government.dossiers",
    "tinhso.government.queue",
    "tinhso.government.scanning",
    "tinhso.government.transfers",
    "tinhso.government.handover",
    "tinhso.government.payments",
    "tinhso.government.portal",
    "tinhso.government.verification",
    "tinhso.government.petitions",
    "tinhso.government.ratings",
    "tinhso.government.indices",
    "tinhso.government.design",
    "tinhso.government.directives",
    "tinhso.government.reports",
    "tinhso.simulation",
]

MIDDLEWARE = [
    "tinhso.conf.logging.AccessLogMiddleware",
    "tinhso.conf.metrics.MetricsMiddleware",
    "tinhso.screens.middleware.RequestContextMiddleware",
    "tinhso.foundation.files.middleware.FormUploadCapMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tinhso.screens.middleware.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinhso.screens.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tinhso.foundation.identity.middleware.DefaultDenyMiddleware",
    "tinhso.government.ratings.devices.OfficeDeviceMiddleware",
    "tinhso.screens.middleware.RefusalMiddleware",
]

# The web process of a simulation alone (`./tinhso simulate --http`): who holds this key says at which moment a request
# happens, everybody else is refused there. It exists in no other process, and nowhere outside a demonstration.
TINHSO_SIMULATION_KEY = os.environ.get("TINHSO_SIMULATION_KEY", "")
if TINHSO_SIMULATION_KEY and not DEMO:
    raise SystemExit("TINHSO_SIMULATION_KEY chỉ dành cho chế độ demo. Hãy bỏ biến này khỏi môi trường.")
if TINHSO_SIMULATION_KEY:
    MIDDLEWARE.insert(0, "tinhso.foundation.worktime.lent_clock.LentClockMiddleware")

ROOT_URLCONF = "tinhso.conf.urls"
WSGI_APPLICATION = "tinhso.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "tinhso.screens.environment.environment"},
    },
]

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", ""), VAR)}
# A run of the whole suite migrates one database, and each of its processes works on a copy.
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("TINHSO_TEST_TEMPLATE") or None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["tinhso.foundation.identity.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
# How long opening an account or asking for a code takes at least, so that time tells nobody who exists.
TINHSO_EVEN_SECONDS = 0.6

SESSION_ENGINE = "tinhso.foundation.identity.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV == "production"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if ENV == "production" else 0
CSRF_FAILURE_VIEW = "tinhso.screens.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "tinhso" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "build" / "assets"] if (ROOT / "build" / "assets").exists() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(STORAGE_DIR)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
# A worklist of a thousand ticked rows is told its limit in words, not refused as a whole.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 262_144

EMAIL_HOST = os.environ.get("TINHSO_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TINHSO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TINHSO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TINHSO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TINHSO_SMTP_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("TINHSO_MAIL_FROM", "khong-tra-loi@localhost")

LOGGING = logging_config(os.environ.get("TINHSO_LOG_LEVEL", "INFO"))

# `own` or `national`: the front door that a demonstration shows, whatever the law says of the day; `law` and a
# real installation follow the law (province.toml, switch `front_door`).
_DOOR = os.environ.get("TINHSO_FRONT_DOOR") or ("own" if DEMO else "law")
if _DOOR not in ("own", "national", "law"):
    raise SystemExit("TINHSO_FRONT_DOOR phải là own, national hoặc law.")
TINHSO_FRONT_DOOR = "" if _DOOR == "law" or ENV == "production" else _DOOR

# The pages of a simulated portal, for people to file there (demonstration alone).
TINHSO_PORTAL_PAGES = os.environ.get("TINHSO_PORTAL_PAGES", "") if DEMO else ""

# Signing in by e-identity, OpenID Connect (guide: docs/guides/national-mode.md). Without a provider there is none.
TINHSO_EID_ISSUER = os.environ.get("TINHSO_EID_ISSUER", "")
TINHSO_EID_CLIENT_ID = os.environ.get("TINHSO_EID_CLIENT_ID", "")
TINHSO_EID_CLIENT_SECRET = os.environ.get("TINHSO_EID_CLIENT_SECRET", "")
TINHSO_EID_ACR = os.environ.get("TINHSO_EID_ACR", "LoA1")

# The address that messages to people name, and how they are signed.
TINHSO_PUBLIC_URL = (
    os.environ.get("TINHSO_PUBLIC_URL") or (CSRF_TRUSTED_ORIGINS or ["http://localhost:8000"])[0]
)
# People's e-document wallet: a function that takes a document; empty in production means none is connected.
TINHSO_WALLET_ADAPTER = os.environ.get("TINHSO_WALLET_ADAPTER", "")
TINHSO_NOTICE_SIGNATURE = os.environ.get("TINHSO_NOTICE_SIGNATURE", "Bộ phận Một cửa")

# The national portal (guide: docs/guides/portal.md). Without an address nothing is sent to it.
TINHSO_PORTAL_URL = os.environ.get("TINHSO_PORTAL_URL", "")
TINHSO_PORTAL_UNIT = os.environ.get("TINHSO_PORTAL_UNIT", "")
TINHSO_PORTAL_USER = os.environ.get("TINHSO_PORTAL_USER", "")
TINHSO_PORTAL_PASSWORD = os.environ.get("TINHSO_PORTAL_PASSWORD", "")
TINHSO_PORTAL_DSTCODE = os.environ.get("TINHSO_PORTAL_DSTCODE", "")
TINHSO_PORTAL_TIMEOUT = float(os.environ.get("TINHSO_PORTAL_TIMEOUT", "10"))
TINHSO_PORTAL_CONTRACT = os.environ.get(
    "TINHSO_PORTAL_CONTRACT", "tinhso.government.portal.contrib.mc2020.Mc2020"
)
TINHSO_PORTAL_INTAKE = os.environ.get("TINHSO_PORTAL_INTAKE", "tinhso.government.portal.contrib.push.Push")

# Signatures on papers that people hand in (guide: docs/guides/signatures.md): a folder of trusted roots, and the hosts
# (`host` or `host:port`, by commas) that may be asked whether a certificate was taken back.
TINHSO_SIGNING_ROOTS = os.environ.get("TINHSO_SIGNING_ROOTS", "")
TINHSO_SIGNING_HOSTS = os.environ.get("TINHSO_SIGNING_HOSTS", "")
# The time-stamping service (RFC 3161); `refuse` or `warn` when nobody answers about revocation; and the means that hold
# keys: a device (PKCS#11), a remote service, a SIM's operator, a client beside the browser. Secrets: `..._FILE` names a file.
TINHSO_SIGNING_TSA = os.environ.get("TINHSO_SIGNING_TSA", "")
TINHSO_SIGNING_REVOCATION = os.environ.get("TINHSO_SIGNING_REVOCATION", "refuse")
TINHSO_SIGNING_TIMEOUT = float(os.environ.get("TINHSO_SIGNING_TIMEOUT", "10"))
TINHSO_SIGNING_HSM_MODULE = os.environ.get("TINHSO_SIGNING_HSM_MODULE", "")
TINHSO_SIGNING_HSM_PIN = file_secret("TINHSO_SIGNING_HSM_PIN")
TINHSO_SIGNING_SMART_URL = os.environ.get("TINHSO_SIGNING_SMART_URL", "")
TINHSO_SIGNING_SMART_PARTNER = os.environ.get("TINHSO_SIGNING_SMART_PARTNER", "")
TINHSO_SIGNING_SMART_PASSWORD = file_secret("TINHSO_SIGNING_SMART_PASSWORD")
TINHSO_SIGNING_SIM_URL = os.environ.get("TINHSO_SIGNING_SIM_URL", "")
TINHSO_SIGNING_SIM_PARTNER = os.environ.get("TINHSO_SIGNING_SIM_PARTNER", "")
TINHSO_SIGNING_SIM_PASSWORD = file_secret("TINHSO_SIGNING_SIM_PASSWORD")
# The signing client on an officer's own machine: the one address that the signing page may talk to.
TINHSO_SIGNING_CLIENT = os.environ.get("TINHSO_SIGNING_CLIENT", "")
_MEANS = "tinhso.foundation.signing.means"
TINHSO_SIGNING_MEANS: dict[str, str] = {
    kind: path
    for kind, path, connected in (
        ("hsm", f"{_MEANS}.hsm.Hsm", TINHSO_SIGNING_HSM_MODULE),
        ("smart", f"{_MEANS}.smart.Smart", TINHSO_SIGNING_SMART_URL),
        ("sim", f"{_MEANS}.sim.Sim", TINHSO_SIGNING_SIM_URL),
    )
    if connected
}
TINHSO_SIGNING_SIMULATED = DEMO and os.environ.get("TINHSO_SIGNING_SIMULATED", "") == "1"

# The payment platform (guide: docs/guides/payments.md). Without an address nobody pays online.
TINHSO_PAY_URL = os.environ.get("TINHSO_PAY_URL", "")
TINHSO_PAY_PAGES = os.environ.get("TINHSO_PAY_PAGES", "")
TINHSO_PAY_PARTNER = os.environ.get("TINHSO_PAY_PARTNER", "")
TINHSO_PAY_SECRET = os.environ.get("TINHSO_PAY_SECRET", "")
TINHSO_PAY_TIMEOUT = float(os.environ.get("TINHSO_PAY_TIMEOUT", "10"))
TINHSO_PAY_SIMULATED = DEMO and os.environ.get("TINHSO_PAY_SIMULATED", "") == "1"
TINHSO_PAY_ADAPTER = os.environ.get(
    "TINHSO_PAY_ADAPTER", "tinhso.government.payments.contrib.nationalpay.client.NationalPay"
)
# The order of fields under MaXacThuc, which no public source tells: comma lists for INIT, IPN, QUERY and ANSWER.
TINHSO_PAY_FIELDS = {
    name: tuple(part.strip() for part in os.environ[f"TINHSO_PAY_FIELDS_{name}"].split(","))
    for name in ("INIT", "IPN", "QUERY", "ANSWER")
    if os.environ.get(f"TINHSO_PAY_FIELDS_{name}")
}
TINHSO_RECEIPT_PROVIDER = os.environ.get(
    "TINHSO_RECEIPT_PROVIDER", "tinhso.government.payments.provider.Local"
)
TINHSO_PAY_JOINT = os.environ.get("TINHSO_PAY_JOINT", "|")

PROCRASTINATE_ON_APP_READY = None
# Beside each room's tasks.py: the jobs about jobs, which belong to no room.
PROCRASTINATE_IMPORT_PATHS = ["tinhso.conf.jobs"]
