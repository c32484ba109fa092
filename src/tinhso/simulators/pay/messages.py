"""The platform's own reading of its messages; it knows nothing of the province's code."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
INIT = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan",
    "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
)  # fmt: skip
NOTICE = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang",
    "ThoiGianGD", "ThongTinGiaoDich",
)  # fmt: skip
QUERY = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
ANSWER = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaGiaoDich", "MaNganHang", "TrangThaiGD",
    "ThoiGianGD",
)  # fmt: skip


class Clock:
    """This machine's time, or that of a world which started at another moment."""

    def __init__(self, starts_at: str = "") -> None:
        begun = datetime.fromisoformat(starts_at) if starts_at else None
        if begun is not None and begun.tzinfo is None:
            begun = begun.replace(tzinfo=ZONE)
        self._apart = begun.timestamp() - time.time() if begun else 0.0

    def now(self) -> str:
        """yyyyMMddHHmmss, hours of 24."""
        return datetime.fromtimestamp(time.time() + self._apart, ZONE).strftime("%Y%m%d%H%M%S")


def code(body: Mapping[str, Any], order: Sequence[str], secret: str) -> str:
    """MaXacThuc."""
    text = "|".join(str(body.get(name, "")) for name in order) + "|" + secret
    return hashlib.sha256(text.encode()).hexdigest()


def signed(body: dict[str, Any], order: Sequence[str], secret: str) -> dict[str, Any]:
    """The message with its code."""
    return {**body, "MaXacThuc": code(body, order, secret)}
