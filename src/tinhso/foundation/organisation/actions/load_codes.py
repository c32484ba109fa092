"""Bring the codes of agencies into the database; a code that may stand on papers is never rewritten."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.models import AgencyCode
from tinhso.foundation.organisation.rules.code_rows import CodeRow
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import Refused


def load_codes(rows: list[CodeRow], agency_ids: dict[str, UUID]) -> None:
    """Insert new codes, end old ones; Refused when a code already in force would change."""
    present = {(row.agency_id, row.valid_from): row for row in AgencyCode.objects.select_related("agency")}
    wanted = {(agency_ids[row.agency], row.valid_from): row for row in rows}
    held = {agency_id for agency_id, _first in present}
    for key, old in present.items():
        new = wanted.get(key)
        if new is None or new.code != old.code:
            _refuse_if_in_force(old.valid_from, old.code)
            old.delete()
    # Ended rows first, so that no two codes of one agency overlap for a moment.
    for key, old in present.items():
        new = wanted.get(key)
        if new and new.code == old.code:
            _update(old, new)
    created = []
    for key, row in wanted.items():
        if key in present and present[key].code == row.code:
            continue
        if key[0] in held:
            _refuse_if_in_force(row.valid_from, row.code)
        created.append(
            AgencyCode(
                agency_id=key[0],
                code=row.code,
                old_code=row.old_code,
                provisional=row.provisional,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                legal_basis=row.legal_basis,
                replaced=row.replaced,
            )
        )
    AgencyCode.objects.bulk_create(created)


def _update(old: AgencyCode, new: CodeRow) -> None:
    values = {
        "old_code": new.old_code,
        "provisional": new.provisional,
        "valid_to": new.valid_to,
        "legal_basis": new.legal_basis,
        "replaced": new.replaced,
    }
    changed = [name for name, value in values.items() if getattr(old, name) != value]
    if changed:
        for name in changed:
            setattr(old, name, values[name])
        old.save(update_fields=changed)


def _refuse_if_in_force(first: date, code: str) -> None:
    if first <= today():
        raise Refused(
            "agency_code_in_force",
            _("Mã %(code)s có hiệu lực từ %(day)s nên không đổi được: mã đã in trên giấy tờ phải giữ nguyên.")
            % {"code": code, "day": f"{first:%d/%m/%Y}"},
            way_out=_("Thêm dòng mới vào agency-codes.csv với valid_from sau hôm nay."),
        )
