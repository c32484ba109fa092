"""Only a token signed by the provider, for us, for this sign-in and now proves anything."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tinhso.foundation.identity.eid.id_token import BadToken, UnknownKey, key_set, verified

NOW = 1_780_000_000
KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
STRANGE = RSAKey.generate_key(2048, {"kid": "two"})
ISSUER, CLIENT, NONCE = "https://dinh-danh.example", "tinhso", "n-1"
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "sub": "p-1",
    "aud": CLIENT,
    "iat": NOW,
    "exp": NOW + 300,
    "nonce": NONCE,
}


def keys() -> Any:
    return key_set({"keys": [{**KEY.as_dict(private=False), "use": "sig"}]})


def token(key: Any = KEY, header: dict[str, Any] | None = None, **changes: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return jwt.encode(
        header or {"alg": "RS256", "kid": key.kid}, claims, key, algorithms=["RS256", "HS256", "RS512"]
    )


def read(text: str) -> dict[str, Any]:
    return verified(text, keys(), issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=NOW)


def part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


def unsigned() -> str:
    return f"{part({'alg': 'none', 'kid': 'one'})}.{part(CLAIMS)}."


def by_the_public_key() -> str:
    """HS256 with the public key as its secret: the oldest forgery of all."""
    body = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(CLAIMS)}"
    mark = hmac.new(KEY.as_pem(private=False), body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


@pytest.mark.parametrize(
    "changes", [{}, {"aud": [CLIENT]}, {"aud": [CLIENT, "x"], "azp": CLIENT}, {"exp": NOW - 30}]
)
def test_a_sound_token_is_believed(changes: dict[str, Any]) -> None:
    assert read(token(**changes))["sub"] == "p-1"


@pytest.mark.parametrize(
    "text",
    [
        token(OTHER),
        token(iss="https://khac.example"),
        token(iss=ISSUER + "/"),
        token(aud="khac"),
        token(aud=[CLIENT, "khac"]),
        token(aud=None),
        token(azp="khac"),
        token(exp=NOW - 61),
        token(exp=None),
        token(exp="9999999999"),
        token(iat=NOW + 61),
        token(iat=NOW - 601),
        token(iat=None),
        token(nonce="n-2"),
        token(nonce=None),
        token(sub=None),
        token(header={"alg": "RS512", "kid": "one"}),
        by_the_public_key(),
        unsigned(),
        token()[:-4] + "AAAA",
        "",
        "a.b.c",
        "..",
    ],
)
def test_a_forged_or_old_one_is_not(text: str) -> None:
    with pytest.raises(BadToken):
        read(text)


def test_an_unknown_key_asks_for_fresh_keys() -> None:
    with pytest.raises(UnknownKey):
        read(token(STRANGE))


@pytest.mark.parametrize(
    "told", [{}, {"keys": "x"}, {"keys": [{"kty": "RSA"}]}, {"keys": [{"kty": "oct", "k": "AA"}]}]
)
def test_keys_that_are_none(told: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        verified(token(), key_set(told), issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=NOW)
