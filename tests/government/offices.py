"""A small province for tests that only need to know who is competent: made in a few rows, not loaded."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.lib.held import forget_all

SINCE = date(2016, 1, 1)
COMMUNES = 12


def small_province() -> None:
    """One province with a committee and a department of civil status' neighbour field, twelve communes."""
    top = Unit.objects.create(
        code="26", name="Tỉnh Thử", type="tỉnh", level="province", valid_from=SINCE, sort_key="a"
    )
    _agency(top, "ubnd-tinh-thu", "Ủy ban nhân dân tỉnh Thử", "peoples_committee")
    _agency(top, "so-thu-nghiem", "Sở Thử nghiệm", "department", fields=["Đo lường"])
    for number in range(1, COMMUNES + 1):
        unit = Unit.objects.create(
            code=f"087{number:02}", name=f"Xã Thử {number:02}", type="xã", level="commune", parent=top,
            valid_from=SINCE, sort_key=f"{number:02}",
        )  # fmt: skip
        _agency(unit, f"ubnd-xa-thu-{number:02}", f"Ủy ban nhân dân xã Thử {number:02}", "peoples_committee")
    forget_all()


def _agency(unit: Unit, slug: str, name: str, kind: str, fields: list[str] | None = None) -> None:
    Agency.objects.create(
        unit=unit, slug=slug, name=name, kind=kind, level=unit.level, fields=fields or [], valid_from=SINCE,
        sort_key=slug,
    )  # fmt: skip
