"""Drawing a hand-over list up, and giving a drawn one up again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.access import check_clerk, list_of
from tinhso.government.transfers.models import HandList, ListedDossier, ListedPaper, Transfer
from tinhso.government.transfers.rules.standing import WAY, standing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.ids import new_id

MOST = 100


@act("hand_list.draw_up")
def draw_up(actor: Actor, transfer_ids: Iterable[UUID]) -> HandList:
    """One list of dossiers that all go from one desk to one other, the same way (at most 100).

    Raises Refused for nothing, too many or mixed ones, Conflict when one stands on an open list already,
    Forbidden for another desk's officer. Records `hand_list.draw_up`.
    """
    wanted = list(dict.fromkeys(transfer_ids))
    if not 1 <= len(wanted) <= MOST:
        raise Refused(
            "hand_list_size",
            _("Chọn từ 1 đến %(most)d hồ sơ để bàn giao.") % {"most": MOST},
            field="transfer",
        )
    rows = list(Transfer.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    told = dossiers.passing(row.dossier_id for row in rows)
    ways = {WAY.get(standing(one.state, one.transfer), "") for one in told.values()}
    if len(rows) != len(wanted) or "" in ways:
        raise Conflict(
            "transfer_moved",
            _("Có hồ sơ đã được bàn giao hoặc không còn chờ bàn giao."),
            way_out=_("Tải lại trang rồi chọn lại."),
        )
    way = ways.pop()
    pairs = {(row.from_desk_id, row.to_desk_id) for row in rows}
    if ways or len(pairs) != 1:
        raise Refused("hand_list_mixed", _("Một danh sách chỉ gồm hồ sơ đi cùng một nơi."), field="transfer")
    giver, taker = pairs.pop() if way == HandList.Way.OUT else reversed(pairs.pop())
    check_clerk(actor, giver)
    assert actor.account_id is not None
    moment = now()
    made = HandList.objects.create(
        id=new_id(),
        from_desk_id=giver,
        to_desk_id=taker,
        way=way,
        made_at=moment,
        made_by=actor.account_id,
        **_number(giver, moment),
    )
    _fill(made, rows, told)
    facts = {"number": made.number, "from": giver, "to": taker, "dossiers": len(rows)}
    record(actor, "hand_list.draw_up", Subject("hand_list", made.pk), facts)
    return made


@act("hand_list.give_up")
def give_up(actor: Actor, list_id: UUID) -> None:
    """Drop a list that was drawn up and not handed over; its number stays used. Records `hand_list.give_up`."""
    made = HandList.objects.select_for_update().get(pk=list_of(actor, list_id).pk)
    check_clerk(actor, made.from_desk_id)
    if made.handed_at is not None:
        raise Conflict("hand_list_handed", _("Danh sách này đã bàn giao nên không bỏ được."))
    made.lines.update(settled=True)
    record(actor, "hand_list.give_up", Subject("hand_list", made.pk), {"number": made.number})


def _number(giver: UUID, moment: datetime) -> dict[str, int]:
    """The next number of the desk's year; a second list of the desk waits until this one is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"hand_list:{giver}"])
    year = moment.astimezone(ZONE).year
    last = HandList.objects.filter(from_desk_id=giver, year=year).aggregate(n=Max("serial"))["n"] or 0
    return {"year": year, "serial": last + 1}


def _fill(made: HandList, rows: list[Transfer], told: dict[UUID, dossiers.Passing]) -> None:
    """The lines with their papers; after a report of missing ones only those."""
    for row in rows:
        try:
            with transaction.atomic():
                line = ListedDossier.objects.create(id=new_id(), hand_list=made, transfer=row)
        except IntegrityError as error:
            raise Conflict(
                "already_listed",
                _("Hồ sơ %(code)s đã nằm trong một danh sách khác.") % {"code": told[row.dossier_id].code},
                way_out=_("Tải lại trang rồi chọn lại."),
            ) from error
        ListedPaper.objects.bulk_create(ListedPaper(line=line, **paper) for paper in _papers(made, row))


def _papers(made: HandList, row: Transfer) -> list[dict[str, object]]:
    before = row.lines.filter(hand_list__way=made.way, hand_list__taken_at__isnull=False)
    last = before.order_by("-hand_list__taken_at").first()
    missing = list(last.papers.filter(missing=True).order_by("id")) if last else []
    if missing:
        return [{"name": one.name, "originals": one.originals, "copies": one.copies} for one in missing]
    if made.way == HandList.Way.BACK:
        result = dossiers.paper_of_result(row.dossier_id)
        return [{"name": result.name[:700], "originals": 1}] if result else []
    return [
        {"name": one.name[:700], "originals": one.originals, "copies": one.copies}
        for one in dossiers.papers_given(row.dossier_id)
    ]
