"""The answer in words: first whether one may rely on the paper, then what it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import ZONE, today
from tinhso.government.verification.rules.paper import Paper
from tinhso.government.verification.rules.standing import Standing, holds, standing
from tinhso.lib.dates import vi_date, vi_moment

# Papers about a dossier, that bear its code and no number or term of their own.
SLIPS = ("filing", "receipt", "slip")


@dataclass(frozen=True)
class Told:
    """`headline` answers the question, `meaning` says what follows from it; `rows` are for a summary list."""

    headline: str
    meaning: str
    good: bool
    rows: list[dict[str, str]]


def told(paper: Paper, *, with_holder: bool = True) -> Told:
    """A paper as the page shows it. `with_holder`: not for a file, which says itself whose it is."""
    found, of_dossier = standing(paper, today()), paper.kind in SLIPS and bool(paper.procedure)
    rows = [
        (_("Giấy"), name_of(paper)),
        (_("Số"), "" if of_dossier else paper.number),
        (_("Mã hồ sơ"), paper.number if of_dossier else ""),
        (_("Ngày cấp"), vi_date(paper.issued_at.astimezone(ZONE).date())),
        (_("Cơ quan cấp"), paper.agency),
        (_("Cơ quan kế thừa hôm nay"), paper.agency_now if paper.agency_now != paper.agency else ""),
        (_("Tên thủ tục"), paper.procedure),
        (_("Chữ đầu họ tên trên giấy"), paper.holder if with_holder else ""),
        (_("Hẹn trả kết quả"), vi_moment(paper.due_at, _) if paper.due_at and not paper.closed_at else ""),
        (_("Thời hạn của giấy"), _term(paper)),
    ]
    return Told(
        _headline(found),
        _meaning(paper, found),
        holds(found),
        [{"key": key, "value": value} for key, value in rows if value],
    )


def name_of(paper: Paper) -> str:
    """What the paper calls itself."""
    if paper.kind == "filing":
        return _("Giấy biên nhận nộp hồ sơ")
    if paper.kind == "receipt":
        return _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    return paper.title


def _headline(found: Standing) -> str:
    return {
        Standing.VALID: _("Giấy này có thật và còn giá trị"),
        Standing.OVER: _("Giấy này có thật nhưng đã hết tác dụng"),
        Standing.EXPIRED: _("Giấy này có thật nhưng đã hết hạn"),
        Standing.REPLACED: _("Giấy này đã được thay bằng giấy khác"),
        Standing.WITHDRAWN: _("Giấy này đã bị thu hồi"),
    }[found]


def _meaning(paper: Paper, found: Standing) -> str:
    if found is Standing.REPLACED and paper.replaced_by is not None:
        return _("Giấy thay thế: %(name)s, %(number)s, ngày %(day)s. Đừng dùng giấy cũ.") % {
            "name": name_of(paper.replaced_by),
            "number": paper.replaced_by.number or _("không số"),
            "day": vi_date(paper.replaced_by.issued_at.astimezone(ZONE).date()),
        }
    if found is Standing.WITHDRAWN and paper.withdrawn_at is not None:
        return _("Cơ quan cấp đã thu hồi ngày %(day)s. Đừng dùng giấy này.") % {
            "day": vi_date(paper.withdrawn_at.astimezone(ZONE).date())
        }
    if found is Standing.EXPIRED and paper.until is not None:
        return _("Ngày cuối cùng còn giá trị là %(day)s.") % {"day": vi_date(paper.until)}
    if found is Standing.OVER and paper.closed_at is not None:
        return _("Hồ sơ đã kết thúc ngày %(day)s. Không dùng giấy này để nhận kết quả nữa.") % {
            "day": vi_date(paper.closed_at.astimezone(ZONE).date())
        }
    return _("Hãy so từng dòng dưới đây với giấy trước mặt. Có dòng khác, giấy ấy đã bị sửa.")


def _term(paper: Paper) -> str:
    if paper.kind in SLIPS:
        return ""
    if paper.until is not None:
        return _("Đến hết ngày %(day)s") % {"day": vi_date(paper.until)}
    return "" if paper.term_stated else _("Không nguồn công khai nào nêu; hãy hỏi cơ quan cấp")
