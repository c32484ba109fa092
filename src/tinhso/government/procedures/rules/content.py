"""What a procedure says, typed: read once from the stored JSON, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from tinhso.foundation.worktime.api import Limit, Unit
from tinhso.government.procedures.rules.schema import SAME_DAY

T = TypeVar("T")


@dataclass(frozen=True)
class Authority:
    """Which level decides, in which period. `key` is the agency key that tasks of the process name;
    `kind` names a linked agency (tax_office, land_registry, …) instead of a people's committee."""

    level: str
    valid_from: date
    key: str = "competent"
    field: str = ""
    kind: str = ""
    name: str = ""
    valid_to: date | None = None
    legal: str = ""
    note: str = ""

    def holds(self, on: date) -> bool:
        """True when the rule was in force that day (both ends inclusive)."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Route:
    """Where new dossiers are worked on from a day: `here`, or in the `system` that a ministry keeps.

    `address` is that system's public address, only where it is known. Open dossiers stay where they are.
    """

    where: str
    valid_from: date
    system: str = ""
    address: str = ""
    legal: str = ""
    note: str = ""

    @property
    def elsewhere(self) -> bool:
        """True when new dossiers are not worked on in this system."""
        return self.where != "here"


@dataclass(frozen=True)
class Case:
    """A case of a procedure (trường hợp); `when` chooses it from the facts of the form."""

    key: str
    title: str
    when: str = ""
    note: str = ""


@dataclass(frozen=True)
class Component:
    """A paper to bring: `submit` stays in the dossier, `present` is only shown at the desk.

    `from_form` marks the application form itself, which the e-form replaces when filing online;
    `replaces_result_code` names the result that makes the paper unnecessary once it is in the wallet.
    `when_label` says `when` in words, to be read after "chỉ khi" (only if). `verified` left out: the package's
    source names the paper; False: no public source does, or what it is worth today is not known.
    """

    key: str
    name: str
    originals: int = 0
    copies: int = 0
    required: bool = True
    when: str = ""
    when_label: str = ""
    case: str = ""
    kind: str = "submit"
    digitise: bool = False
    replaces_result_code: str = ""
    from_form: bool = False
    media_types: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    template: str = ""
    verified: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class TimeLimit:
    """The time limit of one channel. No `value`: the law's figure has no public source yet, or it is a rule
    in words that no number tells (`text`); then nothing is counted from it. The unit SAME_DAY has no value either:
    the working day of reception, or the next one when received later than `after`."""

    channel: str
    value: Decimal | None = None
    unit: str = ""
    after: time | None = None
    case: str = ""
    text: str = ""
    verified: bool = False
    note: str = ""
    legal: str = ""

    @property
    def known(self) -> bool:
        """True when both figure and unit are known, or the limit is the day of reception."""
        return self.unit == SAME_DAY or (self.value is not None and bool(self.unit))

    @property
    def counted(self) -> Limit | None:
        """What the calendar counts with; None when nothing can be counted."""
        if self.unit == SAME_DAY:
            return Limit.same_day(self.after)
        return Limit(self.value, Unit(self.unit.lower())) if self.value is not None and self.unit else None


@dataclass(frozen=True)
class FeeLine:
    """One fee (phí) or charge (lệ phí): a fixed amount, an expression over the facts, a decision table of
    fees.dmn (`decision` is its id, its output `amount` is in đồng), or unstated. `text` says it in words."""

    name: str
    kind: str
    key: str = ""
    channels: tuple[str, ...] = ()
    amount: int | None = None
    expression: str = ""
    decision: str = ""
    text: str = ""
    when: str = ""
    verified: bool = False
    note: str = ""
    legal: str = ""
    # When it is paid: `before` reception, `on_result`; empty where no source tells it.
    collect: str = ""

    @property
    def unstated(self) -> bool:
        """True when no amount can be told."""
        return self.amount is None and not self.expression and not self.decision


@dataclass(frozen=True)
class ResultKind:
    """A paper the procedure ends with. `outside_number`: a ministry's system gives the number; `refusal`:
    it says no, so nobody is promised it; `scope`: where it counts, as far as its source says."""

    name: str
    code: str = ""
    template: str = ""
    permanent: bool = False
    valid_months: int | None = None
    outside_number: bool = False
    refusal: bool = False
    scope: str = ""
    note: str = ""


@dataclass(frozen=True)
class LegalBasis:
    """One act the procedure rests on; `url` only when it is known."""

    number: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class LinkedProcedure:
    """Another procedure done together with this one (liên thông)."""

    code: str
    title: str


@dataclass(frozen=True)
class Successor:
    """The procedure that takes over when this version ends: its `code`, and where its form asks what this one asked
    (`answers`: own question → the successor's, dotted paths; equal paths need no line)."""

    code: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """The whole of procedure.toml. `unverified` names the facts of its head that no public source tells.

    `origin` "catalogue": made from a record of the national catalogue when it was opened; such a version is
    offered only where it was opened, one written by hand wherever an agency is competent.
    """

    code: str
    slug: str
    title: str
    field: str
    purpose: str
    subjects: tuple[str, ...]
    online_level: str
    valid_from: date
    short_title: str = ""
    who: str = ""
    conditions: str = ""
    keywords: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    non_territorial: bool = False
    on_the_spot: bool = False
    on_behalf: bool = True
    cutoff: time | None = None
    supplement_policy: str = "shift"
    supplement_days: int | None = None
    decision: str = ""
    source_url: str = ""
    source_date: date | None = None
    valid_to: date | None = None
    unverified: tuple[str, ...] = ()
    origin: str = ""
    authority: tuple[Authority, ...] = ()
    route: tuple[Route, ...] = ()
    cases: tuple[Case, ...] = ()
    components: tuple[Component, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    results: tuple[ResultKind, ...] = ()
    legal: tuple[LegalBasis, ...] = ()
    linked: tuple[LinkedProcedure, ...] = ()
    successor: Successor | None = None

    @property
    def name(self) -> str:
        """The short everyday title where there is one."""
        return self.short_title or self.title

    def route_on(self, day: date) -> Route:
        """Where a dossier filed that day is worked on; here, as long as no route says otherwise."""
        begun = [route for route in self.route if route.valid_from <= day]
        return max(begun, key=lambda route: route.valid_from, default=Route("here", self.valid_from))

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Content:
        """Build from checked JSON (see `rules.schema.PROCEDURE`); dates and times are ISO texts."""
        parts = {
            "authority": tuple(_build(Authority, r) for r in raw.get("authority", ())),
            "route": tuple(_build(Route, r) for r in raw.get("route", ())),
            "cases": tuple(_build(Case, r) for r in raw.get("cases", ())),
            "components": tuple(_build(Component, r) for r in raw.get("components", ())),
            "limits": tuple(_build(TimeLimit, r) for r in raw.get("limits", ())),
            "fees": tuple(_build(FeeLine, r) for r in raw.get("fees", ())),
            "results": tuple(_build(ResultKind, r) for r in raw.get("results", ())),
            "legal": tuple(_build(LegalBasis, r) for r in raw.get("legal", ())),
            "linked": tuple(_build(LinkedProcedure, r) for r in raw.get("linked", ())),
            "successor": _build(Successor, raw["successor"]) if raw.get("successor") else None,
        }
        return _build(cls, {**raw, **parts})


def rules_of(raw: Sequence[Mapping[str, Any]] | None) -> tuple[Authority, ...]:
    """The rows [[authority]] alone, from checked JSON: for lists that read nothing else of thousands of packages."""
    return tuple(_build(Authority, row) for row in raw or ())


def _build(kind: type[T], raw: Mapping[str, Any]) -> T:
    """A dataclass from JSON: ISO texts become dates, numbers decimals, lists tuples."""
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: _value(key, value) for key, value in raw.items() if key in known})


def _value(key: str, value: Any) -> Any:
    if key in {"valid_from", "valid_to", "source_date"} and isinstance(value, str):
        return date.fromisoformat(value)
    if key in {"cutoff", "after"} and isinstance(value, str):
        return time.fromisoformat(value)
    if key == "value" and value is not None:
        return Decimal(str(value))
    return tuple(value) if isinstance(value, list) else value
