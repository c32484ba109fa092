"""Which signatures may be made, and what one that was found is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.signing.rules.algorithms import fault
from tinhso.foundation.signing.rules.standing import Facts, Standing, holds, standing

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEFORE, LONG_AGO, LATER = NOW - timedelta(days=1), NOW - timedelta(days=900), NOW + timedelta(days=900)
SOUND = Facts(since=LONG_AGO, until=LATER)


@pytest.mark.parametrize(
    ("kind", "bits", "digest", "mechanism", "making", "reading"),
    [
        ("rsa", 2048, "sha256", "rsassa_pss", "", ""),
        ("rsa", 4096, "sha512", "rsassa_pss", "", ""),
        ("rsa", 2048, "sha256", "rsassa_pkcs1v15", "mechanism", ""),
        ("rsa", 2047, "sha256", "rsassa_pss", "key", "key"),
        ("ec", 256, "sha256", "ecdsa", "", ""),
        ("ec", 224, "sha256", "ecdsa", "key", "key"),
        ("rsa", 2048, "sha1", "rsassa_pkcs1v15", "digest", "digest"),
        ("rsa", 2048, "md5", "rsassa_pss", "digest", "digest"),
        ("dsa", 2048, "sha256", "dsa", "key", "key"),
        ("ec", 256, "sha256", "ed25519", "mechanism", "mechanism"),
    ],
)
def test_what_may_be_made_and_what_is_still_read(
    kind: str, bits: int, digest: str, mechanism: str, making: str, reading: str
) -> None:
    assert fault(kind, bits, digest, mechanism, making=True) == making
    assert fault(kind, bits, digest, mechanism, making=False) == reading


@pytest.mark.parametrize(
    ("change", "worth"),
    [
        ({}, Standing.VALID),
        ({"readable": False}, Standing.BROKEN),
        ({"genuine": False}, Standing.BROKEN),
        ({"intact": False}, Standing.CHANGED),
        ({"covers": False}, Standing.UNCOVERED),
        ({"added": True}, Standing.ADDED),
        ({"weak": "digest"}, Standing.WEAK),
        ({"trusted": False}, Standing.UNTRUSTED),
        ({"revoked_at": BEFORE}, Standing.REVOKED),
        ({"revoked_at": BEFORE, "stamped_at": BEFORE - timedelta(hours=1)}, Standing.VALID),
        ({"revoked_at": BEFORE, "stamped_at": BEFORE}, Standing.REVOKED),
        ({"revoked_at": BEFORE, "stamped_at": NOW}, Standing.REVOKED),
        ({"until": BEFORE}, Standing.EXPIRED),
        ({"until": BEFORE, "stamped_at": BEFORE}, Standing.VALID),
        ({"since": NOW + timedelta(hours=1)}, Standing.EXPIRED),
        ({"asked": False}, Standing.UNASKED),
        ({"intact": False, "trusted": False, "revoked_at": BEFORE}, Standing.CHANGED),
        ({"trusted": False, "until": BEFORE}, Standing.UNTRUSTED),
        ({"until": BEFORE, "asked": False}, Standing.EXPIRED),
    ],
)
def test_the_gravest_thing_is_told(change: dict[str, object], worth: Standing) -> None:
    assert standing(replace(SOUND, **change), NOW) is worth  # type: ignore[arg-type]
    assert holds(worth) is (worth is Standing.VALID)


FACTS = st.builds(
    Facts,
    readable=st.booleans(),
    genuine=st.booleans(),
    intact=st.booleans(),
    covers=st.booleans(),
    added=st.booleans(),
    weak=st.sampled_from(["", "key"]),
    trusted=st.booleans(),
    since=st.just(LONG_AGO),
    until=st.sampled_from([BEFORE, LATER]),
    revoked_at=st.sampled_from([None, BEFORE]),
    asked=st.booleans(),
    stamped_at=st.sampled_from([None, LONG_AGO + timedelta(days=1)]),
)


@given(FACTS, st.sampled_from([{"intact": False}, {"trusted": False}, {"added": True}, {"covers": False}]))
def test_no_fault_makes_a_signature_better(found: Facts, worse: dict[str, bool]) -> None:
    order = list(Standing)
    assert order.index(standing(replace(found, **worse), NOW)) <= order.index(standing(found, NOW))  # type: ignore[arg-type]
    assert standing(replace(found, **worse), NOW) is not Standing.VALID  # type: ignore[arg-type]
