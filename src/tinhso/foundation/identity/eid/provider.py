"""Talking to the provider: where its doors are, a code for a token, who somebody is."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tinhso.foundation.identity.eid.config import Config
from tinhso.foundation.identity.eid.id_token import BadToken, key_set

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

TIMEOUT = 8.0
LONGEST = 200_000
KEPT_SECONDS = 600
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class Unreachable(Exception):
    """The provider does not answer, or not in a way that can be used; the text is for the log."""


class Provider:
    """One provider. Its description and keys are kept for ten minutes per process."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def describe(self) -> dict[str, Any]:
        """The provider's own description (discovery). Unreachable when it names another issuer or lacks a door."""
        told = self._document(f"{self.config.issuer}/.well-known/openid-configuration")
        if str(told.get("issuer", "")).rstrip("/") != self.config.issuer:
            raise Unreachable("the description names another issuer")
        for name in NEEDED:
            if not _safe(str(told.get(name, "")), self.config.issuer):
                raise Unreachable(f"no usable {name}")
        return told

    def keys(self, *, fresh: bool = False) -> KeySet:
        """The keys it signs with; `fresh` asks again, for a key that is not known yet."""
        try:
            return key_set(self._document(self.describe()["jwks_uri"], fresh=fresh))
        except BadToken as error:
            raise Unreachable("no usable keys") from error

    def sign_in_address(self, *, state: str, nonce: str, verifier: str, back: str) -> str:
        """Where the browser goes to sign in. `verifier` stays here; only its digest travels (PKCE, S256)."""
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.config.client_id,
            "redirect_uri": back,
            "scope": "openid",
            "acr_values": self.config.acr,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        door = str(self.describe()["authorization_endpoint"])
        return f"{door}{'&' if '?' in door else '?'}{urlencode(asked)}"

    def exchange(self, code: str, *, verifier: str, back: str) -> dict[str, Any]:
        """The tokens behind a code. BadToken when the provider refuses it, Unreachable when it does not answer."""
        told = self._ask(
            "POST",
            self.describe()["token_endpoint"],
            auth=(self.config.client_id, self.config.client_secret),
            form={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "code_verifier": verifier,
            },
        )
        if not told.get("id_token") or not told.get("access_token"):
            raise BadToken("no token in the answer")
        return told

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """What it tells of whoever signed in: asked by POST with the bearer token, as the national one wants it."""
        return self._ask("POST", self.describe()["userinfo_endpoint"], bearer=access_token)

    def sign_out_address(self, id_token: str, back: str) -> str:
        """Where the browser ends the provider's own session; empty when it offers no such door."""
        door = str(self.describe().get("end_session_endpoint", ""))
        if not _safe(door, self.config.issuer):
            return ""
        return f"{door}?{urlencode({'id_token_hint': id_token, 'post_logout_redirect_uri': back})}"

    def _document(self, address: str, *, fresh: bool = False) -> dict[str, Any]:
        at, told = _kept.get(address, (0.0, {}))
        if told and not fresh and time.monotonic() - at < KEPT_SECONDS:
            return told
        told = self._ask("GET", address)
        _kept[address] = (time.monotonic(), told)
        return told

    def _ask(
        self,
        method: str,
        address: str,
        *,
        bearer: str = "",
        form: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> dict[str, Any]:
        """The object answered. What the provider refuses (400, 401) is BadToken, everything else Unreachable."""
        import httpx  # loaded at the first sign-in, as in id_token

        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
        try:
            with (
                httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
                client.stream(method, address, headers=headers, data=form, auth=auth) as answer,
            ):
                if answer.status_code in (400, 401):
                    raise BadToken(f"{answer.status_code} at {urlsplit(address).path}")
                answer.raise_for_status()
                body = b""
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > LONGEST:
                        raise Unreachable("the answer is too long")
            told = json.loads(body)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Unreachable(f"{type(error).__name__} at {urlsplit(address).path}") from error
        if not isinstance(told, dict):
            raise Unreachable("the answer is no object")
        return told


def _safe(address: str, issuer: str) -> bool:
    """An address that may carry secrets: https; plain http only where the issuer itself is plain (a simulator)."""
    parts = urlsplit(address)
    return bool(parts.netloc) and parts.scheme in {"https", urlsplit(issuer).scheme}


def forget_provider() -> None:
    """Forget what is kept of every provider."""
    _kept.clear()
