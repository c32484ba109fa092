"""The sentences of this room: reasons, fields of the contract, kinds and states, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def held_reason(code: str) -> str:
    """Why a dossier has not left, and what to do about it."""
    found = {
        "owner_unnamed": _("Chưa có tên chủ hồ sơ. Bổ sung tên rồi gửi lại."),
        "owner_without_number": _(
            "Chủ hồ sơ chưa có số định danh, cũng chưa có số hộ chiếu. Cổng cần số thật, không gửi số thay thế."
        ),
        "owner_number_odd": _("Số định danh của chủ hồ sơ không phải 12 hoặc 9 chữ số."),
        "owner_erased": _("Dữ liệu cá nhân của hồ sơ đã xóa theo quy định, không còn để gửi."),
        "enterprise_without_number": _("Doanh nghiệp chưa có mã số thuế."),
        "portal_account_unknown": _("Gói hồ sơ từ Cổng không kèm mã tài khoản của người nộp."),
        "summary_missing": _("Hồ sơ chưa có trích yếu."),
        "summary_too_long": _("Trích yếu dài quá 1.000 ký tự. Rút gọn rồi gửi lại, không tự cắt."),
        "file_name_too_long": _("Tên một tệp dài quá 4.000 ký tự."),
        "procedure_not_national": _("Mã thủ tục không có dạng mã quốc gia."),
        "procedure_not_there": _("Cổng chưa có thủ tục này trong danh mục."),
        "state_unknown": _("Trạng thái không có trong bảng trạng thái quốc gia."),
        "channel_unknown": _("Kênh nộp không có trong giao ước với Cổng."),
        "owner_kind_unknown": _("Loại đối tượng không có trong giao ước với Cổng."),
        "payment_unknown": _("Cách thanh toán chưa khai trong bảng chuyển đổi."),
        "accepted_before_filing": _("Lúc tiếp nhận đứng trước lúc nộp."),
        "acceptance_missing": _("Hồ sơ đang xử lý mà chưa có lúc tiếp nhận."),
        "finish_missing": _("Hồ sơ đã xong mà chưa có lúc kết thúc xử lý."),
        "return_missing": _("Hồ sơ đã trả mà chưa có lúc trả."),
        "person_unnamed": _("Một bước xử lý không có tên người xử lý."),
        "person_too_long": _("Tên người xử lý dài quá 50 ký tự mà giao ước cho phép."),
        "act_without_words": _("Một bước xử lý chưa có lời ghi nội dung."),
        "portal_refused": _("Cổng không nhận bản ghi này."),
        "given_up": _("Đã thử gửi nhiều lần mà không có trả lời. Kiểm tra đường truyền rồi gửi lại."),
    }
    return found.get(code, code)


def held_way_out(code: str, who: str) -> str:
    """What whoever has to act does, so that the record leaves."""
    found = {
        "owner_erased": _(
            "Không còn gì để gửi. Báo quản trị Cổng đóng hồ sơ này phía Cổng, rồi khép lại ở đây."
        ),
        "owner_without_number": _(
            "Ghi số định danh, hoặc số hộ chiếu của người nước ngoài. Không có số nào thì báo Cổng cách khác và khép lại."
        ),
        "procedure_not_there": _("Đề nghị quản trị Cổng thêm thủ tục, rồi gửi lại."),
        "procedure_not_national": _(
            "Sửa mã thủ tục ở bản mới của thủ tục; hồ sơ này báo Cổng bằng văn bản rồi khép lại."
        ),
        "portal_account_unknown": _("Đề nghị Cổng gửi lại gói hồ sơ có mã tài khoản, rồi gửi lại."),
        "portal_refused": _("Đọc câu trả lời của Cổng, sửa điều bị nêu hoặc hỏi quản trị Cổng, rồi gửi lại."),
        "given_up": _("Xem Cổng có trả lời không (trang này sẽ báo), rồi gửi lại."),
    }
    if code in found:
        return found[code]
    return {
        "reception": _("Bộ phận Một cửa mở dòng này, bổ sung điều còn thiếu. Sửa xong hồ sơ tự gửi."),
        "unit_admin": _("Cơ quan giải quyết sửa ở hồ sơ hoặc ở tên người xử lý, rồi gửi lại."),
    }.get(who, _("Quản trị hệ thống sửa chỗ sai trong cấu hình hoặc dữ liệu, rồi gửi lại."))


def silent_reason(code: str) -> str:
    """Why a place of the record leaves empty."""
    return {
        "no_code_in_catalogue": _(
            "Danh mục quốc gia không ghi mã này, Cổng cũng chưa cho mã nào của đúng tên này."
        ),
        "no_code_in_package": _("Gói thủ tục chưa ghi mã kết quả này."),
        "no_public_list": _("Bảng mã của mục này chưa được công bố."),
        "no_word_for_electronic": _("Giao ước không có chữ cho cách trả điện tử."),
        "no_file_to_give": _("Chưa có tệp được công bố cho chủ hồ sơ, hoặc giấy tờ chỉ có bản giấy."),
        "no_word_for_passport": _(
            "Giao ước chỉ có loại số 12 và 9 chữ số; số hộ chiếu gửi ở mục Số giấy tờ."
        ),
        "not_worked_out": _("Có khoản phí chưa tính được; khoản đó gửi sau khi có số tiền."),
    }.get(code, code)


def quarantine_reason(code: str) -> str:
    """Why a package is held apart."""
    found = {
        "unreadable": _("Gói không đọc được."),
        "owner_missing": _("Gói không có chủ hồ sơ."),
        "invalid_content": _("Nội dung khai hoặc giấy tờ chưa đúng quy định."),
        "procedure_not_found": _("Thủ tục này không có hiệu lực tại tỉnh vào ngày nộp."),
        "unit_unknown": _("Không có địa bàn mang mã này."),
        "no_competent_agency": _("Địa bàn này không có cơ quan giải quyết thủ tục."),
        "wrong_hash": _("Tệp không khớp mã kiểm tra đi kèm."),
        "file_unreadable": _("Tệp không mở được."),
        "file_unreachable": _("Không tải được tệp từ Cổng."),
        "content_differs": _("Cùng mã hồ sơ nhưng nội dung khác gói đã vào trước."),
        "portal_code_taken": _("Mã hồ sơ này đã dùng cho hồ sơ khác của tỉnh."),
        "nothing_asked": _("Trả lời cho một yêu cầu bổ sung không còn mở."),
        "fee_unknown": _("Không rõ khoản tiền này trả cho phí, lệ phí nào."),
        "paid_too_much": _("Số tiền lớn hơn mức phải nộp."),
        "receipt_no_used": _("Số giao dịch này đã ghi cho khoản khác."),
        "dossier_first": _("Hồ sơ mà gói này thuộc về chưa đến."),
        "payment_first": _("Hồ sơ phải trả tiền trước nhưng chưa thấy thanh toán."),
        "move_not_allowed": _("Hồ sơ đang ở trạng thái không làm được việc này."),
        "filed_in_future": _("Thời điểm nộp ở sau thời điểm hiện tại."),
    }
    return found.get(code) or _("Gói chưa vào được hồ sơ: %(code)s") % {"code": code}


def waiting_reason(code: str) -> str:
    """What a package waits for."""
    return {
        "dossier_first": _("Chờ hồ sơ đến"),
        "payment_first": _("Chờ thanh toán"),
        "files_later": _("Chờ tải tệp"),
    }.get(code, _("Chờ đến lượt"))


def kind_name(kind: str) -> str:
    """What a package is."""
    return {
        "filing": _("Hồ sơ mới"),
        "supplement": _("Trả lời bổ sung"),
        "payment": _("Thanh toán"),
        "withdrawal": _("Rút hồ sơ"),
    }.get(kind, _("Không rõ loại"))


def who_acts(role: str) -> str:
    """Who has to act."""
    return {
        "reception": _("Bộ phận Một cửa nơi tiếp nhận"),
        "unit_admin": _("Quản trị của cơ quan giải quyết"),
        "system_admin": _("Quản trị hệ thống của tỉnh"),
    }.get(role, role)


def field_name(field: str) -> str:
    """A field of the contract in words; its own name where there are none."""
    found = {
        "MaHoSo": _("Mã hồ sơ"),
        "MaTTHC": _("Mã thủ tục"),
        "TenTTHC": _("Tên thủ tục"),
        "TenLinhVuc": _("Lĩnh vực"),
        "MaLinhVuc": _("Mã lĩnh vực"),
        "MaThanhPhanHoSo": _("Mã thành phần hồ sơ"),
        "MaPhiLePhi": _("Mã phí, lệ phí"),
        "LoaiPhiLePhi": _("Loại phí, lệ phí"),
        "HinhThucThu": _("Hình thức thu"),
        "TrangThaiBoSung": _("Trạng thái lần bổ sung"),
        "MaGiayToKetQua": _("Mã kết quả"),
        "KenhThucHien": _("Kênh nộp"),
        "ChuHoSo": _("Chủ hồ sơ"),
        "SoGiayToChuHoSo": _("Số giấy tờ của chủ hồ sơ"),
        "DinhDanhCHS": _("Số định danh của chủ hồ sơ"),
        "LoaiDoiTuong": _("Loại đối tượng"),
        "MaDoiTuong": _("Mã tài khoản trên Cổng"),
        "Email": _("Thư điện tử"),
        "SoDienThoai": _("Số điện thoại"),
        "TrichYeuHoSo": _("Trích yếu"),
        "NgayNopHoSo": _("Lúc nộp"),
        "NgayTiepNhan": _("Lúc tiếp nhận"),
        "NgayHenTra": _("Hẹn trả"),
        "NgayTuChoi": _("Lúc từ chối"),
        "TrangThaiHoSo": _("Trạng thái"),
        "NgayTra": _("Lúc trả"),
        "ThongTinTra": _("Thông tin trả"),
        "HinhThuc": _("Cách trả kết quả"),
        "NgayKetThucXuLy": _("Lúc xử lý xong"),
        "DonViXuLy": _("Cơ quan giải quyết"),
        "NoiNopHoSo": _("Nơi nộp"),
        "HoSoCoThanhPhanSoHoa": _("Có giấy tờ số hóa"),
        "TaiKhoanDuocXacThucVoiVNeID": _("Tài khoản đã định danh điện tử"),
        "DuocThanhToanTrucTuyen": _("Thanh toán trực tuyến"),
        "TaiLieuNop": _("Giấy tờ nộp"),
        "DanhSachLePhi": _("Phí, lệ phí"),
        "DanhSachHoSoBoSung": _("Các lần bổ sung"),
        "DuongDanTepTinKetQua": _("Địa chỉ tệp kết quả"),
        "DuongDanTaiTepTin": _("Địa chỉ tệp giấy tờ"),
        "DanhSachGiayToKetQua": _("Kết quả"),
        "TienDo": _("Tiến độ"),
        "TenTepDinhKem": _("Tên tệp"),
        "NguoiXuLy": _("Người xử lý"),
        "NoiDungXuLy": _("Nội dung xử lý"),
        "TrangThai": _("Trạng thái của bước"),
    }
    return found.get(field, field)


def line_down(why: str, refused: bool) -> str:
    """Why the line rests."""
    if refused:
        return _("Cổng không nhận tài khoản kết nối của tỉnh. Kiểm tra tài khoản, mật khẩu rồi bấm Thử ngay.")
    return _("Không ai phải làm gì với từng hồ sơ: khi Cổng trở lại, tất cả tự gửi.")


def correction_name(field: str) -> str:
    """A fact of the dossier that a holder can put right."""
    return {
        "name": _("Họ tên chủ hồ sơ"),
        "citizen_id": _("Số định danh cá nhân"),
        "passport": _("Số hộ chiếu"),
        "tax_number": _("Mã số thuế"),
        "summary": _("Trích yếu"),
    }[field]


def correction_hint(field: str) -> str:
    """How it looks."""
    return {
        "citizen_id": _("12 chữ số, hoặc 9 chữ số của giấy cũ"),
        "passport": _("Chỉ khi chủ hồ sơ không có số định danh, ví dụ: C1234567"),
        "summary": _("Tối đa 1.000 ký tự"),
    }.get(field, "")
