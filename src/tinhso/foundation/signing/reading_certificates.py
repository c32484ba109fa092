"""What a certificate says, and what is asked of it before one signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn1crypto import pem, x509
from django.conf import settings

from tinhso.foundation.signing import trust
from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.signing.pades.certs import kind_of, parsed
from tinhso.foundation.signing.rules.usable import Known, cannot
from tinhso.foundation.worktime.api import real_now, today

if TYPE_CHECKING:
    from tinhso.foundation.signing.pades.check import Trust


def loaded(content: bytes) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """(the certificate, those above it) from a file that somebody chose: PEM with one or more, or DER. ValueError."""
    if not pem.detect(content):
        return parsed(content), []
    every = [x509.Certificate.load(body, strict=True) for _n, _h, body in pem.unarmor(content, multiple=True)]
    return every[0], every[1:]


def own(certificate: Certificate) -> x509.Certificate:
    """The certificate of a row."""
    return x509.Certificate.load(bytes(certificate.der))


def chain(certificate: Certificate) -> list[x509.Certificate]:
    """Those between it and a root: of its row, and what this system knows."""
    told = certificate.chain.encode()
    above = [x509.Certificate.load(body) for _n, _h, body in pem.unarmor(told, multiple=True)] if told else []
    return [*above, *(parsed(one.encode()) for one in trust.between())]


def trusted() -> Trust:
    """Whom this system believes."""
    from tinhso.foundation.signing.pades.check import Trust

    return Trust(
        tuple(parsed(one.encode()) for one in trust.roots()),
        tuple(parsed(one.encode()) for one in trust.between()),
        frozenset(trust.hosts()),
    )


def known(certificate: Certificate) -> Known:
    """The facts that the rule asks for."""
    told = own(certificate)
    usage = told.key_usage_value
    return Known(
        key=kind_of(told),
        bits=told.public_key.bit_size,
        usages=frozenset(usage.native) if usage is not None else None,
        valid_since=certificate.valid_since,
        valid_until=certificate.valid_until,
        bound_since=certificate.bound_since,
        bound_until=certificate.bound_until,
        suspended=certificate.suspended_at is not None,
        ended=certificate.ended_at is not None,
    )


def unusable(certificate: Certificate) -> str:
    """Why nobody may sign with it now, without asking anybody; empty when one may."""
    return cannot(known(certificate), real_now(), today())


def asked(certificate: Certificate) -> str:
    """The same, and then its issuer is asked: `untrusted`, `revoked`, `unasked` too."""
    from tinhso.foundation.signing.pades.path import relied

    why = unusable(certificate)
    return why or relied(own(certificate), chain(certificate), trusted(), real_now())


def only_warns(why: str) -> bool:
    """True where this site signs although nobody answered about revocation (TINHSO_SIGNING_REVOCATION=warn)."""
    return why == "unasked" and settings.TINHSO_SIGNING_REVOCATION == "warn"


def name_of(told: x509.Name) -> str:
    """A name for people: common name, title, organisation."""
    parts = told.native
    keys = ("common_name", "title", "organization_name", "organizational_unit_name")
    found = (parts.get(key) for key in keys)
    lines = [", ".join(one) if isinstance(one, list) else str(one) for one in found if one]
    return " · ".join(dict.fromkeys(lines))[:400] or str(told.human_friendly)[:400]
