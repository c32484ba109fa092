"""The procedure that a package names as its successor: it is there, takes over the next day, and asks what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, did_you_mean
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.forms.fields import leaves

NAME = "procedure.toml"


def successor_faults(packages: Sequence[Package]) -> Iterator[Fault]:
    """Every fault of the `[successor]` tables of these packages."""
    for package in packages:
        if package.content is not None and package.content.successor is not None:
            yield from _faults(package, package.content, packages)


def _faults(package: Package, content: Content, packages: Sequence[Package]) -> Iterator[Fault]:
    if content.successor is None or content.valid_to is None:
        yield package.fault(
            NAME,
            package.at("successor"),
            _("Có thủ tục kế tiếp mà không có ngày hết hiệu lực."),
            _("Thêm valid_to, hoặc bỏ [successor]."),
        )
        return
    first = content.valid_to + timedelta(days=1)
    heir = next((p for p in packages if _takes_over(p, content.successor.code, first)), None)
    if heir is None:
        codes = {one.content.code for one in packages if one.content}
        yield package.fault(
            NAME,
            package.at("successor", "code"),
            _("Không có thủ tục %(code)s có hiệu lực ngày %(day)s.")
            % {"code": content.successor.code, "day": f"{first:%d/%m/%Y}"},
            did_you_mean(content.successor.code, codes),
        )
        return
    own, other = ({leaf.name for leaf in leaves(one.schema or {})} for one in (package, heir))
    for here, there in content.successor.answers.items():
        for path, known in ((here, own), (there, other)):
            if path not in known:
                yield package.fault(
                    NAME,
                    package.at("successor", "answers"),
                    _("Không có câu hỏi “%(path)s”.") % {"path": path},
                    did_you_mean(path, known),
                )


def _takes_over(package: Package, code: str, first: date) -> bool:
    content = package.content
    return (
        content is not None
        and content.code == code
        and content.valid_from <= first
        and (content.valid_to is None or first <= content.valid_to)
    )
