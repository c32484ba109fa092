"""The step that waits for the officer who looks, and its outcomes in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tinhso.government.dossiers.actions.work import OWN_VERB
from tinhso.government.dossiers.models import Step
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict


def outcome_name(key: str, words: Mapping[str, str] | None = None) -> str:
    """An outcome in plain words: the step's own, else the common ones; an old process's key as it is."""
    said = (words or {}).get(key)
    return said or {
        "done": _("Hoàn thành"),
        "fit": _("Đủ điều kiện"),
        "unfit": _("Không đủ điều kiện"),
        "approved": _("Duyệt"),
        "rejected": _("Không duyệt"),
        "returned": _("Đã trả kết quả"),
        "handed_over": _("Đã chuyển xử lý"),
        "sent_back": _("Trả lại bước trước"),
        "reassigned": _("Chuyển người khác"),
        "accepted": _("Đã tiếp nhận"),
    }.get(key, key)


def mine(view: Detail) -> Step:
    """The officer's own open step; Conflict when it is gone."""
    if view.mine is None:
        raise Conflict(
            "step_gone",
            _("Bước này không còn chờ bạn."),
            way_out=_("Mở lại hồ sơ để xem ai đang xử lý."),
        )
    return view.mine


def _workable(_actor: Actor, view: Detail) -> bool:
    step = view.mine
    return step is not None and bool(step.process_step_id) and step.kind not in OWN_VERB


def workable(_actor: Actor, view: Detail) -> bool:
    """True when the step is completed with an outcome, not by a verb of its own."""
    step = view.mine
    return step is not None and bool(step.process_step_id) and step.kind not in OWN_VERB
