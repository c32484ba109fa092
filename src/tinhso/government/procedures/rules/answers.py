"""The answers of a form as a paper's layout asks for them: by path. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinhso.government.procedures.rules.forms.form import Form


def answers_by_path(form: Form, data: Mapping[str, Any]) -> dict[str, str]:
    """Dotted path → answer in words (dates, choices and places as people read them). No answer: no path."""
    return {
        str(path): str(answer)
        for page in form.summary(data)
        for _question, answer, path in page.rows
        if _given(data, str(path))
    }


def _given(data: Any, path: str) -> bool:
    """True when the question was answered: a paper leaves out what nobody said."""
    for part in path.split("."):
        if isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, Mapping) and part in data:
            data = data[part]
        else:
            return False
    return data is not None and data not in ("", [])
