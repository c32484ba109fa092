"""The signed answer of the provider: RS256 alone, for us alone, for this very sign-in, not too old.

The library is loaded at the first sign-in: where nobody comes with an e-identity it costs no start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS = ["RS256"]
# Clocks of two systems never agree to the second.
LEEWAY_SECONDS = 60
OLDEST_SECONDS = 600


class BadToken(Exception):
    """A token that proves nothing; the text says why, for the log alone."""


class UnknownKey(BadToken):
    """Signed with a key that is not among those known: the provider may have changed them."""


def key_set(told: Mapping[str, Any]) -> KeySet:
    """The provider's RSA signing keys, from its JWKS document. BadToken when it holds none."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    keys = [
        key
        for key in told.get("keys", [])
        if isinstance(key, dict) and key.get("kty") == "RSA" and key.get("use", "sig") == "sig"
    ]
    try:
        return KeySet.import_key_set({"keys": keys})
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise BadToken("keys") from error


def verified(
    token: str, keys: KeySet, *, issuer: str, client_id: str, nonce: str, now: int
) -> dict[str, Any]:
    """The claims of a sound token; `now` in seconds. Raises BadToken, UnknownKey for a key not in the set."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    try:
        told = jwt.decode(token, keys, algorithms=ALGORITHMS)
    except ValueError as error:
        raise UnknownKey(str(error)) from error
    except (JoseError, TypeError, KeyError) as error:
        raise (UnknownKey if "key" in str(error).lower() else BadToken)(str(error)) from error
    claims = dict(told.claims)
    fault = _fault(claims, issuer=issuer, client_id=client_id, nonce=nonce, now=now)
    if fault:
        raise BadToken(fault)
    return claims


def _fault(claims: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: int) -> str:
    audience = claims.get("aud")
    for_whom = audience if isinstance(audience, list) else [audience]
    expires, issued = claims.get("exp"), claims.get("iat")
    if claims.get("iss") != issuer:
        return "issuer"
    if client_id not in for_whom or (len(for_whom) > 1 and claims.get("azp") != client_id):
        return "audience"
    if claims.get("azp", client_id) != client_id:
        return "authorised party"
    if not _whole(expires) or expires + LEEWAY_SECONDS <= now:  # type: ignore[operator]
        return "expired"
    if not _whole(issued) or not now - OLDEST_SECONDS <= issued <= now + LEEWAY_SECONDS:  # type: ignore[operator]
        return "issued"
    if not nonce or claims.get("nonce") != nonce:
        return "nonce"
    return "" if claims.get("sub") else "subject"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
