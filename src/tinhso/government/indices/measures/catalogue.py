"""The named measures. `among` and `counted` are conditions over the columns of `statement.BASE`.

A measure counts dossiers, petitions or procedures (`of`); of procedures, one is among those asked about when any of
its records (dossiers, offers of agencies, announcements: `kind`) is, and counted when any of those is counted, or with
`every` when all are. `why` gives the reason for each one that is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

SERVICE = 3
DOSSIERS, PETITIONS, PROCEDURES = "dossiers", "petitions", "procedures"


@dataclass(frozen=True)
class Measure:
    """One count: what is asked about (the denominator) and what of it counts (the numerator)."""

    key: str
    name: Any
    below: Any
    of: str
    among: str
    counted: str
    # (condition, reason): the first that holds tells why one is not counted; the last needs no condition.
    why: tuple[tuple[str, str], ...]
    # The kind of fact (`models.fact`) it looks at; 0: that of what it counts.
    kind: int = 0
    # Of procedures: one counts only when every record that asks for it counts, not when one does.
    every: bool = False
    # Of procedures: the condition over what agencies offer (kind 3) by which one is asked about, whether or not it has
    # a record of its own.
    shelf: str = ""
    # What is summed of each that counts, in place of counting it: the figure is then a mean, `unit` says of what.
    total: str = ""

    @property
    def facts(self) -> int:
        """The kind of fact that it looks at."""
        return self.kind or KINDS[self.of]

    @property
    def of_work(self) -> bool:
        """True where its records are work of an agency, not what it offers or what was announced."""
        return self.facts in (1, 2)

    @property
    def asks_work(self) -> bool:
        """True where nothing is asked about unless there was work."""
        return self.of_work and not self.shelf


UNITS: dict[str, Any] = {DOSSIERS: _("hồ sơ"), PETITIONS: _("phản ánh, kiến nghị"), PROCEDURES: _("thủ tục")}

REASONS: dict[str, Any] = {
    "not_synced": _("chưa đồng bộ lên Cổng Dịch vụ công quốc gia"),
    "asked_twice": _("yêu cầu bổ sung từ hai lần, tính là quá hạn"),
    "late_done": _("xong sau ngày hẹn trả"),
    "late_open": _("đang xử lý và đã quá ngày hẹn trả"),
    "not_online": _("không nộp trực tuyến"),
    "no_result": _("chưa có kết quả điện tử"),
    "no_files": _("chưa có giấy tờ điện tử trong thành phần hồ sơ"),
    "not_reused": _("không dùng lại giấy tờ đã số hóa"),
    "paid_otherwise": _("có phí, lệ phí nhưng không thanh toán trực tuyến"),
    "not_proven": _("chưa đối chiếu số định danh của chủ hồ sơ"),
    "content": _("không bị phản ánh, không bị đánh giá không hài lòng"),
    "petition_late": _("trả lời quá hạn hoặc đang quá hạn"),
    "petition_step_late": _(
        "trả lời đúng hạn nhưng yêu cầu bổ sung sau 5 ngày làm việc hoặc công khai sau 2 ngày làm việc"
    ),
    "petition_disliked": _("người gửi không hài lòng với trả lời"),
    "petition_again": _("người gửi đã phản ánh lại"),
    "not_signed": _("lãnh đạo không ký số kết quả trên nền tảng này"),
    "announced_late": _(
        "quyết định công bố ký sau hạn: chậm nhất 5 ngày làm việc trước ngày văn bản có hiệu lực"
    ),
    "no_effective_day": _("chưa ghi ngày hiệu lực của văn bản làm căn cứ"),
    "incomplete": _("thiếu ít nhất một trong 7 bộ phận bắt buộc"),
    "not_offered_online": _("chưa nhận trực tuyến ở cơ quan nào"),
    "not_shared": _("không có giấy tờ lấy từ kho, kết quả chưa vào ví giấy tờ"),
    "about_rules": _("về quy định, chính sách, thủ tục"),
    "none_online": _("chưa có hồ sơ nộp trực tuyến trong kỳ"),
    "none_such": _("chưa có hồ sơ như vậy trong kỳ"),
}
COUNTED = "counted"

# Why another system that was told of the same dossiers may count one otherwise; the first that holds is told.
DOUBTS: dict[str, str] = {
    "not_synced": "NOT synced",
    "no_due": "due_at IS NULL",
    "no_papers": "NOT has_files",
    "ended_without_result": "done AND NOT has_result",
}
DOUBT_NAMES: dict[str, Any] = {
    "not_synced": _("chưa đồng bộ lên Cổng Dịch vụ công quốc gia"),
    "no_due": _("không có ngày hẹn trả"),
    "no_papers": _("không có giấy tờ điện tử trong thành phần hồ sơ"),
    "ended_without_result": _("đã kết thúc mà không có kết quả điện tử"),
}

_LATE = (("supplements > 1", "asked_twice"), ("done", "late_done"), ("", "late_open"))
_EVERY = (
    Measure("dossiers_synced", _("Hồ sơ tiếp nhận trong kỳ đã đồng bộ"), _("Hồ sơ tiếp nhận trong kỳ"), DOSSIERS,
            "fresh", "synced", (("", "not_synced"),)),
    Measure("dossiers_on_time", _("Hồ sơ xử lý trước, đúng hạn và đang xử lý trong hạn"),
            _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS, "true", "not late", _LATE),
    Measure("dossiers_online", _("Hồ sơ nộp trực tuyến có kết quả điện tử"), _("Hồ sơ tiếp nhận trong kỳ"), DOSSIERS,
            "fresh", "online and has_result", (("not online", "not_online"), ("", "no_result"))),
    Measure("dossiers_paid_online", _("Hồ sơ thanh toán trực tuyến"), _("Hồ sơ có phí, lệ phí trên 0 đồng"), DOSSIERS,
            "has_fee", "paid_online", (("", "paid_otherwise"),)),
    Measure("dossiers_with_result", _("Hồ sơ có kết quả điện tử"), _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS,
            "true", "has_result", (("", "no_result"),)),
    Measure("results_signed", _("Hồ sơ có kết quả do lãnh đạo ký số trên nền tảng"), _("Hồ sơ có kết quả điện tử"), DOSSIERS,
            "has_result", "signed", (("", "not_signed"),)),
    Measure("dossiers_digitised", _("Hồ sơ có giấy tờ điện tử và kết quả điện tử"),
            _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS, "true", "has_files and has_result",
            (("not has_files", "no_files"), ("", "no_result"))),
    Measure("dossiers_reused", _("Hồ sơ dùng lại giấy tờ đã số hóa"), _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"),
            DOSSIERS, "true", "reused", (("", "not_reused"),)),
    Measure("dossiers_proven", _("Hồ sơ có chủ hồ sơ đã đối chiếu định danh"),
            _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS, "true", "proven", (("", "not_proven"),)),
    Measure("dossiers_unhappy", _("Hồ sơ bị phản ánh hoặc đánh giá không hài lòng"),
            _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS, "true", "disliked or complained", (("", "content"),)),
    Measure("procedures_filed_online", _("Thủ tục nhận trực tuyến có hồ sơ nộp trực tuyến"),
            _("Thủ tục nhận trực tuyến lúc hết kỳ"), PROCEDURES, "fresh", "online", (("", "none_online"),),
            shelf="not done and online"),
    Measure("procedures_paid_online", _("Thủ tục có hồ sơ thanh toán trực tuyến"),
            _("Thủ tục có hồ sơ phải nộp phí, lệ phí"), PROCEDURES, "has_fee", "paid_online", (("", "none_such"),)),
    Measure("procedures_proven", _("Thủ tục có hồ sơ đã đối chiếu định danh"),
            _("Thủ tục có hồ sơ của cá nhân"), PROCEDURES, "citizen", "proven", (("", "none_such"),)),
    Measure("petitions_on_time", _("Phản ánh, kiến nghị đúng mọi hạn hoặc còn trong hạn"),
            _("Phản ánh, kiến nghị tiếp nhận hoặc xử lý trong kỳ"), PETITIONS, "true", "not late and not missed",
            (("late", "petition_late"), ("", "petition_step_late"))),
    Measure("petitions_content", _("Phản ánh, kiến nghị không quá hạn, không bị chê, không bị phản ánh lại"),
            _("Phản ánh, kiến nghị tiếp nhận hoặc xử lý trong kỳ"), PETITIONS, "true",
            "not late and not missed and not disliked and not repeated",
            (("late", "petition_late"), ("missed", "petition_step_late"), ("disliked", "petition_disliked"),
             ("", "petition_again"))),
    Measure("petitions_behaviour", _("Phản ánh về thái độ, hành vi của cán bộ"),
            _("Phản ánh, kiến nghị tiếp nhận hoặc xử lý trong kỳ"), PETITIONS, "true", "behaviour", (("", "about_rules"),)),
    Measure("dossiers_shared", _("Hồ sơ có giấy tờ lấy từ kho hoặc kết quả đã vào ví giấy tờ"),
            _("Hồ sơ tiếp nhận hoặc xử lý trong kỳ"), DOSSIERS, "true", "reused or pushed", (("", "not_shared"),)),
    Measure("dossiers_time", _("Tổng số giờ từ lúc tiếp nhận đến lúc xong"), _("Hồ sơ đã xong trong kỳ"), DOSSIERS,
            "done", "true", (("", "counted"),), total="hours"),
    Measure("procedures_announced", _("Thủ tục được công bố đúng hạn"), _("Thủ tục có quyết định công bố trong kỳ"),
            PROCEDURES, "fresh", "complete and not late", (("not complete", "no_effective_day"), ("", "announced_late")),
            kind=4, every=True),
    Measure("procedures_complete", _("Thủ tục công khai đủ 7 bộ phận bắt buộc"), _("Thủ tục đang công khai lúc hết kỳ"),
            PROCEDURES, "not done and offered", "complete", (("", "incomplete"),), kind=SERVICE),
    Measure("procedures_online", _("Thủ tục nhận trực tuyến, toàn trình hoặc một phần"),
            _("Thủ tục thuộc thẩm quyền lúc hết kỳ"), PROCEDURES, "not done", "online", (("", "not_offered_online"),), kind=SERVICE),
)  # fmt: skip
KINDS = {DOSSIERS: 1, PROCEDURES: 1, PETITIONS: 2}
MEASURES: dict[str, Measure] = {one.key: one for one in _EVERY}
# What is a share of something: what a target or a component of another set may name.
SHARES = {key: one for key, one in MEASURES.items() if not one.total}
