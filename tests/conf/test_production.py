"""What production refuses to start with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tinhso.conf.production import DEMO_SETTINGS, environment_faults

GOOD = {
    "TINHSO_ENV": "production",
    "TINHSO_SECRET_KEY": "q8Zr1vX0nB5tLw7YcKd2JmPfGh4UaSe9TiOxRb6CzNu3",
    "DATABASE_URL": "postgresql:///site?host=/run/postgresql",
    "TINHSO_HOSTS": "dichvucong.vinhphuc.vn",
    "TINHSO_ORIGINS": "https://dichvucong.vinhphuc.vn",
    "TINHSO_SMTP_HOST": "thu.vinhphuc.vn",
}


PEM = (
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)


@pytest.fixture(autouse=True, scope="module")
def _seal_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A sealing key such as an operator makes; the environment names its file."""
    path = tmp_path_factory.mktemp("key") / "seal.pem"
    path.write_bytes(Ed25519PrivateKey.generate().private_bytes(*PEM))
    GOOD["TINHSO_SEAL_KEY"] = str(path)


def codes(**changes: str) -> list[str]:
    return [fault.code for fault in environment_faults({**GOOD, **changes})]


def test_a_good_environment_has_no_fault() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"TINHSO_SECRET_KEY": ""}, "secret_missing"),
        ({"TINHSO_SECRET_KEY": "short"}, "secret_weak"),
        ({"TINHSO_SECRET_KEY": "a" * 60}, "secret_weak"),
        ({"TINHSO_SECRET_KEY": "changeme-" + GOOD["TINHSO_SECRET_KEY"]}, "secret_weak"),
        ({"TINHSO_SECRET_KEY": "django-insecure-" + GOOD["TINHSO_SECRET_KEY"]}, "secret_weak"),
        ({"DATABASE_URL": "postgresql://site@db.vinhphuc.vn/site"}, "database_open"),
        ({"DATABASE_URL": "postgresql://site:p4ss@db.vinhphuc.vn/site"}, "database_unsealed"),
        ({"DATABASE_URL": "postgresql://site:p4ss@db.vinhphuc.vn/site?sslmode=require"}, "database_unsealed"),
        ({"TINHSO_HOSTS": ""}, "hosts_missing"),
        ({"TINHSO_HOSTS": "localhost,127.0.0.1"}, "hosts_missing"),
        ({"TINHSO_HOSTS": "*"}, "hosts_open"),
        ({"TINHSO_ORIGINS": "http://dichvucong.vinhphuc.vn"}, "origins_plain"),
        ({"TINHSO_ORIGINS": ""}, "origins_missing"),
        ({"TINHSO_SMTP_HOST": ""}, "mail_missing"),
        ({"TINHSO_SEAL_KEY": ""}, "seal_key_missing"),
        ({"TINHSO_EID_ISSUER": "http://127.0.0.1:8400"}, "eid_plain"),
        ({"TINHSO_EID_ISSUER": "https://dinh-danh.example"}, "eid_client_missing"),
        ({"TINHSO_PORTAL_URL": "http://10.0.0.5/ndxp"}, "portal_login_missing"),
        ({"TINHSO_PORTAL_URL": "http://10.0.0.5/ndxp", "TINHSO_PORTAL_USER": "a"}, "portal_login_missing"),
        ({"TINHSO_SEAL_KEY": "/var/lib/site/keys/seal-demo.pem"}, "seal_key_demo"),
        ({"TINHSO_SEAL_KEY": "/nowhere/seal.pem"}, "seal_key_unreadable"),
        *(({name: "1"}, "demo_setting") for name in DEMO_SETTINGS),
    ],
)
def test_each_fault_is_named(changes: dict[str, str], code: str) -> None:
    assert codes(**changes) == [code]


def test_another_kind_of_key_does_not_seal(tmp_path: Path) -> None:
    path = tmp_path / "seal.pem"
    path.write_bytes(generate_private_key(SECP256R1()).private_bytes(*PEM))
    assert codes(TINHSO_SEAL_KEY=str(path)) == ["seal_key_kind"]
    path.write_text("not a key")
    assert codes(TINHSO_SEAL_KEY=str(path)) == ["seal_key_unreadable"]


def test_a_sealed_outside_database_is_fine() -> None:
    assert codes(DATABASE_URL="postgresql://site:p4ss@db.vinhphuc.vn/site?sslmode=verify-full") == []


def test_outside_production_nothing_is_refused() -> None:
    assert environment_faults({"TINHSO_ENV": "demo", "TINHSO_HOSTS": "*"}) == []


def test_every_fault_says_what_to_do() -> None:
    faults = environment_faults({"TINHSO_ENV": "production", "TINHSO_LAN": "1"})
    assert len(faults) >= 4
    assert all(fault.message.endswith(".") and fault.way_out.startswith("Hãy ") for fault in faults)


@pytest.mark.slow
def test_the_launcher_refuses_before_anything_is_served(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TINHSO_")}
    env |= {**GOOD, "TINHSO_SECRET_KEY": "demo", "TINHSO_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "from tinhso.launcher.run import _refuse_unsafe; _refuse_unsafe({})"],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "TINHSO_SECRET_KEY quá ngắn" in done.stderr


@pytest.mark.parametrize("option", [["--as-of", "2022-03-01"], ["--lan"], ["--front-door", "own"]])
def test_other_worlds_and_the_local_network_are_not_for_production(tmp_path: Path, option: list[str]) -> None:
    env = {**os.environ, **GOOD, "TINHSO_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tinhso.launcher", "run", *option],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "production không có --as-of" in done.stderr
