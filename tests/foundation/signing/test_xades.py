"""Signed data that xmlsec1 finds sound, and what was done to it afterwards told apart."""

from __future__ import annotations

import base64
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from lxml import etree
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError

from tests.foundation.signing.office import Office
from tests.foundation.signing.test_made import run
from tinhso.foundation.signing.pades import keys
from tinhso.foundation.signing.pades.check import Trust
from tinhso.foundation.signing.rules.standing import Standing, standing
from tinhso.foundation.signing.xades import parts
from tinhso.foundation.signing.xades.check import check
from tinhso.foundation.signing.xades.sign import DeviceKey, parsed, sign
from tinhso.foundation.signing.xades.stamp import DS, XADES, stamped_bytes, token_of

PAPER = '<ToKhai xmlns="urn:thu"><HoTen>Nguyễn Thị Ví Dụ</HoTen><NoiDung>Đề nghị xác nhận</NoiDung></ToKhai>'.encode()


def raw(held: object, data: bytes) -> bytes:
    """What a device answers."""
    if isinstance(held, rsa.RSAPrivateKey):
        return held.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    assert isinstance(held, ec.EllipticCurvePrivateKey)
    return held.sign(data, ec.ECDSA(hashes.SHA256()))


def signed(office: Office, who: str, xml: bytes = PAPER) -> bytes:
    """By a device that only signs bytes."""
    own = keys.certificate(office.folder / f"{who}.pem")
    held = serialization.load_pem_private_key((office.folder / f"{who}.key.pem").read_bytes(), None)
    device = DeviceKey(own, lambda data: raw(held, data))
    return sign(xml, device, own, [keys.certificate(office.folder / "issuing.pem")], role="Người khai")


def worth(office: Office, xml: bytes, trust: Trust | None = None) -> list[Standing]:
    now = datetime.now(UTC)
    return [standing(one.facts, now) for one in check(xml, trust or office.trust, now).signatures]


def test_xmlsec_agrees(office: Office, tmp_path: Path) -> None:
    made = signed(office, "resident")
    (tmp_path / "paper.xml").write_bytes(made)
    told = run(
        "xmlsec1", "--verify", "--trusted-pem", office.folder / "root.pem",
        "--id-attr:Id", "SignedProperties", "--id-attr:Id", "KeyInfo", tmp_path / "paper.xml",
    )  # fmt: skip
    assert "SignedInfo References (ok/all): 3/3" in told
    assert worth(office, made) == [Standing.VALID]
    (found,) = check(made, office.trust, datetime.now(UTC)).signatures
    assert (found.reason, found.facts.covers) == ("Người khai", True)
    assert found.claimed_at is not None


def test_openssl_agrees_where_xmlsec_knows_no_pss(office: Office, tmp_path: Path) -> None:
    made = signed(office, "leader")
    assert worth(office, made) == [Standing.VALID]
    node = next(parsed(made).iter(f"{DS}SignedInfo"))
    (tmp_path / "info").write_bytes(etree.tostring(node, method="c14n"))
    value = next(parsed(made).iter(f"{DS}SignatureValue")).text
    (tmp_path / "value").write_bytes(base64.b64decode(value))
    key = run("openssl", "x509", "-in", office.folder / "leader.pem", "-pubkey", "-noout")
    (tmp_path / "key.pem").write_text(key)
    assert "Verified OK" in run(
        "openssl", "dgst", "-sha256", "-verify", tmp_path / "key.pem", "-sigopt", "rsa_padding_mode:pss",
        "-sigopt", "rsa_pss_saltlen:32", "-signature", tmp_path / "value", tmp_path / "info",
    )  # fmt: skip


def test_a_second_signature_or_one_elsewhere_is_none(office: Office) -> None:
    made = signed(office, "leader")
    twice = sign_again(made)
    wrapped = b"<Khac>" + made.split(b"?>", 1)[1].strip() + b"</Khac>"
    for one in (twice, wrapped):
        (found,) = check(one, office.trust, datetime.now(UTC)).signatures
        assert not found.facts.readable


def sign_again(made: bytes) -> bytes:
    """The same with its signature doubled."""
    root = parsed(made)
    root.append(deepcopy(next(root.iter(f"{DS}Signature"))))
    return bytes(etree.tostring(root))


@pytest.mark.parametrize(
    ("spoil", "worth_now"),
    [
        (lambda xml: xml.replace("Ví Dụ".encode(), "Khác".encode()), Standing.CHANGED),
        (lambda xml: xml.replace(b"</NoiDung>", b"</NoiDung><Them/>"), Standing.CHANGED),
    ],
)
def test_a_changed_byte_is_told(office: Office, spoil: object, worth_now: Standing) -> None:
    spoilt = spoil(signed(office, "leader"))  # type: ignore[operator]
    assert worth(office, spoilt) == [worth_now]


