"""Samples for the style guide page: made up, and said to be so on the page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tinhso.screens import doors


def samples() -> dict[str, Any]:
    """Context of the style guide pages; moments are relative to the province's clock."""
    now = doors.now()
    return {
        "late": now - timedelta(hours=5),
        "soon": now + timedelta(minutes=160),
        "fine": now + timedelta(days=3),
        "people": ("Nguyễn Thị Hạnh", "Trần Văn Dũng", "Lê Quang Minh", "Phạm Thu Trang"),
    }
