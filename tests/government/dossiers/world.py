"""A small commune with a desk, officers, a resident and one procedure, on real PostgreSQL."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tinhso.foundation.identity.models import Account, Capacity, Person
from tinhso.foundation.organisation.models import Agency, AgencyCode, Unit
from tinhso.foundation.process.api import StepRow, bpmn_from_steps
from tinhso.foundation.worktime.api import ZONE, at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures.models import Field, Procedure, ProcedureVersion
from tinhso.lib.actor import Actor

CODE = "9.999999"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
FORM: dict[str, Any] = {
    "type": "object",
    "title": "Đơn thử",
    "properties": {"subject": {"type": "string", "title": "Nội dung đề nghị", "maxLength": 200}},
    "required": ["subject"],
    "x-pages": [{"key": "main", "title": "Nội dung", "fields": ["subject"]}],
}
STEPS = (
    StepRow("appraise", "Thẩm định", "specialist", "appraise", share=Decimal("0.5"), outcomes=("fit", "unfit"),
            go_to={"unfit": "number"}),
    StepRow("approve", "Phê duyệt", "leader", "approve", share=Decimal("0.2"), outcomes=("approved", "rejected"),
            go_to={"rejected": "appraise"}),
    StepRow("number", "Lấy số", "clerk", "number", hours=Decimal(2)),
    StepRow("return", "Trả kết quả", "return_officer", "return", hours=Decimal(4)),
)  # fmt: skip
CONTENT: dict[str, Any] = {
    "code": CODE,
    "slug": "don-thu",
    "title": "Thủ tục thử nghiệm",
    "field": "thu",
    "purpose": "Chỉ dùng để kiểm thử.",
    "subjects": ["ĐT1", "ĐT2"],
    "online_level": "full",
    "valid_from": "2025-07-01",
    "supplement_policy": "shift",
    "authority": [{"level": "commune", "valid_from": "2025-07-01"}],
    "limits": [
        {"channel": "ONLINE", "value": 5, "unit": "WORKING_DAY", "verified": True},
        {"channel": "DIRECT", "value": 3, "unit": "WORKING_DAY", "verified": True},
        {"channel": "POSTAL", "verified": False},
    ],
    "components": [{"key": "giay-to", "name": "Giấy tờ chứng minh", "originals": 1, "required": False}],
    "fees": [{"key": "le-phi", "name": "Lệ phí", "kind": "charge", "amount": 8000, "verified": True}],
    "results": [{"name": "Giấy xác nhận"}],
}


@dataclass
class World:
    """Agencies, actors and the procedure version."""

    unit: Unit
    committee: Agency
    desk: Agency
    other: Agency
    version: ProcedureVersion
    resident: Actor
    stranger: Actor
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        """Officers by role, e.g. `world.specialist`."""
        try:
            return self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None


def build() -> World:
    """Everything, from nothing."""
    unit = Unit.objects.create(
        code="08866", name="Xã Thử", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="a"
    )
    committee = _agency(unit, "ubnd-thu", "Ủy ban nhân dân xã Thử", "peoples_committee", "H62.91")
    desk = _agency(
        unit,
        "mot-cua-thu",
        "Trung tâm Phục vụ hành chính công xã Thử",
        "one_stop_desk",
        "H62.91.1",
        committee,
    )
    other = _agency(unit, "dat-dai-thu", "Chi nhánh Văn phòng đăng ký đất đai", "land_registry", "H62.92")
    world = World(
        unit,
        committee,
        desk,
        other,
        procedure(),
        resident("026190000001", "Nguyễn Thị Ví Dụ"),
        resident("026190000002", "Trần Văn Mẫu"),
    )
    places = {
        "reception": desk, "return_officer": desk, "cashier": desk, "specialist": committee, "specialist2": committee,
        "leader": committee, "division_head": committee, "clerk": committee, "outsider": other, "monitor": other,
    }  # fmt: skip
    for name, agency in places.items():
        role = {"specialist2": "specialist", "outsider": "specialist"}.get(name, name)
        world.actors[name] = officer(name, agency, role)
    return world


def procedure(code: str = CODE, **changes: Any) -> ProcedureVersion:
    """A procedure with the test form and process; `changes` go into its content."""
    kind, _made = Field.objects.get_or_create(key="thu", defaults={"name": "Lĩnh vực thử", "sort_key": "a"})
    row = Procedure.objects.create(code=code, slug=f"don-thu-{code.replace('.', '-')}", field=kind)
    steps = changes.pop("steps", STEPS)
    return ProcedureVersion.objects.create(
        procedure=row,
        valid_from=date(2025, 7, 1),
        title="Thủ tục thử nghiệm",
        content={**CONTENT, "code": code, **changes},
        form_schema=FORM,
        process_xml=bpmn_from_steps(steps, process_id="thu", name="Thử").decode(),
        sort_key="a",
    )


def resident(citizen_id: str, name: str) -> Actor:
    """A resident with an account."""
    account = Account.objects.create(kind="resident", login=citizen_id, password="!", created_at=now())
    Person.objects.create(account=account, name=name, citizen_id=citizen_id, email=f"{citizen_id}@example.vn")
    return Actor(kind="resident", account_id=account.pk, label=name)


def officer(login: str, agency: Agency, *roles: str) -> Actor:
    """An officer in one capacity."""
    account = Account.objects.create(kind="officer", login=login, password="!", created_at=now())
    Person.objects.create(account=account, name=f"Cán bộ {login}")
    capacity = Capacity.objects.create(
        account=account, agency=agency, roles=sorted(roles), position="Công chức", valid_from=date(2025, 7, 1)
    )
    return Actor(
        kind="officer",
        account_id=account.pk,
        capacity_id=capacity.pk,
        agency_id=agency.pk,
        roles=frozenset(roles),
    )


def _agency(unit: Unit, slug: str, name: str, kind: str, code: str, parent: Agency | None = None) -> Agency:
    agency = Agency.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        level="commune",
        unit=unit,
        parent=parent,
        valid_from=date(2025, 7, 1),
        sort_key=slug,
    )
    AgencyCode.objects.create(agency=agency, code=code, provisional=True, valid_from=date(2025, 7, 1))
    return agency


PEOPLE = {
    "for": "self",
    "owner": {"name": "Nguyễn Thị Ví Dụ", "citizen_id": "026190000001", "phone": "0911000001"},
}


def draft(world: World, actor: Actor | None = None, **changes: Any) -> Any:
    """A complete draft, ready to file."""
    who = actor or world.resident
    made = dossiers.start_draft(who, changes.pop("code", CODE))
    return dossiers.save_draft(
        who,
        made.id,
        data={"subject": "Đề nghị xác nhận"},
        people=deepcopy(PEOPLE),  # a test that bends one draft must not bend the next
        unit_code=world.unit.code,
        **changes,
    )


def filed(world: World, moment: datetime = MONDAY, **changes: Any) -> Any:
    """A dossier in state 1, filed online at the moment."""
    with at(moment):
        return dossiers.file_dossier(world.resident, draft(world, **changes).id).dossier


def accepted(world: World, moment: datetime = MONDAY, **changes: Any) -> Any:
    """A dossier in state 4 with its first process step open."""
    dossier = filed(world, moment, **changes)
    with at(moment):
        return dossiers.accept(world.reception, dossier.id, expected_version=dossier.version)


def step(dossier: Any, key: str) -> Any:
    """The open step of that key."""
    return dossier.steps.get(key=key, done_at=None)


def approved(world: World, moment: datetime = MONDAY) -> Any:
    """A dossier that waits for its number."""
    dossier = accepted(world, moment)
    with at(moment):
        dossiers.complete_step(world.specialist, step(dossier, "appraise").id, outcome="fit")
        return dossiers.approve(world.leader, step(dossier, "approve").id)


def numbered(world: World, moment: datetime = MONDAY) -> Any:
    """A dossier in state 9."""
    dossier = approved(world, moment)
    with at(moment):
        dossiers.number_result(world.clerk, dossier.id, notation="XN")
    dossier.refresh_from_db()
    return dossier
