"""The Jinja2 environment every room draws its pages with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)
from markupsafe import Markup

from tinhso.lib import dates, money
from tinhso.screens import current, doors, mark
from tinhso.screens.assets import asset
from tinhso.screens.said import say, word

SOURCE = Path(__file__).resolve().parents[1]


def loader() -> BaseLoader:
    """Templates of every room (`<room>/templates/<room>/…`), then govuk-frontend-jinja under its own prefix."""
    folders = sorted(SOURCE.glob("*/templates")) + sorted(SOURCE.glob("*/*/templates"))
    return ChoiceLoader(
        [
            FileSystemLoader([str(folder) for folder in folders]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route, e.g. `url("dossiers:track", code=dossier.code)`."""
    if len(args) == 1 and not kwargs and type(args[0]) is UUID:
        before, mark, behind = _around(name, get_script_prefix(), get_urlconf())
        if mark:
            return f"{before}{args[0]}{behind}"
    return reverse(name, args=args or None, kwargs=kwargs or None)


# No row has this id.
_STAND_IN = UUID(int=0x5EED_0000_0000_4000_8000_0000_0000_0000)


@lru_cache(maxsize=512)
def _around(name: str, prefix: str, urlconf: str | None) -> tuple[str, str, str]:
    """What stands before and behind the id in the addresses of a route: a list asks for one with every line."""
    return reverse(name, args=[_STAND_IN]).partition(str(_STAND_IN))


def header() -> dict[str, str]:
    """Province name and the line under it, for today on the province's clock."""
    name, line = doors.province_header(dates.local(doors.now()).date())
    # The province's own words stay; ours beside them are in the reader's language.
    return {"name": name, "line": line.replace(doors.FALLBACK_LINE, translation.gettext(doors.FALLBACK_LINE))}


def csrf_input() -> Markup:
    """The hidden CSRF field; for macros, which see no context."""
    from django.middleware.csrf import get_token

    request = current.request()
    if request is None:
        return Markup("")
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def remaining(due: datetime, late_hours: Decimal | float | None = None) -> str:
    """Filter: how far a due moment is from now, in words (working hours when it is past)."""
    now = doors.now()
    if late_hours is None and dates.local(due) < dates.local(now):
        calendar = doors.ask("foundation.worktime", "calendar")
        if calendar is not None:
            late_hours = calendar.hours_between(due, now)
    return dates.remaining(due, now, late_hours, word)


def vi_moment(value: datetime | date | None) -> str:
    """Filter: `16:30 thứ Hai 23/11/2026`, the weekday in the reader's language."""
    return dates.vi_moment(value, word)


def span(length: timedelta) -> str:
    """Filter: a length of time in the reader's words."""
    return dates.span(length, word)


def working_span(hours: Decimal | float) -> str:
    """Filter: working time in the reader's words."""
    return dates.working_span(hours, word)


def urgency(due: datetime) -> str:
    """Filter: late, soon or fine."""
    return dates.urgency(due, doors.now())


def mask(value: str | None) -> str:
    """Filter: a citizen ID with its middle hidden, as the identity room masks it."""
    if not value:
        return ""
    masked = doors.ask("foundation.identity", "mask_citizen_id", value)
    return str(masked) if masked is not None else "•" * max(0, len(value) - 3) + value[-3:]


def messages_of(request: HttpRequest) -> list[Message]:
    """One-time notices waiting for this reader."""
    return list(get_messages(request))


def as_of() -> date | None:
    """The day the clock of this world started from, when the site runs another world."""
    return date.fromisoformat(str(settings.AS_OF)[:10]) if settings.AS_OF else None


def environment(**options: Any) -> Environment:
    """Django's factory: autoescape always on, the loader of every room, our globals and filters."""
    options.update(loader=loader(), autoescape=True, undefined=ChainableUndefined)
    options.setdefault("extensions", ["jinja2.ext.i18n", "jinja2.ext.do"])
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (autoescape is set above)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        _=say,
        asset=asset,
        url=url,
        now=doors.now,
        header=header,
        csrf=csrf_input,
        as_of=as_of,
        demo=doors.demo,
        colours=doors.colours,
        site_mark=mark.address,
        main_colour=doors.main_colour,
        language=translation.get_language,
        actor=doors.actor,
        worklists_of=doors.worklists,
        desk_of=doors.desk_of,
        messages_of=messages_of,
    )
    env.filters.update(
        vi_date=dates.vi_date,
        vi_time=dates.vi_time,
        vi_moment=vi_moment,
        vi_short=dates.vi_short,
        span=span,
        working_span=working_span,
        remaining=remaining,
        urgency=urgency,
        number=money.number,
        percent=money.percent,
        vnd=money.vnd,
        filesize=money.filesize,
        mask=mask,
    )
    return env
