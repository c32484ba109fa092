"""Bring the units, agencies, names and codes of a proved folder into the database."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.actions.load_agencies import (
    delete_missing_agencies,
    link_agencies,
    load_agencies,
)
from tinhso.foundation.organisation.actions.load_codes import load_codes
from tinhso.foundation.organisation.actions.load_names import load_names
from tinhso.foundation.organisation.actions.load_units import delete_missing_units, link_units, load_units
from tinhso.foundation.organisation.rules.agency_rows import FILE as AGENCIES
from tinhso.foundation.organisation.rules.agency_rows import read_agencies
from tinhso.foundation.organisation.rules.code_rows import merged, read_replaced, written_codes
from tinhso.foundation.organisation.rules.unit_rows import read_units
from tinhso.foundation.province.api import Folder
from tinhso.lib.errors import Refused


@transaction.atomic
def load_folder(folder: Folder) -> None:
    """Insert, change and delete rows until the tables say what the folder says; idempotent.

    A row that dossiers or people refer to cannot be deleted: Refused, the way out is to end it by date.
    """
    units = read_units(folder)
    agencies = read_agencies(folder.toml(AGENCIES), units) if folder.exists(AGENCIES) else []
    try:
        delete_missing_agencies(agencies)
        unit_ids = load_units(units)
        agency_ids = load_agencies(agencies, units, unit_ids)
        delete_missing_units(unit_ids.values())
    except ProtectedError as error:
        first = next(iter(error.protected_objects))
        raise Refused(
            "unit_or_agency_in_use",
            _("Thư mục bỏ một đơn vị hoặc cơ quan đang được dùng (%(by)s).") % {"by": first._meta.label},
            way_out=_("Giữ lại dòng đó và đặt ngày kết thúc (valid_to) thay vì xoá."),
        ) from error
    link_units(units, unit_ids)
    link_agencies(agencies, agency_ids)
    province = folder.toml("province.toml").data if folder.exists("province.toml") else {}
    load_names(province.get("name", []))
    written = list(written_codes(agencies, province.get("level1_code", [])))
    ends = {row.slug: row.valid_to for row in agencies}
    load_codes(merged(written, read_replaced(folder), ends), agency_ids)
