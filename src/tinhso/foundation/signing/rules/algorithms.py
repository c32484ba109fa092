"""Which keys and algorithms a signature may be made with, and which are still read. Pure.

Thông tư 15/2025/TT-BKHCN: RSASSA-PSS of at least 2,048 bits or ECDSA of at least 256, with SHA-256 or stronger.
Older tokens sign by PKCS#1 v1.5: such signatures are read, never made.
"""

from __future__ import annotations

LEAST_BITS = {"rsa": 2048, "ec": 256}
DIGESTS = frozenset({"sha256", "sha384", "sha512", "sha512_256", "sha3_256", "sha3_384", "sha3_512"})
MADE = frozenset({"rsassa_pss", "ecdsa"})
READ = MADE | {"rsassa_pkcs1v15"}


def fault(kind: str, bits: int, digest: str, mechanism: str, *, making: bool) -> str:
    """`key`, `digest` or `mechanism` that is too weak or unknown; empty when all may be used.

    `kind` is `rsa` or `ec`, `bits` the size of the key; names as asn1crypto has them.
    """
    if kind not in LEAST_BITS or bits < LEAST_BITS[kind]:
        return "key"
    if digest not in DIGESTS:
        return "digest"
    return "" if mechanism in (MADE if making else READ) else "mechanism"
