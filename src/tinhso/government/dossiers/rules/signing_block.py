"""The lines above a signature on an agency's paper (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 7a). Pure."""

from __future__ import annotations

COMMITTEE = "peoples_committee"
DEPUTY = "phó "


def block(agency_kind: str, position: str) -> tuple[str, str]:
    """(authority, position): a people's committee signs through its chair (TM.), a deputy for the head (KT.).

    ("peoples_committee", "Phó Chủ tịch") → ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "Phó Chủ tịch").
    """
    parts = ["TM. ỦY BAN NHÂN DÂN"] if agency_kind == COMMITTEE else []
    if position.lower().startswith(DEPUTY):
        parts.append(f"KT. {position[len(DEPUTY) :].upper()}")
    return " ".join(parts), position


def padded(serial: int | None, number: str) -> str:
    """A number as it stands on paper: below ten with a zero in front."""
    return f"{serial:02d}" if serial is not None else number
