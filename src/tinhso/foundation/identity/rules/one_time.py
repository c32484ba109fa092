"""Codes of the second factor (RFC 6238), recovery codes and reset codes."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import pyotp

STEP_SECONDS = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 10
RESET_DIGITS = 6
# No 0, 1, i, l, o: a code copied from paper is read right.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    """A fresh secret for an authenticator app: 160 bits, base 32."""
    return pyotp.random_base32(32)


def provisioning_uri(secret: str, login_hint: str, issuer: str) -> str:
    """The otpauth:// address an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login_hint, issuer_name=issuer)


def matching_step(secret: str, code: str, at_seconds: int, last_step: int) -> int | None:
    """The time step a code belongs to, one step of drift allowed; None when wrong or already used.

    A step not later than `last_step` is refused, so a code that was seen over a shoulder is worthless.
    """
    totp = pyotp.TOTP(secret)
    current = at_seconds // STEP_SECONDS
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        if step > last_step and hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


def new_recovery_code() -> str:
    """Ten characters in two groups, about 49 bits: 'k7m2q-x9d4t'."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{text[:5]}-{text[5:]}"


def new_reset_code() -> str:
    """Six digits; short because it lives ten minutes and dies after five wrong tries."""
    return f"{secrets.randbelow(10**RESET_DIGITS):0{RESET_DIGITS}d}"


def digest(secret_key: str, account: str, code: str) -> str:
    """What is stored of a code: keyed, bound to the account, spaces, hyphens and case not counting."""
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hmac.new(secret_key.encode(), f"{account}:{plain}".encode(), hashlib.sha256).hexdigest()
