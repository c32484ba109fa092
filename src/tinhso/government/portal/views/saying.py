"""Values of the contract as an officer reads them; numbers of people masked."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import mask_citizen_id, mask_contact
from tinhso.government.dossiers.api import STATE_NAMES
from tinhso.government.portal.rules.moments import read
from tinhso.lib.dates import vi_moment

_CONTACTS = frozenset({"Email", "SoDienThoai"})
_NUMBER = re.compile(r"\d{9,12}")
_LONGEST = 300
# What tells of the course and of nobody; a field that is not here may name or describe a person.
_OF_NOBODY = frozenset(
    {"MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "KenhThucHien", "LoaiDoiTuong", "TrangThaiHoSo",
     "HinhThuc", "DonViXuLy", "NoiNopHoSo", "HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID",
     "DuocThanhToanTrucTuyen", "DanhSachLePhi", "TienDo"}
)  # fmt: skip


def said(field: str, value: str, *, reads: bool = True) -> str:
    """One value in words: moments as moments, states by name, numbers masked, long lists shortened.

    `reads` False: of what may tell of a person only that it is there, for whoever may not open the dossier.
    """
    if not value:
        return ""
    if not reads and field not in _OF_NOBODY and not field.startswith("Ngay"):
        return _("có, không hiển thị")
    if field == "TrangThaiHoSo" and value.isdigit():
        return f"{value} · {STATE_NAMES.get(int(value), _('không có trong bảng'))}"
    if field.startswith("Ngay"):
        moment = read(value)
        return vi_moment(moment) if moment else value
    if field == "SoGiayToChuHoSo":
        # Of whichever paper: a passport's number too is nobody's to read here.
        return mask_citizen_id(value)
    if field in _CONTACTS:
        return mask_contact(value)
    if field == "TienDo":
        first, _dot, rest = value.partition(" · ")
        moment = read(first)
        return f"{vi_moment(moment) if moment else first} · {rest}"
    masked = _NUMBER.sub(lambda m: mask_citizen_id(m[0]), value) if field in _OF_PEOPLE else value
    return masked if len(masked) <= _LONGEST else masked[:_LONGEST] + "…"


_OF_PEOPLE = frozenset({"DinhDanhCHS"})
