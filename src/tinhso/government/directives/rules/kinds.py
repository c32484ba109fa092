"""The 29 kinds of administrative document (NĐ 30/2020/NĐ-CP, Điều 7) with their abbreviations (Phụ lục III)."""

from __future__ import annotations

# Abbreviation → name. Công văn and thư công have none: their keys are ours and never stand in a notation.
KINDS: dict[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "cong-van": "Công văn",
    "thu-cong": "Thư công",
}
WITHOUT_ABBREVIATION = ("cong-van", "thu-cong")
# What no kind of the decree covers, e.g. a party committee's kết luận: its own name is written beside it.
OTHER = "khac"
LINKS: dict[str, tuple[str, str]] = {
    "replaces": ("Thay thế", "Được thay thế bởi"),
    "amends": ("Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"),
    "implements": ("Triển khai", "Được triển khai bởi"),
    "cites": ("Căn cứ", "Là căn cứ của"),
}


def kind_name(kind: str, own: str = "") -> str:
    """What a kind is called; `own` for one that the decree does not know."""
    return KINDS.get(kind) or own or "Văn bản"