def test_who_is_not_believed_any_more(office: Office) -> None:
    assert worth(office, signed(office, "revoked")) == [Standing.REVOKED]
    assert worth(office, signed(office, "expired")) == [Standing.EXPIRED]
    nobody = Trust((), (), frozenset())
    assert worth(office, signed(office, "leader"), nobody) == [Standing.UNTRUSTED]


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"not xml",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/"><a/>',
    ],
)
def test_what_is_no_data_paper_is_refused(office: Office, xml: bytes) -> None:
    with pytest.raises(ValueError, match=r"no xml|document type"):
        parsed(xml)
    assert check(xml, office.trust, datetime.now(UTC)).fault == "not_xml"


def test_a_document_without_a_signature_has_none(office: Office) -> None:
    assert check(PAPER, office.trust, datetime.now(UTC)).signatures == ()


@pytest.mark.parametrize("who", ["leader", "resident"])
def test_in_two_halves_it_is_the_same_signature(office: Office, who: str) -> None:
    own = keys.certificate(office.folder / f"{who}.pem")
    chain = [keys.certificate(office.folder / "issuing.pem")]
    held = serialization.load_pem_private_key((office.folder / f"{who}.key.pem").read_bytes(), None)
    half = parts.prepare(PAPER, own, chain, reason="Tờ khai")
    assert not parts.last_is(half.tail, own.sha256.hex())
    whole = parts.embed(half, own, raw(held, half.attributes))
    assert worth(office, whole) == [Standing.VALID]
    assert parts.last_is(whole, own.sha256.hex())
    assert not parts.last_is(whole, chain[0].sha256.hex())
    assert not parts.last_is(whole.replace("Đề nghị".encode(), b"De nghi"), own.sha256.hex())


def stamped(office: Office, who: str, stamper: TimeStamper | None = None) -> bytes:
    """In two halves, with the time of our own service, or another's."""
    own = keys.certificate(office.folder / f"{who}.pem")
    held = serialization.load_pem_private_key((office.folder / f"{who}.key.pem").read_bytes(), None)
    half = parts.prepare(PAPER, own, [keys.certificate(office.folder / "issuing.pem")], reason="Tờ khai")
    return parts.embed(half, own, raw(held, half.attributes), stamper or office.stamper)


def test_a_time_stamp_proves_the_moment_and_openssl_agrees(office: Office, tmp_path: Path) -> None:
    whole = stamped(office, "resident")
    assert parts.last_is(whole, keys.certificate(office.folder / "resident.pem").sha256.hex())
    (found,) = check(whole, office.trust, datetime.now(UTC)).signatures
    assert standing(found.facts, datetime.now(UTC)) is Standing.VALID
    assert found.facts.stamped_at is not None
    assert abs(datetime.now(UTC) - found.facts.stamped_at) < timedelta(minutes=5)
    # Years later, when the certificate has ended, the moment still counts.
    until = found.facts.until
    assert until is not None
    assert standing(found.facts, until + timedelta(days=1)) is Standing.VALID
    assert standing(replace(found.facts, stamped_at=None), until + timedelta(days=1)) is Standing.EXPIRED
    node = parsed(whole).find(f"{DS}Signature")
    (tmp_path / "stamp.der").write_bytes(token_of(node).dump())
    (tmp_path / "stamped").write_bytes(stamped_bytes(node.find(f"{DS}SignatureValue")))
    assert "Verification: OK" in run(
        "openssl", "ts", "-verify", "-token_in", "-in", tmp_path / "stamp.der", "-data", tmp_path / "stamped",
        "-CAfile", office.folder / "root.pem", "-untrusted", office.folder / "tsa.pem",
    )  # fmt: skip
    (tmp_path / "paper.xml").write_bytes(whole)
    told = run(
        "xmlsec1", "--verify", "--trusted-pem", office.folder / "root.pem",
        "--id-attr:Id", "SignedProperties", "--id-attr:Id", "KeyInfo", tmp_path / "paper.xml",
    )  # fmt: skip
    assert "SignedInfo References (ok/all): 3/3" in told


def test_a_time_stamp_of_another_signature_or_of_a_stranger_proves_nothing(office: Office) -> None:
    mine, other = parsed(stamped(office, "resident")), parsed(stamped(office, "leader"))
    place, foreign = (next(one.iter(f"{XADES}EncapsulatedTimeStamp")) for one in (mine, other))
    place.text = foreign.text
    assert moments(office, etree.tostring(mine)) == [None]
    place.text = "AAAA"
    assert moments(office, etree.tostring(mine)) == [None]
    stamp = place.getparent()
    stamp.getparent().append(deepcopy(stamp))
    assert moments(office, etree.tostring(mine)) == [None]
    whole = stamped(office, "resident")
    assert moments(office, whole, Trust((), (), frozenset())) == [None]
    with pytest.raises(TimestampRequestError):
        stamped(office, "resident", HTTPTimeStamper("http://127.0.0.1:9/", timeout=1))


def moments(office: Office, xml: bytes, trust: Trust | None = None) -> list[datetime | None]:
    return [one.facts.stamped_at for one in check(xml, trust or office.trust, datetime.now(UTC)).signatures]
