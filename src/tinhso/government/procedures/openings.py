"""Reads of what is offered where: one agency, many procedures, or anywhere at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import competence, succession
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.models import Opening, Procedure
from tinhso.government.procedures.offering import Brief, Offer, Statement, Word
from tinhso.government.procedures.rules import online, publishing
from tinhso.lib.errors import Refused
from tinhso.lib.held import held
from tinhso.lib.prepared import prepared

NAMED = 3
_WORDS = """
SELECT p.code, o.agency_id, o.open, o.level, o.valid_from, o.valid_to, o.decision, o.decided_on, o.reason
FROM procedures_opening o JOIN procedures_procedure p ON p.id = o.procedure_id
WHERE p.code = ANY(%s) AND o.agency_id = ANY(%s) AND o.superseded_at IS NULL
  AND o.valid_from <= %s AND (o.valid_to IS NULL OR o.valid_to >= %s)
ORDER BY o.valid_from, o.id
"""


def holding(on: date, prefix: str = "") -> Q:
    """Statements that hold on a day."""
    return (
        Q(**{f"{prefix}superseded_at__isnull": True, f"{prefix}valid_from__lte": on})
        & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on}))
    )  # fmt: skip


def offers(versions: Collection[VersionInfo | Brief], agency_id: UUID, on: date) -> Mapping[str, Offer]:
    """What an agency offers of these versions on a day, by code; one query. Competence is not asked here.

    Where it said nothing itself, the word of the agencies that it continues passes on (`succession`).
    """
    heirs_of = succession.before(agency_id, on)
    stated: dict[str, Word] = {}
    of_before: dict[str, list[Word]] = {}
    for row in _words([version.code for version in versions], [agency_id, *heirs_of], on):
        if row.agency_id == agency_id:
            stated[row.code] = row
        else:
            of_before.setdefault(row.code, []).append(row)
    found = {}
    for version in versions:
        own = stated.get(version.code)
        row_ = own or succession.passed(of_before.get(version.code, ()), heirs_of)
        told = _offer(version, row_, on)
        found[version.code] = told if own or row_ is None else replace(told, passed_from=row_.agency_id)
    return found


def _words(codes: list[str], agencies: list[UUID], on: date) -> list[Word]:
    """What holds that day of these procedures at these agencies. One procedure is asked at every filing."""
    with prepared() if len(codes) == 1 else connection.cursor() as cursor:
        cursor.execute(_WORDS, [codes, agencies, on, on])
        return [Word(*row) for row in cursor.fetchall()]


def _offer(version: VersionInfo | Brief, row: Word | None, on: date) -> Offer:
    if row is None:
        if isinstance(version, Brief):
            plain, is_open = version.online_level, version.by_hand
        else:
            plain, is_open = version.content.online_level, by_hand(version)
        return Offer(is_open, online.named_on(plain, on) if is_open else "", plain if is_open else "none")
    level = online.named_on(row.level, on) if row.open else ""
    return Offer(
        open=row.open,
        level=level,
        online=online.filing(row.level) if row.open else "none",
        stated=True,
        since=row.valid_from,
        until=row.valid_to,
        decision=row.decision,
        decided_on=row.decided_on,
        reason=row.reason,
    )


def offer(version: VersionInfo, agency_id: UUID, on: date) -> Offer:
    """What one agency offers of one version on a day. A day is a date, the law's and not the clock's."""
    return offers([version], agency_id, on)[version.code]


def require_open(version: VersionInfo, agency_id: UUID, on: date, *, filing_online: bool = False) -> Offer:
    """The offer of the agency. Refused, with where it is received instead, when it is not open there that day.

    `filing_online` also asks that the agency takes filings online.
    """
    found = offer(version, agency_id, on)
    if found.open and (not filing_online or found.online != "none"):
        return found
    name = organisation.agency(agency_id).name
    if found.open:
        raise Refused(
            "not_online_here",
            _("%(agency)s chưa nhận thủ tục này qua mạng.") % {"agency": name},
            field="unit_code",
            way_out=_("Bạn hãy mang giấy tờ tới bộ phận một cửa."),
        )
    raise Refused(
        "not_open_here",
        _("%(agency)s không nhận thủ tục này vào ngày %(day)s.") % {"agency": name, "day": f"{on:%d/%m/%Y}"},
        field="unit_code",
        way_out=where_told(version, on),
    )


def where_told(version: VersionInfo, on: date) -> str:
    """A sentence: who receives the procedure that day."""
    found = open_at(version, on)
    if not found:
        return _("Hiện không cơ quan nào trong tỉnh nhận thủ tục này.")
    names = ", ".join(one.name for one in found[:NAMED])
    more = len(found) - NAMED
    if more > 0:
        names = _("%(names)s và %(more)s nơi khác") % {"names": names, "more": more}
    return _("Nơi đang nhận: %(names)s.") % {"names": names}


def open_at(version: VersionInfo, on: date) -> list[organisation.AgencyInfo]:
    """The competent agencies that receive the procedure that day, in Vietnamese order."""
    stated = {agency_id: is_open for agency_id, is_open, _level in _stated(version.code, on)}
    default = by_hand(version)
    if not stated and not default:
        return []
    return [
        one
        for one in competence.competent_agencies(version, on)
        if succession.is_open(stated, one.id, on, default)
    ]


def received(version: VersionInfo, on: date) -> bool:
    """True when at least one agency receives the procedure that day."""
    if by_hand(version):
        return version.code not in closed_everywhere(on)
    return any(is_open for _agency, is_open, _level in _stated(version.code, on)) and bool(
        open_at(version, on)
    )


def online_anywhere(version: VersionInfo, on: date) -> str:
    """The furthest that any agency goes online with it that day: none, partial or full."""
    stated = {online.filing(level) for _agency, is_open, level in _stated(version.code, on) if is_open}
    if by_hand(version) and received(version, on):
        stated.add(version.content.online_level)
    return max(stated, key=online.PRESENT.index, default="none")


def by_hand(version: VersionInfo) -> bool:
    """Written into the folder: offered wherever an agency is competent, unless it was closed there."""
    return version.content.origin != "catalogue"


@held
def _stated(code: str, on: date) -> tuple[tuple[UUID, bool, str], ...]:
    """What holds of a procedure that day: (agency, open, level)."""
    rows = Opening.objects.filter(holding(on), procedure__code=code)
    return tuple(rows.values_list("agency_id", "open", "level"))


def offered_somewhere(on: date, procedure: str = "procedure_id") -> Q:
    """A condition on versions: offered by at least one agency that day."""
    opened = Opening.objects.filter(holding(on), procedure=OuterRef(procedure), open=True)
    return (Q(needs_opening=False) | Exists(opened)) & ~Q(procedure__code__in=closed_everywhere(on))


@held
def closed_everywhere(on: date) -> frozenset[str]:
    """Codes that no competent agency receives although written by hand, or open at an abolished one. Few or none."""
    from tinhso.government.procedures import queries

    named = Opening.objects.filter(holding(on), open=False).values_list("procedure__code", flat=True)
    left = Opening.objects.filter(holding(on), open=True, agency__valid_to__lt=on)
    rows = queries.in_force(on).filter(
        Q(needs_opening=False) | Q(procedure__code__in=set(left.values_list("procedure__code", flat=True))),
        procedure__code__in=set(named),
    )
    versions = [queries.info(row) for row in rows.defer("form_schema", "process_xml", "body", "document")]
    return frozenset(version.code for version in versions if not open_at(version, on))


def history(code: str, agency_id: UUID | None = None) -> list[Statement]:
    """Every statement about a procedure, of one agency or of all, the latest first."""
    rows: QuerySet[Opening] = Opening.objects.filter(procedure__code=code)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    return [_statement(row) for row in rows.order_by("-valid_from", "-made_at", "-id")[:500]]


def _statement(row: Opening) -> Statement:
    calendar = worktime.calendar()
    limit = publishing.deadline(row.effective_on, calendar.is_working_day) if row.effective_on else None
    return Statement(
        id=row.id,
        agency_id=row.agency_id,
        open=row.open,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        level=row.level,
        decision=row.decision,
        decided_on=row.decided_on,
        effective_on=row.effective_on,
        deadline=limit,
        reason=row.reason,
        superseded=row.superseded_at is not None,
    )


def known(code: str) -> bool:
    """True when the province has a procedure of that code, in force or not."""
    return Procedure.objects.filter(code=code).exists()
