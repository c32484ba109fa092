"""Files that somebody would like to pass for signed ones, each told for what it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.foundation.signing.office import Office, opened, paper
from tinhso.foundation.signing.pades.check import Trust, check
from tinhso.foundation.signing.rules.standing import Standing


def updated(pdf: bytes, change: str) -> bytes:
    """The file with an update behind its signatures."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    if change == "content":
        stream = generic.StreamObject(stream_data=b"0 g 20 20 200 200 re f")
        page[generic.pdf_name("/Contents")] = writer.add_object(stream)
        writer.update_container(page)
    elif change == "annotation":
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(
                    generic.NumberObject(one) for one in (10, 10, 90, 60)
                ),
                generic.pdf_name("/Contents"): generic.pdf_string("Đã sửa"),
            }
        )
        held = page.get("/Annots", generic.ArrayObject())
        page[generic.pdf_name("/Annots")] = generic.ArrayObject([*held, writer.add_object(note)])
        writer.update_container(page)
    elif change == "info":
        info = generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Giấy khác")})
        writer.set_info(writer.add_object(info))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_sound_one(office: Office) -> None:
    assert office.worth(office.signed("leader")) == [Standing.VALID]
    assert office.worth(office.signed("resident", stamper=office.stamper)) == [Standing.VALID]


def test_a_paper_that_nobody_signed(office: Office) -> None:
    assert office.worth(paper()) == []


@pytest.mark.parametrize("place", ["in the page", "in the range's last byte"])
def test_one_changed_byte(office: Office, place: str) -> None:
    signed = bytearray(office.signed("leader"))
    at = signed.index(b"/MediaBox") + 12 if place == "in the page" else len(signed) - 2
    signed[at] ^= 1
    read = check(bytes(signed), office.trust, office.found(office.signed("leader"))[0].facts.until)  # type: ignore[arg-type]
    assert read.fault == "damaged" or [one.facts.intact for one in read.signatures] == [False]
    assert place != "in the page" or office.worth(bytes(signed)) == [Standing.CHANGED]


def test_a_signature_whose_own_bytes_were_changed(office: Office) -> None:
    signed = bytearray(office.signed("leader"))
    start = signed.rindex(b"/Contents <") + len(b"/Contents <")
    # The last digits that are not the zeros of the reserved room: they belong to the RSA value.
    end = start + len(signed[start : signed.index(b">", start)].rstrip(b"0"))
    signed[end - 3] = ord("1") if signed[end - 3] != ord("1") else ord("2")
    assert office.worth(bytes(signed))[0] is Standing.BROKEN


def test_a_truncated_file_and_one_that_is_none(office: Office) -> None:
    signed = office.signed("leader")
    for cut in (signed[:-300], signed[: len(signed) // 2]):
        told = check(cut, office.trust, office.found(signed)[0].facts.until)  # type: ignore[arg-type]
        assert told.fault == "damaged" or not any(one.facts.intact for one in told.signatures)
    assert check(b"GIF89a", office.trust, office.found(signed)[0].facts.until).fault == "not_pdf"  # type: ignore[arg-type]


@pytest.mark.parametrize("change", ["content", "annotation", "info"])
def test_what_is_added_afterwards(office: Office, change: str) -> None:
    later = updated(office.signed("leader"), change)
    (worth,) = office.worth(later)
    # A title in the file's own description changes nothing that anybody reads.
    assert worth is (Standing.VALID if change == "info" else Standing.ADDED)
    assert not office.found(later)[0].last


def test_somebody_else_signs_over_a_changed_page(office: Office) -> None:
    """A shadow: the page is replaced behind the leader's signature, then signed again by another."""
    again = office.signed("resident", updated(office.signed("leader"), "content"), "Chu-ky-2")
    assert office.worth(again) == [Standing.ADDED, Standing.VALID]


def test_a_certificate_that_anybody_can_make(office: Office, tmp_path: Path) -> None:
    with opened(tmp_path / "other") as other:
        assert office.worth(other.signed("leader")) == [Standing.UNTRUSTED]


def test_one_taken_back_and_one_run_out(office: Office) -> None:
    assert office.worth(office.signed("revoked")) == [Standing.REVOKED]
    assert office.worth(office.signed("expired")) == [Standing.EXPIRED]
    # A time-stamp from after either proves nothing better.
    assert office.worth(office.signed("revoked", stamper=office.stamper)) == [Standing.REVOKED]
    assert office.worth(office.signed("expired", stamper=office.stamper)) == [Standing.EXPIRED]


def test_nobody_answers_about_revocation(office: Office) -> None:
    deaf = Trust(office.trust.roots, (), frozenset())
    assert office.worth(office.signed("leader"), deaf) == [Standing.UNASKED]


def test_an_archive_needs_nobody_to_answer(office: Office) -> None:
    from pyhanko_certvalidator import ValidationContext

    kept = ValidationContext(
        trust_roots=list(office.trust.roots), allow_fetching=True, revocation_mode="hard-fail"
    )
    signed = office.signed("leader", stamper=office.stamper, archive=kept)
    deaf = Trust(office.trust.roots, (), frozenset())
    found = office.found(signed, deaf)
    assert [one.stamp for one in found] == [False, True]
    assert office.worth(signed, deaf)[0] is Standing.VALID
    assert not found[0].facts.added
