"""Reads of the catalogue: the version of a day, lists to browse."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.choices import province_choices
from tinhso.government.procedures.info import LifeEventInfo, VersionInfo
from tinhso.government.procedures.models import Field, LifeEvent, ProcedureVersion
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.forms.english import in_english
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held

FEES = "fees.dmn"


def in_force(on: date) -> QuerySet[ProcedureVersion]:
    """The versions in force on a day, one for each procedure."""
    return ProcedureVersion.objects.filter(_holds(on)).select_related("procedure__field")


def _holds(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )


def version(code: str, on: date | None = None) -> VersionInfo:
    """The version of a procedure in force on a day (default: today). NotFound when there is none."""
    return get_version(_id_in_force(code[:40].replace("\x00", ""), on or worktime.today()))


@held
def _id_in_force(code: str, on: date) -> UUID:
    found = in_force(on).filter(procedure__code=code).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(
            "procedure_not_found",
            _("Không có thủ tục mã %(code)s đang có hiệu lực.") % {"code": code},
            way_out=_("Hãy tìm theo tên thủ tục."),
        )
    return found


@held
def successor_of(code: str, on: date) -> VersionInfo | None:
    """The version in force on a day of the procedure that took over an ended one, through any number of changes."""
    seen = {code}
    while True:
        ended = ProcedureVersion.objects.filter(procedure__code=code, valid_to__lt=on).order_by("-valid_to")
        row = ended.values_list("id", flat=True).first()
        heir = get_version(row).content.successor if row is not None else None
        if heir is None or heir.code in seen:
            return None
        try:
            return version(heir.code, on)
        except NotFound:
            code = heir.code
            seen.add(code)


@held
def get_version(version_id: UUID | str) -> VersionInfo:
    """A version by its id, in force or not: the one a dossier keeps. Kept for a minute, like its form."""
    return info(row_of(version_id))


@held
def form_of(version_id: UUID | str, on: date, english: bool = False) -> Form:
    """The e-form of a version with the province's lists of a day; a form never changes once made."""
    schema = row_of(version_id).form_schema
    return Form(in_english(schema) if english else schema, on, partial(province_choices, on))


class _NotStored(Exception):
    """The process of this version was not stored yet: an answer that is never kept."""


# Stored in a transaction that has not been committed as far as we know: asked of the row each time.
_unsure: set[str] = set()


def spec_of(version_id: UUID | str) -> str:
    """The stored process of a version; stored at first use.

    What a transaction stored may be undone with it, and is remembered only once it is committed.
    """
    ident = str(version_id)
    try:
        return _spec_in_row(ident) if ident in _unsure else _spec(ident)
    except _NotStored:
        row = row_of(ident)
        spec = process.store_spec(row.process_xml.encode(), _decisions(row, of_fees=False))
        ProcedureVersion.objects.filter(pk=row.pk).update(spec_id=spec)
        _unsure.add(ident)
        transaction.on_commit(lambda: _unsure.discard(ident))
        return spec


def _spec_in_row(version_id: str) -> str:
    found = ProcedureVersion.objects.filter(pk=version_id).values_list("spec_id", flat=True).first()
    if not found:
        raise _NotStored
    return found


_spec = held(_spec_in_row)


@held
def fee_tables(version_id: UUID | str) -> dict[str, process.Decision]:
    """The tables of the version's fees.dmn by id; none when the package has no such file."""
    tables: dict[str, process.Decision] = {}
    for data in _decisions(row_of(version_id), of_fees=True).values():
        tables |= process.parse_decisions(data)
    return tables


def _decisions(row: ProcedureVersion, *, of_fees: bool) -> dict[str, bytes]:
    """The DMN files of a package: fees.dmn is for its fees, every other one for its process."""
    texts = dict(row.files.get("texts", {}))
    return {
        name: str(text).encode()
        for name, text in texts.items()
        if name.endswith(".dmn") and "/" not in name and (name == FEES) is of_fees
    }


def row_of(version_id: UUID | str) -> ProcedureVersion:
    """The row behind a version id; NotFound when there is none."""
    row = ProcedureVersion.objects.select_related("procedure__field").filter(id=version_id).first()
    if row is None:
        raise NotFound("procedure_not_found", _("Không có phiên bản thủ tục này."))
    return row


def info(row: ProcedureVersion) -> VersionInfo:
    """The frozen facts of a row."""
    procedure = row.procedure
    return VersionInfo(
        id=row.id,
        code=procedure.code,
        slug=procedure.slug,
        title=row.title,
        field_key=procedure.field.key,
        field_name=procedure.field.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        content=Content.from_json(row.content),
    )


def codes(on: date | None = None) -> frozenset[str]:
    """The codes of the procedures in force on a day (default: today), however many: no content is read."""
    return frozenset(codes_in_force(on or worktime.today()))


def codes_in_force(on: date) -> QuerySet[Any, str]:
    """The same as rows to compare with inside a query; nothing is read."""
    return in_force(on).order_by().values_list("procedure__code", flat=True)


def field_key(name: str) -> str:
    """The key of a field of government by its name, e.g. "Luật sư" gives "luat-su"; "" when unknown."""
    return Field.objects.filter(name__iexact=name).values_list("key", flat=True).first() or ""


def field_name(key: str) -> str:
    """The name of a field of government, e.g. "luat-su" gives "Luật sư"; the key itself when unknown."""
    return _field_name(key)


@held
def _field_name(key: str) -> str:
    return Field.objects.filter(key=key).values_list("name", flat=True).first() or key


def every_life_event() -> list[LifeEventInfo]:
    """All life events in the order of the folder."""
    return [_event(row) for row in LifeEvent.objects.all()]


def life_event(key: str) -> LifeEventInfo:
    """One life event; NotFound when there is none."""
    row = LifeEvent.objects.filter(key=key.replace("\x00", "")).first()
    if row is None:
        raise NotFound(
            "life_event_not_found", _("Không có sự kiện này."), way_out=_("Hãy tìm theo tên việc.")
        )
    return _event(row)


def _event(row: LifeEvent) -> LifeEventInfo:
    return LifeEventInfo(
        row.key, row.title, row.description, row.icon, row.audience, tuple(str(c) for c in row.codes)
    )
