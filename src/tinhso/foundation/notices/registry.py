"""The occasions on which people are told something: every room registers its own, once, at start.

class IdentityConfig(AppConfig):
    def ready(self) -> None:
        register_template("password_reset_code", Template(title, body, short, ("code", "minutes")))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jinja2 import Environment, TemplateSyntaxError, meta

# What every text may use besides the context of its act.
COMMON = frozenset({"name", "province", "address"})
_parser = Environment(autoescape=False)  # noqa: S701 (plain text, only parsed here)


@dataclass(frozen=True)
class Template:
    """One occasion's texts (Jinja, Vietnamese; lazy translations are fine) and the context keys they need.

    `title` heads an e-mail, `body` is its text, `short` is the whole of an SMS or Zalo message. The short text
    has no name, since a locked telephone shows it.
    """

    title: object
    body: object
    short: object
    needs: tuple[str, ...]


_known: dict[str, Template] = {}
TEMPLATES: Mapping[str, Template] = MappingProxyType(_known)


def register_template(key: str, template: Template) -> None:
    """Make an occasion known to `notify`; the same again is fine.

    Raises ValueError, at start and not when somebody is to be told: the key stands for other texts already,
    a text is no template, or it uses a value that `needs` does not promise.
    """
    if _known.get(key, template) != template:
        raise ValueError(f"notice {key!r} is registered with other texts already")
    for text in (template.title, template.body, template.short):
        try:
            used = meta.find_undeclared_variables(_parser.parse(str(text)))
        except TemplateSyntaxError as error:
            raise ValueError(f"notice {key!r}: {error.message}") from error
        if unknown := used - COMMON - set(template.needs):
            raise ValueError(f"notice {key!r} uses {', '.join(sorted(unknown))} without needing it")
    if "name" in meta.find_undeclared_variables(_parser.parse(str(template.short))):
        raise ValueError(f"notice {key!r} puts a name into a text that a locked telephone shows")
    _known[key] = template
