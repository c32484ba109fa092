"""One exemplary package in the database, and its administrator."""

from __future__ import annotations

from datetime import date

import pytest

from tests.government.dossiers.world import officer
from tests.government.procedures.conftest import small_province
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.province.api import Folder
from tinhso.government.procedures import folder as part
from tinhso.lib.actor import Actor

CODE = "1.001193"


@pytest.fixture
def exemplary(db: None) -> None:
    """The birth registration package and the search data that it names."""
    part.load_part(Folder(texts=small_province()), Actor.system("test"))


@pytest.fixture
def agency(db: None) -> Agency:
    """Where the administrators sit."""
    unit = Unit.objects.create(
        code="26", name="Tỉnh Thử", type="tỉnh", level="province", valid_from=date(2025, 7, 1), sort_key="a"
    )
    return Agency.objects.create(
        unit=unit, slug="ubnd-thu", name="Ủy ban nhân dân tỉnh Thử", kind="peoples_committee", level="province",
        valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip


@pytest.fixture
def admin(agency: Agency) -> Actor:
    """The system's administrator."""
    return officer("quan-tri-thiet-ke", agency, "system_admin")
