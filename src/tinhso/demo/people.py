"""Made-up people for the demonstration: plausible names, numbers of the right shape, plainly fictional.

Every middle name holds a word no register would carry ("Mẫu", "Thử", "Ví Dụ"), every telephone number
lies in one block kept for the demonstration, and every citizen ID has a serial below 002000.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = (
    ("Nguyễn", 38), ("Trần", 11), ("Lê", 10), ("Phạm", 7), ("Hoàng", 5), ("Phan", 4), ("Vũ", 4), ("Đặng", 3),
    ("Bùi", 3), ("Đỗ", 3), ("Hồ", 2), ("Ngô", 2), ("Dương", 2), ("Lý", 1), ("Kim", 1), ("Đào", 1), ("Lưu", 1),
)  # fmt: skip
MADE_UP = ("Mẫu", "Thử", "Ví Dụ")
MALE = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đức",
    "Hải",
    "Hùng",
    "Khánh",
    "Long",
    "Minh",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Tuấn",
    "Vinh",
)
FEMALE = (
    "Anh",
    "Chi",
    "Dung",
    "Giang",
    "Hà",
    "Hạnh",
    "Hoa",
    "Hương",
    "Lan",
    "Linh",
    "Mai",
    "Ngọc",
    "Oanh",
    "Thảo",
    "Trang",
    "Yến",
)


@dataclass(frozen=True)
class MadeUpPerson:
    """One fictional resident."""

    name: str
    female: bool
    born: date
    citizen_id: str
    phone: str


def person(random: Random, serial: int, today: date) -> MadeUpPerson:
    """The `serial`-th made-up person, an adult on `today`; the same Random gives the same person."""
    female = random.random() < 0.5
    names, weights = zip(*SURNAMES, strict=True)
    surname = random.choices(names, weights)[0]
    given = random.choice(FEMALE if female else MALE)
    born = today - timedelta(days=random.randrange(19 * 366, 75 * 365))
    return MadeUpPerson(
        name=f"{surname} {random.choice(MADE_UP)} {given}",
        female=female,
        born=born,
        citizen_id=citizen_id(born, female, serial),
        phone=f"0911{serial % 1_000_000:06d}",
    )


def citizen_id(born: date, female: bool, serial: int) -> str:
    """Province 026, century and sex, year of birth, a serial below 002000: the shape of a real number."""
    century = 2 * (born.year // 100 - 19) + (1 if female else 0)
    return f"026{century}{born.year % 100:02d}{serial % 2000:06d}"
