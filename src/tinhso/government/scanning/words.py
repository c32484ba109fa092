"""States and reasons as officers read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.government.scanning.models import Batch, Paper

TONES = {
    "to_check": "amber",
    "signed": "green",
    "rescan": "neutral",
    "replaced": "neutral",
    "erased": "neutral",
}


def batch_state(batch: Batch) -> str:
    """How far the machine is with a batch."""
    return {
        "reading": _("Đang đọc"),
        "ready": _("Đã đọc"),
        "failed": _("Không đọc được"),
    }[batch.state]


def batch_fault(code: str) -> str:
    """Why a batch was not read, and what to do."""
    return {
        "too_slow": _("Máy đọc quá lâu. Hãy đọc lại, hoặc quét thành nhiều tệp nhỏ hơn."),
        "too_many_pages": _("Lô có hơn 300 trang. Hãy quét thành nhiều lô nhỏ hơn."),
        "nothing": _("Không có trang nào có nội dung: mọi trang đều trắng hoặc là tờ ngăn."),
    }.get(code, _("Tệp bị hỏng hoặc có cách ghi mà máy không mở được. Hãy quét lại."))


def paper_state(paper: Paper) -> str:
    """What an officer said of a paper."""
    return {
        "to_check": _("Chờ kiểm tra"),
        "signed": _("Đã xác nhận"),
        "rescan": _("Cần quét lại"),
        "replaced": _("Đã được bản khác thay"),
        "erased": _("Đã xóa"),
    }[paper.state]


def text_state(paper: Paper) -> str:
    """How far the reading of its words is; nothing of an erased paper, which has none."""
    if paper.state == Paper.State.ERASED:
        return ""
    return {
        "waiting": _("Đang đọc chữ để tìm kiếm"),
        "done": _("Đã đọc chữ để tìm kiếm"),
        "empty": _("Không thấy chữ in nào"),
        "failed": _("Không đọc được chữ; giấy tờ vẫn dùng được, chỉ không tìm được theo nội dung"),
    }[paper.text_state]


def source_name(source: str) -> str:
    """How a batch came."""
    return _("Thư mục máy quét") if source == Batch.Source.FOLDER else _("Tải lên")


def page_kind(kind: str) -> str:
    """What a page is that belongs to no paper."""
    return _("trang trắng, đã bỏ") if kind == "blank" else _("tờ ngăn")


def refusal(reason: str) -> str:
    """Why a file of the scanner's folder was not taken."""
    own = {
        "link": _("Không phải tệp thường (liên kết tới nơi khác)."),
        "kind": _("Không phải PDF hay ảnh JPEG, PNG, TIFF."),
        "empty": _("Tệp rỗng."),
        "unreadable": _("Tệp ảnh bị hỏng, không mở được."),
        "files.too_big": _("Tệp quá lớn. Hãy quét thành nhiều tệp nhỏ hơn."),
    }
    return own.get(reason) or StoredFile(reason_code=reason).reason
