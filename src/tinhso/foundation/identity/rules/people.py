"""The people of the demonstration. Their names say that they are made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoOfficer:
    """An officer of the demonstration: where (`commune`, `department`, `centre`), with which roles."""

    username: str
    name: str
    position: str
    place: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class DemoResident:
    """A person of the demonstration."""

    citizen_id: str
    name: str
    birth_date: str
    sex: str
    phone: str


OFFICERS = (
    DemoOfficer("tiepnhan", "Nguyễn Thị Ví Dụ", "Cán bộ tiếp nhận", "commune_desk", ("reception",)),
    DemoOfficer("chuyenvien", "Trần Văn Minh Họa", "Công chức chuyên môn", "commune", ("specialist",)),
    DemoOfficer("truongphong", "Phạm Văn Thí Dụ", "Trưởng phòng", "commune", ("division_head",)),
    DemoOfficer("lanhdao", "Lê Thị Trình Diễn", "Phó Chủ tịch", "commune", ("leader",)),
    DemoOfficer("vanthu", "Hoàng Thị Mẫu", "Văn thư", "commune", ("clerk",)),
    DemoOfficer("traketqua", "Đỗ Văn Thử", "Cán bộ trả kết quả", "commune_desk", ("return_officer", "cashier")),
    # One person who may receive, certify, sign, number, take the fee and hand over: done on the spot.
    DemoOfficer("chungthuc", "Hà Thị Minh Họa", "Công chức được ủy quyền ký chứng thực", "commune_desk",
                ("reception", "specialist", "leader", "clerk", "return_officer", "cashier")),
    DemoOfficer("quantri", "Vũ Thị Giả Định", "Quản trị đơn vị", "commune", ("unit_admin", "monitor")),
    DemoOfficer("so.chuyenvien", "Bùi Văn Minh Họa", "Chuyên viên", "department", ("specialist",)),
    DemoOfficer("so.truongphong", "Đặng Thị Ví Dụ", "Trưởng phòng", "department", ("division_head",)),
    DemoOfficer("so.lanhdao", "Ngô Văn Trình Diễn", "Phó Giám đốc", "department", ("leader",)),
    DemoOfficer("so.vanthu", "Dương Thị Mẫu", "Văn thư", "department", ("clerk",)),
    DemoOfficer("tt.tiepnhan", "Lý Thị Thử", "Cán bộ tiếp nhận", "centre", ("reception", "return_officer", "cashier")),
    DemoOfficer("tt.giamsat", "Mai Văn Giả Định", "Phó Giám đốc", "centre", ("leader", "monitor")),
    DemoOfficer("bcd.vanphong", "Cao Thị Ví Dụ", "Thư ký Ban Chỉ đạo", "committee_office", ("steering",)),
    DemoOfficer("vp.lanhdao", "Kiều Văn Thí Dụ", "Phó Chánh Văn phòng", "committee_office", ("leader",)),
    DemoOfficer("hethong", "Hồ Thị Trình Diễn", "Quản trị hệ thống", "centre", ("system_admin",)),
)  # fmt: skip

RESIDENTS = (
    DemoResident("026190000001", "Nguyễn Thị Người Dân", "1990-05-20", "female", "0900000001"),
    DemoResident("026085000002", "Trần Văn Người Dân", "1985-11-02", "male", "0900000002"),
)
ENTERPRISE_TAX_NUMBER = "2600000012"
ENTERPRISE_NAME = "Công ty TNHH Doanh Nghiệp Minh Họa"
