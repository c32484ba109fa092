"""With which provider this site signs people in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Config:
    """One provider. `issuer` is its exact name in every token; `acr` is the level asked for."""

    issuer: str
    client_id: str
    client_secret: str
    acr: str


def config() -> Config | None:
    """The provider of this site, or None when none is set up."""
    if not settings.TINHSO_EID_ISSUER or not settings.TINHSO_EID_CLIENT_ID:
        return None
    return Config(
        settings.TINHSO_EID_ISSUER.rstrip("/"),
        settings.TINHSO_EID_CLIENT_ID,
        settings.TINHSO_EID_CLIENT_SECRET,
        settings.TINHSO_EID_ACR,
    )
