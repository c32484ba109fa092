"""Acts on the result and on the clock: number, return, extend with an apology, stop, resume."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._revoking import nameable, revocable
from tinhso.government.dossiers.actions.extend_with_apology import extend_with_apology
from tinhso.government.dossiers.actions.name_successor import name_successor
from tinhso.government.dossiers.actions.number_result import KEEP, number_result
from tinhso.government.dossiers.actions.return_result import return_result
from tinhso.government.dossiers.actions.revoke_result import revoke_result
from tinhso.government.dossiers.actions.seal_result import pending, seal_now
from tinhso.government.dossiers.actions.sign_result import standing_draft
from tinhso.government.dossiers.actions.stop_processing import resume, stop_processing
from tinhso.government.dossiers.actions.take_back_result import take_back_result
from tinhso.government.dossiers.forms.asks import Act, Ask, Given, reason
from tinhso.government.dossiers.models import Delivery, Fee, Method, NumberKind, Result, Transfer
from tinhso.government.dossiers.offices import acts_for
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.rules.money import balance
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.money import vnd


def _number_asks(_actor: Actor, view: Detail) -> list[Ask]:
    results, held = view.version.content.results, view.result
    ready = standing_draft(view.dossier)
    usual = results[0].name if results else ""
    number = numbered(held)
    words = (
        _("Giữ số %(number)s đã lấy") % {"number": number} if number else _("Giữ như đã ghi, không đánh số")
    )
    kept = ((KEEP, words),) if held else ()
    return [
        Ask("text", "title", _("Tên kết quả"), value=ready.title if ready else held.title if held else usual),
        Ask(
            "radios",
            "granted",
            _("Kết quả"),
            options=(("1", _("Đáp ứng đề nghị")), ("0", _("Văn bản từ chối, nêu rõ lý do"))),
            value="1",
        ),
        Ask(
            "radios",
            "kind",
            _("Đánh số"),
            options=(
                *kept,
                (NumberKind.OWN.value, _("Số tiếp theo trong sổ của cơ quan")),
                (NumberKind.MINISTRY.value, _("Số do hệ thống của bộ, ngành cấp")),
                (NumberKind.NONE.value, _("Không đánh số")),
            ),
            value=KEEP if held else NumberKind.OWN.value,
        ),
        Ask("text", "notation", _("Ký hiệu"), _("Phần sau dấu gạch chéo, ví dụ GPXD."), optional=True),
        Ask("text", "number", _("Số đã được cấp"), under=("kind", NumberKind.MINISTRY.value)),
        Ask("text", "source_system", _("Hệ thống cấp số"), under=("kind", NumberKind.MINISTRY.value)),
        Ask(
            "radios",
            "paper",
            _("Giấy kết quả"),
            options=(
                *((("signed", _("Bản lãnh đạo đã ký số, điền số và ngày")),) if ready else ()),
                ("file", _("Tải lên tệp đã có, hoặc chưa có bản điện tử")),
                ("make", _("Lập từ mẫu của tỉnh, kèm số vừa lấy và mã QR")),
            ),
            value="signed" if ready else "file",
        ),
        Ask("file", "file", _("Bản điện tử của kết quả"), optional=True, under=("paper", "file")),
        *(
            [Ask("checkbox", "seal", _("Cơ quan ký số tệp PDF này"), under=("paper", "file"))]
            if seals(view)
            else []
        ),
        Ask("checkbox", "publish", _("Cho người nộp tải bản điện tử"), value="1"),
        Ask("textarea", "note", _("Ghi chú"), optional=True),
    ]


def seals(view: Detail) -> bool:
    """True where the agency that numbers holds a certificate to sign with."""
    return view.mine is not None and bool(
        signing.of_agency(now_of(view.mine.agency_id, view.dossier.unit_code))
    )


def _number(given: Given) -> str:
    if given.text("kind") == NumberKind.MINISTRY:
        for name, missing in (
            ("number", _("Hãy ghi số mà hệ thống của bộ, ngành đã cấp.")),
            ("source_system", _("Hãy ghi tên hệ thống đã cấp số.")),
        ):
            if not given.text(name).strip():
                raise Refused("text_needed", missing, field=name)
    result = number_result(
        given.actor,
        given.view.dossier.pk,
        title=given.text("title"),
        granted=given.text("granted") != "0",
        kind=given.text("kind"),
        notation=given.text("notation"),
        number=given.text("number"),
        source_system=given.text("source_system"),
        file_id=given.file("file"),
        make=given.text("paper") == "make",
        signed=given.text("paper") == "signed",
        seal=given.text("paper") == "file" and given.text("seal") == "1",
        publish=given.text("publish") == "1",
        note=given.text("note"),
        expected_version=given.version,
    )
    if given.text("kind") == KEEP:
        return _("Đã ghi lại kết quả, giữ nguyên số.")
    if not result.number:
        return _("Đã ghi nhận kết quả, không đánh số.")
    said = _("Đã lấy số %(number)s.") % {"number": numbered(result)}
    if not pending(given.view.dossier):
        return said
    begun = seal_now(given.actor, given.view.dossier)
    more = _("Cơ quan đang ký số.") if begun else _("Kết quả còn chờ ký số của cơ quan ở trang “Ký số”.")
    return f"{said} {more}"


def numbered(result: Result | None) -> str:
    """The number as it stands on the paper."""
    return "/".join(p for p in (result.number, result.notation) if p) if result else ""


def _take_back(given: Given) -> str:
    take_back_result(
        given.actor, given.view.dossier.pk, reason=given.text("reason"), expected_version=given.version
    )
    return _("Đã thu hồi kết quả. Hồ sơ trở về bước lấy số.")


def _revoke(given: Given) -> str:
    revoke_result(
        given.actor,
        given.view.dossier.pk,
        decision=given.text("decision"),
        reason=given.text("reason"),
        expected_version=given.version,
    )
    return _("Đã thu hồi kết quả. Ai kiểm tra giấy này sẽ thấy nó không còn giá trị.")


def _revoke_asks(_actor: Actor, _view: Detail) -> list[Ask]:
    return [
        Ask("text", "decision", _("Văn bản quyết định thu hồi"), _("Số, ký hiệu, ngày ban hành.")),
        Ask("textarea", "reason", _("Lý do thu hồi"), _("Người nộp đọc được nguyên văn lý do này.")),
    ]


def _succeed(given: Given) -> str:
    name_successor(
        given.actor, given.view.dossier.pk, code=given.text("code"), expected_version=given.version
    )
    return _("Đã ghi giấy thay thế. Ai kiểm tra giấy cũ sẽ được chỉ sang giấy mới.")


def _successor_asks(_actor: Actor, _view: Detail) -> list[Ask]:
    hint = _("Hồ sơ của cùng người này, đã có kết quả mới.")
    return [Ask("text", "code", _("Mã hồ sơ có giấy thay thế"), hint)]


def _return_asks(_actor: Actor, view: Detail) -> list[Ask]:
    # Who filed comes for it: the owner may be two weeks old. An enterprise's or a person's own is their own.
    names = {party.role: party.name for party in view.parties}
    receiver = names.get("filer") or names.get("owner", "")
    has_file = view.result is not None and view.result.file_id is not None
    upload = Ask(
        "file", "file", _("Bản điện tử của kết quả"), _("Trả bản điện tử thì phải có tệp."), optional=True
    )
    unpaid = Ask("checkbox", "unpaid_known", _("Tôi biết còn khoản chưa thu và vẫn trả kết quả"))
    return [
        Ask(
            "radios",
            "how",
            _("Trả bằng cách nào?"),
            options=tuple(Delivery.choices),
            value=view.dossier.delivery,
        ),
        Ask("text", "receiver_name", _("Người nhận"), _("Trả tại quầy thì phải có."), value=receiver),
        *([] if has_file else [upload]),
        *([unpaid] if owed(view) else []),
        Ask("textarea", "note", _("Ghi chú"), optional=True),
    ]


def owed(view: Detail) -> list[Fee]:
    """Fees of which something is still to be paid, or whose amount nobody stated yet."""
    return [
        fee
        for fee in view.fees
        if (fee.paid is None and fee.due != 0)
        or (fee.method != Method.WAIVED and balance(fee.due, fee.paid) > 0)
    ]


def _return(given: Given) -> str:
    return_result(
        given.actor,
        given.view.dossier.pk,
        how=given.text("how"),
        receiver_name=given.text("receiver_name"),
        file_id=given.file("file"),
        unpaid_known=given.text("unpaid_known") == "1",
        note=given.text("note"),
        expected_version=given.version,
    )
    return _("Đã trả kết quả.")


def late(view: Detail) -> bool:
    """True when the result came, or still is, after its due moment."""
    dossier = view.dossier
    return dossier.due_at is not None and (dossier.finished_at or now()) > dossier.due_at


def _before_handing(view: Detail) -> str:
    told = []
    if late(view):
        told.append(
            _("Hồ sơ này quá hạn. Hãy xin lỗi người nhận và nêu lý do. Việc quá hạn không cản trả kết quả.")
        )
    if view.dossier.delivery == Delivery.POST:
        told.append(
            _(
                "Người nộp chọn nhận qua bưu chính: lập nhãn, ghi số hiệu, ghi đã phát ở trang “Ký nhận, gửi bưu "
                "chính, ví giấy tờ” của hồ sơ."
            )
        )
    for fee in owed(view):
        rest = _("chưa có mức thu") if fee.due is None else vnd(fee.due - (fee.paid or 0))
        told.append(_("Chưa thu: %(name)s, %(rest)s.") % {"name": fee.name, "rest": rest})
    return " ".join(told)


def _extend_asks(_actor: Actor, _view: Detail) -> list[Ask]:
    return [
        Ask("date", "new_due", _("Ngày hẹn trả mới")),
        Ask("textarea", "reason", _("Lời xin lỗi và lý do"), _("Người nộp đọc được nguyên văn.")),
    ]


def _extend(given: Given) -> str:
    extension = extend_with_apology(
        given.actor,
        given.view.dossier.pk,
        new_due=given.end_of_day("new_due"),
        reason=given.text("reason"),
        expected_version=given.version,
    )
    return _("Đã gửi thư xin lỗi và hẹn lại ngày %(day)s.") % {"day": f"{extension.new_due:%d/%m/%Y}"}


def _stop(given: Given) -> str:
    stop_processing(
        given.actor, given.view.dossier.pk, reason=given.text("reason"), expected_version=given.version
    )
    return _("Đã dừng giải quyết và báo cho người nộp.")


def _resume(given: Given) -> str:
    resume(given.actor, given.view.dossier.pk, reason=given.text("reason"), expected_version=given.version)
    return _("Đã tiếp tục giải quyết hồ sơ.")


ACTS = (
    Act(
        "so-ket-qua",
        "complete_step",
        gettext_lazy("Lấy số kết quả"),
        _number,
        _number_asks,
        when=lambda _a, view: view.mine is not None and view.mine.kind == "number",
        kind="primary",
        key="s",
        keeps=("note", "file"),
    ),
    Act(
        "tra-ket-qua",
        "return_result",
        gettext_lazy("Trả kết quả"),
        _return,
        _return_asks,
        when=lambda _a, view: view.dossier.transfer != Transfer.WAITING,
        warn=_before_handing,
        kind="primary",
        key="r",
    ),
    Act(
        "thu-hoi-ket-qua",
        "take_back_result",
        gettext_lazy("Thu hồi kết quả"),
        _take_back,
        reason(gettext_lazy("Lý do thu hồi"), gettext_lazy("Người nộp đọc được nguyên văn lý do này.")),
        when=lambda a, view: (
            view.result is not None
            and acts_for(a, view.result.agency_id, view.dossier.unit_code)
            and view.result.handed_at is None
            and any(s.kind == "number" for s in view.steps)
        ),
        warn=lambda view: (
            _("Số %(number)s không dùng lại. Hồ sơ trở về bước lấy số; bản điện tử không tải được nữa.")
            % {"number": numbered(view.result)}
        ),
        kind="warning",
    ),
    Act(
        "thu-hoi-da-tra",
        "revoke_result",
        gettext_lazy("Thu hồi kết quả đã trả"),
        _revoke,
        _revoke_asks,
        when=lambda a, view: revocable(a, view.dossier, view.result),
        warn=lambda _v: _(
            "Giấy đã trao mất giá trị ngay; bản điện tử không tải, không dùng lại được nữa. Không hoàn tác được."
        ),
        kind="warning",
    ),
    Act(
        "giay-thay-the",
        "name_successor",
        gettext_lazy("Ghi giấy thay thế"),
        _succeed,
        _successor_asks,
        when=lambda a, view: nameable(a, view.dossier, view.result),
    ),
    Act(
        "gia-han",
        "extend",
        gettext_lazy("Xin lỗi và gia hạn"),
        _extend,
        _extend_asks,
        when=lambda _a, view: view.extension is None and view.dossier.due_at is not None,
        warn=lambda _v: _("Chỉ gia hạn được một lần."),
    ),
    Act(
        "dung",
        "stop",
        gettext_lazy("Dừng giải quyết"),
        _stop,
        reason(gettext_lazy("Lý do dừng"), gettext_lazy("Người nộp đọc được nguyên văn lý do này.")),
        kind="warning",
    ),
    Act(
        "tiep-tuc",
        "resume",
        gettext_lazy("Tiếp tục giải quyết"),
        _resume,
        reason(gettext_lazy("Lý do tiếp tục")),
        kind="primary",
    ),
)
