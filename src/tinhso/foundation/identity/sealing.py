"""Secrets at rest: reversible encryption for authenticator secrets, keyed digests for everything else."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _key(purpose: str) -> bytes:
    return hmac.new(
        settings.SECRET_KEY.encode(), f"tinhso.identity.{purpose}".encode(), hashlib.sha256
    ).digest()


def seal(text: str) -> str:
    """Encrypt a short secret with a key derived from the site's secret."""
    return Fernet(base64.urlsafe_b64encode(_key("seal"))).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret again; None when it was sealed under another site secret or changed."""
    try:
        return Fernet(base64.urlsafe_b64encode(_key("seal"))).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def keyed(purpose: str, text: str) -> str:
    """A digest that cannot be reversed by trying all numbers without the site's secret (64 hex digits)."""
    return hmac.new(_key(purpose), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
