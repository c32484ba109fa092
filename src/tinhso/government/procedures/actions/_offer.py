"""Writing what agencies offer: dated statements that never overlap, older ones cut or superseded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.foundation.worktime.api import now
from tinhso.government.procedures.competence import competent_agencies
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.models import Opening, Procedure
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused
from tinhso.lib.held import forget_all

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What is stated of some agencies from a day on."""

    open: bool
    valid_from: date
    valid_to: date | None = None
    level: str = ""
    decision: str = ""
    decided_on: date | None = None
    effective_on: date | None = None
    reason: str = ""


def check_right(actor: Actor, agency_ids: Collection[UUID]) -> None:
    """The system's administrator speaks for every agency, a unit's for its own."""
    if actor.kind == "system" or actor.has("system_admin"):
        return
    if not actor.has("unit_admin") or set(agency_ids) - {actor.agency_id}:
        raise Forbidden(
            "not_your_agency",
            _("Người quản trị đơn vị chỉ mở, đóng thủ tục của cơ quan mình."),
            way_out=_("Nhờ người quản trị hệ thống."),
        )


def check_competent(version: VersionInfo, agency_ids: Collection[UUID], on: date) -> list[AgencyInfo]:
    """The agencies, all competent on the day; Refused otherwise."""
    able = {one.id: one for one in competent_agencies(version, on)}
    if not able:
        raise Refused(
            "nobody_competent",
            _("Chưa có cơ quan nào trong danh mục của tỉnh giải quyết thủ tục này vào ngày đó."),
            field="agencies",
        )
    if not agency_ids:
        raise Refused("no_agency", _("Chưa chọn cơ quan nào."), field="agencies")
    if set(agency_ids) - able.keys():
        raise Refused(
            "not_competent",
            _("Có cơ quan được chọn không có thẩm quyền giải quyết thủ tục này vào ngày đó."),
            field="agencies",
            way_out=_("Bỏ cơ quan đó."),
        )
    return [able[one] for one in dict.fromkeys(agency_ids)]


def state(actor: Actor, code: str, agency_ids: Collection[UUID], said: Said) -> int:
    """Write the statement for every agency; how many it changed. The same statement again changes nothing."""
    procedure = Procedure.objects.select_for_update().get(code=code)
    moment = now()
    living: dict[UUID, list[Opening]] = {one: [] for one in agency_ids}
    rows = Opening.objects.filter(procedure=procedure, agency_id__in=living, superseded_at=None)
    for row in rows.order_by("valid_from"):
        living[row.agency_id].append(row)
    ended: list[Opening] = []
    cut: list[Opening] = []
    fresh: list[Opening] = []
    for agency_id, known in living.items():
        new = _row(procedure, agency_id, said, actor, moment)
        later = next((row for row in known if row.valid_from > said.valid_from), None)
        same = next((row for row in known if row.valid_from == said.valid_from), None)
        if same is not None and _alike(same, new):
            continue
        if same is not None:
            same.superseded_at = moment
            ended.append(same)
        for row in known:
            if row.valid_from < said.valid_from and (row.valid_to is None or row.valid_to >= said.valid_from):
                row.valid_to = said.valid_from - ONE_DAY
                cut.append(row)
        _fit(new, later)
        fresh.append(new)
        if new.open and new.valid_to and (later is None or later.valid_from > new.valid_to + ONE_DAY):
            after = Said(False, new.valid_to + ONE_DAY, reason=_("Hết thời gian mở"))
            fresh.append(_fit(_row(procedure, agency_id, after, actor, moment), later))
    Opening.objects.bulk_update(ended, ["superseded_at"], batch_size=500)
    Opening.objects.bulk_update(cut, ["valid_to"], batch_size=500)
    Opening.objects.bulk_create(fresh, batch_size=500)
    forget_all()
    return len({row.agency_id for row in fresh})


def _fit(row: Opening, later: Opening | None) -> Opening:
    """A statement ends where the next one begins."""
    if later is not None and (row.valid_to is None or row.valid_to >= later.valid_from):
        row.valid_to = later.valid_from - ONE_DAY
    return row


def _row(procedure: Procedure, agency_id: UUID, said: Said, actor: Actor, moment: datetime) -> Opening:
    return Opening(
        procedure=procedure, agency_id=agency_id, made_at=moment, made_by=actor.account_id, **vars(said)
    )


def _alike(one: Opening, two: Opening) -> bool:
    return all(
        getattr(one, name) == getattr(two, name)
        for name in ("open", "level", "decision", "decided_on", "effective_on", "reason")
    ) and (one.valid_to == two.valid_to or two.valid_to is None)
