"""Certificates of the demonstration's leaders and agencies, opened at the simulated signing service."""

from __future__ import annotations

import base64
import time
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx
from asn1crypto import pem
from django.conf import settings

from tinhso.demo.marks import hand, seal
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

_ACTOR = Actor.system("demo")
PATIENCE = 20.0


def open_signers() -> int:
    """A certificate for each leader of the demonstration and for each agency they sign at; how many are new.

    Nothing where no simulated service answers: papers then wait for a certificate.
    """
    if not (settings.TINHSO_SIGNING_SIMULATED and settings.TINHSO_SIGNING_SMART_URL):
        return 0
    made = 0
    agencies: set[UUID] = set()
    for one in identity.demo_accounts():
        account = identity.account_of(one.login)
        for held in identity.capacities(account, today()) if account else []:
            if held.roles & {"leader", "clerk"}:
                agencies.add(held.agency_id)
            if "leader" in held.roles and account is not None:
                made += _register(_user(one.login), _officer(held), account_id=account)
            if "reception" in held.roles and "leader" not in held.roles and account is not None:
                made += _register(_user(one.login), _officer(held), account_id=account)
        if account is not None and one.role_key == "resident":
            person = identity.person_name(account)
            made += _register(_user(one.login), {"name": person}, account_id=account, regime="public")
    for agency in agencies:
        found = organisation.agency(agency)
        made += _register(
            f"co-quan-{found.slug}"[:60], {"name": found.name, "organisation": found.name}, agency_id=agency
        )
    return made


def _user(login: str) -> str:
    return f"nguoi-{login.replace('.', '-')}"


def _officer(held: Any) -> dict[str, str]:
    return {
        "name": held.name,
        "organisation": organisation.agency(held.agency_id).name,
        "title": held.position,
    }


def _register(
    user: str,
    told: dict[str, str],
    account_id: UUID | None = None,
    agency_id: UUID | None = None,
    regime: str = "state",
) -> int:
    content = _opened(user, told)
    if content is None:
        return 0
    have = signing.of_account(account_id) if account_id else signing.of_agency(agency_id or UUID(int=0))
    own = pem.unarmor(content)[2]
    if any(bytes(one.der) == own for one in have):
        return 0
    for one in have:
        if one.reference == {"user": user}:
            # The demonstration's authority answers elsewhere now: nobody could ask about the old one.
            signing.end_certificate(_ACTOR, one.pk, "Cấp lại cho bản trình diễn")
    with suppress(Refused):
        made = signing.register_certificate(
            _ACTOR,
            content,
            kind="smart",
            regime=regime,
            reference={"user": user},
            account_id=account_id,
            agency_id=agency_id,
        )
        signing.set_picture(_ACTOR, made.pk, hand(told["name"]) if account_id else seal(told["name"]))
        return 1
    return 0


def _opened(user: str, told: dict[str, str]) -> bytes | None:
    """The user's certificate and its issuer's (PEM); None when the service does not answer in time."""
    body: dict[str, Any] = {
        "sp_id": settings.TINHSO_SIGNING_SMART_PARTNER,
        "sp_password": settings.TINHSO_SIGNING_SMART_PASSWORD,
        "user_id": user,
        **told,
    }
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            with httpx.Client(timeout=5, trust_env=False) as client:
                answer = client.post(
                    f"{settings.TINHSO_SIGNING_SMART_URL}/credentials/open", json=body
                ).json()
        except (httpx.HTTPError, ValueError):
            answer = {}
        if answer.get("status_code") == 200:
            (found,) = answer["data"]["user_certificates"]
            return b"".join(
                pem.armor("CERTIFICATE", base64.b64decode(found[key])) for key in ("cert_data", "issuer_data")
            )
        time.sleep(0.5)
    return None
