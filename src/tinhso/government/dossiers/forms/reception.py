"""Acts of the desk on a new filing: accept, refuse, hand over."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.worktime.api import Unit, now
from tinhso.government.dossiers.actions.accept import accept, hand_over
from tinhso.government.dossiers.actions.refuse import refuse
from tinhso.government.dossiers.actions.withdraw import withdraw
from tinhso.government.dossiers.forms.asks import Act, Ask, Given, reason
from tinhso.government.dossiers.forms.limits import same_day_hint, typed_limit, units
from tinhso.government.dossiers.forms.next_person import PERSON, person_ask
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.queries.people import first_after_acceptance, first_of
from tinhso.government.dossiers.rules.inputs import ManualLimit
from tinhso.government.dossiers.rules.papers import told
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor


def limit_asks(view: Detail) -> list[Ask]:
    """The manual limit, asked when the version states none that is verified and counts; with what the law
    says in words, where it says so."""
    if view.limit_known:
        return []
    limit = procedures.time_limit(view.version, view.dossier.channel, view.dossier.data)
    if limit and limit.verified and limit.text:
        hint = _("Quy định không ghi số ngày: “%(words)s”. Hãy hẹn theo đó.") % {"words": limit.text}
    else:
        hint = _("Thủ tục này chưa có thời hạn được kiểm chứng.")
    return [
        Ask("number", "limit", _("Thời hạn giải quyết"), f"{hint} {same_day_hint()}"),
        Ask("select", "unit", _("Đơn vị"), options=units(), value=Unit.WORKING_DAY.value),
        Ask("text", "limit_reason", _("Căn cứ của thời hạn này")),
    ]


def manual_limit(given: Given) -> ManualLimit | None:
    """The typed limit, or None when none was typed."""
    return typed_limit(given.text("limit"), given.text("unit"), given.text("limit_reason"))


def unchecked(view: Detail) -> str:
    """What the findings on the papers leave open; empty when every paper was found fit."""
    return told([paper.checked for paper in view.files if paper.replaced_at is None])


# What becomes of a dossier once it is accepted.
FORWARD, KEEP = "0", "1"


def _accept_asks(_actor: Actor, view: Detail) -> list[Ask]:
    following = first_after_acceptance(view.dossier)
    return [
        *limit_asks(view),
        Ask(
            "radios",
            "keep",
            _("Sau khi tiếp nhận"),
            options=(
                (FORWARD, _("Chuyển xử lý ngay")),
                (KEEP, _("Giữ tại Một cửa, khi còn bản giấy phải đưa sang sau")),
            ),
            value=FORWARD,
        ),
        *([person_ask(following, under=("keep", FORWARD))] if following else []),
        Ask("textarea", "note", _("Ghi chú cho bộ phận xử lý"), optional=True),
    ]


def _accept(given: Given) -> str:
    dossier = accept(
        given.actor,
        given.view.dossier.pk,
        manual_limit=manual_limit(given),
        note=given.text("note"),
        hand_over=given.text("keep") != KEEP,
        person=given.ident(PERSON),
        expected_version=given.version,
    )
    return _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code}


def _refuse(given: Given) -> str:
    refuse(given.actor, given.view.dossier.pk, reason=given.text("reason"), expected_version=given.version)
    return _("Đã từ chối tiếp nhận và báo cho người nộp.")


def _hand_over(given: Given) -> str:
    hand_over(
        given.actor,
        given.view.dossier.pk,
        person=given.ident(PERSON),
        note=given.text("note"),
        expected_version=given.version,
    )
    return _("Đã chuyển hồ sơ sang cơ quan giải quyết.")


def _hand_over_asks(_actor: Actor, view: Detail) -> list[Ask]:
    following = first_of(view.dossier)
    return [
        *([person_ask(following)] if following else []),
        Ask("textarea", "note", _("Ghi chú"), optional=True),
    ]


def _withdraw(given: Given) -> str:
    withdraw(
        given.actor,
        given.view.dossier.pk,
        reason=given.text("reason"),
        asked_by=given.text("asked_by"),
        expected_version=given.version,
    )
    return _("Đã ghi nhận người nộp rút hồ sơ.")


def _withdraw_asks(_actor: Actor, _view: Detail) -> list[Ask]:
    return [
        Ask(
            "text",
            "asked_by",
            _("Ai yêu cầu rút"),
            _("Họ tên người đến quầy hoặc ký văn bản, ví dụ chủ hồ sơ hay người được ủy quyền."),
        ),
        Ask(
            "textarea",
            "reason",
            _("Lý do người nộp nêu"),
            _("Để trống nếu người nộp không nêu lý do."),
            optional=True,
        ),
    ]


def may_refuse(view: Detail) -> bool:
    """A refusal is offered before acceptance, and while a supplement waits only once its deadline has passed."""
    waiting = [s for s in view.supplements if s.answered_at is None and s.closed_at is None]
    return not waiting or now() > waiting[0].deadline


ACTS = (
    Act(
        "tiep-nhan",
        "accept",
        gettext_lazy("Tiếp nhận"),
        _accept,
        _accept_asks,
        warn=unchecked,
        kind="primary",
        key="t",
    ),
    Act(
        "chuyen-xu-ly",
        "hand_over",
        gettext_lazy("Chuyển xử lý"),
        _hand_over,
        _hand_over_asks,
        when=lambda _a, view: not view.dossier.transfer,
        kind="primary",
        key="c",
    ),
    Act(
        "tu-choi",
        "refuse",
        gettext_lazy("Từ chối tiếp nhận"),
        _refuse,
        reason(gettext_lazy("Lý do từ chối"), gettext_lazy("Người nộp đọc được nguyên văn lý do này.")),
        when=lambda _a, view: may_refuse(view),
        warn=lambda _v: _("Hồ sơ kết thúc tại đây. Thiếu giấy tờ thì hãy yêu cầu bổ sung thay vì từ chối."),
        kind="warning",
    ),
    Act(
        "rut",
        "withdraw",
        gettext_lazy("Ghi nhận rút hồ sơ"),
        _withdraw,
        _withdraw_asks,
        warn=lambda _v: _(
            "Chỉ dùng khi chính người nộp yêu cầu rút, tại quầy hoặc bằng văn bản. "
            "Hồ sơ kết thúc và không mở lại được."
        ),
        kind="warning",
    ),
)
