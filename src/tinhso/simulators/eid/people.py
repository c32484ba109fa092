"""Made-up holders. Two of them have an older account at the demonstration, the others have none."""

from __future__ import annotations

from typing import Any

PEOPLE: dict[str, dict[str, Any]] = {
    "dan-1": {
        "LoaiTaiKhoan": "1", "SoDinhDanh": "026190000001", "HoVaTen": "Nguyễn Thị Người Dân",
        "NgayThangNamSinh": "20/05/1990", "GioiTinh": "Nữ", "SoDienThoai": "0900000001",
        "TechID": "mo-phong-tech-1", "loAs": "LoA2", "IAL": "IAL2",
    },
    "dan-2": {
        "LoaiTaiKhoan": "1", "SoDinhDanh": "026085000002", "HoVaTen": "Trần Văn Người Dân",
        "NgayThangNamSinh": "02/11/1985", "GioiTinh": "Nam", "SoDienThoai": "0900000002",
        "TechID": "mo-phong-tech-2", "loAs": "LoA2",
    },
    "dan-moi": {
        "LoaiTaiKhoan": "1", "SoDinhDanh": "026299000003", "HoVaTen": "Lê Văn Mới Đến",
        "NgayThangNamSinh": "15/08/1999", "GioiTinh": "Nam", "SoDienThoai": "0900000003",
        "TechID": "mo-phong-tech-3", "loAs": "LoA3", "IAL": "IAL2",
    },
    "dan-khac-ten": {
        "LoaiTaiKhoan": "1", "SoDinhDanh": "026190000001", "HoVaTen": "Phạm Thị Khác Tên",
        "NgayThangNamSinh": "01/01/1970", "GioiTinh": "Nữ", "TechID": "mo-phong-tech-4", "loAs": "LoA2",
    },
    "doanh-nghiep": {
        "LoaiTaiKhoan": "2", "MaSoThue": "2600000012", "TenDoanhNghiep": "Công ty TNHH Doanh Nghiệp Minh Họa",
        "NguoiDaiDien": "Trần Văn Người Dân", "TechID": "mo-phong-tech-5", "loAs": "LoA2",
    },
    "muc-1": {
        "LoaiTaiKhoan": "1", "SoDinhDanh": "026200000006", "HoVaTen": "Vũ Thị Mức Một",
        "NgayThangNamSinh": "2000-01-09", "TechID": "mo-phong-tech-6", "loAs": "LoA1", "IAL": "IAL1",
    },
    "nguoi-nuoc-ngoai": {
        "LoaiTaiKhoan": "1", "HoChieu": "XX0000000", "HoVaTen": "John Example", "TechID": "mo-phong-tech-7",
        "loAs": "LoA2",
    },
}  # fmt: skip
NOTES = {
    "dan-1": "có tài khoản và hồ sơ cũ ở bản trình diễn",
    "dan-2": "có tài khoản cũ ở bản trình diễn",
    "dan-moi": "chưa có tài khoản: tài khoản mới được mở",
    "dan-khac-ten": "cùng số với người khác nhưng khác tên: phải đến một cửa",
    "doanh-nghiep": "tổ chức, theo mã số thuế",
    "muc-1": "định danh mức độ 1: chưa đủ",
    "nguoi-nuoc-ngoai": "chỉ có hộ chiếu: không có số định danh",
}


def claims_of(key: str) -> dict[str, Any] | None:
    """What the provider tells of a person, with `sub`; None for nobody."""
    found = PEOPLE.get(key)
    return None if found is None else {"sub": f"mo-phong-{key}", **found}
