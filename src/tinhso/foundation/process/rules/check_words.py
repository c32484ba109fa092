"""Check of the words of outcomes: officers press words, never keys."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.model import Node
from tinhso.foundation.process.rules.names import COMMON_OUTCOMES, MOST_WORDS
from tinhso.foundation.process.rules.values import Fault


def word_faults(node: Node) -> list[Fault]:
    """Words for an outcome that is not offered, an outcome of its own without words, words too long."""
    words = node.words
    found = [
        Fault(
            node.id,
            node.line,
            _("Có lời cho kết quả “%(key)s” mà bước này không có.") % {"key": key[:40]},
            _("Ghi tinhso:words theo đúng các kết quả trong tinhso:outcomes, cách nhau bằng dấu chấm phẩy."),
        )
        for key in words
        if key not in node.outcomes
    ]
    for key in dict.fromkeys(node.outcomes):
        said = words.get(key, "")
        if not said and (key in words or key not in COMMON_OUTCOMES):
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Kết quả “%(key)s” chưa có lời cho cán bộ đọc.") % {"key": key[:40]},
                    _("Thêm vào tinhso:words, ví dụ: own: Huyện làm; delegated: Đã ủy quyền cho xã."),
                )
            )
        elif len(said) > MOST_WORDS:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Lời của kết quả “%(key)s” dài quá %(n)s ký tự.") % {"key": key[:40], "n": MOST_WORDS},
                    _("Viết ngắn như chữ trên nút bấm."),
                )
            )
    return found
