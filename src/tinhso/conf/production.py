"""What production refuses to start with: default secrets, demo settings, demo accounts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import connection

SHORTEST_SECRET = 40
TELLING = ("demo", "secret", "changeme", "change-me", "insecure", "password", "tinhso", "example", "default")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
# Settings that exist for demonstrations and tests alone.
DEMO_SETTINGS = (
    "TINHSO_AS_OF",
    "TINHSO_LAN",
    "TINHSO_DEMO_PASSWORD",
    "TINHSO_SINK",
    "TINHSO_FIXED_NOW",
    "TINHSO_FRONT_DOOR",
    "TINHSO_PORTAL_PAGES",
    "TINHSO_SIMULATION_KEY",
    "TINHSO_SIGNING_SIMULATED",
)


@dataclass(frozen=True)
class Fault:
    """One reason not to start: a stable code, what is wrong, what to do."""

    code: str
    message: str
    way_out: str


def environment_faults(env: Mapping[str, str]) -> list[Fault]:
    """Every reason, readable from the environment, why this must not run as production.

    `env` holds environment variables; outside production the answer is empty. The one thing read besides
    is the sealing key's file.
    """
    if env.get("TINHSO_ENV") != "production":
        return []
    faults = [fault for check in ENVIRONMENT_CHECKS for fault in check(env)]
    return sorted(faults, key=lambda fault: fault.code)


def _secret(env: Mapping[str, str]) -> list[Fault]:
    secret = env.get("TINHSO_SECRET_KEY", "")
    way_out = "Hãy đặt TINHSO_SECRET_KEY là chuỗi ngẫu nhiên dài ít nhất 40 ký tự."
    if not secret:
        return [Fault("secret_missing", "TINHSO_SECRET_KEY chưa được đặt.", way_out)]
    lowered = secret.lower()
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 12 or any(word in lowered for word in TELLING):
        return [Fault("secret_weak", "TINHSO_SECRET_KEY quá ngắn, dễ đoán hoặc là khóa mặc định.", way_out)]
    return []


def _database(env: Mapping[str, str]) -> list[Fault]:
    parts = urlsplit(env.get("DATABASE_URL", ""))
    remote = parts.hostname not in (None, "", "localhost", "127.0.0.1", "::1")
    if remote and not parts.password and "passfile=" not in parts.query and "sslcert=" not in parts.query:
        return [
            Fault(
                "database_open",
                "DATABASE_URL trỏ tới máy khác mà không có mật khẩu hay chứng thư.",
                "Hãy thêm mật khẩu hoặc sslcert vào DATABASE_URL.",
            )
        ]
    if remote and "sslmode=verify-full" not in parts.query:
        return [
            Fault(
                "database_unsealed",
                "DATABASE_URL trỏ tới máy khác mà đường truyền chưa được mã hóa và xác thực.",
                "Hãy thêm sslmode=verify-full và sslrootcert vào DATABASE_URL.",
            )
        ]
    return []


def _hosts(env: Mapping[str, str]) -> list[Fault]:
    hosts = {host for host in env.get("TINHSO_HOSTS", "").split(",") if host}
    way_out = "Hãy đặt TINHSO_HOSTS là tên miền của cổng, ví dụ dichvucong.tinh.gov.vn."
    if any("*" in host for host in hosts):
        return [Fault("hosts_open", "TINHSO_HOSTS nhận mọi tên miền.", way_out)]
    if not hosts - LOCAL_HOSTS:
        return [Fault("hosts_missing", "TINHSO_HOSTS chưa có tên miền thật.", way_out)]
    return []


def _origins(env: Mapping[str, str]) -> list[Fault]:
    origins = [origin for origin in env.get("TINHSO_ORIGINS", "").split(",") if origin]
    if not origins:
        return [
            Fault(
                "origins_missing",
                "TINHSO_ORIGINS chưa được đặt.",
                "Hãy đặt địa chỉ https:// của cổng, ví dụ https://dichvucong.tinh.gov.vn.",
            )
        ]
    if any(not origin.startswith("https://") for origin in origins):
        return [
            Fault(
                "origins_plain",
                "TINHSO_ORIGINS có địa chỉ không dùng https.",
                "Hãy chỉ giữ các địa chỉ https://.",
            )
        ]
    return []


def _demo(env: Mapping[str, str]) -> list[Fault]:
    return [
        Fault("demo_setting", f"{name} chỉ dành cho chế độ demo.", f"Hãy bỏ {name} khỏi môi trường.")
        for name in DEMO_SETTINGS
        if env.get(name)
    ]


def _mail(env: Mapping[str, str]) -> list[Fault]:
    if env.get("TINHSO_SMTP_HOST"):
        return []
    return [
        Fault(
            "mail_missing",
            "TINHSO_SMTP_HOST chưa được đặt: thông báo sẽ không tới được người dân.",
            "Hãy đặt máy chủ thư của tỉnh.",
        )
    ]


def _seal_key(env: Mapping[str, str]) -> list[Fault]:
    """Without its own key the event log would be kept but never sealed."""
    given = env.get("TINHSO_SEAL_KEY", "")
    way_out = "Hãy tạo khóa Ed25519 (openssl genpkey -algorithm ed25519) và đặt TINHSO_SEAL_KEY là tệp đó."
    if not given:
        return [Fault("seal_key_missing", "TINHSO_SEAL_KEY chưa được đặt.", way_out)]
    if Path(given).name.startswith("seal-demo"):
        return [Fault("seal_key_demo", "TINHSO_SEAL_KEY là khóa của bản trình diễn.", way_out)]
    try:
        private = load_pem_private_key(Path(given).read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        return [Fault("seal_key_unreadable", f"Không đọc được khóa niêm phong ở {given}.", way_out)]
    if not isinstance(private, Ed25519PrivateKey):
        return [Fault("seal_key_kind", "Khóa niêm phong không phải khóa Ed25519.", way_out)]
    return []


def _eid(env: Mapping[str, str]) -> list[Fault]:
    """Who signs people in must be known, and speak over TLS."""
    issuer = env.get("TINHSO_EID_ISSUER", "")
    if not issuer:
        return []
    if not issuer.startswith("https://"):
        return [
            Fault(
                "eid_plain",
                "TINHSO_EID_ISSUER không dùng https (hệ thống giả lập chỉ dành cho chế độ demo).",
                "Hãy đặt địa chỉ https:// của hệ thống định danh.",
            )
        ]
    if not env.get("TINHSO_EID_CLIENT_ID") or not env.get("TINHSO_EID_CLIENT_SECRET"):
        return [
            Fault(
                "eid_client_missing",
                "TINHSO_EID_ISSUER đã đặt mà thiếu TINHSO_EID_CLIENT_ID hoặc TINHSO_EID_CLIENT_SECRET.",
                "Hãy đặt cả hai như hệ thống định danh đã cấp.",
            )
        ]
    return []


def _portal(env: Mapping[str, str]) -> list[Fault]:
    """A connection without a log-in of its own is a simulator's, or soon somebody else's.

    The address may be plain http: a province's security server often stands in its own network.
    """
    if not env.get("TINHSO_PORTAL_URL"):
        return []
    if env.get("TINHSO_PORTAL_USER") and env.get("TINHSO_PORTAL_PASSWORD"):
        return []
    return [
        Fault(
            "portal_login_missing",
            "TINHSO_PORTAL_URL đã đặt mà tài khoản hoặc mật khẩu kết nối còn thiếu.",
            "Hãy đặt TINHSO_PORTAL_USER và TINHSO_PORTAL_PASSWORD như Cổng Dịch vụ công quốc gia đã cấp.",
        )
    ]


def _wallet(env: Mapping[str, str]) -> list[Fault]:
    """What people are told lies in their wallet must not lie on this machine."""
    if ".simulator." not in env.get("TINHSO_WALLET_ADAPTER", ""):
        return []
    return [
        Fault(
            "wallet_simulated",
            "TINHSO_WALLET_ADAPTER là ví mô phỏng, chỉ dành cho chế độ demo.",
            "Hãy đặt bộ nối của ví giấy tờ thật, hoặc bỏ biến này.",
        )
    ]


ENVIRONMENT_CHECKS: tuple[Callable[[Mapping[str, str]], list[Fault]], ...] = (
    _secret,
    _database,
    _hosts,
    _origins,
    _demo,
    _mail,
    _seal_key,
    _eid,
    _portal,
    _wallet,
)


def data_faults() -> list[Fault]:
    """Reasons that lie in the database: accounts of a demonstration. Reads one indexed row."""
    from tinhso.foundation.identity import api

    has_demo: Callable[[], bool] | None = getattr(api, "has_demo_accounts", None)
    if has_demo is None or not has_demo():
        return []
    return [
        Fault(
            "demo_accounts",
            "Cơ sở dữ liệu có tài khoản dùng thử.",
            "Hãy dùng một cơ sở dữ liệu mới cho môi trường thật.",
        )
    ]


def refuse_unsafe_start() -> None:
    """Called by every WSGI process before it answers: ends it, with the sentences, when anything is unsafe.

    Raises SystemExit with all faults in production; does nothing elsewhere.
    """
    if os.environ.get("TINHSO_ENV") != "production":
        return
    try:
        faults = [*environment_faults(os.environ), *data_faults()]
    finally:
        # The web processes are forked from here and must not share a connection.
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL only
    if faults:
        raise SystemExit("\n".join(f"{fault.message} {fault.way_out}" for fault in faults))


@register("security", deploy=True)  # type: ignore[type-var]  # the stub names another parameter kind
def deployment_check(app_configs: list[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The same list for `manage.py check --deploy`."""
    return [
        Error(fault.message, hint=fault.way_out, id=f"tinhso.{fault.code}")
        for fault in environment_faults(os.environ)
    ]
