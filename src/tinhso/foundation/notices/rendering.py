"""Making a notice's text from its template and the act's context."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tinhso.foundation.notices.recipient import Recipient
from tinhso.foundation.notices.registry import TEMPLATES
from tinhso.foundation.notices.registry import Template as Texts
from tinhso.foundation.notices.texts import CLOSING, GREETING, GREETING_NAMELESS
from tinhso.lib.text import clean

# Plain text: nothing to escape. Values are only ever values, never templates.
_environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


class UnknownTemplate(LookupError):
    """A notice nobody wrote; a fault of the calling code."""


def render(template: str, to: Recipient, context: dict[str, Any], channel: str) -> tuple[str, str]:
    """(title, text) of a notice for one channel.

    Raises UnknownTemplate, or KeyError naming the context keys that are missing.
    """
    texts = TEMPLATES.get(template)
    if texts is None:
        raise UnknownTemplate(template)
    missing = [key for key in texts.needs if key not in context]
    if missing:
        raise KeyError(f"notice {template} needs {', '.join(missing)}")
    values = {**_common(to), **{key: _tidy(value) for key, value in context.items()}}
    with override("vi"):  # The writer's own pages may be in English; what is stored is Vietnamese.
        return _texts(texts, to, values, channel)


def _texts(texts: Texts, to: Recipient, values: dict[str, Any], channel: str) -> tuple[str, str]:
    title = _one_line(_fill(texts.title, values))
    if channel != "email":
        return title, _one_line(_fill(texts.short, values))
    greeting = GREETING if to.name else GREETING_NAMELESS
    parts = [_fill(greeting, values), _fill(texts.body, values), _fill(CLOSING, values)]
    return title, "\n\n".join(part.strip() for part in parts) + "\n"


def _common(to: Recipient) -> dict[str, Any]:
    return {
        "name": clean(to.name),
        "province": str(getattr(settings, "TINHSO_NOTICE_SIGNATURE", "Tỉnh Số")),
        "address": str(getattr(settings, "TINHSO_PUBLIC_URL", "http://localhost")),
    }


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    return value


def _fill(text: object, values: dict[str, Any]) -> str:
    return _compiled(str(text)).render(values)


@lru_cache(maxsize=512)
def _compiled(text: str) -> Template:
    """Compiled once: the texts are the platform's own."""
    return _environment.from_string(text)


def _one_line(text: str) -> str:
    """No line break survives: in a mail's title it would start a header."""
    return " ".join(text.split())
