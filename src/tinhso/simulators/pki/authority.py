"""The authority itself: a root, an issuing one below it, a time-stamping service, a responder, and its holders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture

from tinhso.simulators.pki import keys
from tinhso.simulators.pki.holders import ALWAYS, Holder, read, write

ARCH, TRUST = "demo", "trust"
NAME = "CHỨNG THƯ TRÌNH DIỄN, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def authority(folder: Path, address: str, holders: tuple[Holder, ...] | None = None) -> PKIArchitecture:
    """The authority whose keys lie in `folder` and whose services answer at `address` (`http://127.0.0.1:19000`).

    Keys that are missing are made. `holders` are kept for the next start; without them those kept before count.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if holders is not None:
        write(folder, holders)
    every = read(folder)
    for label in keys.AUTHORITIES:
        keys.make(folder, label)
    for one in every:
        keys.make(folder, one.label, elliptic=one.elliptic)
    plan = CertomancerConfig(_plan(every), key_search_dir=str(folder), external_url_prefix=address)
    found: PKIArchitecture = plan.pki_archs[ArchLabel(ARCH)]
    return found


def publish(found: PKIArchitecture, folder: Path) -> None:
    """Every certificate as `<label>.pem` beside its key, the root in `trust/` too: whom a demonstration believes."""
    from asn1crypto import pem

    (folder / TRUST).mkdir(exist_ok=True)
    for label in (*keys.AUTHORITIES, *(one.label for one in read(folder))):
        told = pem.armor("CERTIFICATE", found.get_cert(CertLabel(label)).dump())
        (folder / f"{label}.pem").write_bytes(told)
        if label == "root":
            (folder / TRUST / "root.pem").write_bytes(told)


def _plan(holders: tuple[Holder, ...]) -> dict[str, Any]:
    labels = (*keys.AUTHORITIES, *(one.label for one in holders))
    return {
        "keysets": {ARCH: {"keys": {label: {"path": f"{label}.key.pem"} for label in labels}}},
        "pki-architectures": {
            ARCH: {
                "keyset": ARCH,
                "entity-defaults": {"country-name": "VN"},
                "entities": {
                    "root": {"organization-name": NAME, "common-name": "CA gốc trình diễn"},
                    "issuing": {"organization-name": NAME, "common-name": "CA cấp phát trình diễn"},
                    "ocsp": {"organization-name": NAME, "common-name": "Trả lời OCSP trình diễn"},
                    "tsa": {"organization-name": NAME, "common-name": "Dấu thời gian trình diễn"},
                    **{one.label: _entity(one) for one in holders},
                },
                "certs": _certificates(holders),
                "services": {
                    "ocsp": {
                        "issuing": {
                            "for-issuer": "issuing",
                            "responder-cert": "ocsp",
                            "signing-key": "ocsp",
                        }
                    },
                    "crl-repo": {
                        name: {
                            "for-issuer": name,
                            "signing-key": name,
                            "simulated-update-schedule": "P30D",
                        }
                        for name in ("root", "issuing")
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }


def _entity(one: Holder) -> dict[str, str]:
    told = {"common-name": one.name, "organization-name": one.organisation, "title": one.title}
    return {key: value for key, value in told.items() if value}


def _certificates(holders: tuple[Holder, ...]) -> dict[str, Any]:
    always = {"valid-from": ALWAYS[0].isoformat(), "valid-to": ALWAYS[1].isoformat()}
    found: dict[str, Any] = {
        "root": {
            "subject": "root",
            "issuer": "root",
            "validity": always,
            "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}],
        },
        "issuing": {
            "subject": "issuing",
            "issuer": "root",
            "validity": always,
            "profiles": [{"id": "simple-ca", "params": {"crl-repo": "issuing", "ocsp-service": "issuing"}}],
        },
        "ocsp": {
            "subject": "ocsp",
            "issuer": "issuing",
            "validity": always,
            "profiles": ["ocsp-responder"],
        },
        "tsa": {
            "subject": "tsa",
            "issuer": "root",
            "validity": always,
            "extensions": [{"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}],
        },
    }
    for one in holders:
        found[one.label] = {
            "subject": one.label,
            "issuer": "issuing",
            "validity": {"valid-from": one.since.isoformat(), "valid-to": one.until.isoformat()},
            "profiles": ["digsig-commitment"],
        }
        if one.revoked:
            found[one.label]["revocation"] = {
                "revoked-since": one.revoked.isoformat(),
                "reason": "key_compromise",
            }
    return found
