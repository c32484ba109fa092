"""A province with its steering office, two departments with heads, and one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.government.dossiers.world import officer
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.worktime.api import today
from tinhso.government.directives.actions.assign import Assignment, assign
from tinhso.government.directives.actions.documents import Entry, enter
from tinhso.government.directives.models import Document, Task
from tinhso.lib.actor import Actor


@dataclass
class Stage:
    """Who acts."""

    unit: Unit
    office_place: Agency
    health: Agency
    schools: Agency
    office: Actor
    second: Actor
    head: Actor
    deputy: Actor
    other_head: Actor
    document: Document

    def task(self, **changes: Any) -> Task:
        """A task of the health department, due in 40 days."""
        said: dict[str, Any] = {
            "title": "Số hóa hồ sơ sức khỏe",
            "product": "Báo cáo kết quả",
            "lead_id": self.health.pk,
            "due": today() + timedelta(days=40),
        }
        return assign(self.office, self.document.pk, Assignment(**{**said, **changes}))


def place(unit: Unit, slug: str, name: str, kind: str = "department") -> Agency:
    return Agency.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        level="province",
        unit=unit,
        valid_from=date(2025, 7, 1),
        sort_key=slug,
    )


def entry(**changes: Any) -> Entry:
    said: dict[str, Any] = {"kind": "KH", "title": "Chuyển đổi số năm nay", "notation": "5/KH-UBND"}
    return Entry(**{**said, **changes})


def build() -> Stage:
    unit = Unit.objects.create(
        code="25", name="Tỉnh Thử", type="tỉnh", level="province", valid_from=date(2025, 7, 1), sort_key="a"
    )
    office_place = place(unit, "van-phong-thu", "Văn phòng Ủy ban nhân dân tỉnh Thử", "committee_office")
    health, schools = (
        place(unit, "so-y-te-thu", "Sở Y tế Thử"),
        place(unit, "so-giao-duc-thu", "Sở Giáo dục Thử"),
    )
    office = officer("bcd", office_place, "steering")
    made = Stage(
        unit, office_place, health, schools, office,
        officer("bcd2", office_place, "steering"),
        officer("gd-y-te", health, "leader"),
        officer("pho-y-te", health, "division_head"),
        officer("gd-giao-duc", schools, "leader"),
        enter(office, entry()),
    )  # fmt: skip
    Person.objects.update(email="can-bo@example.vn")
    return made


def evidence(actor: Actor) -> files.StoredFile:
    """A good file of this officer."""
    from io import BytesIO

    from tests.foundation.files.samples import pdf

    return files.store(actor, "minh-chung.pdf", BytesIO(pdf()))


def account_of(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)
