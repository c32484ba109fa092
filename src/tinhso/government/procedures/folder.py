"""The procedures' part of a province folder: packages, and the words people search with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.checks import search_data
from tinhso.government.procedures.checks.forms import form_faults
from tinhso.government.procedures.checks.package import Package, package_paths, read_package
from tinhso.government.procedures.checks.structure import overlap, structure_faults
from tinhso.lib.actor import Actor

NAME = "thủ tục"
OWNS = ("procedures/**", "search/*.toml")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Every fault of the packages and of the search data. Needs no database."""
    from tinhso.government.procedures.checks.examples import example_faults
    from tinhso.government.procedures.checks.processes import process_faults
    from tinhso.government.procedures.checks.tables import table_faults

    fields = {str(row.get("key")) for row in search_data.rows(folder, search_data.FIELDS)}
    events = {str(row.get("key")) for row in search_data.rows(folder, search_data.EVENTS)}
    calendar = calendar_of(folder)
    packages = [read_package(folder, path) for path in package_paths(folder)]
    for package in packages:
        yield from package.faults
        yield from structure_faults(package, fields, events)
        # Examples run only on what is sound: a broken form would only repeat its own faults.
        unsound = [*form_faults(package), *table_faults(package), *process_faults(package)]
        yield from unsound
        if not unsound:
            yield from example_faults(package, calendar)
    yield from _versions(packages)
    yield from _strangers(folder, packages)
    codes = {package.content.code for package in packages if package.content}
    yield from search_data.search_faults(folder, codes)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring packages and search data into the database; idempotent; old versions are never deleted."""
    from tinhso.government.procedures.actions.load import load

    load(folder, actor)


def export_part() -> dict[str, str | bytes]:
    """The packages as the database has them now."""
    from tinhso.government.procedures.actions.export import export

    return export()


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
    for one, two in combinations([p for p in packages if p.content], 2):
        first, second = one.content, two.content
        if first is None or second is None or first.code != second.code:
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
    homes = tuple(package.path + "/" for package in packages)
    for name in folder.matching("procedures/**"):
        if not name.startswith(homes or ("\0",)):
            yield Fault(
                name,
                0,
                _("Tệp không thuộc gói thủ tục nào."),
                _("Thêm procedure.toml bên cạnh, hoặc bỏ tệp."),
            )
