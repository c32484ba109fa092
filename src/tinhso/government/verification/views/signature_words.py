"""What the signatures of a file come to, in words that a person at a counter understands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.foundation.signing.api import Found, Read, Standing, holds, standing
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.dates import vi_moment


@dataclass(frozen=True)
class Signed:
    """One signature: the answer, what follows from it, and rows for a summary list."""

    headline: str
    meaning: str
    good: bool
    rows: list[dict[str, str]]


@dataclass(frozen=True)
class FileTold:
    """The whole file: one sentence first, then each signature in the order of signing."""

    headline: str
    meaning: str
    good: bool
    signatures: list[Signed]


def file_told(read: Read, known: bool) -> FileTold:
    """The answer. `known`: the file is one that an agency of this province issued, whatever it carries."""
    every = [_signed(number, one) for number, one in enumerate(read.signatures, 1)]
    people = [one for one in read.signatures if not one.stamp]
    good = bool(people) and all(one.good for one in every)
    if not people:
        meaning = _("Không ai ký số trên tệp này, nên chữ ký không chứng minh được điều gì về nó.")
        if known:
            meaning += " " + _("Nhưng đúng tệp này do cơ quan trong tỉnh cấp: xem bên dưới.")
        return FileTold(_("Tệp này không có chữ ký số"), meaning, False, every)
    if good:
        return FileTold(
            _("Chữ ký số hợp lệ, tệp còn nguyên vẹn"),
            _("Mọi chữ ký đều đúng của người ghi tên và không gì bị đổi từ khi ký."),
            True,
            every,
        )
    return FileTold(
        _("Đừng dựa vào tệp này khi chưa hỏi lại"),
        _("Ít nhất một chữ ký không chứng minh được. Lý do ghi ở từng chữ ký dưới đây."),
        False,
        every,
    )


def fault(code: str) -> str:
    """Why a file could not be read, and what to do."""
    return {
        "not_pdf": _("Tệp này không phải PDF hay XML. Hãy chọn đúng tệp đã ký số."),
        "not_xml": _("Tệp này không phải dữ liệu XML đọc được. Hãy xin lại bản gốc."),
        "encrypted": _(
            "Tệp PDF này có mật khẩu nên không đọc được. Hãy lưu một bản không mật khẩu rồi thử lại."
        ),
        "damaged": _("Tệp PDF này bị hỏng hoặc bị cắt mất một phần. Hãy xin lại bản gốc."),
        "too_slow": _("Tệp PDF này quá phức tạp nên không kiểm tra được ở đây."),
    }[code]


def _signed(number: int, one: Found) -> Signed:
    now = real_now()
    found = standing(one.facts, now)
    rows = [
        (_("Người ký"), one.name),
        (_("Chức vụ"), one.title),
        (_("Cơ quan, tổ chức"), one.organisation),
        (_("Dấu thời gian"), vi_moment(one.facts.stamped_at, _) if one.facts.stamped_at else ""),
        (
            _("Giờ theo máy người ký"),
            vi_moment(one.claimed_at, _) if one.claimed_at and not one.facts.stamped_at else "",
        ),
        (_("Lý do ghi kèm"), one.reason),
        (_("Nơi cấp chứng thư"), one.issuer),
        (_("Số chứng thư"), one.serial),
        (
            _("Sau chữ ký này"),
            "" if one.last or not holds(found) else _("có phần thêm không làm đổi nội dung"),
        ),
    ]
    kind = _("Dấu thời gian cho cả tệp") if one.stamp else _("Chữ ký số %(number)s") % {"number": number}
    return Signed(
        f"{kind}: {_headline(found)}",
        _meaning(one, found),
        holds(found),
        [{"key": key, "value": value} for key, value in rows if value],
    )


def _headline(found: Standing) -> str:
    return {
        Standing.VALID: _("hợp lệ"),
        Standing.BROKEN: _("không đọc được hoặc bị làm giả"),
        Standing.CHANGED: _("nội dung đã bị sửa sau khi ký"),
        Standing.UNCOVERED: _("không phủ hết phần đã ký"),
        Standing.ADDED: _("có nội dung thêm vào sau khi ký"),
        Standing.WEAK: _("dùng khóa hoặc thuật toán quá yếu"),
        Standing.UNTRUSTED: _("không rõ ai cấp chứng thư"),
        Standing.REVOKED: _("chứng thư đã bị thu hồi"),
        Standing.EXPIRED: _("chứng thư ngoài thời hạn"),
        Standing.UNASKED: _("chưa hỏi được chứng thư có bị thu hồi không"),
    }[found]


def _meaning(one: Found, found: Standing) -> str:
    if found is Standing.REVOKED and one.facts.revoked_at is not None:
        return _(
            "Chứng thư bị thu hồi lúc %(at)s, và không có dấu thời gian chứng minh chữ ký có trước lúc đó."
        ) % {"at": vi_moment(one.facts.revoked_at, _)}
    if found is Standing.EXPIRED and one.facts.since is not None and one.facts.until is not None:
        return _(
            "Chứng thư chỉ có hiệu lực từ %(since)s đến %(until)s, và không có dấu thời gian chứng minh"
            " chữ ký có trong khoảng đó."
        ) % {"since": vi_moment(one.facts.since, _), "until": vi_moment(one.facts.until, _)}
    return {
        Standing.VALID: _("Chữ ký đúng của người ghi tên dưới đây; phần đã ký không đổi một chữ."),
        Standing.BROKEN: _("Dữ liệu chữ ký không khớp với chính nó. Hãy coi như tệp không được ký."),
        Standing.CHANGED: _("Nội dung trong tệp không còn là nội dung người này đã ký. Hãy xin lại bản gốc."),
        Standing.UNCOVERED: _(
            "Có phần của tệp nằm ngoài chữ ký, có thể do ai đó chèn vào. Hãy xin lại bản gốc."
        ),
        Standing.ADDED: _(
            "Sau khi người này ký, có người thêm hoặc thay nội dung mà người đọc nhìn thấy. Hãy xin lại bản gốc."
        ),
        Standing.WEAK: _("Chữ ký làm theo cách nay không còn an toàn, nên không chứng minh được gì."),
        Standing.UNTRUSTED: _(
            "Chứng thư không dẫn về nơi cấp nào mà hệ thống này tin cậy: ai cũng tự tạo được chứng thư như vậy."
        ),
        Standing.UNASKED: _(
            "Mọi điều khác đều khớp, nhưng nơi trả lời về thu hồi không trả lời. Hãy thử lại sau ít phút."
        ),
    }.get(found, "")
