"""Whether a certificate may be relied on before one signs with it: its path to a root, and that nobody took it back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, RevokedError

from tinhso.foundation.signing.pades.asking import only
from tinhso.foundation.signing.pades.check import Trust


def relied(own: x509.Certificate, chain: Sequence[x509.Certificate], trust: Trust, moment: datetime) -> str:
    """Empty when it may be relied on; `untrusted`, `revoked`, or `unasked` when nobody answered about revocation."""
    if not trust.roots:
        return "untrusted"
    return asyncio.run(_asked(own, chain, trust, moment))


async def _asked(
    own: x509.Certificate, chain: Sequence[x509.Certificate], trust: Trust, moment: datetime
) -> str:
    async with only(trust.hosts) as backend:
        for mode in ("hard-fail", "soft-fail"):
            context = ValidationContext(
                trust_roots=list(trust.roots),
                other_certs=[*trust.between, *chain],
                allow_fetching=True,
                fetcher_backend=backend,
                revocation_mode=mode,
                moment=moment,
            )
            try:
                await CertificateValidator(
                    own, intermediate_certs=[*trust.between, *chain], validation_context=context
                ).async_validate_path()
            except RevokedError:
                return "revoked"
            except PathBuildingError:
                return "untrusted"
            except PathValidationError:
                if mode == "soft-fail":
                    return "untrusted"
                continue
            return "" if mode == "hard-fail" else "unasked"
    return "untrusted"
