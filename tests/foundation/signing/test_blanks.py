"""Places left free before the first signature: what may be filled in after it, and what is told when more is done."""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.foundation.signing.office import Office, paper
from tests.foundation.signing.test_made import run
from tinhso.foundation.papers.api import stamp
from tinhso.foundation.signing.pades.fields import Blank, empty_signatures, filled, with_blanks
from tinhso.foundation.signing.pades.sign import Place, sign
from tinhso.foundation.signing.rules.standing import Standing

LEADER, AGENCY = Place("leader", 0, (150, 100, 250, 180)), Place("agency", 0, (120, 100, 200, 180))


@cache
def ready() -> bytes:
    """A paper with a place for its number and two for signatures."""
    blank = Blank("number", 0, (100, 300, 220, 315), "Số và ký hiệu")
    return with_blanks(paper(), [blank], [LEADER, AGENCY], AGENCY.field)


@cache
def drawn(text: str) -> bytes:
    return stamp(120, 15, [text], title="Số")


def numbered(pdf: bytes, text: str = "05/GXN-UBND") -> bytes:
    return filled(pdf, {"number": (text, drawn(text))})


@pytest.fixture(scope="module")
def by_leader(office: Office) -> bytes:
    return sign(ready(), office.key("leader"), LEADER)


@pytest.fixture(scope="module")
def whole(office: Office, by_leader: bytes) -> bytes:
    return sign(numbered(by_leader), office.key("agency"), AGENCY, reason="Số 05/GXN-UBND")


def renumbered(pdf: bytes) -> bytes:
    """Somebody writes another number into the field."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    every = {str(one.get_object()["/T"]): one.get_object() for one in writer.root["/AcroForm"]["/Fields"]}
    every["number"][pdf_name("/V")] = pdf_string("99/GXN-UBND")
    writer.update_container(every["number"])
    return written(writer)


def longer(pdf: bytes) -> bytes:
    """Somebody adds a page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject(generic.NumberObject(one) for one in (0, 0, 300, 400)),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_both_signatures_hold_and_others_say_so(office: Office, whole: bytes, tmp_path: Path) -> None:
    assert office.worth(whole) == [Standing.VALID, Standing.VALID]
    assert office.found(whole)[0].locked_by == (AGENCY.field,)
    (tmp_path / "paper.pdf").write_bytes(whole)
    assert run("pdfsig", tmp_path / "paper.pdf").count("Signature is Valid.") == 2
    # The leader's own signature over its own byte range, for somebody who knows no PDF.
    at = whole.index(b"/ByteRange")
    first, length, second, rest = (
        int(one) for one in whole[whole.index(b"[", at) + 1 : whole.index(b"]", at)].split()
    )
    made = bytes.fromhex(whole[first + length : second].strip(b"<>").decode())
    (tmp_path / "made.der").write_bytes(cms.ContentInfo.load(made).dump())
    (tmp_path / "content").write_bytes(whole[first : first + length] + whole[second : second + rest])
    done = subprocess.run(
        [
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "made.der",
            "-content", tmp_path / "content", "-CAfile", office.folder / "root.pem", "-purpose", "any",
            "-out", "/dev/null",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification successful" in done.stderr


def test_a_number_alone_is_told_until_the_agency_signs(office: Office, by_leader: bytes) -> None:
    assert office.worth(by_leader) == [Standing.VALID]
    assert empty_signatures(by_leader) == {AGENCY.field}
    assert office.worth(numbered(by_leader)) == [Standing.ADDED]


@pytest.mark.parametrize("spoil", [renumbered, longer])
def test_what_changes_after_the_seal_is_told_at_every_signature(
    office: Office, whole: bytes, spoil: object
) -> None:
    assert office.worth(spoil(whole)) == [Standing.ADDED, Standing.ADDED]  # type: ignore[operator]


def test_a_number_that_a_stranger_seals_makes_no_leader_sound(office: Office, by_leader: bytes) -> None:
    """Another holder's signature in the agency's place is a signature of another, and shows as theirs."""
    forged = sign(numbered(by_leader, "66/GXN-UBND"), office.key("revoked"), AGENCY)
    assert office.worth(forged)[1] == Standing.REVOKED


def test_nothing_is_filled_twice_or_where_no_place_is(by_leader: bytes) -> None:
    with pytest.raises(ValueError, match="number"):
        numbered(numbered(by_leader))
    with pytest.raises(KeyError):
        filled(by_leader, {"other": ("x", drawn("05/GXN-UBND"))})
