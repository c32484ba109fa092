"""Each way a folder can be broken is named with its file, line and way out; no database is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.foundation.province.conftest import SOUND, Make
from tinhso.cli.__main__ import main
from tinhso.foundation.province.api import check

ROOT = Path(__file__).resolve().parents[3]


def line_of(file: str, text: str) -> int:
    """The line of the sound file where the text stands."""
    return SOUND[file].split(text)[0].count("\n") + 1


def test_sound_folder_has_no_faults(make: Make) -> None:
    assert check(make()) == []


def test_vinh_phuc_is_sound() -> None:
    ours = ("units", "agencies.toml", "agency-codes.csv", "province.toml")
    assert [f for f in check(ROOT / "provinces" / "vinhphuc") if f.file.startswith(ours)] == []


U, A, P, C = "units/all.csv", "agencies.toml", "province.toml", "agency-codes.csv"
BROKEN = [
    # file, old, new, words of the message, words of the way out
    (U, "successors,legal_basis", "successor,legal_basis", "successors", "Thêm cột"),
    (U, "successors,legal_basis", "successors,legal_bassis", "legal_bassis", "legal_basis"),
    (U, "90002,Xã Bình", "9002,Xã Bình", "9002", "số 0"),
    (U, "Xã Bình,xã", "Xã Bình,xa", "“xa”", "xã"),
    (U, "90002,Xã Bình,xã", "90002,Phường Bình,xã", "Phường Bình", "tên đầy đủ"),
    (U, "90002,Xã Bình,xã,901,2019-01-01", "90002,Xã Bình,xã,901,1/1/2019", "1/1/2019", "năm-tháng-ngày"),
    (U, "90002,Xã Bình,xã,901,2019-01-01", "90002,Xã Bình,xã,901,2019-02-31", "2019-02-31", "năm-tháng-ngày"),
    (
        U,
        "90002,Xã Bình,xã,901,2019-01-01",
        "90002,Xã Bình,xã,901,2026-01-01",
        "trước ngày bắt đầu",
        "valid_to",
    ),
    (U, "90002,Xã Bình,xã,901", "90002,Xã Bình,xã,902", "902", "901"),
    (U, "90002,Xã Bình,xã,901", "90002,Xã Bình,xã,90003", "Xã Cũ", "parent"),
    (U, "2025-06-30,90001,,,", "2025-06-30,90009,,,", "90009", "90001"),
    (U, "2025-06-30,90001,,valid", "2025-05-30,90001,,valid", "90001", "nối nhau"),
    (U, "90003,Xã Cũ", "90002,Xã Cũ", "90002 đã thuộc", "valid_to"),
    (U, "90001,Xã An Bình,xã,90,2025-07-01", "90001,Xã An Bình,xã,90,2025-06-30", "đã thuộc", "valid_to"),
    (U, "Xã Cũ,xã,901,2019-01-01,2024-12-31", "Xã Cũ,xã,901,2019-01-01,2025-12-31", "Huyện Một", "dòng mới"),
    (U, "90003,Xã Cũ", "90003,Xã, Cũ", "số ô", "dấu phẩy"),
    (U, ",,,successors,", ",,,sucessors,", "sucessors", "successors"),
    (U, "90002,Xã Bình", "90002,", "name", "Điền"),
    (A, 'code_key = "STP"', 'code_keys = "STP"', "code_keys", "code_key"),
    (A, 'kind = "department"', 'kind = "departmant"', "departmant", "department"),
    (A, 'level = "province"', 'level = "provinces"', "provinces", "province"),
    (A, 'slug = "so-tu-phap"', 'slug = "ubnd-tinh-thu"', "bị trùng", "slug"),
    (A, 'slug = "so-tu-phap"', 'slug = "../so"', "../so", "chữ thường"),
    (A, 'parent = "ubnd-tinh-thu"', 'parent = "ubnd-tinh-thuu"', "ubnd-tinh-thuu", "ubnd-tinh-thu"),
    (A, 'parent = "ubnd-tinh-thu"', 'parent = "so-tu-phap"', "dẫn vòng", "parent"),
    (A, 'unit = "90"', 'unit = "91"', "91", "90"),
    (A, "valid_from = 2019-01-01\ncode_key", "valid_from = 2018-01-01\ncode_key", "2018-01-01", "valid_from"),
    (A, "valid_from = 2019-01-01\ncode_key", 'valid_from = "2019-01-01"\ncode_key', "sai kiểu", "ngoặc kép"),
    (A, "valid_from = 2019-01-01\ncode_key", "code_key", "valid_from", "Thêm khoá"),
    (A, 'fields = ["Hộ tịch"]', 'fields = "Hộ tịch"', "fields", "danh sách"),
    (A, 'fields = ["Hộ tịch"]', 'successors = ["ubnd-huyen-mot"]', "chưa có valid_to", "valid_to"),
    (A, '"ubnd-{slug}-{since}"', '"ubnd-{slug}-{sinc}"', "{sinc}", "since"),
    (A, '"ubnd-{slug}-{since}"', '"ubnd-{slug:>99999999}"', "Chỗ điền lạ", "slug"),
    (A, '"ubnd-{slug}-{since}"', '"ubnd-{slug.__class__}"', "__class__", "slug"),
    (A, '"ubnd-{slug}-{since}"', '"ubnd-xa"', "bị trùng", "slug"),
    (A, 'for_each = "commune"', 'for_each = "communes"', "communes", "commune"),
    (A, '[[rule]]\nfor_each = "district"', '[[rules]]\nfor_each = "district"', "rules", "rule"),
    (A, 'code_key = "STP"', 'code_key = "901"', "H99.TMP-901", "một cơ quan"),
    (P, 'slug = "thu"', "slug = thu", "TOML", "Sửa dòng"),
    (P, "[brand]", "[brands]", "brands", "brand"),
    (P, 'primary = "#17305c"', 'primry = "#17305c"', "primry", "primary"),
    (P, 'primary = "#17305c"', 'primary = "indigo"', "indigo", "#17305c"),
    (P, 'primary = "#17305c"', 'primary = "#e0e0f0"', "khó đọc", "4,5"),
    (P, "value = 8", "value = 0", "0", "từ 1"),
    (P, "value = 8", 'value = "8"', "8", "số nguyên"),
    (P, 'key = "reception_hours"', 'key = "reception_hour"', "reception_hour", "reception_hours"),
    (P, 'unit = "90"', 'unit = "26"', "26", "90"),
    (P, 'code = "H99"', 'code = "h99"', "h99", "H62.14"),
    (P, 'agency = "ubnd-tinh-thu"', 'agency = "ubnd-tinh-thy"', "ubnd-tinh-thy", "ubnd-tinh-thu"),
]


@pytest.mark.parametrize(("file", "old", "new", "message", "way_out"), BROKEN)
def test_fault_names_line_and_way_out(
    make: Make, file: str, old: str, new: str, message: str, way_out: str
) -> None:
    faults = check(make(file, old, new))
    found = [f for f in faults if f.file == file and message in f.message and way_out in f.way_out]
    assert found, [str(f) for f in faults]
    assert all(fault.line > 0 and fault.way_out for fault in faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (U, "90002,Xã Bình,xã,901", "90002,Xã Bình,xã,902", 5),
        (A, 'kind = "department"', 'kind = "departmant"', line_of(A, 'kind = "department"')),
        (A, 'for_each = "commune"', 'for_each = "communes"', line_of(A, 'for_each = "commune"')),
        (P, "value = 8", "value = 0", line_of(P, "value = 8")),
        (P, 'slug = "thu"', "slug = thu", 2),
    ],
)
def test_fault_is_at_its_very_line(make: Make, file: str, old: str, new: str, line: int) -> None:
    assert [fault.line for fault in check(make(file, old, new))] == [line]


def test_codes_file(make: Make) -> None:
    rows = (
        "so-tu-phap,H99.14,,2026-01-01,QĐ 1\n"
        "so-tu-phat,H99.15,,2026-01-01,QĐ 1\n"
        "so-tu-phap,H99 16,,2026-01-02,\n"
        "so-tu-phap,H99.17,,hôm nay,QĐ 1\n"
        "so-tu-phap,H99.18,,2010-01-01,QĐ 1\n"
        "so-tu-phap,H99.19,,2026-01-01,QĐ 1\n"
    )
    faults = check(make(C, CODES_HEADER, CODES_HEADER + rows))
    assert {(fault.line, word) for fault in faults for word in WORDS if word in fault.message} == {
        (3, "Không có cơ quan"),
        (4, "không đúng dạng"),
        (4, "Thiếu căn cứ"),
        (5, "không phải là ngày"),
        (6, "không hoạt động"),
        (7, "cùng ngày"),
    }


CODES_HEADER = SOUND[C]
WORDS = [
    "Không có cơ quan",
    "không đúng dạng",
    "Thiếu căn cứ",
    "không phải là ngày",
    "không hoạt động",
    "cùng ngày",
]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("units/xấu.csv", b"", "Tên tệp"),
        ("units/a b.csv", b"", "Tên tệp"),
        ("units/bad.csv", b"code\n\xff\xfe", "UTF-8"),
        ("notes.md", "ne\u0302u".encode(), "NFC"),
        ("notes.md", "a\u202eb".encode(), "ký tự ẩn"),
        ("notes.md", b"a\x00b", "ký tự điều khiển"),
        ("notes.md", b"a" * 8_000_001, "8 MB"),
    ],
)
def test_any_file(make: Make, name: str, data: bytes, message: str) -> None:
    faults = check(make(extra={name: data}))
    assert [fault for fault in faults if message in fault.message], [str(f) for f in faults]


def test_misspelt_file_is_not_passed_over(make: Make) -> None:
    root = make()
    (root / "agencies.toml").rename(root / "agencis.toml")
    assert any(f.file == "agencis.toml" and "agencies.toml" in f.way_out for f in check(root))


def test_link_that_leads_out(make: Make, tmp_path: Path) -> None:
    root = make()
    (tmp_path / "secret.csv").write_text("code\n")
    (root / "units" / "more.csv").symlink_to(tmp_path / "secret.csv")
    faults = check(root)
    assert [fault.file for fault in faults] == ["units/more.csv"]
    assert "ra ngoài" in faults[0].message


def test_missing_folder(tmp_path: Path) -> None:
    assert "Không có thư mục" in check(tmp_path / "none")[0].message


def test_command(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(make())]) == 0
    root = make(U, "90002,Xã Bình,xã,901", "90002,Xã Bình,xã,902")
    capsys.readouterr()
    assert main(["check", str(root)]) == 1
    assert "units/all.csv:5" in capsys.readouterr().out
    assert main(["check", str(root), "--json"]) == 1
    fault = json.loads(capsys.readouterr().out)["faults"][0]
    assert (fault["file"], fault["line"]) == ("units/all.csv", 5)
    assert set(fault) == {"file", "line", "message", "way_out"}
