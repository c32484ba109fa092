"""Script tasks: lines of `name = expression`, nothing else."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.expressions import BadExpression, compile_expression

MAX_LINES = 50
_ASSIGNMENT = re.compile(r"^([^\W\d_]\w{0,63})\s*=(?!=)\s*(.+)$")


def assignments(script: str) -> list[tuple[str, str]]:
    """(name, expression) in order; empty lines and lines that begin with # are skipped.

    Raises BadExpression for any line that is not an assignment of a valid expression.
    """
    found = []
    for raw in script.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _ASSIGNMENT.match(line)
        if match is None:
            raise BadExpression(
                "process.script",
                _("Dòng “%(line)s” không phải phép gán.") % {"line": line[:80]},
                way_out=_("Mỗi dòng của tác vụ kịch bản có dạng: tên = biểu thức."),
            )
        compile_expression(match.group(2))
        found.append((match.group(1), match.group(2)))
    if not found or len(found) > MAX_LINES:
        raise BadExpression(
            "process.script",
            _("Tác vụ kịch bản trống hoặc dài quá %(n)d dòng.") % {"n": MAX_LINES},
            way_out=_("Mỗi dòng của tác vụ kịch bản có dạng: tên = biểu thức."),
        )
    return found
