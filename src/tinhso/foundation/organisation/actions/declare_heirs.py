"""Say which units took an ended one over: the folder as it is now is proved and loaded with that one row changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.actions.export_units import PART
from tinhso.foundation.organisation.actions.load_folder import load_folder
from tinhso.foundation.organisation.models import HeirsChange, Unit
from tinhso.foundation.organisation.queries.heirs import candidates
from tinhso.foundation.organisation.rules.heir_rows import Heirs, rewritten
from tinhso.foundation.organisation.rules.unit_rows import FILES
from tinhso.foundation.province.api import Folder, as_loaded
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Refused
from tinhso.lib.held import forget_all
from tinhso.lib.text import clean

LONGEST = 160
MOST = 5


@act("unit.heirs_declared")
def declare_heirs(
    actor: Actor,
    code: str,
    valid_from: date,
    heirs: Sequence[str],
    *,
    decision: str,
    decided_on: date | None,
) -> HeirsChange:
    """The units that took over the ended unit of that key, from the day after its last one on, the main one first.

    `decision` names the document, `decided_on` is its date. Who continues the unit's agencies follows from it as
    it does on a load. What was declared before stays in `HeirsChange`. Raises Forbidden, NotFound, Conflict while
    no folder is loaded, or Invalid with every fault. Records `unit.heirs_declared`.
    """
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được khai báo đơn vị kế thừa."))
    # One at a time: each writes the whole of the units' links anew.
    rows = list(Unit.objects.select_for_update().order_by("id"))
    unit = next((row for row in rows if (row.code, row.valid_from) == (code, valid_from)), None)
    if unit is None:
        raise NotFound("unit_unknown", _("Không có đơn vị hành chính này."))
    chosen = tuple(dict.fromkeys(heir for heir in heirs if heir))
    words = clean(decision)
    faults = [*_heir_faults(unit, chosen), *_basis_faults(unit, words, decided_on)]
    before = list(unit.successions.order_by("successor__code").values_list("successor__code", flat=True))
    basis = f"{words} ngày {decided_on:%d/%m/%Y}" if decided_on else words
    if not faults and (unit.heirs_written, unit.heirs_basis) == (list(chosen), basis):
        faults = [FieldError("heir_1", _("Đã khai đúng như vậy rồi, không có gì để đổi."))]
    if faults or decided_on is None:
        raise Invalid(faults, "heirs_invalid")
    _load(unit, Heirs(chosen, basis))
    change = HeirsChange.objects.create(
        unit_code=code,
        unit_valid_from=valid_from,
        before=before,
        after=list(chosen),
        decision=words,
        decided_on=decided_on,
        made_by=actor.account_id,
        made_at=now(),
    )
    facts = {
        "unit": code,
        "until": unit.valid_to,
        "before": before,
        "after": list(chosen),
        "decided": decided_on,
    }
    record(actor, "unit.heirs_declared", Subject("unit", unit.pk), facts, {"decision": words})
    return change


def _load(unit: Unit, heirs: Heirs) -> None:
    """Load the folder as it stands, with this row changed: the same way as an exported folder will be."""
    from tinhso.foundation.organisation.folder import check_part, export_part

    texts = as_loaded(PART)
    if not texts:
        raise Conflict("folder_not_loaded", _("Chưa nạp thư mục tỉnh nên chưa khai báo được."))
    texts |= {path: _bytes(data) for path, data in export_part().items()}
    declared = {(unit.code, unit.valid_from.isoformat()): heirs}
    for path in Folder(texts=texts).matching(FILES):
        text = rewritten(texts[path].decode("utf-8-sig"), declared)
        if text is not None:
            texts[path] = _bytes(text)
    folder = Folder(texts=texts)
    faults = list(check_part(folder))
    if faults:
        raise Refused("heirs_refused", str(faults[0]), field="heir_1")
    load_folder(folder)
    forget_all()
    transaction.on_commit(forget_all)


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _heir_faults(unit: Unit, chosen: tuple[str, ...]) -> list[FieldError]:
    if unit.valid_to is None or unit.valid_to >= today():
        return [FieldError("heir_1", _("Đơn vị này chưa kết thúc nên chưa có đơn vị kế thừa."))]
    if not chosen:
        return [FieldError("heir_1", _("Hãy chọn đơn vị kế thừa."))]
    if len(chosen) > MOST:
        return [FieldError("heir_1", _("Chọn tối đa %(most)d đơn vị kế thừa.") % {"most": MOST})]
    day = unit.valid_to + timedelta(days=1)
    known = {one.code for one in candidates(unit.level, day)}
    return [
        FieldError(
            f"heir_{number}",
            _("Không có đơn vị mã %(code)s cùng cấp vào ngày %(day)s.")
            % {"code": code, "day": f"{day:%d/%m/%Y}"},
        )
        for number, code in enumerate(chosen, start=1)
        if code not in known
    ]


def _basis_faults(unit: Unit, decision: str, decided_on: date | None) -> list[FieldError]:
    faults = []
    if not decision:
        faults.append(FieldError("decision", _("Hãy ghi số, tên của văn bản quyết định.")))
    elif len(decision) > LONGEST:
        faults.append(FieldError("decision", _("Viết ngắn hơn %(most)d ký tự.") % {"most": LONGEST}))
    if decided_on is None:
        faults.append(FieldError("decided_on", _("Ngày không đúng, ví dụ đúng: 31 12 2026.")))
    elif decided_on > today():
        faults.append(FieldError("decided_on", _("Ngày của văn bản không được ở sau hôm nay.")))
    return faults
