"""What an act's page is made of: fields, answers as typed, and the act itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.text import digits


@dataclass(frozen=True)
class Ask:
    """One field. `kind`: text textarea number money date select radios checkbox file.

    A select with `groups` (title, options) instead of `options` is long: it can be narrowed by typing.
    One with `search` lists only the first of many in `options`; it gives the options for words that were typed.
    `under` (field, choice) shows it below that choice of a radio field; `empty` names the unchosen line.
    """

    kind: str
    name: str
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    value: str = ""
    under: tuple[str, str] = ("", "")
    empty: str = ""
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    search: Callable[[str], tuple[tuple[str, str], ...]] | None = None


@dataclass(frozen=True)
class Given:
    """The answers to one act by one officer; `version` is the dossier's as their page showed it."""

    actor: Actor
    view: Detail
    typed: Mapping[str, Any]
    files: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None

    def text(self, name: str) -> str:
        """What was typed."""
        return str(self.typed.get(name, ""))

    def ident(self, name: str, missing: str = "") -> UUID | None:
        """A chosen row; None when nothing was chosen, Refused when `missing` says that one is needed."""
        try:
            return UUID(self.text(name))
        except ValueError:
            if missing:
                raise Refused("choice_needed", missing, field=name) from None
            return None

    def whole(self, name: str, *, default: int | None = None) -> int | None:
        """A whole number, grouped or not; Refused when it is not one."""
        typed = self.text(name).strip()
        if not typed:
            return default
        if not typed.replace(".", "").replace(" ", "").isdecimal() or len(digits(typed)) > 13:
            raise Refused(
                "not_a_number", _("Hãy gõ một số nguyên, không có dấu âm, dấu phẩy hay chữ."), field=name
            )
        return int(digits(typed))

    def day(self, name: str) -> date:
        """A date of three inputs; Refused when there is no such day."""
        parts = [self.text(f"{name}__{part}").strip() for part in ("year", "month", "day")]
        if not any(parts):
            raise Refused("date_needed", _("Hãy điền ngày này."), field=name)
        try:
            return date(*(int(part) for part in parts))
        except ValueError:
            raise Refused(
                "not_a_date", _("Ngày này không có. Hãy gõ ngày, tháng, năm bằng số."), field=name
            ) from None

    def end_of_day(self, name: str) -> datetime:
        """The close of office hours of a typed day."""
        return datetime.combine(self.day(name), time(17, 0), ZONE)

    def file(self, name: str) -> UUID | None:
        """An uploaded file: sent in pieces before, or with this form."""
        if self.text(f"{name}__id"):
            return self.ident(f"{name}__id", _("Tệp này không còn. Hãy tải lên lại."))
        upload = self.files.get(name)
        if upload is None:
            return None
        stored = files.store(self.actor, upload.name or "tep", upload)
        if stored.state != "ok":
            raise Refused("file_refused", stored.reason, field=name)
        return stored.id


def always(_actor: Actor, _view: Detail) -> bool:
    """No condition beyond the table of moves."""
    return True


def nothing(_actor: Actor, _view: Detail) -> list[Ask]:
    """An act that asks nothing."""
    return []


def silent(_view: Detail) -> str:
    """An act that needs no warning."""
    return ""


@dataclass(frozen=True)
class Act:
    """One act with a page of its own. `do` returns the sentence of success.

    `verb` is its move in the table; `when` narrows when its button is shown; `warn` tells before the fields
    what the act brings about. `kind` is the look of its button; `key` the letter that presses it.
    """

    slug: str
    verb: str
    title: Any
    do: Callable[[Given], str]
    asks: Callable[[Actor, Detail], list[Ask]] = nothing
    when: Callable[[Actor, Detail], bool] = always
    warn: Callable[[Detail], str] = silent
    kind: str = "secondary"
    key: str = ""
    at_once: bool = False
    # The address that takes it from here, instead of the dossier's page.
    then: Callable[[Given], str] | None = None
    # The fields kept by "Lưu nháp" with the step: its text, then its file.
    keeps: tuple[str, ...] = ()


def reason(label: Any, hint: Any = "", name: str = "reason") -> Callable[[Actor, Detail], list[Ask]]:
    """The asks of an act that needs only a reason."""
    return lambda _actor, _view: [Ask("textarea", name, str(label), str(hint))]
