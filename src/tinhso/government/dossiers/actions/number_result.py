"""Giving the result its number: the agency's own book, or the number a ministry's system gave."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.dossiers.actions._finish import finish_when_ready, result_title
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import open_steps, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._office import may_do
from tinhso.government.dossiers.actions._papers import check_file
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.seal_result import put_signed
from tinhso.government.dossiers.actions.seal_scan import ask_scan
from tinhso.government.dossiers.actions.work import advance
from tinhso.government.dossiers.models import Dossier, NumberKind, Result, Step
from tinhso.government.dossiers.paperwork.result import issue_of, order
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

# A step that comes again, after its paper was sent back to it, keeps the number that the book already gave.
KEEP = "keep"

_NEXT = """
INSERT INTO dossiers_resultbook AS book (agency_id, notation, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency_id, notation, year) DO UPDATE SET last = book.last + 1
RETURNING last
"""


@verb("number_result")
def number_result(
    actor: Actor,
    dossier_id: UUID,
    *,
    title: str = "",
    granted: bool = True,
    kind: str = "own",
    notation: str = "",
    number: str = "",
    source_system: str = "",
    file_id: UUID | None = None,
    make: bool = False,
    signed: bool = False,
    seal: bool = False,
    publish: bool = True,
    note: str = "",
    expected_version: int | None = None,
) -> Result:
    """Number and issue the result on the waiting `number` step, and forward the dossier.

    `own`: the next number of the agency's book under `notation` this year, without gap or twin.
    `ministry`: `number` and `source_system` as the ministry's system gave them. `none`: no number.
    `keep`: where the step comes again, the number that the result has; the title, file and note are as given now.
    `make`: the paper itself is made here from the package's layout (or the general one) and becomes the file.
    `signed`: the paper that the leader signed before (`draft_result`), with its number filled in.
    `seal`: the uploaded PDF waits for the agency's signature at its top right.
    Raises Refused for a missing step or number, or a paper that could not be made.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_move(actor, dossier, "complete_step")
    step = _number_step(dossier)
    may_do(actor, step)
    held = Result.objects.filter(dossier=dossier).first()
    moment = now()
    if kind == KEEP:
        given = _kept(held)
    else:
        # An abolished agency issues nothing more: the one that continues it numbers in its own book.
        issuer = now_of(step.agency_id, dossier.unit_code)
        given = {
            "kind": kind,
            "agency_id": issuer,
            "issued_at": moment,
            "issued_by_id": actor.account_id,
            **_number(issuer, kind, notation, number, source_system, moment),
        }
    if file_id is not None:
        check_file(actor, file_id)
        files.attach(file_id, Subject("dossier", dossier.pk))
    result = held or Result(dossier=dossier)
    facts = {
        "title": text(title, "title", 600) or result_title(dossier),
        "granted": granted,
        "note": text(note, "note", 1000),
        **given,
    }
    for name, value in facts.items():
        setattr(result, name, value)
    if make:
        with override("vi"):
            result.paper = papers.make(actor, order(dossier, issue_of(result), str(result.pk)))
        result.file_id = result.paper.file_id
    elif file_id is not None:
        result.file_id, result.paper = file_id, None
    result.published = publish and result.file_id is not None
    if signed:
        put_signed(actor, dossier, result, moment, publish=publish)
    result.save()
    if seal and file_id is not None and not signed:
        ask_scan(actor, dossier, result, publish=publish)
    advance(actor, dossier, step, moment, note=text(note, "note", 4000), facts={"granted": granted})
    finish_when_ready(actor, dossier, moment)
    refresh_holder(dossier)
    save(dossier, moment)
    note_event(
        actor,
        "number_result",
        dossier,
        {
            "result": result.pk,
            "kind": kind,
            "serial": result.serial,
            "granted": granted,
            "paper": result.paper_id,
        },
        result_number=result.number,
        notation=result.notation,
    )
    return result


def _number_step(dossier: Dossier) -> Step:
    found = next((s for s in open_steps(dossier) if s.kind == "number"), None)
    if found is None:
        raise Refused(
            "not_at_numbering",
            _("Hồ sơ chưa đến bước lấy số kết quả."),
            way_out=_("Hoàn thành các bước trước, rồi lấy số."),
        )
    return found


def _kept(held: Result | None) -> dict[str, Any]:
    """Nothing about the number changes; Refused when there is none yet."""
    if held is None:
        raise Refused(
            "no_number_to_keep", _("Hồ sơ chưa có số để giữ. Chọn cách đánh số khác."), field="kind"
        )
    return {}


def _number(
    issuer: UUID, kind: str, notation: str, number: str, source_system: str, moment: datetime
) -> dict[str, Any]:
    if kind not in NumberKind.values:
        raise Refused("number_kind_unknown", _("Chọn cách đánh số kết quả."), field="kind")
    sign = text(notation, "notation", 60)
    nothing: dict[str, Any] = {"serial": None, "number": "", "source_system": ""}
    if kind == NumberKind.NONE:
        return {"notation": sign, **nothing}
    if kind == NumberKind.MINISTRY:
        return {
            **nothing,
            "number": text(number, "number", 60, needed=True),
            "notation": sign,
            "source_system": text(source_system, "source_system", 120, needed=True),
        }
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [issuer, sign, moment.astimezone(ZONE).year])
        (serial,) = cursor.fetchone()
    return {**nothing, "serial": serial, "number": str(serial), "notation": sign}
