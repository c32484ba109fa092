"""Acts on the open step: take, complete, send back, recall, reassign."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.organisation.api import now_of
from tinhso.government.dossiers.actions.send_back import reassign, recall, send_back
from tinhso.government.dossiers.actions.work import complete_step, take
from tinhso.government.dossiers.forms.approval import APPROVALS, decidable
from tinhso.government.dossiers.forms.asks import Act, Ask, Given, reason
from tinhso.government.dossiers.forms.next_person import chosen_person, person_asks
from tinhso.government.dossiers.forms.own_step import mine, outcome_name, workable
from tinhso.government.dossiers.forms.reception import unchecked
from tinhso.government.dossiers.models import FileCheck, Step, StepEnd
from tinhso.government.dossiers.offices import acts_for
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.queries.outcomes import outcome_words
from tinhso.government.dossiers.queries.people import candidates
from tinhso.government.dossiers.rules.transitions import HEADS
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused

# Chosen instead of a person: the step is free for everybody in its role.
TO_UNIT = "unit"
Options = tuple[tuple[str, str], ...]


def _complete_asks(_actor: Actor, view: Detail) -> list[Ask]:
    step = mine(view)
    words = outcome_words(view.dossier).get(step.key, {})
    outcomes = tuple((key, outcome_name(key, words)) for key in step.outcomes)
    several = len(outcomes) > 1
    unfit = several and any(p.checked == FileCheck.UNFIT and not p.replaced_at for p in view.files)
    known = Ask("checkbox", "unfit_known", _("Tôi biết có giấy tờ chưa hợp lệ và vẫn kết luận như trên"))
    asks = [Ask("radios", "outcome", _("Kết quả của bước này"), options=outcomes)] if several else []
    return [
        *asks,
        *person_asks(view.dossier, step, step.outcomes, "outcome" if several else ""),
        *([known] if unfit else []),
        Ask("textarea", "note", _("Ý kiến, ghi chú"), optional=True),
        Ask("file", "attachment", _("Dự thảo, văn bản kèm theo"), optional=True),
    ]


def _complete(given: Given) -> str:
    step = mine(given.view)
    outcome = given.text("outcome")
    if len(step.outcomes) > 1 and not outcome:
        raise Refused("outcome_needed", _("Hãy chọn kết quả của bước này."), field="outcome")
    complete_step(
        given.actor,
        step.pk,
        outcome=outcome,
        note=given.text("note"),
        person=chosen_person(given, outcome),
        attachment_id=given.file("attachment"),
        unfit_known=given.text("unfit_known") == "1",
        expected_version=given.version,
    )
    return _("Đã hoàn thành bước “%(step)s”.") % {"step": step.name}


def _take(given: Given) -> str:
    take(given.actor, mine(given.view).pk, expected_version=given.version)
    return _("Bạn đã nhận việc này.")


def _send_back(given: Given) -> str:
    send_back(given.actor, mine(given.view).pk, note=given.text("note"), expected_version=given.version)
    return _("Đã trả lại bước trước.")


def _last(actor: Actor, view: Detail) -> Step | None:
    """The step that this officer forwarded last, while it can be taken back."""
    done = [s for s in view.steps if s.done_at and s.process_step_id and s.end == StepEnd.DONE]
    last = done[-1] if done else None
    # Only what came of this very step can be taken back; after a recall the step lies open again and nothing did.
    waiting = [s for s in view.open_steps if last and s.came_from_id == last.pk]
    taken = any(s.taken_at for s in view.open_steps)
    return last if last and waiting and not taken and last.done_by_id == actor.account_id else None


def _recall(given: Given) -> str:
    step = _last(given.actor, given.view)
    if step is None:
        raise Conflict("recall_nothing", _("Không còn bước nào để thu hồi: bước sau đã có người mở."))
    recall(given.actor, step.pk, note=given.text("note"), expected_version=given.version)
    return _("Đã thu hồi bước “%(step)s”.") % {"step": step.name}


def _directed(actor: Actor, view: Detail) -> Step | None:
    """The open step that this officer may give to somebody else."""
    for step in sorted(view.open_steps, key=lambda one: one != view.mine):
        holds = step.account_id == actor.account_id and actor.has(step.role)
        here = acts_for(actor, step.agency_id, view.dossier.unit_code)
        if here and (holds or actor.has(*HEADS)):
            return step
    return None


def others(agency_id: UUID, role: str, but: UUID | None, text: str = "") -> tuple[Options, bool]:
    """Whom the work of somebody could be given to, as options; and whether there are more than these."""
    people = candidates(agency_id, role, text=text)
    options = tuple(
        (str(p.account_id), _("%(name)s · đang giữ %(n)s việc") % {"name": p.name, "n": p.load})
        for p in people
        if p.account_id != but
    )
    return options, people.more


def others_by_name(agency_id: UUID, role: str, but: UUID | None, text: str) -> Options:
    """Those of them whose names have the typed words."""
    return others(agency_id, role, but, text)[0]


def _reassign_asks(actor: Actor, view: Detail) -> list[Ask]:
    step = _directed(actor, view)
    options: Options = ()
    more, search = False, None
    if step is not None:
        place = now_of(step.agency_id, view.dossier.unit_code)
        options, more = others(place, step.role, step.account_id)
        search = partial(others_by_name, place, step.role, step.account_id)
    free = ((TO_UNIT, _("Trả về bộ phận, ai có vai này cũng nhận được")),) if step and step.account_id else ()
    alone = _("Cơ quan chưa có ai khác giữ vai này, nên chỉ trả về bộ phận được.")
    nobody = _("Cơ quan chưa có ai khác giữ vai này. Hãy nhờ người quản trị đơn vị giao vai cho cán bộ khác.")
    hint = "" if options else (alone if free else nobody)
    return [
        Ask(
            "select",
            "person",
            _("Người xử lý mới"),
            hint,
            options=(*options, *free),
            search=search if more else None,
        ),
        Ask("textarea", "note", _("Lý do chuyển")),
    ]


def _reassign(given: Given) -> str:
    step = _directed(given.actor, given.view)
    if step is None:
        raise Conflict("step_gone", _("Bước này không còn mở."))
    free = given.text("person") == TO_UNIT
    person = None if free else given.ident("person", _("Hãy chọn người xử lý mới."))
    reassign(given.actor, step.pk, person=person, note=given.text("note"), expected_version=given.version)
    return _("Đã trả việc về bộ phận.") if free else _("Đã chuyển người xử lý.")


_note = reason(gettext_lazy("Lý do"), name="note")
ACTS = (
    Act(
        "nhan-viec",
        "take",
        gettext_lazy("Nhận việc"),
        _take,
        when=lambda _a, view: view.mine is not None and view.mine.account_id is None,
        key="n",
        at_once=True,
    ),
    *APPROVALS,
    Act(
        "hoan-thanh",
        "complete_step",
        gettext_lazy("Hoàn thành bước"),
        _complete,
        _complete_asks,
        when=lambda a, view: workable(a, view) and not decidable(a, view),
        warn=lambda view: unchecked(view) if len(mine(view).outcomes) > 1 else "",
        kind="primary",
        key="c",
        keeps=("note", "attachment"),
    ),
    Act(
        "tra-lai",
        "send_back",
        gettext_lazy("Trả lại bước trước"),
        _send_back,
        _note,
        when=lambda _a, view: (
            view.mine is not None
            and view.mine.came_from is not None
            and bool(view.mine.came_from.process_step_id)
        ),
        key="l",
    ),
    Act(
        "thu-hoi",
        "recall",
        gettext_lazy("Thu hồi"),
        _recall,
        _note,
        when=lambda a, view: _last(a, view) is not None,
    ),
    Act(
        "phan-cong",
        "reassign",
        gettext_lazy("Chuyển người xử lý"),
        _reassign,
        _reassign_asks,
        when=lambda a, view: _directed(a, view) is not None,
    ),
)
