"""The procedures' part of a province folder: packages, and the words people search with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.checks import search_data
from tinhso.government.procedures.checks.package import Package, package_paths, read_package
from tinhso.government.procedures.checks.structure import overlap
from tinhso.government.procedures.checks.successors import successor_faults
from tinhso.government.procedures.checks.whole import package_faults
from tinhso.government.procedures.fee_rule_rows import FILE as FEE_RULES
from tinhso.government.procedures.fee_rule_rows import fee_rule_faults
from tinhso.government.procedures.opening_rows import FILE, opening_faults
from tinhso.lib.actor import Actor

NAME = "thủ tục"
OWNS = ("procedures/**", "search/*.toml", "openings.csv", FEE_RULES)


def check_part(folder: Folder) -> Iterator[Fault]:
    """Every fault of the packages and of the search data. Needs no database."""
    fields = {str(row.get("key")) for row in search_data.rows(folder, search_data.FIELDS)}
    events = {str(row.get("key")) for row in search_data.rows(folder, search_data.EVENTS)}
    calendar = calendar_of(folder)
    packages = [read_package(folder, path) for path in package_paths(folder)]
    for package in packages:
        yield from package_faults(package, fields, events, calendar)
    yield from _versions(packages)
    yield from successor_faults(packages)
    yield from _strangers(folder, packages)
    codes = {package.content.code for package in packages if package.content}
    yield from search_data.search_faults(folder, codes)
    yield from opening_faults(folder, codes)
    fees: dict[str, set[str]] = {code: set() for code in codes}
    for content in (package.content for package in packages):
        if content is not None:
            fees[content.code].update(fee.key for fee in content.fees if fee.key)
    yield from fee_rule_faults(folder, fees)


def codes_of(folder: Folder) -> set[str]:
    """The codes of the folder's packages, for other rooms' checks."""
    packages = [read_package(folder, path) for path in package_paths(folder)]
    return {package.content.code for package in packages if package.content}


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring packages and search data into the database; idempotent; old versions are never deleted."""
    from tinhso.government.procedures.actions.carry_fee_rules import load_fee_rules
    from tinhso.government.procedures.actions.carry_openings import load_openings
    from tinhso.government.procedures.actions.load import load

    load(folder, actor)
    load_openings(folder)
    load_fee_rules(folder)


def export_part() -> dict[str, str | bytes]:
    """The packages, the fields that came with published ones, and what is offered where, as of now."""
    from tinhso.government.procedures.actions.carry_fee_rules import export_fee_rules
    from tinhso.government.procedures.actions.carry_openings import export_openings
    from tinhso.government.procedures.actions.export import export, export_fields
    from tinhso.government.procedures.models import FeeRuleRow, Opening

    found = export()
    found.update(export_fields())
    if Opening.objects.exists():
        found[FILE] = export_openings()
    if FeeRuleRow.objects.exists():
        found[FEE_RULES] = export_fee_rules()
    return found


def calendar_of(folder: Folder) -> worktime.Calendar | None:
    """The folder's own working calendar, or None when it has none that can be read."""
    try:
        periods: dict[date, list[tuple[time, time]]] = {}
        for row in folder.rows("calendar/hours.csv"):
            span = (time.fromisoformat(row["start"]), time.fromisoformat(row["end"]))
            periods.setdefault(date.fromisoformat(row["valid_from"]), []).append(span)
        days = {}
        for row in folder.rows("calendar/days.csv"):
            first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            for number in range(first.toordinal(), last.toordinal() + 1):
                days[date.fromordinal(number)] = worktime.DayKind(row["kind"])
        hours = [worktime.HoursPeriod(day, tuple(sorted(spans))) for day, spans in periods.items()]
        return worktime.build(hours, days)
    except (FileNotFoundError, ValueError):
        return None


def _versions(packages: list[Package]) -> Iterator[Fault]:
    """Two versions of one procedure must not hold on the same day."""
    by_code: dict[str, list[Package]] = {}
    for package in packages:
        if package.content:
            by_code.setdefault(package.content.code, []).append(package)
    pairs = (pair for same in by_code.values() for pair in combinations(same, 2))
    for one, two in pairs:
        first, second = one.content, two.content
        if first is None or second is None:
            continue
        if overlap((first.valid_from, first.valid_to), (second.valid_from, second.valid_to)):
            yield two.fault(
                "procedure.toml",
                two.at("valid_from"),
                _("Phiên bản này chồng thời gian với %(path)s.") % {"path": one.path},
                _("Đặt valid_to cho phiên bản cũ."),
            )


def _strangers(folder: Folder, packages: list[Package]) -> Iterator[Fault]:
    """Files below procedures/ that belong to no package."""
    homes = {package.path for package in packages}
    for name in folder.matching("procedures/**"):
        if not homes.intersection(str(parent) for parent in PurePosixPath(name).parents):
            yield Fault(
                name,
                0,
                _("Tệp không thuộc gói thủ tục nào."),
                _("Thêm procedure.toml bên cạnh, hoặc bỏ tệp."),
            )
