"""The roles a capacity can carry. A role is a lane of the processes and a right on the screens."""

from __future__ import annotations

RECEPTION = "reception"
SPECIALIST = "specialist"
DIVISION_HEAD = "division_head"
LEADER = "leader"
CLERK = "clerk"
RETURN_OFFICER = "return_officer"
CASHIER = "cashier"
UNIT_ADMIN = "unit_admin"
SYSTEM_ADMIN = "system_admin"
MONITOR = "monitor"
STEERING = "steering"

ROLES: dict[str, str] = {
    RECEPTION: "Cán bộ tiếp nhận",
    SPECIALIST: "Chuyên viên thụ lý",
    DIVISION_HEAD: "Lãnh đạo phòng",
    LEADER: "Lãnh đạo cơ quan",
    CLERK: "Văn thư",
    RETURN_OFFICER: "Cán bộ trả kết quả",
    CASHIER: "Thu phí, lệ phí",
    UNIT_ADMIN: "Quản trị đơn vị",
    SYSTEM_ADMIN: "Quản trị hệ thống",
    MONITOR: "Giám sát, kiểm soát thủ tục",
    STEERING: "Văn phòng Ban Chỉ đạo",
}
ADMIN_ROLES = frozenset({UNIT_ADMIN, SYSTEM_ADMIN})
# Rights that reach beyond one agency: no administrator of a unit can give or take them.
PROVINCE_WIDE = frozenset({SYSTEM_ADMIN, MONITOR, STEERING})


def role_name(role: str) -> str:
    """The Vietnamese name of a role; an unknown role shows its own key."""
    return ROLES.get(role, role)
