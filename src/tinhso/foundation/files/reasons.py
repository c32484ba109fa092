"""Why a file is refused: one plain sentence for each code, with what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


def sentence(code: str) -> str:
    """The sentence of a code, in the reader's language."""
    sentences = {
        "empty": _("Tệp này rỗng. Hãy chọn đúng tệp rồi tải lại."),
        "too_big": _("Tệp này lớn hơn mức cho phép. Hãy giảm dung lượng hoặc chia thành nhiều tệp."),
        "program": _("Tệp này là chương trình máy tính, không phải giấy tờ. Hãy tải lên tệp PDF hoặc ảnh chụp."),
        "active": _("Tệp này là trang web hoặc có mã lệnh. Hãy in ra PDF rồi tải lại."),
        "polyglot": _("Tệp này giấu một tệp khác bên trong. Hãy chụp hoặc quét lại giấy tờ rồi tải lại."),
        "not_at_start": _("Tệp này có phần lạ trước nội dung PDF. Hãy lưu lại thành PDF mới rồi tải lại."),
        "archive": _("Tệp nén không nhận được. Hãy giải nén rồi tải lên từng tệp."),
        "archive_empty": _("Tệp này không có nội dung. Hãy lưu lại tài liệu rồi tải lại."),
        "archive_path": _("Tệp này có đường dẫn lạ bên trong. Hãy lưu lại tài liệu thành PDF rồi tải lại."),
        "bomb": _("Tệp này phình quá lớn khi mở. Hãy in ra PDF rồi tải lại."),
        "macro": _("Tài liệu này có macro. Hãy lưu lại thành PDF hoặc bỏ macro rồi tải lại."),
        "program_inside": _("Tài liệu này chứa chương trình bên trong. Hãy bỏ phần đó hoặc in ra PDF rồi tải lại."),
        "embedded": _("Tài liệu này nhúng tệp khác bên trong. Hãy bỏ phần nhúng hoặc in ra PDF rồi tải lại."),
        "outside": _("Tài liệu này tự lấy nội dung từ nơi khác (ảnh, tệp hoặc dữ liệu liên kết). Hãy in ra PDF rồi tải lại."),
        "dde": _("Tài liệu này có lệnh gọi chương trình khác (DDE). Hãy in ra PDF rồi tải lại."),
        "office_in_xml": _("Tệp XML này là tài liệu Word, Excel hoặc OpenDocument. Hãy lưu thành PDF, DOCX, XLSX hoặc ODT rồi tải lại."),
        "outside_template": _("Tài liệu này lấy mẫu từ nơi khác trên mạng. Hãy in ra PDF rồi tải lại."),
        "encrypted_office": _("Tài liệu này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."),
        "pdf_encrypted": _("Tệp này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."),
        "pdf_locked": _("Tệp PDF này bị khóa quyền in hoặc sửa. Hãy in ra PDF mới rồi tải lại."),
        "pdf_script": _("Tệp PDF này có mã lệnh hoặc lệnh mở chương trình. Hãy in ra PDF mới rồi tải lại."),
        "pdf_action": _("Tệp PDF này có lệnh tự chạy, gửi dữ liệu hoặc mở tệp khác. Hãy in ra PDF mới rồi tải lại."),
        "pdf_media": _("Tệp PDF này có phim, âm thanh hoặc hình động. Hãy in ra PDF mới rồi tải lại."),
        "pdf_xfa": _("Tệp PDF này là biểu mẫu động (XFA). Hãy điền xong, in ra PDF mới rồi tải lại."),
        "pdf_embedded": _("Tệp PDF này đính kèm tệp khác bên trong. Hãy in ra PDF mới và tải từng tệp đính kèm lên riêng."),
        "pdf_complex": _("Tệp PDF này có quá nhiều thành phần để kiểm tra. Hãy chia thành nhiều tệp hoặc quét lại rồi tải lại."),
        "pdf_no_pages": _("Tệp PDF này không có trang nào. Hãy lưu lại rồi tải lại."),
        "too_many_pages": _("Tệp PDF này có quá nhiều trang. Hãy chia thành nhiều tệp rồi tải lại."),
        "old_office": _("Tệp Word hoặc Excel kiểu cũ không nhận được. Hãy lưu thành PDF, DOCX hoặc XLSX rồi tải lại."),
        "heic": _("Ảnh HEIC không mở được ở mọi máy. Hãy lưu ảnh thành JPEG rồi tải lại."),
        "image_too_big": _("Ảnh này có quá nhiều điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại."),
        "xml_entities": _("Tệp XML này khai báo thực thể bên ngoài hoặc lồng nhau. Hãy bỏ phần khai báo đó rồi tải lại."),
        "unknown": _("Loại tệp này không nhận được. Hãy tải lên PDF, JPEG, PNG, WebP, DOCX, XLSX, ODT, XML hoặc TXT."),
        "erased": _("Tệp này đã được xóa, có ghi lý do."),
        "too_slow": _("Tệp này quá phức tạp để kiểm tra. Hãy in ra PDF mới rồi tải lại."),
    }  # fmt: skip
    return sentences.get(code, _("Không mở được tệp này: tệp bị hỏng. Hãy lưu hoặc chụp lại rồi tải lại."))
