"""Originals and copies in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.government.procedures.api import Component


def counts_of(component: Component) -> str:
    """How many of each the procedure asks for; empty where it does not say."""
    if not (component.originals or component.copies):
        return ""
    facts = {"a": component.originals, "b": component.copies}
    return _("Thủ tục cần %(a)s bản chính, %(b)s bản sao") % facts
