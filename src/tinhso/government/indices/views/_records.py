"""A page of the records behind a figure, for whoever may read the figure; a record opens only for who may open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.indices.measures.catalogue import (
    COUNTED,
    DOSSIERS,
    DOUBT_NAMES,
    PETITIONS,
    PROCEDURES,
    REASONS,
    Measure,
)
from tinhso.government.indices.measures.statement import Found, Scope, Window
from tinhso.government.indices.queries import behind
from tinhso.government.petitions import api as petitions
from tinhso.government.procedures import api as catalogue
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

LENGTH = 50
# The parts of a procedure's public text (`procedures.lacking`).
PARTS: dict[str, Any] = {
    "name": gettext_lazy("tên"),
    "steps": gettext_lazy("trình tự thực hiện"),
    "ways": gettext_lazy("cách thức thực hiện"),
    "papers": gettext_lazy("thành phần, số lượng hồ sơ"),
    "limit": gettext_lazy("thời hạn giải quyết"),
    "subjects": gettext_lazy("đối tượng thực hiện"),
    "authority": gettext_lazy("cơ quan thực hiện"),
}


@dataclass(frozen=True)
class Row:
    """One line: what the record is called, what is told beside it, why it counts or not, where it opens (or nowhere)."""

    name: str
    second: str
    reason: str
    href: str = ""


def listing(
    request: HttpRequest, actor: Actor, measure: Measure, scope: Scope, window: Window, *, place: bool
) -> dict[str, Any]:
    """What the page shows. `place`: the agency of each record is told. NotFound for a page that there is not."""
    reasons = {COUNTED: _("được tính")} | {why: str(REASONS[why]) for _when, why in measure.why}
    reason = request.GET.get("ly-do", "")
    doubt = request.GET.get("lech", "")
    reason = reason if reason in reasons else ""
    doubt = doubt if doubt in DOUBT_NAMES and measure.of == DOSSIERS else ""
    after = request.GET.get("sau", "")[:60]
    by_procedure = measure.of == PROCEDURES and not scope.procedure_code
    if by_procedure:
        rows, more = _procedures(request, measure, scope, window, reason, after, reasons)
        hidden = 0
    else:
        found = behind.records(
            measure, scope, window, reason=reason, doubt=doubt, after=_uuid(after), limit=LENGTH + 1
        )
        more = str(found[LENGTH - 1].subject_id) if len(found) > LENGTH else ""
        rows, hidden = _records(actor, measure, found[:LENGTH], reasons, place=place)
    return {
        "measure": measure, "by_procedure": by_procedure, "reason": reason, "doubt": doubt, "reasons": reasons,
        "rows": rows, "more": more, "hidden": hidden, "here": _here(request), "doubt_names": DOUBT_NAMES,
        "heads": {DOSSIERS: _("Mã hồ sơ"), PETITIONS: _("Mã phản ánh, kiến nghị"), PROCEDURES: _("Hồ sơ") if measure.of_work else _("Cơ quan")}[measure.of],
    }  # fmt: skip


def _records(
    actor: Actor, measure: Measure, found: Any, reasons: Mapping[str, str], *, place: bool
) -> tuple[list[Row], int]:
    ids = [one.subject_id for one in found]
    codes = behind.codes(measure, ids)
    if not measure.of_work:
        names = {one.agency_id: agency(one.agency_id) for one in found}
        return [
            Row(names[one.agency_id].name, "", reasons[one.reason],
                reverse("procedures:agency", args=[names[one.agency_id].slug]))
            for one in found
        ], 0  # fmt: skip
    if measure.of == PETITIONS:
        opens: Any = petitions.openable_among(actor, ids)
        hidden: set[Any] = petitions.hidden_among(actor.account_id, ids)
        address = "petitions:petition"
    else:
        opens, hidden, address = dossiers.openable_among(actor, ids), set(), "dossiers:officer_dossier"
        # Who complained stays hidden from the officer it is about.
        if measure.key == "dossiers_unhappy":
            kept = petitions.kept_from(actor.account_id, list(codes.values()))
            hidden = {ident for ident, code in codes.items() if code in kept}
    rows = [
        Row(
            codes.get(one.subject_id, ""),
            _second(one, place=place),
            reasons[one.reason],
            reverse(address, args=[one.subject_id]) if one.subject_id in opens else "",
        )
        for one in found
        if one.subject_id not in hidden
    ]
    return rows, len(found) - len(rows)


def _second(one: Found, *, place: bool) -> str:
    return agency(one.agency_id).name if place else ""


def _procedures(
    request: HttpRequest, measure: Measure, scope: Scope, window: Window, reason: str, after: str,
    reasons: Mapping[str, str],
) -> tuple[list[Row], str]:  # fmt: skip
    found = behind.procedures(measure, scope, window, reason=reason, after=after, limit=LENGTH + 1)
    shown = found[:LENGTH]
    names = titles({one.procedure_code for one in shown})
    work = measure.of_work
    short = {one.procedure_code for one in shown if one.reason == "incomplete"}
    lacks = (
        {code: parts for code, parts in catalogue.lacking(short, today()).items() if parts} if short else {}
    )
    rows = []
    for one in shown:
        given = {
            name: request.GET[name] for name in ("cq", "xa", "cu", "lv", "biet") if request.GET.get(name)
        }
        href = "?" + urlencode({**given, "tt": one.procedure_code})
        many = (_("%(a)s/%(b)s hồ sơ") if work else _("%(a)s/%(b)s cơ quan")) % {
            "a": one.counted,
            "b": one.among,
        }
        name = names.get(one.procedure_code, one.procedure_code)
        said = reasons[one.reason]
        if one.procedure_code in lacks:
            said = _("thiếu: %s") % ", ".join(str(PARTS[part]) for part in lacks[one.procedure_code])
        rows.append(Row(name, f"{one.procedure_code} · {many}", said, href))
    return rows, found[LENGTH - 1].procedure_code if len(found) > LENGTH else ""


def titles(codes: set[str]) -> dict[str, str]:
    """The titles of procedures that are in force today, by their codes."""
    entries = catalogue.narrowed(codes, today())
    return {brief.code: brief.title for _place, brief in catalogue.some(entries, None, len(codes), today())}


def _here(request: HttpRequest) -> str:
    """The page's own address without reason, doubt and place in the list; ends so that more can be added."""
    given = {
        name: told for name, told in request.GET.items() if name not in ("ly-do", "lech", "sau") and told
    }
    return f"{request.path}?{urlencode(given)}&" if given else f"{request.path}?"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound("page_unknown", _("Không có trang này.")) from error
