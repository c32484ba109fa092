"""Which acts of a dossier the portal is told of one by one, and in which words."""

from __future__ import annotations

# In Vietnamese whoever reads: these words leave for the portal.
TOLD: dict[str, str] = {
    "file": "Nộp hồ sơ",
    "receive": "Tiếp nhận hồ sơ",
    "accept": "Tiếp nhận hồ sơ",
    "refuse": "Từ chối tiếp nhận hồ sơ",
    "refuse_package": "Từ chối tiếp nhận hồ sơ",
    "refuse_supplement": "Không nhận nội dung bổ sung",
    "refuse_payment": "Không ghi nhận thanh toán",
    "refuse_withdrawal": "Không nhận yêu cầu rút hồ sơ",
    "refuse_other": "Không nhận nội dung gửi thêm",
    "request_supplement": "Yêu cầu bổ sung hồ sơ",
    "answer_supplement": "Nhận bổ sung hồ sơ",
    "withdraw": "Rút hồ sơ",
    "hand_over": "Chuyển xử lý",
    "complete_step": "Hoàn thành bước xử lý",
    "pass_on": "Bàn giao hồ sơ đến nơi giải quyết",
    "confirm_passed": "Nơi giải quyết xác nhận đã nhận hồ sơ",
    "report_missing": "Báo thiếu giấy tờ khi nhận bàn giao hồ sơ",
    "send_back": "Trả lại bước trước",
    "recall": "Thu hồi bước đã chuyển",
    "reassign": "Chuyển người xử lý",
    "request_payment": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "settle_payment": "Xác nhận đã thực hiện nghĩa vụ tài chính",
    "extend": "Xin lỗi và hẹn lại ngày trả kết quả",
    "stop": "Dừng giải quyết hồ sơ",
    "resume": "Tiếp tục giải quyết hồ sơ",
    "finish": "Có kết quả giải quyết",
    "take_back_result": "Thu hồi kết quả đã đánh số",
    "return_result": "Trả kết quả",
    "revoke_result": "Thu hồi kết quả đã trả",
    "name_successor": "Có giấy thay kết quả đã bị thu hồi",
}
# The same verbs on the way back, when the dossier is done (state 9) and its result travels.
DONE = 9
TOLD_OF_RESULT: dict[str, str] = {
    "pass_on": "Bàn giao kết quả về nơi tiếp nhận",
    "confirm_passed": "Nơi tiếp nhận xác nhận đã nhận kết quả",
    "report_missing": "Báo thiếu giấy tờ khi nhận bàn giao kết quả",
}
# An act of the person or of the platform has no officer: these stand where the contract asks who it was.
# Acts that the portal hands on for the person.
OF_PERSON = frozenset({"file", "answer_supplement", "withdraw"})
BY_PERSON = "Người nộp hồ sơ"
BY_PLATFORM = "Hệ thống một cửa điện tử"


def words(verb: str, after: int) -> str:
    """What the portal reads of an act that left the dossier in the state `after`; empty for acts it is not told of."""
    found = TOLD_OF_RESULT.get(verb) if after == DONE else None
    return found or TOLD.get(verb, "")
