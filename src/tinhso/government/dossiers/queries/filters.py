"""One filter for worklists, the register and the boards: what a figure counts is what its link lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tinhso.foundation.worktime.api import day_bounds, now
from tinhso.government.dossiers.models import Dossier, DossierParty
from tinhso.government.dossiers.queries.open_work import NOBODY, dossiers_of
from tinhso.government.dossiers.rules import transitions as t
from tinhso.lib.text import clean, digits, fold

FIRST_YEAR, LAST_YEAR = 1900, 2200
# The shortest text that is looked for inside words: what a trigram index can find.
PART = 3
_RECEIVED = Q(accepted_at__isnull=False) & ~Q(state__in=[t.NEW, t.REFUSED])
_DONE = Q(state__in=[t.DONE, t.RETURNED])


@dataclass(frozen=True)
class Filter:
    """Every part narrows; empty parts do not. Dates are inclusive days of acceptance (`from`, `to`).

    `assisted`: typed by an officer for a person; `granted`: what the result said, None without regard to it.
    `load` is a figure of the load (`open_work.FIGURES`): with `step_agency` (ids with commas), `step_role` and
    `step_account` it narrows to dossiers with such a step; those three do nothing alone.
    `bucket` is one of `rules.counting.Bucket` or received, solved, in_process_all, on_time_all.
    """

    text: str = ""
    state: int | None = None
    bucket: str = ""
    procedure: str = ""
    field: str = ""
    channel: str = ""
    agency: str = ""
    received_at: str = ""
    date_from: date | None = None
    date_to: date | None = None
    assisted: bool | None = None
    granted: bool | None = None
    load: str = ""
    step_agency: str = ""
    step_role: str = ""
    step_account: str = ""

    @classmethod
    def from_query(cls, raw: Mapping[str, Any]) -> Filter:
        """From request parameters or saved JSON; what cannot be read is left out."""
        readers: dict[str, Callable[[Any], object]] = {
            "state": _whole,
            "date_from": _day,
            "date_to": _day,
            "assisted": _flag,
            "granted": _flag,
            "step_agency": _ids,
        }
        known = {f.name for f in fields(cls)}
        told: dict[str, Any] = {}
        for key, value in raw.items():
            if key in known and value not in (None, ""):
                read = readers.get(key, _short)
                told[key] = read(value)
        return cls(**told)

    def to_query(self) -> dict[str, str]:
        """The parameters that give this filter back; empty parts are left out."""
        found = {}
        for key in _PARTS:
            value = getattr(self, key)
            if value not in (None, ""):
                found[key] = str(int(value)) if isinstance(value, bool) else str(value)
        return found

    @property
    def shape(self) -> Filter | None:
        """Itself where it is made of a few choices that many ask for; None where it holds words, days or ids."""
        few = Filter(
            state=self.state, bucket=self.bucket, field=self.field, channel=self.channel, assisted=self.assisted,
            granted=self.granted,
        )  # fmt: skip
        return self if self == few else None

    def but(self, **changes: Any) -> Filter:
        """The same filter with some parts changed."""
        return replace(self, **changes)


_PARTS = tuple(field.name for field in fields(Filter))


def apply(rows: QuerySet[Dossier], wanted: Filter, moment: datetime | None = None) -> QuerySet[Dossier]:
    """Narrow the rows; `moment` stands for now where it is given."""
    if wanted.load:
        agencies = [_uuid(one) for one in wanted.step_agency.split(",") if one]
        account = wanted.step_account
        if account not in ("", NOBODY):
            account = str(_uuid(account))
        rows = dossiers_of(rows, wanted.load, agencies, wanted.step_role, account)
    plain = {
        "state": wanted.state,
        "procedure_code": wanted.procedure,
        "field_code": wanted.field,
        "channel": wanted.channel,
        "competent_id": _uuid(wanted.agency) if wanted.agency else None,
        "received_at_id": _uuid(wanted.received_at) if wanted.received_at else None,
        "assisted": wanted.assisted,
        "result__granted": wanted.granted,
    }
    rows = rows.filter(**{key: value for key, value in plain.items() if value not in (None, "")})
    if wanted.bucket:
        rows = rows.filter(
            bucket_q(wanted.bucket, moment if moment and not wanted.date_to else period_end(wanted))
        )
    if wanted.date_from:
        rows = rows.filter(accepted_at__gte=day_bounds(wanted.date_from)[0])
    if wanted.date_to:
        rows = rows.filter(accepted_at__lt=day_bounds(wanted.date_to)[1])
    return rows.filter(_text(wanted.text)) if wanted.text else rows


def bucket_q(bucket: str, period_end: datetime) -> Q:
    """The condition of a statistics bucket, as `rules.counting.bucket` decides row by row."""
    done_overdue = _DONE & Q(due_at__isnull=False, finished_at__gt=F("due_at"))
    done_early = _DONE & Q(due_at__isnull=False, finished_at__lt=F("due_at"))
    done_on_time = _DONE & (Q(due_at__isnull=True) | Q(finished_at=F("due_at")))
    working = Q(state__in=[t.ACCEPTED, t.PROCESSING])
    late = Q(due_at__isnull=False, due_at__lt=period_end)
    parts = {
        "received": Q(),
        "solved": _DONE | Q(state=t.WITHDRAWN),
        "early": done_early,
        "on_time": done_on_time,
        "on_time_all": done_on_time | Q(state=t.WITHDRAWN),
        "overdue": done_overdue,
        "withdrawn": Q(state=t.WITHDRAWN),
        "in_process_all": working | Q(state__in=[t.SUPPLEMENT, t.FINANCIAL, t.STOPPED]),
        "in_process": working & ~late,
        "in_process_overdue": working & late,
        "supplement": Q(state=t.SUPPLEMENT),
        "paused": Q(state__in=[t.FINANCIAL, t.STOPPED]),
    }
    if bucket == "not_received":
        return ~_RECEIVED
    return _RECEIVED & parts.get(bucket, Q(pk__in=[]))


def whole_number(wanted: str) -> bool:
    """True when the search text is a whole citizen ID: finding somebody by it is a look at their data."""
    return len(digits(clean(wanted)[:100])) in (9, 12)


def _text(wanted: str) -> Q:
    """Any part of a code, a whole citizen ID, or (part of) a name without diacritics.

    The three are gathered apart, each by its own index (trigrams for the parts), and joined by id, so that a
    search among a million dossiers reads only what it finds. One or two letters begin a word of the name.
    """
    tidy = clean(wanted)[:100]
    folded = fold(tidy)
    people = DossierParty.objects.order_by()
    if len(folded) < PART:
        named = people.filter(Q(name_fold__startswith=folded) | Q(name_fold__contains=f" {folded}"))
        coded = Q(code__startswith=tidy.upper())
    else:
        named, coded = people.filter(name_fold__contains=folded), Q(code__contains=tidy.upper())
    found = Dossier.objects.order_by().filter(coded).values("pk").union(named.values("dossier_id"))
    if whole_number(tidy):
        found = found.union(people.filter(citizen_id=digits(tidy)).values("dossier_id"))
    return Q(pk__in=found)


def period_end(wanted: Filter) -> datetime:
    """A period that has not ended yet counts up to now."""
    moment = now()
    return min(day_bounds(wanted.date_to)[1], moment) if wanted.date_to else moment


def _short(value: Any) -> str:
    return clean(str(value))[:100]


def _ids(value: Any) -> str:
    """Ids with commas between them, at most as many as a province has departments and centres of one committee."""
    return ",".join(clean(str(value))[:4000].split(",")[:100])


def _whole(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


def _flag(value: Any) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False}.get(str(value).lower())


def _day(value: Any) -> date | None:
    """A day that a dossier can have; None for what is none, and for the ends of the calendar (no day after)."""
    day = value if isinstance(value, date) else _typed_day(str(value)[:10])
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _typed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None


def _uuid(value: str) -> UUID:
    """An unreadable id matches nothing."""
    try:
        return UUID(value)
    except ValueError:
        return UUID(int=0)
