"""What the citizen sees of a dossier: where it is, who holds it, what happens next, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.models import (
    Dossier,
    DossierFile,
    DossierParty,
    Fee,
    Rating,
    Result,
    Step,
    SupplementRequest,
    Transfer,
)
from tinhso.government.dossiers.queries.detail import PartyView, party_view
from tinhso.government.dossiers.queries.pauses import pause_of
from tinhso.government.dossiers.rules import course
from tinhso.government.dossiers.rules import transitions as t


@dataclass(frozen=True)
class Happening:
    """One thing that happened, or waits (`done_at` empty): in plain words, without officers' names.

    `mark` is done, now or stopped: a step that was recalled or sent back was not done, and `note` says so. While the
    clock stands an open step has no due moment: `note` says what it waits for.
    """

    at: datetime
    title: str
    where: str
    done_at: datetime | None
    due_at: datetime | None
    note: str = ""
    mark: str = "done"


@dataclass(frozen=True)
class Tracking:
    """The tracking page. `may` names what the citizen can do now: verbs of the table."""

    dossier: Dossier
    state_name: str
    next_step: str
    holder: str
    next_due: datetime | None
    overdue: bool
    steps: list[Happening]
    owner: PartyView | None
    filer: PartyView | None
    files: list[DossierFile]
    supplement: SupplementRequest | None
    fees: list[Fee]
    owed: int
    result: Result | None
    rating: Rating | None
    may: frozenset[str]


def tracking(dossier: Dossier) -> Tracking:
    """The view of a dossier that was reached through `access.for_resident` or `access.by_receipt`."""
    steps = list(dossier.steps.select_related("agency").order_by("ordinal"))
    # Kept on the dossier, so that nothing on its page reads them again.
    prefetch_related_objects([dossier], "parties", Prefetch("fees", queryset=Fee.objects.order_by("key")))
    fees, parties = list(dossier.fees.all()), list(dossier.parties.all())
    owner = next((party for party in parties if party.role == "owner"), None)
    asked = dossier.supplements.filter(answered_at=None, closed_at=None).prefetch_related("items")
    # A question is open, a result stands, and somebody rated only in these states.
    supplement = asked.first() if dossier.state in (t.SUPPLEMENT, t.STOPPED) else None
    held = dossier.holder_agency_id
    holder = agency(now_of(held, dossier.unit_code)).name if held else ""
    moment = now()
    return Tracking(
        dossier=dossier,
        state_name=t.STATE_NAMES[dossier.state],
        next_step=_next(dossier),
        holder=holder,
        next_due=dossier.next_due,
        overdue=dossier.state in (*t.IN_PROCESS, t.NEW)
        and (dossier.due_at or dossier.next_due or moment) < moment,
        steps=[_happening(step, dossier, supplement.policy if supplement else "") for step in steps],
        owner=party_view(owner) if owner else None,
        filer=_other(parties, owner),
        files=list(dossier.files.filter(replaced_at=None).select_related("file")),
        supplement=supplement,
        fees=fees,
        owed=sum(fee.due or 0 for fee in fees if fee.recorded_at is None),
        result=Result.objects.filter(dossier=dossier).first()
        if dossier.state in (t.DONE, t.RETURNED)
        else None,
        rating=Rating.objects.filter(dossier=dossier).first() if dossier.state == t.RETURNED else None,
        may=frozenset(move.verb for move in t.allowed(dossier.state, {"citizen"})),
    )


def _other(parties: list[DossierParty], owner: DossierParty | None) -> PartyView | None:
    """Whoever came in the owner's place, with the mandate when there is one."""
    found = {p.role: p for p in parties if p.name and (owner is None or p.name != owner.name)}
    other = found.get("authorised") or found.get("filer")
    return party_view(other) if other else None


def _happening(step: Step, dossier: Dossier, policy: str) -> Happening:
    # Notes between officers stay inside; a step is told by its name and agency. What is done names the agency
    # that did it, what waits the one that has it now.
    where = step.agency.name if step.done_at else agency(now_of(step.agency_id, dossier.unit_code)).name
    pause = pause_of(dossier, policy, step) if step.done_at is None else None
    return Happening(
        at=step.opened_at,
        title=step.name,
        where=where,
        done_at=step.done_at,
        due_at=None if pause else step.due_at,
        note=course.told_waiting(pause.kind, dossier.state) if pause else course.told_resident(step.end),
        mark=course.mark(step.end),
    )


def _next(dossier: Dossier) -> str:
    if dossier.state == t.DONE and dossier.transfer in (Transfer.PROCESSING, Transfer.WAITING):
        return _("Đã có kết quả, đang chuyển về nơi bạn đã nộp hồ sơ. Bạn sẽ được báo khi kết quả về đến.")
    if dossier.state == t.NEW and dossier.pay_by is not None:
        return _("Bạn nộp tiền; thời hạn tiếp nhận tính từ lúc nộp xong.")
    return {
        t.NEW: _("Bộ phận Một cửa kiểm tra hồ sơ và trả lời trong 8 giờ làm việc."),
        t.ACCEPTED: _("Hồ sơ được chuyển đến cơ quan giải quyết."),
        t.REFUSED: _("Hồ sơ không được tiếp nhận. Bạn có thể nộp hồ sơ mới sau khi khắc phục."),
        t.PROCESSING: _("Cơ quan đang giải quyết. Bạn chưa phải làm gì."),
        t.SUPPLEMENT: _("Bạn cần bổ sung những nội dung được nêu bên dưới."),
        t.FINANCIAL: _("Bạn cần thực hiện nghĩa vụ tài chính theo thông báo."),
        t.WITHDRAWN: _("Hồ sơ đã được rút. Không còn bước nào."),
        t.STOPPED: _("Việc giải quyết đã dừng. Xem lý do trong thông báo."),
        t.DONE: _("Đã có kết quả. Mời bạn nhận kết quả."),
        t.RETURNED: _("Đã trả kết quả. Mời bạn đánh giá."),
    }[dossier.state]
