"""Messages of the national payment platform, version 1.0.6: names of fields and the authentication code (payments.md §1).

**Open point.** MaXacThuc is the SHA-256, in hex, of the fields joined by `|` and a secret; in which order the fields
stand, which of them take part and how the secret is joined, no public source tells. The order is therefore a
setting of the connection (TINHSO_PAY_FIELDS_INIT, _IPN, _QUERY, _ANSWER), and the defaults below are the order in
which the fields are listed, no more.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

ORDERS: dict[str, tuple[str, ...]] = {
    "INIT": (
        "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan",
        "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
    ),
    "IPN": (
        "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang",
        "ThoiGianGD", "ThongTinGiaoDich",
    ),
    "QUERY": ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"),
    "ANSWER": (
        "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaGiaoDich", "MaNganHang", "TrangThaiGD",
        "ThoiGianGD",
    ),
}  # fmt: skip
VERSION = "1.0.6"
DONE = "00"
# Only 00 is known of the platform's codes; the others are our own words for "not taken".
ANSWERS = {"ok": DONE, "unknown": "01", "amount": "04", "forged": "97"}
STATES = {"1": "ok", "3": "pending", "4": "fail"}
MOMENT = "%Y%m%d%H%M%S"
_MOMENT = re.compile(r"[0-9]{14}")


def code_of(content: Mapping[str, Any], order: Sequence[str], secret: str, joint: str = "|") -> str:
    """MaXacThuc of a message; a field that is not there counts as empty."""
    text = "|".join(str(content.get(name, "")) for name in order) + joint + secret
    return hashlib.sha256(text.encode()).hexdigest()


def is_genuine(content: Mapping[str, Any], order: Sequence[str], secret: str, joint: str = "|") -> bool:
    """True when the message carries its own code; compared in constant time, in either case of the hex digits."""
    told = str(content.get("MaXacThuc", "")).lower()
    wanted = code_of(content, order, secret, joint)
    return bool(secret) and told.isascii() and hmac.compare_digest(told, wanted)


def whole(told: object) -> int | None:
    """An amount in whole đồng, or None for anything else."""
    text = str(told).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 13 else None


def moment(told: object, zone: tzinfo) -> datetime | None:
    """yyyyMMddHHmmss with hours of 24; None for anything else."""
    text = str(told)
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=zone)
    except ValueError:
        return None


def written(at: datetime, zone: tzinfo) -> str:
    """A moment as the platform writes it."""
    return at.astimezone(zone).strftime(MOMENT)
