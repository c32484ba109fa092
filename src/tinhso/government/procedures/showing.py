"""What a procedure's page shows: times, costs, papers and places, drawn together so that nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.government.procedures import words
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.rules.content import Authority, Component, Content, FeeLine, TimeLimit
from tinhso.lib.errors import NotFound
from tinhso.lib.held import held


@dataclass(frozen=True)
class Fact:
    """One line of the page; `sure` False adds "chưa kiểm chứng"."""

    label: str
    text: str
    sure: bool = True
    note: str = ""


@dataclass(frozen=True)
class Papers:
    """The papers of one case; `title` is empty where a procedure knows no cases."""

    title: str
    items: tuple[Component, ...]


def times(content: Content) -> list[Fact]:
    """How long it takes: one line for all ways of filing that take the same time in the same case."""
    if content.on_the_spot and not content.limits:
        return [Fact(_("Mọi cách nộp"), _("Làm ngay trong khi bạn chờ"))]
    titles = {case.key: case.title for case in content.cases}
    spoken = {limit.channel for limit in content.limits}
    groups: dict[tuple[str, str, bool, str], list[str]] = {}
    for limit in content.limits:
        groups.setdefault((limit.case, words.duration(limit), _sure(limit), limit.note), []).append(
            limit.channel
        )
    found = []
    for (case, text, sure, note), channels in groups.items():
        ways = "" if len(spoken) > 1 and set(channels) == spoken else ", ".join(map(words.channel, channels))
        label = " · ".join(part for part in (titles.get(case, case), ways) if part)
        found.append(Fact(label or _("Mọi cách nộp"), text, sure, note))
    return found


def _sure(limit: TimeLimit) -> bool:
    return limit.verified and (limit.known or bool(limit.text))


def costs(content: Content) -> list[Fact]:
    """What it costs, fee by fee."""
    return [Fact(line.name, words.price(line), _priced(line), line.note) for line in content.fees]


def _priced(line: FeeLine) -> bool:
    return line.verified and (not line.unstated or bool(line.text))


def papers(content: Content) -> list[Papers]:
    """The papers to hand in, by case: those that every case needs first, and in each the sure ones first."""
    handed = [item for item in content.components if item.kind == "submit"]
    groups = [("", _("Trong mọi trường hợp")), *((case.key, case.title) for case in content.cases)]
    found = [Papers(title, ranked(item for item in handed if item.case == key)) for key, title in groups]
    kept = [group for group in found if group.items]
    return [Papers("", kept[0].items)] if len(kept) == 1 and not handed[0].case else kept


def unsure_papers(content: Content) -> frozenset[str]:
    """Keys of the papers that no public source names: marked so, or all of a package without source."""
    named = bool(content.source_url)
    return frozenset(i.key for i in content.components if not (named if i.verified is None else i.verified))


def ranked(items: Iterable[Component]) -> tuple[Component, ...]:
    """Required in every event, then on a condition, then if there is any; otherwise as the package has it."""
    return tuple(sorted(items, key=lambda item: (bool(item.when), not item.required)))


def deciding(content: Content, on: date) -> list[Authority]:
    """Who decides on that day."""
    return [rule for rule in content.authority if rule.key == "competent" and rule.holds(on)]


def helping(version: VersionInfo, on: date) -> list[Fact]:
    """Who else works on it that day, by name; an agency that cannot be named is left out."""
    found = []
    for rule in version.content.authority:
        if rule.key == "competent" or not rule.holds(on):
            continue
        name = rule.name or (words.place(rule) if rule.kind else _department(rule, version.field_key, on))
        if name:
            found.append(Fact(name, "", note=rule.note))
    return found


def place(version: VersionInfo, rule: Authority, on: date) -> str:
    """Where one goes: a department by its own name, otherwise the kind of agency."""
    named = "" if rule.kind or rule.name else _department(rule, version.field_key, on)
    return named or words.place(rule)


@held
def _department(rule: Authority, field_key: str, on: date) -> str:
    """The name of the provincial department that a rule leads to; "" when it leads to none, or to several."""
    from tinhso.government.procedures.queries import field_name

    communes: Sequence[organisation.UnitInfo] = organisation.units(on, level="commune")
    if rule.level != "province" or not communes:
        return ""
    try:
        field = field_name(rule.field or field_key)
        return organisation.competent_agency(rule.level, communes[0].code, field, on).name
    except NotFound:
        return ""
