"""The page on which anybody has the signatures of a PDF checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.foundation.signing.office import Office, opened, paper

ADDRESS = "/xac-minh/chu-ky/"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki-of-pages"))) as found:
        yield found


@pytest.fixture
def ask(client: Client, office: Office, settings: Any) -> Any:
    settings.TINHSO_SIGNING_ROOTS = str(office.folder / "trust")
    settings.TINHSO_SIGNING_HOSTS = office.address.removeprefix("http://")

    def asked(content: bytes, name: str = "giay.pdf") -> tuple[int, str]:
        answer = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content, "application/pdf")})
        return answer.status_code, answer.content.decode()

    return asked


def test_a_sound_paper_says_who_signed_it(ask: Any, office: Office) -> None:
    both = office.signed("agency", office.signed("leader", stamper=office.stamper), "Con-dau")
    status, page = ask(both)
    assert status == 200
    for words in (
        "Chữ ký số hợp lệ, tệp còn nguyên vẹn",
        "Lê Thị Trình Diễn",
        "Chủ tịch",
        "Dấu thời gian",
        "Chữ ký số 2: hợp lệ",
        "có phần thêm không làm đổi nội dung",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("who", "words"), [("revoked", "chứng thư đã bị thu hồi"), ("expired", "chứng thư ngoài thời hạn")]
)
def test_a_certificate_that_does_not_hold_is_told_with_its_reason(
    ask: Any, office: Office, who: str, words: str
) -> None:
    status, page = ask(office.signed(who))
    assert status == 200
    assert words in page
    assert "Đừng dựa vào tệp này khi chưa hỏi lại" in page
    assert "Chữ ký số hợp lệ" not in page


def test_a_changed_paper_is_never_called_sound(ask: Any, office: Office) -> None:
    signed = bytearray(office.signed("leader"))
    signed[signed.index(b"/MediaBox") + 12] ^= 1
    status, page = ask(bytes(signed))
    assert status == 200
    assert "nội dung đã bị sửa sau khi ký" in page
    assert "Chữ ký số hợp lệ" not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "có nội dung"),
        (b"GIF89a" * 10, "không phải PDF"),
        (b"%PDF-1.7\nnothing", "bị hỏng hoặc bị cắt"),
        (b"x" * 12_000_001, "lớn hơn 12 MB"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_out(ask: Any, content: bytes, words: str) -> None:
    status, page = ask(content)
    assert status == 422
    assert words in page


def test_an_unsigned_paper_proves_nothing(ask: Any) -> None:
    status, page = ask(paper())
    assert status == 200
    assert "Tệp này không có chữ ký số" in page


def test_a_name_is_shown_as_text(ask: Any, office: Office) -> None:
    _status, page = ask(paper(), "<script>alert(1)</script>.pdf")
    assert "<script>alert" not in page


def test_without_roots_nobody_is_believed(client: Client, office: Office, settings: Any) -> None:
    settings.TINHSO_SIGNING_ROOTS = ""
    file = SimpleUploadedFile("giay.pdf", office.signed("leader"), "application/pdf")
    page = client.post(ADDRESS, {"file": file}).content.decode()
    assert "không rõ ai cấp chứng thư" in page
    assert "chưa được khai báo nơi cấp chứng thư nào" in page


def test_few_files_an_hour_from_one_address(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tinhso.government.verification.views import signatures

    monkeypatch.setattr(signatures, "OF_ADDRESS", 1)
    assert ask(paper())[0] == 200
    status, page = ask(paper())
    assert status == 429
    assert "Chữ ký số hợp lệ" not in page
