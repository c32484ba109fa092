"""Why something of the source could not be taken over, in words, and what to do about it.

The keys are stored; the sentences are message ids of this room's catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass

LOST_UNIT = "Nguồn chỉ có con số, mất đơn vị thời gian; không được hiểu là ngày."
ASK_LIMIT = "Khi mở thủ tục, nhập thời hạn theo quyết định công bố và ghi lý do."
ASK_FEE = "Đọc ghi chú của hình thức nộp; khi mở thủ tục, nhập mức thu và ghi căn cứ."
MEND_SOURCE = "Sửa ô này trong tệp nguồn rồi nhập lại; các ô khác của bản ghi vẫn được nhập."
MEND_RECORD = "Sửa bản ghi này trong tệp nguồn rồi nhập lại; các bản ghi khác vẫn được nhập."
NOTHING = "Không cần làm gì."
READ_PAGE = "Xem trang gốc của thủ tục theo đường dẫn nguồn."

# key: (what is wrong, what to do)
REASONS: dict[str, tuple[str, str]] = {
    # a whole line or record
    "bad_encoding": ("Dòng không phải là văn bản UTF-8.", "Lưu tệp bằng bảng mã UTF-8 rồi nhập lại."),
    "bad_json": ("Dòng không phải là JSON đúng cách viết.", MEND_RECORD),
    "line_too_long": ("Dòng dài hơn mức cho phép của một bản ghi.", MEND_RECORD),
    "not_an_object": ("Dòng là JSON nhưng không phải là một bản ghi có các ô được đặt tên.", MEND_RECORD),
    "no_code": ("Bản ghi không có mã thủ tục.", MEND_RECORD),
    "bad_code": ("Mã thủ tục không đúng dạng 1.001234.", MEND_RECORD),
    "no_name": ("Bản ghi không có tên thủ tục.", MEND_RECORD),
    "name_too_long": ("Tên thủ tục dài hơn mức cho phép.", MEND_RECORD),
    "same_code": (
        "Mã thủ tục xuất hiện nhiều lần trong tệp với nội dung khác nhau; không biết bản nào đúng.",
        "Chỉ giữ lại bản đúng trong tệp rồi nhập lại; bản đang lưu được giữ nguyên.",
    ),
    "repeated": ("Bản ghi lặp lại nguyên văn một dòng trước; chỉ được nhập một lần.", NOTHING),
    # one field
    "field_twice": ("Ô này được viết hai lần trong bản ghi; lần viết sau được nhập.", MEND_SOURCE),
    "unknown_field": ("Ô này không có trong mẫu bản ghi, nên không được đọc.", MEND_SOURCE),
    "not_text": ("Ô này phải là chữ.", MEND_SOURCE),
    "not_a_list": ("Ô này phải là một danh sách.", MEND_SOURCE),
    "not_a_row": ("Dòng này của danh sách không có các ô được đặt tên.", MEND_SOURCE),
    "not_a_number": ("Ô này phải là một con số.", MEND_SOURCE),
    "broken_character": ("Có ký tự hỏng; phần còn lại vẫn được nhập.", MEND_SOURCE),
    "too_long": ("Nội dung dài hơn mức cho phép của ô này.", MEND_SOURCE),
    "too_many": ("Danh sách dài hơn mức cho phép; các dòng cuối không được nhập.", MEND_SOURCE),
    "no_words": ("Dòng này không có tên.", READ_PAGE),
    "unknown_level": ("Không có cấp thực hiện nào tên như vậy.", MEND_SOURCE),
    "unknown_channel": ("Không có hình thức nộp nào tên như vậy; cả dòng không được nhập.", MEND_SOURCE),
    "unknown_unit": ("Không có đơn vị thời gian nào tên như vậy; coi như chưa rõ thời hạn.", ASK_LIMIT),
    "no_unit": (LOST_UNIT, ASK_LIMIT),
    "bad_limit": ("Con số này không thể là một thời hạn.", ASK_LIMIT),
    "unknown_fee_kind": ("Không có loại phí nào tên như vậy; coi như nguồn không nêu.", ASK_FEE),
    "unknown_currency": ("Không có loại tiền nào tên như vậy; mức thu coi như chưa rõ.", ASK_FEE),
    "bad_fee": ("Con số này không thể là một mức thu.", ASK_FEE),
    "fee_too_small": ("Mức thu dưới 1.000 đồng: có lẽ nguồn đã mất các số không.", ASK_FEE),
    "count_glued": (
        "Số bản quá lớn: có lẽ nguồn đã dính một con số khác vào.",
        "Xem tên giấy tờ ngay bên cạnh và trang gốc; nhập số bản khi mở thủ tục.",
    ),
    "law_glued": (
        "Số hiệu văn bản quá lớn: có lẽ nguồn đã dính năm của tên văn bản vào.",
        "Xem phần căn cứ pháp lý nguyên văn của bản ghi.",
    ),
    "methods_unparsed": (
        "Bảng hình thức nộp bị gộp thành một đoạn chữ, không tách ra được.",
        "Đọc đoạn chữ nguyên văn; khi mở thủ tục, nhập thời hạn và mức thu kèm lý do.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Unread:
    """Something that was not taken over: `field` is its dotted path in the record, `value` the start of
    what stood there, `reason` a key of `REASONS`."""

    field: str
    value: str
    reason: str

    @property
    def sentence(self) -> str:
        """What is wrong: a Vietnamese sentence, to be passed through gettext where it is shown."""
        return REASONS[self.reason][0]

    @property
    def way_out(self) -> str:
        """What to do about it: a Vietnamese sentence, as above."""
        return REASONS[self.reason][1]
