"""The citizen ID number (số định danh cá nhân): 12 digits that tell province, century, sex and year.

Thông tư 59/2021/TT-BCA, Điều 4: three digits for the place where the birth was registered, one for
century and sex, two for the year of birth, six at random.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

# Places of birth registration in Viet Nam. The codes stay on the numbers although provinces merged in 2025.
PROVINCES = frozenset(
    [
        "001",
        "002",
        "004",
        "006",
        "008",
        "010",
        "011",
        "012",
        "014",
        "015",
        "017",
        "019",
        "020",
        "022",
        "024",
        "025",
        "026",
        "027",
        "030",
        "031",
        "033",
        "034",
        "035",
        "036",
        "037",
        "038",
        "040",
        "042",
        "044",
        "045",
        "046",
        "048",
        "049",
        "051",
        "052",
        "054",
        "056",
        "058",
        "060",
        "062",
        "064",
        "066",
        "067",
        "068",
        "070",
        "072",
        "074",
        "075",
        "077",
        "079",
        "080",
        "082",
        "083",
        "084",
        "086",
        "087",
        "089",
        "091",
        "092",
        "093",
        "094",
        "095",
        "096",
    ]
)
_FIRST_CENTURY = 1900


def normalise(text: str) -> str:
    """The number as stored: compatibility digits made plain, spaces, dots and hyphens taken out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in ".-")


def place_known(code: str) -> bool:
    """True for a Vietnamese province code, or a code in the range kept for births registered abroad."""
    return code in PROVINCES or "100" < code < "400"


def born(number: str) -> tuple[int, str]:
    """Year of birth and sex (`male` or `female`) that a 12-digit number tells."""
    digit = int(number[3])
    return _FIRST_CENTURY + 100 * (digit // 2) + int(number[4:6]), "female" if digit % 2 else "male"


def fault(number: str, *, today: date | None = None) -> str | None:
    """What is wrong with a normalised number by itself, as a sentence; None when nothing is.

    With `today` the year of birth it tells must not lie in the future.
    """
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return _("Số căn cước phải có 12 chữ số.")
    if not place_known(number[:3]):
        return _("Ba chữ số đầu của số căn cước không phải mã nơi đăng ký khai sinh. Hãy xem lại trên thẻ.")
    if today is not None and born(number)[0] > today.year:
        return _("Số căn cước này cho năm sinh ở tương lai. Hãy xem lại trên thẻ.")
    return None


@dataclass(frozen=True)
class Disagreement:
    """A number and other facts that cannot all be right: one sentence, and the fields to look at again."""

    sentence: str
    fields: tuple[str, ...]


def disagreement(number: str, birth_date: date | None, sex: str) -> Disagreement | None:
    """Where a sound number tells another year of birth or sex than was given; None when all agree.

    A fact that was not given disagrees with nothing.
    """
    year, told_sex = born(number)
    year_wrong = birth_date is not None and birth_date.year != year
    sex_wrong = bool(sex) and sex != told_sex
    told = {"year": year, "sex": _("nam") if told_sex == "male" else _("nữ")}
    if year_wrong and sex_wrong:
        sentence = _(
            "Số căn cước này là của %(sex)s, sinh năm %(year)s. "
            "Hãy xem lại số, ngày sinh và giới tính trên thẻ."
        )
        return Disagreement(sentence % told, ("citizen_id", "birth_date", "sex"))
    if year_wrong:
        sentence = _("Số căn cước này là của người sinh năm %(year)s. Hãy xem lại số và ngày sinh trên thẻ.")
        return Disagreement(sentence % told, ("citizen_id", "birth_date"))
    if sex_wrong:
        sentence = _("Số căn cước này là của %(sex)s. Hãy xem lại số và giới tính trên thẻ.")
        return Disagreement(sentence % told, ("citizen_id", "sex"))
    return None
