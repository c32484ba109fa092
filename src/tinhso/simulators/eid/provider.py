"""The provider's own memory: clients, sessions, codes and tokens; nothing outlives the process."""

from __future__ import annotations

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tinhso.simulators.eid.people import claims_of

CODE_SECONDS, TOKEN_SECONDS = 60, 300


@dataclass(frozen=True)
class Asked:
    """One request to sign in, as the client asked for it."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    client_id: str


@dataclass
class Issued:
    """A code that waits to be exchanged, once."""

    asked: Asked
    person: str
    until: float


class Refuse(Exception):
    """A request that is not answered; `error` is the OAuth error code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass
class Provider:
    """An OpenID provider for one client. `origins`: addresses to which it sends people back."""

    issuer: str
    client_id: str
    client_secret: str
    origins: tuple[str, ...]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(6)}))
    codes: dict[str, Issued] = field(default_factory=dict)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)

    def description(self) -> dict[str, Any]:
        """Discovery: code flow, S256 and RS256 alone."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/oauth2/authorize",
            "token_endpoint": f"{self.issuer}/oauth2/token",
            "userinfo_endpoint": f"{self.issuer}/oauth2/userinfo",
            "jwks_uri": f"{self.issuer}/oauth2/jwks",
            "end_session_endpoint": f"{self.issuer}/oidc/logout",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid"],
        }

    def jwks(self) -> dict[str, Any]:
        """The public key."""
        return {"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}]}

    def asked(self, query: dict[str, str]) -> Asked:
        """A sound request; Refuse otherwise (then the browser is sent nowhere)."""
        back = query.get("redirect_uri", "")
        if query.get("client_id") != self.client_id or not self.leads_home(back):
            raise Refuse("invalid_client")
        if query.get("response_type") != "code" or "openid" not in query.get("scope", "").split():
            raise Refuse("unsupported_response_type")
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            raise Refuse("invalid_request")
        return Asked(
            back, query.get("state", ""), query.get("nonce", ""), query["code_challenge"], self.client_id
        )

    def leads_home(self, address: str) -> bool:
        """True when the address belongs to the client."""
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}" in self.origins

    def choose(self, asked: Asked, person: str) -> str:
        """Where the browser goes on: back with a code, or with the person's refusal."""
        if claims_of(person) is None:
            told = {"error": "access_denied", "state": asked.state}
        else:
            code = secrets.token_urlsafe(24)
            self.codes[code] = Issued(asked, person, time.time() + CODE_SECONDS)
            told = {"code": code, "state": asked.state}
        return f"{asked.redirect_uri}{'&' if '?' in asked.redirect_uri else '?'}{urlencode(told)}"

    def exchange(self, client: tuple[str, str], form: dict[str, str]) -> dict[str, Any]:
        """Tokens for a code, once, for whoever holds the verifier."""
        if not secrets.compare_digest(client[1], self.client_secret) or client[0] != self.client_id:
            raise Refuse("invalid_client")
        issued = self.codes.pop(form.get("code", ""), None)
        if issued is None or issued.until < time.time():
            raise Refuse("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        sound = urlsafe_b64encode(digest).rstrip(b"=").decode() == issued.asked.challenge
        if not sound or form.get("redirect_uri") != issued.asked.redirect_uri:
            raise Refuse("invalid_grant")
        access = secrets.token_urlsafe(24)
        self.tokens[access] = (issued.person, time.time() + TOKEN_SECONDS)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": self.id_token(issued.asked, issued.person),
        }

    def id_token(self, asked: Asked, person: str, **changes: Any) -> str:
        """The signed answer; `changes` bend it, for tests of whoever reads it."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": f"mo-phong-{person}",
            "aud": asked.client_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": asked.nonce,
            **changes,
        }
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def userinfo(self, access: str) -> dict[str, Any]:
        """Whom the token stands for."""
        person, until = self.tokens.get(access, ("", 0.0))
        claims = claims_of(person)
        if claims is None or until < time.time():
            raise Refuse("invalid_token")
        return claims
