"""Pure rules: the generation of a day, letters, canonical digests, the signed text of a QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from tinhso.foundation.papers.rules import payload
from tinhso.foundation.papers.rules.canonical import digest
from tinhso.foundation.papers.rules.choosing import in_force
from tinhso.foundation.papers.rules.letters import INSTEAD, known, printable, printable_all
from tinhso.foundation.papers.rules.payload import Claims


@dataclass
class Row:
    name: str
    valid_from: date
    valid_to: date | None = None


OLD = Row("2018", date(2019, 1, 1), date(2025, 9, 14))
NEW = Row("2025", date(2025, 9, 15))


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2018, 12, 31), None),
        (date(2019, 1, 1), "2018"),
        (date(2025, 6, 30), "2018"),
        (date(2025, 9, 14), "2018"),
        (date(2025, 9, 15), "2025"),
        (date(2040, 1, 1), "2025"),
    ],
)
def test_the_day_of_the_act_chooses_the_generation(on: date, found: str | None) -> None:
    row = in_force([NEW, OLD], on)
    assert (row.name if row else None) == found


def test_letters_without_a_glyph_are_seen_to_be_missing() -> None:
    assert printable("Nguyễn 漢字 Ví\tDụ") == (f"Nguyễn {INSTEAD * 2} Ví Dụ", 2)
    assert printable_all({"a": ["ô", {"b": "😀"}], "c": 1}) == ({"a": ["ô", {"b": INSTEAD}], "c": 1}, 1)
    assert known("ỹ")
    assert not known("\u200b")


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=6))
def test_a_digest_does_not_know_the_order(data: dict[str, str]) -> None:
    assert digest(data) == digest(dict(reversed(list(data.items()))))


KEY = Ed25519PrivateKey.generate()
CLAIMS = Claims(
    UUID(int=7),
    "H44.TMP-08707-260105-0001",
    "1.001193",
    "abcdefghijklmn",
    "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "Tỉnh Số – Tỉnh Phú Thọ",
    datetime(2026, 1, 5, 2, 15, tzinfo=UTC),
    due=datetime(2026, 1, 12, 9, 30, tzinfo=UTC),
)


def verify(key_id: str, signature: bytes, data: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, data)
    except InvalidSignature:
        return False
    return key_id == "demo-1"


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS,
        Claims(**{**CLAIMS.__dict__, "due": None, "until": date(2027, 1, 5), "scope": "Cả nước"}),
        Claims(**{**CLAIMS.__dict__, "due": None, "permanent": True}),
    ],
)
def test_what_is_signed_is_read_back(claims: Claims) -> None:
    assert payload.read(payload.signed(claims, "demo-1", KEY.sign), verify) == claims


def test_any_jose_library_checks_it() -> None:
    """A third party needs our published key and nothing else of ours."""
    token = payload.signed(CLAIMS, "demo-1", KEY.sign)
    key = OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": payload._b64(KEY.public_key().public_bytes_raw()),
        }
    )
    said = jws.deserialize_compact(token, key, algorithms=["EdDSA"])
    assert b"H44.TMP-08707-260105-0001" in said.payload


@given(st.integers(min_value=0), st.sampled_from("ABCxyz019-_.="))
def test_one_letter_changed_is_never_read(place: int, letter: str) -> None:
    token = payload.signed(CLAIMS, "demo-1", KEY.sign)
    at = place % len(token)
    if token[at] != letter:
        assert payload.read(token[:at] + letter + token[at + 1 :], verify) is None


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "e30.e30.e30", "💥.💥.💥", "A" * 5000])
def test_rubbish_is_none(text: str) -> None:
    assert payload.read(text, verify) is None


def test_another_algorithm_is_refused() -> None:
    head = payload._text({"alg": "none", "kid": "demo-1"})
    body = payload.signed(CLAIMS, "demo-1", KEY.sign).split(".")[1]
    assert payload.read(f"{head}.{body}.", lambda *_a: True) is None
