"""Signatures that others' programs find sound: poppler for the PDF, openssl for the signature and the time-stamp."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.general import SigningError

from tests.foundation.signing.office import Office, paper
from tinhso.foundation.signing.pades import keys
from tinhso.foundation.signing.rules.standing import Standing


def parts(pdf: bytes) -> tuple[bytes, bytes]:
    """(signed bytes, signature) of the last signature of a file, by its ByteRange."""
    at = pdf.rindex(b"/ByteRange")
    told = pdf[pdf.index(b"[", at) + 1 : pdf.index(b"]", at)]
    first, length, second, rest = (int(one) for one in told.split())
    digits = pdf[first + length : second].strip(b"<>")
    return pdf[first : first + length] + pdf[second : second + rest], bytes.fromhex(digits.decode())


def run(*command: object) -> str:
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + done.stderr


@pytest.mark.parametrize("who", ["leader", "resident"])
def test_poppler_and_openssl_agree(office: Office, tmp_path: Path, who: str) -> None:
    signed = office.signed(who, stamper=office.stamper)
    (tmp_path / "paper.pdf").write_bytes(signed)
    told = run("pdfsig", tmp_path / "paper.pdf")
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    content, made = parts(signed)
    # What was reserved and not needed are zeros behind the signature.
    made = cms.ContentInfo.load(made).dump()
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "made.der").write_bytes(made)
    assert "Verification successful" in run(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "made.der",
        "-content", tmp_path / "content", "-CAfile", office.folder / "root.pem", "-purpose", "any",
        "-out", "/dev/null",
    )  # fmt: skip
    signer = cms.ContentInfo.load(made)["content"]["signer_infos"][0]
    stamp = next(a for a in signer["unsigned_attrs"] if a["type"].native == "signature_time_stamp_token")
    (tmp_path / "stamp.der").write_bytes(stamp["values"][0].dump())
    (tmp_path / "stamped").write_bytes(signer["signature"].contents)
    assert "Verification: OK" in run(
        "openssl", "ts", "-verify", "-token_in", "-in", tmp_path / "stamp.der", "-data", tmp_path / "stamped",
        "-CAfile", office.folder / "root.pem", "-untrusted", office.folder / "tsa.pem",
    )  # fmt: skip


def test_a_leader_signs_then_the_agency_and_both_stay(office: Office, tmp_path: Path) -> None:
    first = office.signed("leader", reason="Ký duyệt")
    both = office.signed("agency", first, "Con-dau", reason="Số 12/GXN-UBND ngày 23/11/2026")
    assert both.startswith(first)
    found = office.found(both)
    assert [(one.name, one.title, one.reason) for one in found] == [
        ("Lê Thị Trình Diễn", "Chủ tịch", "Ký duyệt"),
        ("Ủy ban nhân dân xã Thổ Tang", "", "Số 12/GXN-UBND ngày 23/11/2026"),
    ]
    assert office.worth(both) == [Standing.VALID, Standing.VALID]
    assert [one.last for one in found] == [False, True]
    (tmp_path / "both.pdf").write_bytes(both)
    assert run("pdfsig", tmp_path / "both.pdf").count("Signature is Valid.") == 2


def test_no_field_is_signed_twice(office: Office) -> None:
    with pytest.raises(SigningError):
        office.signed("agency", office.signed("leader"))


def test_a_weak_key_signs_nothing(office: Office) -> None:
    weak = rsa.generate_private_key(65537, 1024)
    with pytest.raises(ValueError, match="this key"):
        keys.HeldKey(weak, keys.certificate(office.folder / "leader.pem"))


def test_no_time_stamp_no_signature(office: Office) -> None:
    from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

    with pytest.raises((TimestampRequestError, OSError)):
        office.signed("leader", stamper=HTTPTimeStamper("http://127.0.0.1:9/tsa", timeout=1))


def test_a_signature_is_small_and_the_paper_before_it_untouched(office: Office) -> None:
    signed = office.signed("leader")
    assert signed.startswith(paper())
    assert len(signed) - len(paper()) < 20_000
