"""What a provider tells of somebody, in our terms. Pure: a table of claims in, a holder or a reason out.

The national portal and VNeID use the same names for what both tell (domain reference, one-stop.md §12).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.lib.text import clean

PERSON, ORGANISATION = "person", "organisation"
# Below this level nobody has been seen in person by the police, so the number proves nothing.
LEAST_LEVEL = 2
_NUMBER = {PERSON: re.compile(r"[0-9]{12}"), ORGANISATION: re.compile(r"[0-9]{10}(?:[0-9]{2,3})?")}
_SEXES = {"nam": "male", "male": "male", "1": "male", "nữ": "female", "nu": "female", "female": "female", "2": "female"}  # fmt: skip


class UnfitClaims(Exception):
    """Claims that sign nobody in; `code` says why: subject, kind, number, name, level."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Holder:
    """Whom the provider vouches for. `number` is the citizen ID of a person, the tax number of an organisation.

    `loa` is the level of this sign-in, `ial` that of the identity behind it (0: not told).
    """

    kind: str
    subject: str
    number: str
    name: str
    tech_id: str = ""
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""
    loa: int = 0
    ial: int = 0

    @property
    def level(self) -> int:
        """The level that counts: of the identity where it is told, else of the sign-in."""
        return self.ial or self.loa

    @property
    def level_name(self) -> str:
        """As it is kept with a filing: `LoA2` or `LoA2.IAL2`."""
        return ".".join(f"{name}{level}" for name, level in (("LoA", self.loa), ("IAL", self.ial)) if level)


def holder_of(claims: Mapping[str, Any]) -> Holder:
    """The holder of userinfo claims. Raises UnfitClaims with the first reason why they sign nobody in."""
    kind = _kind(_text(claims, "LoaiTaiKhoan"))
    subject = _text(claims, "sub", 200)
    if not subject:
        raise UnfitClaims("subject")
    number = re.sub(r"[\s.\-]", "", _text(claims, "SoDinhDanh" if kind == PERSON else "MaSoThue"))
    number = number or (
        re.sub(r"[\s.\-]", "", _text(claims, "MaSoDoanhNghiep")) if kind == ORGANISATION else ""
    )
    if not _NUMBER[kind].fullmatch(number):
        raise UnfitClaims("number")
    name = _text(claims, "HoVaTen" if kind == PERSON else "TenDoanhNghiep", 120 if kind == PERSON else 250)
    if not name:
        raise UnfitClaims("name")
    holder = Holder(
        kind,
        subject,
        number,
        name,
        tech_id=_text(claims, "TechID", 200),
        birth_date=_date(_text(claims, "NgayThangNamSinh")),
        sex=_SEXES.get(_text(claims, "GioiTinh").lower(), ""),
        phone=_phone(_text(claims, "SoDienThoai")),
        email=_text(claims, "ThuDienTu", 254).lower(),
        representative=_text(claims, "NguoiDaiDien", 120) or (_text(claims, "HoVaTen", 120)),
        loa=_level(claims.get("loAs")),
        ial=_level(claims.get("IAL")),
    )
    if holder.level < LEAST_LEVEL:
        raise UnfitClaims("level")
    return holder


def _kind(told: str) -> str:
    """1 is a person, any other number an organisation; nothing told is no answer."""
    if not told:
        raise UnfitClaims("kind")
    return PERSON if told == "1" else ORGANISATION


def _text(claims: Mapping[str, Any], key: str, longest: int = 100) -> str:
    value = claims.get(key)
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    return clean(str(value))[:longest].strip()


def _date(text: str) -> date | None:
    """`20/05/1990`, `1990-05-20` or `19900520`; None for anything else (a year alone is no day)."""
    for pattern, order in (
        (r"(\d{1,2})/(\d{1,2})/(\d{4})", (3, 2, 1)),
        (r"(\d{4})-?(\d{2})-?(\d{2})", (1, 2, 3)),
    ):
        if found := re.fullmatch(pattern, text):
            try:
                return date(*(int(found[part]) for part in order))
            except ValueError:
                return None
    return None


def _phone(text: str) -> str:
    digits = re.sub(r"^(\+?84)", "0", re.sub(r"[\s.\-]", "", text))
    return digits if re.fullmatch(r"0[0-9]{8,14}", digits) else ""


def _level(told: Any) -> int:
    """The highest level of `LoA2`, `2`, `["LoA1", "LoA2"]`, `LoA1 LoA2`; 0 when none can be read."""
    parts = told if isinstance(told, list) else re.split(r"[\s,;]+", str(told or ""))
    found = (
        re.fullmatch(r"(?:loa|ial|mức|muc)?[\s:_-]*([1-4])", str(part).strip().lower()) for part in parts
    )
    return max((int(one[1]) for one in found if one), default=0)
